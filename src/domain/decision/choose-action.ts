import { type Action, type ActionId, type Threat } from '../action/action.ts'
import { actionOf, fitsKind, tierMet } from '../action/catalogue.ts'
import type { Playbook } from '../action/playbook.ts'
import type { Dependency } from '../identity/identity.ts'
import { printable } from '../json/read-json.ts'
import type { Policy } from '../policy/policy.ts'
import type { IdentityKind } from '../signal/signal.ts'
import type { ActionOption, Reason } from './decision.ts'
import { type Aim, disruptionOf } from './disruption.ts'
import { type Need, tierName } from './need.ts'

export interface ChoiceInput {
  readonly policy: Policy
  readonly playbook: Playbook
  readonly threat: Threat
  readonly need: Need
  readonly kind: IdentityKind
  readonly dependencies: readonly Dependency[]
  readonly aim: Aim
  /** True, or a connector's reason why the action cannot be carried out on this target. */
  readonly feasible: (action: ActionId) => true | string
}

export interface Choice {
  /** In the playbook's order, each with its reason where it is out. */
  readonly options: readonly ActionOption[]
  /** Null below T2, where there is nothing to contain, and where nothing that suffices can be done. */
  readonly action: ActionId | null
  readonly reasons: readonly Reason[]
}

/**
 * The smallest safe action: of the playbook's actions that can be done and suffice, the one with the least disruption;
 * ties go to the lower strength, then to the playbook's order. An action suffices if it covers the threat, meets the
 * need on an identity of this kind, and does not go past a restraint cap: that takes a person and two approvals.
 */
export function chooseAction(input: ChoiceInput): Choice {
  const options = input.playbook.actions.map((id) => optionFor(actionOf(id), input))
  if (input.need.tier < CONTAINING_TIER) {
    const said = `The need is ${tierName(input.need.tier)}`
    return { options, action: null, reasons: [because('action.nothing-to-contain', said, 'No action is proposed')] }
  }
  const ranked = options
    .filter((option) => option.isFeasible && option.suffices)
    .sort((a, b) => a.disruption.score - b.disruption.score || strengthOf(a) - strengthOf(b))
  const best = ranked[0]
  if (best === undefined) {
    const said = options.map((option) => `${actionOf(option.action).title}: ${option.reason ?? 'possible'}`).join(' ')
    return { options, action: null, reasons: [because('action.none', said, 'No action of the playbook is proposed')] }
  }
  const isComplete = best.disruption.isComplete ? '' : ' at least, as far as the map goes'
  const said = `${ranked.length} of ${options.length} actions of the playbook suffice for ${tierName(input.need.tier)}, ${input.threat} threatened`
  const effect = `${actionOf(best.action).title}: the least disruption, ${best.disruption.score} of 100${isComplete}`
  return { options, action: best.action, reasons: [because('action.smallest', said, effect)] }
}

/** Whether an action is stronger than the caps that hold allow without two people. */
export function exceedsCap(action: Action, need: Pick<Need, 'caps'>, policy: Policy): boolean {
  return need.caps.length > 0 && action.strength > policy.need.capAt
}

/** From this tier on something is contained; below it people look. */
export const CONTAINING_TIER = 2

function optionFor(action: Action, input: ChoiceInput): ActionOption {
  const disruption = disruptionOf(action, input.dependencies, input.aim, input.policy)
  const cannot = infeasible(action, input)
  const short = insufficient(action, input)
  return {
    action: action.id,
    isFeasible: cannot === null,
    suffices: short === null,
    reason: cannot ?? short,
    disruption,
  }
}

function infeasible(action: Action, input: ChoiceInput): string | null {
  if (!fitsKind(action, input.kind)) {
    const kind = input.kind.replaceAll('-', ' ')
    return input.kind === 'human' ? 'A person is never contained by this playbook.' : `Not possible for a ${kind}.`
  }
  const answer = input.feasible(action.id)
  return answer === true ? null : printable(answer)
}

function insufficient(action: Action, input: ChoiceInput): string | null {
  if (!action.covers.includes(input.threat)) return `Does not stop what is threatened: the ${input.threat}.`
  const met = tierMet(action, input.kind)
  if (met < input.need.tier) return `Weaker than the need: meets T${met}, not T${input.need.tier}.`
  if (exceedsCap(action, input.need, input.policy)) {
    return `Goes past the cap at T${input.policy.need.capAt}: a person may propose it, and it then takes two approvals.`
  }
  return null
}

function strengthOf(option: ActionOption): number {
  return actionOf(option.action).strength
}

function because(rule: string, input: string, effect: string): Reason {
  return { about: 'action', rule, input, effect }
}
