import * as words from '#words/policy.tsx'
import type { Policy } from '../../../domain/policy/policy.ts'
import { sayStageRules } from '../../../domain/policy/quorum-words.ts'
import { minutesOf } from '../../../domain/policy/silence-minutes.ts'
import { countText } from '../../ui/number-text.ts'
import { CONTROL_GROUPS, differs, NOT_IN_THE_LAB, type NumberControl, storedOf, valueOf } from './policy-controls.ts'

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
      controls.flatMap((control) => {
        // A share that is the same means another time where the whole is another one: that is said of the whole.
        if (control.shareOf !== null && !differs(is, was, control.id)) return []
        const unit = control.unit === '' ? '' : ` ${control.unit}`
        const [before, after] = [valueOf(was, control), valueOf(is, control)]
        const isHidden = before === after && differs(is, was, control.id)
        const text = (policy: Policy, value: number) =>
          isHidden ? storedText(policy, control) : `${countText(value)}${unit}`
        return [{ group: title, label: control.label, was: text(was, before), is: text(is, after) }]
      }),
    ),
    ...(['one-approval', 'two-approvals'] as const)
      .filter((gate) => differs(is, was, `gate.quorums.${gate}`))
      .map((gate) => {
        const isHidden = stagesText(was, gate, minutesText) === stagesText(is, gate, minutesText)
        const moment = isHidden ? shareText : minutesText
        return {
          group: words.gateAndLeash,
          label: gate === 'one-approval' ? words.oneApproval : words.twoApprovals,
          was: stagesText(was, gate, moment),
          is: stagesText(is, gate, moment),
        }
      }),
    {
      group: words.gateAndLeash,
      label: words.stepsByThemselves,
      was: namesText(was.gate.autoEnvironments),
      is: namesText(is.gate.autoEnvironments),
    },
    {
      group: words.gateAndLeash,
      label: words.breakGlassSigned,
      was: words.glassPasskeys[was.gate.glassPasskey],
      is: words.glassPasskeys[is.gate.glassPasskey],
    },
  ].filter((one) => one.was !== one.is)
}

/** As it is kept: where the unit of the lab would say the same of both, a reviewer is told the difference all the same. */
function storedText(policy: Policy, control: NumberControl): string {
  const value = storedOf(policy, control)
  return control.shareOf === null ? words.milliseconds(value) : words.shareOfTime(value)
}

type Moment = (percent: number, policy: Policy) => string
const minutesText: Moment = (percent, { gate }) => `${minutesOf(percent, gate.approvalTtlMs)} ${words.min}`
const shareText: Moment = (percent) => words.shareOfTime(percent)

function stagesText(policy: Policy, asking: 'one-approval' | 'two-approvals', moment: Moment): string {
  return sayStageRules(policy.gate.quorums[asking], (percent) => moment(percent, policy))
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? words.nowhere : names.toSorted().join(', ')
}
