import { ACTION_IDS, type ActionId } from '../../../domain/action/action.ts'
import { playbookById, playbookFor } from '../../../domain/action/playbooks.ts'
import { type DecisionInput, decide, threatOf } from '../../../domain/decision/decide.ts'
import { corroborating, type Draft, exercisedAt } from '../draft.ts'
import type { History } from '../history.ts'
import { NO_ALERT, type Outcome, pack } from '../outcome.ts'

/** Nothing of a budget is used up: a draft is tried as if each alert came alone. Panels count what a budget would stop. */
const UNUSED = { stepsThisTriggerHour: 0, ownerSharePercent: 0 }

/** What the gateway would decide this case from under the draft; null where there would be no alert. */
export function inputOf(history: History, index: number, draft: Draft): DecisionInput | null {
  const { cases } = history
  const evidence = history.evidences[cases.evidence[index] ?? -1]
  if (evidence === undefined) throw new RangeError(`case ${index} has no evidence`)
  const at = cases.trigger[index] ?? -1
  const drafted = draft.triggers[at]
  const isOn = drafted === undefined || drafted.mode === 'on'
  if (!isOn && evidence.form === 'event') return null
  const trigger = isOn ? (drafted?.trigger ?? null) : null
  const own = cases.identity[index] ?? -1
  const known = draft.identities.get(own) ?? history.identities[own] ?? null
  const identity = known?.identity ?? null
  const threat = threatOf(trigger, evidence, identity?.kind ?? 'unknown')
  const playbook = (trigger === null ? null : playbookById(trigger.response.playbook)) ?? playbookFor(threat)
  const obstacles = history.obstacles[cases.obstacle[index] ?? -1] ?? {}
  return {
    policy: draft.policy,
    now: history.asOf,
    signal: evidence,
    ambiguity: history.ambiguities[cases.ambiguity[index] ?? -1] ?? null,
    trigger,
    triggerRecord: trigger === null ? null : (history.triggers[at]?.record ?? null),
    corroborating: corroborating(history, cases.corroboration[index] ?? -1, draft),
    identity,
    dependencies: known?.dependencies ?? [],
    playbook,
    exercisedAt: exercisedAt(history, draft, playbook.id),
    automation: { ...UNUSED, forbidden: trigger === null ? null : (history.triggers[at]?.forbidden ?? null) },
    feasible: (action: ActionId) => obstacles[action] ?? true,
  }
}

/** The packed outcome of one case, by the decision that the gateway makes. Slow, obvious, and what all else is checked against. */
export function decideCase(history: History, index: number, draft: Draft): number {
  const input = inputOf(history, index, draft)
  if (input === null) return NO_ALERT
  const { need, gate, action, confidence, urgency, reasons } = decide(input)
  const { tier, uncapped } = need
  const first = reasons.find(({ about }) => about === 'gate')?.rule ?? ''
  const block = gate === 'blocked' ? (BLOCK_OF[first] ?? null) : null
  return pack({ tier, uncapped, gate, action, confidence: confidence.value, urgency: urgency.value, block })
}

const BLOCK_OF: Readonly<Record<string, Outcome['block']>> = {
  'gate.unclaimed': 'identity',
  'gate.human': 'identity',
  'gate.unvalidated': 'stale',
  'gate.stale': 'stale',
  'gate.out-of-scope': 'out-of-scope',
  'gate.irreversible-unexercised': 'irreversible-unexercised',
  'gate.no-action': 'no-action',
}

/** A packed action has five bits. */
if (ACTION_IDS.length > 30) throw new RangeError('an outcome has no room for so many actions')
