import { fitsKind } from '../action/catalogue.ts'
import type { Identity } from '../identity/identity.ts'
import { ownerTeamOf } from '../identity/owner-team.ts'
import { printable } from '../json/read-json.ts'
import type { Reason } from './decision.ts'
import type { GateInput } from './gate.ts'

export interface Blocker {
  readonly reason: Reason
  /** What a person can do so that it no longer blocks. */
  readonly unblock: string
}

/** Why a step may not run at all, whoever approves; each with the way out. */
export function blockers(input: GateInput): readonly Blocker[] {
  const who = identityBlocker(input.identity)
  if (who !== null) return [who]
  return [...staleState(input), ...outOfScope(input), ...unexercised(input), ...notFeasible(input)]
}

/** Why nothing at all is done to this identity; null for one that is described and not a person. */
export function identityBlocker(identity: Identity | null): Blocker | null {
  if (identity === null || !identity.claimed) {
    return blocked(
      'unclaimed',
      identity === null ? 'The alert names no identity that is known here' : 'Only alerts know of this identity',
      'Confirm what this identity is and who owns it',
    )
  }
  if (identity.kind !== 'human') return null
  const unblock = 'Hand it to whoever responds for people, or correct its kind if it is not a person'
  return blocked('human', 'This identity is a person', unblock)
}

function staleState({ identity, policy, now }: GateInput): readonly Blocker[] {
  const at = identity?.validatedAt ?? null
  const unblock = 'Check its state against the system it lives in'
  if (at === null)
    return [blocked('unvalidated', 'Its state was never checked against the system it lives in', unblock)]
  // A check dated far ahead is as little worth as one long past: it would keep an identity "fresh" for years.
  if (Math.abs(now - at) <= policy.gate.identityFreshMs) return []
  const days = Math.floor(Math.abs(now - at) / DAY_MS)
  const when = now > at ? `${days} days ago` : `at a time ${days} days from now`
  return [blocked('stale', `Its state was last checked ${when}`, unblock)]
}

function outOfScope({ identity, trigger }: GateInput): readonly Blocker[] {
  if (trigger === null || identity === null) return []
  const { kinds, environments, teams } = trigger.response.scope
  const found: Blocker[] = []
  if (kinds !== undefined && !kinds.includes(identity.kind)) {
    found.push(
      blocked(
        'out-of-scope',
        `Trigger ${printable(trigger.title)} is for ${kinds.join(', ')}; this is a ${identity.kind}`,
        'Widen the scope of the trigger, or correct the kind of this identity',
      ),
    )
  }
  if (environments !== undefined && (identity.environment === null || !environments.includes(identity.environment))) {
    found.push(
      blocked(
        'out-of-scope',
        `Trigger ${printable(trigger.title)} is for ${environments.join(', ')}; this is in ${identity.environment ?? 'an unknown environment'}`,
        'Widen the scope of the trigger, or set the environment of this identity',
      ),
    )
  }
  const team = ownerTeamOf(identity)
  if (teams !== undefined && (team === null || !teams.includes(team))) {
    found.push(
      blocked(
        'out-of-scope',
        `Trigger ${printable(trigger.title)} is for identities of ${teams.map(printable).join(', ')}; this belongs to ${team === null ? 'nobody we know' : printable(team)}`,
        'Widen the scope of the trigger, or correct the owner of this identity',
      ),
    )
  }
  return found
}

function unexercised({ action, exercisedAt, policy, now }: GateInput): readonly Blocker[] {
  if (action.reversible || isFreshExercise(exercisedAt, policy.gate.exerciseFreshMs, now)) return []
  return [
    blocked(
      'irreversible-unexercised',
      `${action.title} cannot be undone, and this version of the playbook ${exercisedAt === null ? 'was never exercised' : 'was exercised too long ago'}`,
      'Exercise this version of the playbook against the built-in twin or a staging target',
    ),
  ]
}

function notFeasible({ action, identity, feasible }: GateInput): readonly Blocker[] {
  if (identity !== null && !fitsKind(action, identity.kind)) {
    const said = `${action.title} is not possible for a ${identity.kind}`
    return [blocked('wrong-kind', said, 'Choose an action for this kind of identity')]
  }
  if (feasible === true) return []
  return [blocked('no-connector', printable(feasible), 'Connect a system that can do it, or repair the connector')]
}

/** Whether an exercise still counts. One dated ahead of now does not: it has not happened. */
export function isFreshExercise(exercisedAt: number | null, freshMs: number, now: number): boolean {
  return exercisedAt !== null && exercisedAt <= now && now - exercisedAt <= freshMs
}

function blocked(rule: string, input: string, unblock: string): Blocker {
  return { reason: { about: 'gate', rule: `gate.${rule}`, input, effect: 'Blocked' }, unblock }
}

const DAY_MS = 86_400_000
