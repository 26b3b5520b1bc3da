import { useState } from 'react'
import * as words from '#words/policy.tsx'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import {
  type Changed,
  CONTROL_GROUPS,
  differs,
  type NumberControl,
  withPart,
} from '../shared/policy/policy-controls.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Section } from '../ui/layout.tsx'
import { type DraftStore, useDraft } from './draft-store.ts'
import { matches } from './matches.ts'
import { NeedMatrix } from './NeedMatrix.tsx'
import { NumberGroup } from './NumberGroup.tsx'
import { QuorumPanel, quorumPath } from './QuorumPanel.tsx'

interface PolicyPanelProps {
  readonly draft: DraftStore
  /** What the draft is compared with. */
  readonly was: Policy
  /** Shows only controls with these words; empty shows all. */
  readonly search: string
  readonly isOnlyChanged: boolean
}

/** A wish that a rule of the policy refused, by the control that it was of. */
export interface Refused {
  readonly id: string
  readonly because: string
}

/** Every number of the policy as a control that belongs to it, in the order of the decision. */
export function PolicyPanel({ draft, was, search, isOnlyChanged }: PolicyPanelProps) {
  const [refused, setRefused] = useState<Refused | null>(null)
  // As one word: only a control that comes or goes draws the panel anew.
  const changed = useDraft(draft, ({ policy }) =>
    isOnlyChanged ? IDS.filter((id) => differs(policy, was, id)).join(' ') : '',
  ).split(' ')
  const take = (id: string, next: (policy: Policy) => Changed, gesture: string | null): string | null => {
    const { policy } = draft.present()
    const outcome = next(policy)
    setRefused(outcome.ok ? null : { id, because: outcome.because })
    if (outcome.ok && outcome.policy !== policy) draft.change((now) => ({ ...now, policy: outcome.policy }), gesture)
    return outcome.ok ? null : outcome.because
  }
  const isShown = (title: string, { id, label, also }: Pick<NumberControl, 'id' | 'label' | 'also'>) =>
    matches(search, `${title} ${label} ${also} ${id}`) && (!isOnlyChanged || changed.includes(id))
  const groups = CONTROL_GROUPS.map((group) => ({
    ...group,
    controls: group.controls.filter((control) => isShown(group.title, control)),
  })).filter(({ controls }) => controls.length > 0)
  const isMatrixShown = isShown(words.needMatrixTier, { id: MATRIX, label: words.confidenceUrgencyWord, also: '' })
  const areEnvironmentsShown = isShown(words.gateAndLeash, {
    id: WHERE,
    label: words.autoEnvironmentsProduction,
    also: '',
  })
  const isGlassShown = isShown(words.gateAndLeash, {
    id: GLASS,
    label: words.glassAlwaysSigned,
    also: words.emergencyKey,
  })
  const quorums = QUORUMS.filter((gate) =>
    isShown(words.whoGivesApprovals, { id: quorumPath(gate), label: gate, also: words.quorumSeatsStages }),
  )
  return (
    <>
      {isMatrixShown ? (
        <Section title={words.needTitle} aside={words.confidenceUrgency2}>
          <DraftMatrix
            draft={draft}
            was={was}
            onChange={(path, tier) => take(MATRIX, (policy) => withPart(policy, path, tier), null)}
          />
        </Section>
      ) : null}
      {groups.map((group) => (
        <NumberGroup key={group.id} group={group} draft={draft} was={was} refused={refused} onTake={take} />
      ))}
      {quorums.map((gate) => (
        <QuorumPanel key={gate} gate={gate} draft={draft} was={was} refused={refused} onTake={take} />
      ))}
      {areEnvironmentsShown ? (
        <Section title={words.whereStepsMayRun} aside={words.byEnvironment}>
          <AutoEnvironments
            draft={draft}
            was={was}
            onChange={(environments) => void take(WHERE, (policy) => withPart(policy, WHERE, environments), null)}
          />
        </Section>
      ) : null}
      {isGlassShown ? (
        <Section title={words.whoBreaksTheGlass} aside={words.signsWithKey}>
          <GlassPasskey
            draft={draft}
            was={was}
            onChange={(asked) => void take(GLASS, (policy) => withPart(policy, GLASS, asked), null)}
          />
        </Section>
      ) : null}
    </>
  )
}

const MATRIX = 'need.matrix'
const WHERE = 'gate.autoEnvironments'
const GLASS = 'gate.glassPasskey'
const QUORUMS = ['one-approval', 'two-approvals'] as const
const IDS = [
  ...CONTROL_GROUPS.flatMap(({ controls }) => controls.map(({ id }) => id)),
  MATRIX,
  WHERE,
  GLASS,
  ...QUORUMS.map(quorumPath),
]

interface PartProps<Change> {
  readonly draft: DraftStore
  readonly was: Policy
  readonly onChange: Change
}

function DraftMatrix({ draft, was, onChange }: PartProps<Parameters<typeof NeedMatrix>[0]['onChange']>) {
  const matrix = useDraft(draft, ({ policy }) => policy.need.matrix)
  return <NeedMatrix matrix={matrix} was={was.need.matrix} onChange={onChange} />
}

function AutoEnvironments({ draft, was, onChange }: PartProps<(environments: readonly string[]) => void>) {
  const on = useDraft(draft, ({ policy }) => policy.gate.autoEnvironments)
  return (
    <fieldset className="flex flex-wrap gap-x-4">
      <legend className="sr-only">{words.environmentsWithAutomatic}</legend>
      {ENVIRONMENTS.map((environment) => {
        const isOn = on.includes(environment)
        const isChanged = isOn !== was.gate.autoEnvironments.includes(environment)
        return (
          <Checkbox
            key={environment}
            isChecked={isOn}
            onChange={(next) => onChange(ENVIRONMENTS.filter((one) => (one === environment ? next : on.includes(one))))}
          >
            <span className={isChanged ? 'font-title' : ''}>{environment}</span>
          </Checkbox>
        )
      })}
    </fieldset>
  )
}

function GlassPasskey({ draft, was, onChange }: PartProps<(asked: Policy['gate']['glassPasskey']) => void>) {
  const asked = useDraft(draft, ({ policy }) => policy.gate.glassPasskey)
  return (
    <Checkbox isChecked={asked === 'always'} onChange={(isOn) => onChange(isOn ? 'always' : 'as-approvals')}>
      <span className={asked === was.gate.glassPasskey ? '' : 'font-title'}>{words.glassAlwaysSigned}</span>
    </Checkbox>
  )
}
