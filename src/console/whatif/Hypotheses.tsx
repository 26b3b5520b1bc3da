import { X } from 'lucide-react'
import { useState } from 'react'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import { MOST_IDENTITIES } from '../../domain/views/history-views.ts'
import type { HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Switch } from '../ui/Checkbox.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { plural } from '../ui/number-text.ts'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type DraftStore, useDraft } from './draft-store.ts'
import {
  factsOf,
  groupsOf,
  type Selection,
  SUPPOSED_OWNER,
  type Supposition,
  selectIdentities,
  splitting,
  supposing,
} from './hypotheses.ts'
import { matches } from './matches.ts'

interface HypothesesProps {
  readonly facts: HistoryFacts
  readonly draft: DraftStore
  readonly search: string
  readonly isOnlyChanged: boolean
}

const SELECTION_WORDS: Readonly<Record<Selection, string>> = {
  'no-owner': 'without an owner',
  'not-mapped': 'without mapped consumers',
  'no-criticality': 'of unknown criticality',
  'no-environment': 'of unknown environment',
  shared: 'that several use',
  chosen: 'with this name',
}
const SUPPOSITION_WORDS: Readonly<Record<Supposition, string>> = {
  owner: 'had an owner',
  mapped: 'had their consumers mapped',
  criticality: 'had this criticality',
  environment: 'were of this environment',
  split: 'were split, one consumer each',
}

function choices<Value extends string>(words: Readonly<Record<Value, string>>) {
  return (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }))
}

/** "If these 40 keys had owners": facts of identities and exercises as they might be. Nothing of it leaves the draft. */
export function Hypotheses({ facts, draft, search, isOnlyChanged }: HypothesesProps) {
  const supposed = useDraft(draft, ({ identities }) => identities)
  const exercised = useDraft(draft, (present) => present.exercised)
  const [selection, setSelection] = useState<Selection>('no-owner')
  const [supposition, setSupposition] = useState<Supposition>('owner')
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const chosen = selectIdentities(facts.identities, selection, name)
  const groups = groupsOf(supposed)
  const isShown = matches(
    search,
    'if hypotheses identities owner consumers mapped criticality environment split shared playbook exercised',
  )
  if (!isShown || (isOnlyChanged && groups.length === 0 && exercised.length === 0)) return null
  const [one] = chosen
  const only = chosen.length === 1 && one !== undefined ? one : null
  const identities =
    supposition === 'split'
      ? splitting(supposed, chosen, value)
      : supposing(supposed, chosen, factsOf(supposition, value))
  const because =
    chosen.length === 0
      ? 'No identity of the history is meant.'
      : identities.length > MOST_IDENTITIES
        ? `A draft holds at most ${MOST_IDENTITIES} suppositions. Narrow them by a name.`
        : null
  return (
    <Section title="If…" aside="facts as they might be">
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-small text-text-2">{plural(chosen.length, 'identity', 'identities')}</span>
          <Select
            label="Which identities"
            value={selection}
            onChange={setSelection}
            choices={choices(SELECTION_WORDS)}
          />
          <Select
            label="What is supposed"
            value={supposition}
            onChange={setSupposition}
            choices={choices(SUPPOSITION_WORDS)}
          />
        </div>
        <TextField label="Only with this in the name" value={name} onChange={setName} mono />
        {supposition === 'owner' ? (
          <TextField label="Owner" placeholder={SUPPOSED_OWNER} value={value} onChange={setValue} maxLength={120} />
        ) : null}
        {supposition === 'criticality' ? (
          <Select
            label="Criticality"
            isLabelShown
            value={/^[1-5]$/.test(value) ? value : '1'}
            onChange={setValue}
            choices={['1', '2', '3', '4', '5'].map((one) => ({ value: one, label: one }))}
          />
        ) : null}
        {supposition === 'environment' ? (
          <Select
            label="Environment"
            isLabelShown
            value={ENVIRONMENTS.find((one) => one === value) ?? 'dev'}
            onChange={setValue}
            choices={ENVIRONMENTS.map((one) => ({ value: one, label: one }))}
          />
        ) : null}
        {supposition === 'split' && only !== null && only.consumers.length > 1 ? (
          <Select
            label="Stays with it"
            isLabelShown
            value={only.consumers.find(({ id }) => id === value)?.id ?? only.consumers[0]?.id ?? ''}
            onChange={setValue}
            choices={only.consumers.map(({ id, name: consumer }) => ({ value: id, label: consumer }))}
          />
        ) : null}
        {supposition === 'split' && only === null ? (
          <p className="text-small text-text-3">Each keeps its most critical consumer.</p>
        ) : null}
        <Button disabledBecause={because} onClick={() => draft.change((present) => ({ ...present, identities }))}>
          Suppose it of {plural(chosen.length, 'identity', 'identities')}
        </Button>
        {groups.length === 0 ? null : (
          <ul aria-label="Supposed" className="flex flex-col">
            {groups.map(({ words, ids }) => (
              <li key={words} className="flex items-center justify-between gap-2 border-t border-line py-1 text-small">
                <span className="min-w-0">
                  <span className="font-title">{plural(ids.length, 'identity', 'identities')}</span>{' '}
                  <HostileText text={words} />
                </span>
                <IconButton
                  label={`No longer suppose ${words}`}
                  icon={<X aria-hidden size={14} />}
                  onClick={() => {
                    const gone = new Set(ids)
                    draft.change((present) => ({
                      ...present,
                      identities: present.identities.filter(({ identityId }) => !gone.has(identityId)),
                    }))
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        <ul aria-label="Playbooks exercised just now" className="flex flex-col">
          {facts.playbooks.map(({ id, title }) => (
            <li key={id} className="flex min-h-7 items-center justify-between gap-2">
              <Switch
                isOn={exercised.includes(id)}
                onChange={(isOn) =>
                  draft.change((present) => ({
                    ...present,
                    exercised: isOn ? [...present.exercised, id] : present.exercised.filter((one) => one !== id),
                  }))
                }
              >
                {title} was exercised
              </Switch>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}
