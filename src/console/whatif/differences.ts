import * as words from '#words/hypotheses.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { sayStageRules } from '../../domain/policy/quorum-words.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { countText } from '../ui/number-text.ts'
import { groupsOf } from './hypotheses.ts'
import { CONTROL_GROUPS, valueOf } from './policy-controls.ts'

/** One thing that two contents say differently, in words. */
export interface Difference {
  readonly group: string
  readonly label: string
  readonly was: string
  readonly is: string
}

/** What two contents say differently, in the order of the decision. Triggers are told by their id. Equal contents have none. */
export function differencesOf(was: ScenarioContent, is: ScenarioContent): readonly Difference[] {
  return [
    ...numbers(was.policy, is.policy),
    ...triggers(was, is),
    ...amounts(words.ifIt, supposedOf(was), supposedOf(is), words.notSupposed),
    ...amounts(words.exercised, exercisedOf(was), exercisedOf(is), words.asItWas),
  ].filter((one) => one.was !== one.is)
}

const LEVELS = ['low', 'medium', 'high', 'critical'] as const
const BANDS = ['low', 'medium', 'high', 'confirmed'] as const

function numbers(was: Policy, is: Policy): readonly Difference[] {
  return [
    ...BANDS.flatMap((confidence) =>
      LEVELS.map((urgency) => ({
        group: words.need,
        label: words.confidenceUrgency(confidence, urgency),
        was: `T${was.need.matrix[confidence][urgency]}`,
        is: `T${is.need.matrix[confidence][urgency]}`,
      })),
    ),
    ...CONTROL_GROUPS.flatMap(({ title, controls }) =>
      controls.map((control) => {
        const unit = control.unit === '' ? '' : ` ${control.unit}`
        const text = (policy: Policy) => `${countText(valueOf(policy, control))}${unit}`
        return { group: title, label: control.label, was: text(was), is: text(is) }
      }),
    ),
    ...(['one-approval', 'two-approvals'] as const).map((gate) => ({
      group: words.gateAndLeash,
      label: gate === 'one-approval' ? words.oneApproval : words.twoApprovals,
      was: sayStageRules(was.gate.quorums[gate]),
      is: sayStageRules(is.gate.quorums[gate]),
    })),
    {
      group: words.gateAndLeash,
      label: words.stepsByThemselves,
      was: namesText(was.gate.autoEnvironments),
      is: namesText(is.gate.autoEnvironments),
    },
  ]
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? 'nowhere' : names.toSorted().join(', ')
}

function triggers(was: ScenarioContent, is: ScenarioContent): readonly Difference[] {
  const ids = [...new Set([...was.triggers, ...is.triggers].map(({ id }) => id))]
  const text = (content: ScenarioContent, id: string) => {
    const change = content.triggers.find((one) => one.id === id)
    if (change === undefined) return words.asInForce
    if (change.response === null) return change.mode
    const { confidence, automation } = change.response
    return `${change.mode}, confidence ${confidence}, ${automation.allowed ? words.automaticFrom(automation.threshold) : words.neverAutomatic}`
  }
  return ids.map((id) => ({ group: words.triggers, label: id, was: text(was, id), is: text(is, id) }))
}

function supposedOf({ identities }: ScenarioContent): ReadonlyMap<string, string> {
  return new Map(
    groupsOf(identities).map(({ words: length, ids }) => [
      length,
      ids.length === 1 ? '1 identity' : `${ids.length} identities`,
    ]),
  )
}

function exercisedOf({ exercised }: ScenarioContent): ReadonlyMap<string, string> {
  return new Map(exercised.map((id) => [id, words.justNow]))
}

function amounts(
  group: string,
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
  none: string,
): readonly Difference[] {
  return [...new Set([...was.keys(), ...is.keys()])].map((label) => ({
    group,
    label,
    was: was.get(label) ?? none,
    is: is.get(label) ?? none,
  }))
}
