import type { Draft } from './draft.ts'
import type { Lookups } from './evaluate.ts'
import { NO_ALERT } from './outcome.ts'
import type { Breaker } from './result.ts'
import type { Tables } from './tables.ts'

const HOUR_MINUTES = 60
const CONTAINING_TIER = 2

/**
 * The automatic steps of a draft in the order of time, as the gateway counts: a trigger's steps of the last sixty minutes, and the
 * share of an owner's identities that stand under one. What goes past waits for a person and uses nothing up. An estimate: a plan
 * counts as one step, and of an owner only identities that had alerts are known here. Cost: rows.
 */
export function breakerOf(tables: Tables, { policy, triggers }: Draft, lookups: Lookups, packed: Uint32Array): Breaker {
  const { cases, rows } = tables.history
  const { team, teams, member } = lookups.identities
  const { autoStepsPerTriggerHour: most, autoShareOfOwner } = policy.gate
  const owned = new Uint32Array(teams.length + 1)
  for (let who = 1; who < member.length; who += 1) {
    if (member[who] !== who) continue
    const own = team[who] ?? 0
    owned[own] = (owned[own] ?? 0) + 1
  }
  const budgets = triggers.map(({ trigger }) => Math.min(most, trigger.response.automation.stepsPerHour ?? most))
  const stepsOf = triggers.map((): number[] => [])
  /** By team, identities and the minute of their last automatic step; the longest ago first. */
  const underOf = Array.from(owned, () => new Map<number, number>())
  let automatic = 0
  let pastTrigger = 0
  let pastOwner = 0
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    const answer = packed[own] ?? NO_ALERT
    const isAutomatic =
      (answer & NO_ALERT) === 0 &&
      (answer & 7) >= CONTAINING_TIER &&
      ((answer >> 6) & 3) === 0 &&
      ((answer >> 8) & 31) !== 0
    if (!isAutomatic) continue
    automatic += 1
    const minute = rows.minute[row] ?? 0
    const at = cases.trigger[own] ?? -1
    const steps = stepsOf[at] ?? []
    while (steps.length > 0 && (steps[0] ?? 0) <= minute - HOUR_MINUTES) steps.shift()
    if (steps.length >= (budgets[at] ?? 0)) {
      pastTrigger += 1
      continue
    }
    const who = member[(cases.identity[own] ?? -1) + 1] ?? 0
    const owner = team[who] ?? 0
    const under = underOf[owner] ?? new Map<number, number>()
    for (const [other, last] of under) {
      if (last > minute - HOUR_MINUTES) break
      under.delete(other)
    }
    if (owner > 0 && Math.ceil((100 * under.size) / (owned[owner] ?? 1)) >= autoShareOfOwner && under.size > 0) {
      pastOwner += 1
      continue
    }
    steps.push(minute)
    under.delete(who)
    under.set(who, minute)
  }
  return { automatic, pastTrigger, pastOwner }
}
