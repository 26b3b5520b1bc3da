import { breakerOf } from './breaker.ts'
import { brokenBy, severitiesOf } from './broken.ts'
import type { Draft } from './draft.ts'
import { evaluate, type Lookups, levelIn, valuesIn } from './evaluate.ts'
import { factorOf } from './factors.ts'
import type { History } from './history.ts'
import { lookupsOf } from './lookups.ts'
import { ANSWER_MASK, NO_ALERT, tierOf, unpack } from './outcome.ts'
import { headOf } from './queue.ts'
import type { Breaker, Broken, BrokenBySeverity, Moved, Queued, WhatIfResult } from './result.ts'
import { rowStatsOf } from './row-stats.ts'
import { type Tables, tablesOf } from './tables.ts'
import { createTally } from './tally.ts'

/** One history held ready, with a baseline to compare with. Lives in a worker or in Node; knows neither. */
export interface WhatIfSession {
  readonly history: History
  readonly baseline: Draft
  /** The result of a draft. The next draft costs what depends on the difference to this one. */
  run(draft: Draft): WhatIfResult
  /** Of the draft that ran last: cases whose answer moved, most alerts first. */
  moved(limit: number): readonly Moved[]
  /** Of the draft that ran last: consumers that contained alerts would stop, the most critical first, and all of them by severity. */
  broken(limit: number): {
    readonly consumers: readonly Broken[]
    readonly before: BrokenBySeverity
    readonly after: BrokenBySeverity
  }
  /** Of the draft that ran last: the queue from its top. */
  head(limit: number): readonly Queued[]
  /** Of the draft that ran last: what budgets would hold back. */
  breaker(): Breaker
}

/** Cost of opening: the history once. Cost of a draft: its cases, or those of the triggers that changed, if nothing else did. */
export function openSession(history: History, baseline: Draft): WhatIfSession {
  const tables = tablesOf(history)
  const stats = rowStatsOf(history)
  const { count } = history.cases
  const concerned = createConcerned(history)
  let draft = baseline
  let lookups = lookupsOf(tables, baseline)
  let tally = createTally(tables, stats, lookups.identities)
  const packed = new Uint32Array(count)
  const levels = new Uint8Array(count)
  const before = new Uint32Array(count)
  for (let i = 0; i < count; i += 1) before[i] = evaluate(tables, lookups, i)
  const settle = (index: number, isFirst: boolean) => {
    const now = evaluate(tables, lookups, index)
    const level = levelIn(tables, lookups, index, now)
    const was = before[index] ?? 0
    if (!isFirst) {
      if (now === packed[index] && level === levels[index]) return
      tally.count(index, packed[index] ?? 0, was, levels[index] ?? 0, -1)
    }
    packed[index] = now
    levels[index] = level
    tally.count(index, now, was, level, 1)
  }
  const settleAll = (isFirst: boolean) => {
    for (let i = 0; i < count; i += 1) settle(i, isFirst)
  }
  /** Only what the values moved: everything else that an answer depends on is as it was. */
  const settleMoved = (was: Lookups) => {
    const keys = movedKeys(tables, was, lookups)
    const people = movedBands(was.urgency, was.urgencyBand, lookups.urgency, lookups.urgencyBand)
    const { confidenceKey } = tables
    const { identity } = history.cases
    for (let i = 0; i < count; i += 1) {
      if ((keys[confidenceKey[i] ?? 0] ?? 0) | (people[(identity[i] ?? -1) + 1] ?? 0)) settle(i, false)
    }
  }
  /** Only where something is contained: below, neither what breaks nor what the gate asks is ever looked at. */
  const settleContaining = () => {
    for (let i = 0; i < count; i += 1) if (tierOf(packed[i] ?? 0) >= 2) settle(i, false)
  }
  settleAll(true)
  const baselineLookups = lookups
  let severitiesBefore: BrokenBySeverity | null = null

  return {
    history,
    baseline,
    run(next) {
      const changed = changedTriggers(draft, next)
      const last = { draft, lookups }
      lookups = lookupsOf(tables, next, last)
      draft = next
      if (next.identities !== last.draft.identities) {
        // Teams and caps are read while counting: with other identities everything is counted anew.
        tally = createTally(tables, stats, lookups.identities)
        settleAll(true)
      } else if (changed !== null)
        for (const trigger of changed) for (const index of concerned(trigger)) settle(index, false)
      else if (moveOnlyValues(last.lookups, lookups, last.draft, next)) settleMoved(last.lookups)
      else if (keepTiers(last.lookups, lookups)) settleContaining()
      else settleAll(false)
      return tally.result(lookups, budgetsOf(next))
    },
    moved(limit) {
      const found: number[] = []
      for (let i = 0; i < count; i += 1) if ((((before[i] ?? 0) ^ (packed[i] ?? 0)) & ANSWER_MASK) !== 0) found.push(i)
      found.sort((a, b) => (stats.alerts[b] ?? 0) - (stats.alerts[a] ?? 0) || a - b)
      const chosen = found.slice(0, limit)
      const numbers = newestOf(history, chosen)
      const asked = { tables, baseline, draft, lookups: baselineLookups }
      return chosen.map(
        (index): Moved => ({
          caseIndex: index,
          alerts: stats.alerts[index] ?? 0,
          numbers: numbers.get(index) ?? [],
          identity: history.identities[history.cases.identity[index] ?? -1]?.identity.name ?? null,
          trigger: history.triggers[history.cases.trigger[index] ?? -1]?.trigger.title ?? null,
          from: unpack((before[index] ?? NO_ALERT) | valuesIn(tables, baselineLookups, index)),
          to: unpack((packed[index] ?? NO_ALERT) | valuesIn(tables, lookups, index)),
          factor: factorOf(asked, index, packed[index] ?? NO_ALERT),
        }),
      )
    },
    broken(limit) {
      const all = brokenBy(tables, draft, packed, stats.alerts)
      severitiesBefore ??= severitiesOf(brokenBy(tables, baseline, before, stats.alerts))
      return { consumers: all.slice(0, limit), before: severitiesBefore, after: severitiesOf(all) }
    },
    head: (limit) =>
      headOf(tables, { packed, lookups }, { packed: before, lookups: baselineLookups }, stats.alerts, limit),
    breaker: () => breakerOf(tables, draft, lookups, packed),
  }
}

