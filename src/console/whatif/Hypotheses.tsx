import { X } from 'lucide-react'
import { useId, useState } from 'react'
import * as words from '#words/hypotheses.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import { MOST_IDENTITIES } from '../../domain/views/history-views.ts'
import type { HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Switch } from '../ui/Checkbox.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
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

const SELECTION_WORDS: Readonly<Record<Selection, string>> = words.selection
const SUPPOSITION_WORDS: Readonly<Record<Supposition, string>> = words.supposition

function choices<Value extends string>(said: Readonly<Record<Value, string>>) {
  return (Object.keys(said) as Value[]).map((value) => ({ value, label: said[value] }))
}

/** "If these 40 keys had owners": facts of identities and exercises as they might be. Nothing of it leaves the draft. */
export function Hypotheses({ facts, draft, search, isOnlyChanged }: HypothesesProps) {
  const supposed = useDraft(draft, ({ identities }) => identities)
  const exercised = useDraft(draft, (present) => present.exercised)
  const id = useId()
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
      ? words.noIdentity
      : identities.length > MOST_IDENTITIES
        ? words.aDraftHoldsAtMost(MOST_IDENTITIES)
        : null
  return (
    <Section title={words.ifIt} aside={words.factsAsTheyMight}>
      <div className="-mx-1 flex flex-col gap-2 px-1 [contain-intrinsic-size:auto_440px] [content-visibility:auto]">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-small text-text-2">{words.identitys(chosen.length)}</span>
          <Select
            label={words.whichIdentities}
            value={selection}
            onChange={setSelection}
            choices={choices(SELECTION_WORDS)}
          />
          <Select
            label={words.whatIsSupposed}
            value={supposition}
            onChange={setSupposition}
            choices={choices(SUPPOSITION_WORDS)}
          />
        </div>
        <TextField label={words.onlyWithThis} value={name} onChange={setName} mono />
        {supposition === 'owner' ? (
          <TextField
            label={words.owner}
            placeholder={SUPPOSED_OWNER}
            value={value}
            onChange={setValue}
            maxLength={120}
          />
        ) : null}
        {supposition === 'criticality' ? (
          <Select
            label={words.criticality}
            isLabelShown
            value={/^[1-5]$/.test(value) ? value : '1'}
            onChange={setValue}
            choices={['1', '2', '3', '4', '5'].map((one) => ({ value: one, label: one }))}
          />
        ) : null}
        {supposition === 'environment' ? (
          <Select
            label={words.environment}
            isLabelShown
            value={ENVIRONMENTS.find((one) => one === value) ?? 'dev'}
            onChange={setValue}
            choices={ENVIRONMENTS.map((one) => ({ value: one, label: one }))}
          />
        ) : null}
        {supposition === 'split' && only !== null && only.consumers.length > 1 ? (
          <Select
            label={words.staysWith}
            isLabelShown
            value={only.consumers.find(({ id }) => id === value)?.id ?? only.consumers[0]?.id ?? ''}
            onChange={setValue}
            choices={only.consumers.map(({ id, name: consumer }) => ({ value: id, label: consumer }))}
          />
        ) : null}
        {supposition === 'split' && only === null ? (
          <p className="text-small text-text-3">{words.eachKeepsItsMost}</p>
        ) : null}
        <Button disabledBecause={because} onClick={() => draft.change((present) => ({ ...present, identities }))}>
          {words.supposeIt(chosen.length)}
        </Button>
        {groups.length === 0 ? null : (
          <ul aria-label={words.supposed} className="flex flex-col">
            {groups.map(({ words: length, ids }) => (
              <li key={length} className="flex items-center justify-between gap-2 border-t border-line py-1 text-small">
                <span className="min-w-0">
                  <span className="font-title">{words.identitysOfIds(ids.length)}</span> <HostileText text={length} />
                </span>
                <IconButton
                  label={words.noLongerSuppose(length)}
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
        <h3 id={`${id}-exercised`} className="mt-1 text-small font-text text-text-3">
          {words.playbooksExercisedJust}
        </h3>
        <ul aria-labelledby={`${id}-exercised`} className="flex flex-col">
          {facts.playbooks.map(({ id: playbook, title }) => (
            <li
              key={playbook}
              className="flex min-h-8 items-center border-t border-line py-1.5 *:w-full *:justify-between"
            >
              <Switch
                isOn={exercised.includes(playbook)}
                onChange={(isOn) =>
                  draft.change((present) => ({
                    ...present,
                    exercised: isOn
                      ? [...present.exercised, playbook]
                      : present.exercised.filter((one) => one !== playbook),
                  }))
                }
              >
                {title}
              </Switch>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}
