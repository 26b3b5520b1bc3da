import * as words from '#words/policy.tsx'
import type { Policy } from '../../../domain/policy/policy.ts'
import { sayStageRules } from '../../../domain/policy/quorum-words.ts'
import { countText } from '../../ui/number-text.ts'
import { CONTROL_GROUPS, NOT_IN_THE_LAB, valueOf } from './policy-controls.ts'

/** One thing that two contents say differently, in words. */
export interface Difference {
  readonly group: string
  readonly label: string
  readonly was: string
  readonly is: string
}

const LEVELS = ['low', 'medium', 'high', 'critical'] as const
const BANDS = ['low', 'medium', 'high', 'confirmed'] as const

/** What two policies say differently, in the lab's words and in the order of the decision. Equal ones have none. */
export function policyDifferences(was: Policy, is: Policy): readonly Difference[] {
  return [
    ...BANDS.flatMap((confidence) =>
      LEVELS.map((urgency) => ({
        group: words.needGroup,
        label: words.cellOfNeed(confidence, urgency),
        was: `T${was.need.matrix[confidence][urgency]}`,
        is: `T${is.need.matrix[confidence][urgency]}`,
      })),
    ),
    ...[...CONTROL_GROUPS, NOT_IN_THE_LAB].flatMap(({ title, controls }) =>
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
  ].filter((one) => one.was !== one.is)
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? words.nowhere : names.toSorted().join(', ')
}