/** Whether nothing that an answer is looked up in differs but confidence and urgency, and where their bands end. */
function moveOnlyValues(was: Lookups, is: Lookups, before: Draft, after: Draft): boolean {
  return (
    was.triggers === is.triggers &&
    was.need === is.need &&
    was.level === is.level &&
    was.isExercised === is.isExercised &&
    JSON.stringify(before.policy.gate) === JSON.stringify(after.policy.gate)
  )
}

/** Whether every tier is as it was, since nothing that it is looked up in differs. */
function keepTiers(was: Lookups, is: Lookups): boolean {
  const parts = ['confidence', 'confidenceBand', 'urgency', 'urgencyBand', 'need', 'triggers'] as const
  return parts.every((part) => was[part] === is[part])
}

/** By key, whether the band moved, or a value did that an automation threshold may stand between. */
function movedKeys({ confidenceKeys }: Tables, was: Lookups, is: Lookups): Uint8Array {
  const moved = movedBands(was.confidence, was.confidenceBand, is.confidence, is.confidenceBand)
  for (const [key, { trigger }] of confidenceKeys.entries()) {
    const threshold = is.triggers.threshold[trigger] ?? 101
    const before = (was.confidence[key] ?? 0) >= threshold
    if (before !== (is.confidence[key] ?? 0) >= threshold) moved[key] = 1
  }
  return moved
}

function movedBands(was: Uint8Array, wasBand: Uint8Array, is: Uint8Array, isBand: Uint8Array): Uint8Array {
  return Uint8Array.from(is, (value, i) => (isBand[value] === wasBand[was[i] ?? 0] ? 0 : 1))
}

/** The cases that a trigger leads or corroborates. */
function createConcerned({ cases, corroborations, triggers }: History): (trigger: number) => readonly number[] {
  const all = triggers.map((): number[] => [])
  const members = corroborations.map((set) => set.map(({ trigger }) => trigger))
  for (let i = 0; i < cases.count; i += 1) {
    const leading = cases.trigger[i] ?? -1
    all[leading]?.push(i)
    for (const other of members[cases.corroboration[i] ?? -1] ?? []) if (other !== leading) all[other]?.push(i)
  }
  return (trigger) => all[trigger] ?? []
}

/** The triggers that differ, where nothing else does; null where something else does, or most of them do. */
function changedTriggers(before: Draft, after: Draft): readonly number[] | null {
  if (before.identities !== after.identities) return null
  if (JSON.stringify(before.exercised ?? []) !== JSON.stringify(after.exercised ?? [])) return null
  if (before.policy !== after.policy && JSON.stringify(before.policy) !== JSON.stringify(after.policy)) return null
  const changed = after.triggers.flatMap((one, i) => (one === before.triggers[i] ? [] : [i]))
  return changed.length > after.triggers.length / 4 && changed.length > 4 ? null : changed
}

/** Automatic steps an hour, by trigger: the tighter of the policy's and the trigger's own. */
function budgetsOf({ policy, triggers }: Draft): readonly number[] {
  const most = policy.gate.autoStepsPerTriggerHour
  return triggers.map(({ trigger }) => Math.min(most, trigger.response.automation.stepsPerHour ?? most))
}

/** Numbers of the newest alerts of these cases, at most five each. */
function newestOf({ rows }: History, chosen: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>(chosen.map((index) => [index, []]))
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    const own = found.get(rows.caseOf[row] ?? -1)
    if (own !== undefined && own.length < 5) own.push(rows.number[row] ?? 0)
  }
  return found
}
