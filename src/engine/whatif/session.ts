import { breakerOf } from './breaker.ts'
import { brokenBy, severitiesOf } from './broken.ts'
import type { Draft } from './draft.ts'
import { evaluate, valuesIn } from './evaluate.ts'
import { factorOf } from './factors.ts'
import type { History } from './history.ts'
import { lookupsOf } from './lookups.ts'
import type { MachineOptions } from './machine.ts'
import { ANSWER_MASK, NO_ALERT, unpack } from './outcome.ts'
import { type MereReads, openPass } from './pass.ts'
import { headOf } from './queue.ts'
import type { Breaker, Broken, BrokenBySeverity, Moved, Queued, WhatIfResult } from './result.ts'
import { tablesOf } from './tables.ts'

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
  /** Those of the memory in which drafts are counted. */
  readonly reads: MereReads
  /** Lets go of whoever helped to count. Nothing is asked afterwards. */
  close(): void
}

/**
 * Cost of opening: the history once. Cost of a draft: its cases, or those of the triggers that changed, if nothing else did, and
 * the alerts of those that are answered otherwise.
 */
export function openSession(history: History, baseline: Draft, how: MachineOptions = {}): WhatIfSession {
  let tables = tablesOf(history)
  const baselineLookups = lookupsOf(tables, baseline)
  let draft = baseline
  let lookups = baselineLookups
  let pass = openPass(tables, baseline, lookups, how)
  // The same columns stand in its memory: two of each would be eight bytes more a case.
  tables = pass.tables
  let severitiesBefore: BrokenBySeverity | null = null

  return {
    history,
    baseline,
    run(next) {
      const last = { draft, lookups }
      lookups = lookupsOf(tables, next, last)
      draft = next
      // Teams, menus and caps are those of the identities: with others everything is laid out and counted anew.
      if (next.identities !== last.draft.identities) {
        pass.close()
        pass = openPass(tables, next, lookups, { ...how, before: pass.before })
        tables = pass.tables
      }
      return pass.run(next, lookups)
    },
    moved(limit) {
      const [packed, before, alerts] = [pass.answers(), pass.baseline(), pass.alerts()]
      const found: number[] = []
      for (let i = 0; i < packed.length; i += 1) {
        if ((alerts[i] ?? 0) > 0 && (((before[i] ?? 0) ^ (packed[i] ?? 0)) & ANSWER_MASK) !== 0) found.push(i)
      }
      found.sort((a, b) => (alerts[b] ?? 0) - (alerts[a] ?? 0) || a - b)
      const chosen = found.slice(0, limit)
      const numbers = newestOf(history, chosen)
      const asked = { tables, baseline, draft, lookups: baselineLookups }
      return chosen.map(
        (index): Moved => ({
          caseIndex: index,
          alerts: alerts[index] ?? 0,
          numbers: numbers.get(index) ?? [],
          identity: history.identities[history.cases.identity[index] ?? -1]?.identity.name ?? null,
          trigger: history.triggers[history.cases.trigger[index] ?? -1]?.trigger.title ?? null,
          from: unpack(evaluate(tables, baselineLookups, index) | valuesIn(tables, baselineLookups, index)),
          to: unpack((packed[index] ?? NO_ALERT) | valuesIn(tables, lookups, index)),
          factor: factorOf(asked, index, packed[index] ?? NO_ALERT),
        }),
      )
    },
    broken(limit) {
      const alerts = pass.alerts()
      const all = brokenBy(tables, draft, pass.answers(), alerts)
      severitiesBefore ??= severitiesOf(brokenBy(tables, baseline, pass.baseline(), alerts))
      return { consumers: all.slice(0, limit), before: severitiesBefore, after: severitiesOf(all) }
    },
    head: (limit) =>
      headOf(
        tables,
        { packed: pass.answers(), lookups },
        { packed: pass.baseline(), lookups: baselineLookups },
        pass.alerts(),
        limit,
      ),
    get reads() {
      return pass.reads
    },
    close: () => pass.close(),
    breaker: () => breakerOf(tables, draft, lookups, pass.answers()),
  }
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
