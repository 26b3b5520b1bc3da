import { CAPS, DISRUPTION_LEVELS } from '../../domain/decision/decision.ts'
import { DISPOSITIONS } from '../whatif/history.ts'
import { BLOCKS, CELLS } from '../whatif/outcome.ts'
import type { WhatIfResult } from '../whatif/result.ts'
import type { decisionOf } from './decision.ts'
import {
  and,
  equals,
  flag,
  holds,
  type Integer,
  int,
  less,
  not,
  quotient,
  rowCount,
  sum,
  type Truth,
  times,
} from './expression.ts'
import { must, type Query, type Stage, select, stage } from './query.ts'
import type { ALERT, PART_HOUR } from './tables.ts'

type Decided = ReturnType<typeof decisionOf>['decided']

/** Alerts by case and disposition, whatever the policy. */
export type Load = Stage<'case' | 'disposition' | 'alerts'>['table']

/** What is counted, and by what; each row of the answer is (count, a, b, value). */
const COUNTS = [
  'migration',
  'lanes',
  'contained',
  'automatic',
  'identities',
  'breaks',
  'caps',
  'blocked',
  'confidence',
  'urgency',
  'judged',
  'moved-alerts',
  'moved-cases',
] as const
type Count = (typeof COUNTS)[number]

/** Cases with what was decided and how many alerts they stand for: the table that everything else is counted in. */
export function countedStage(load: Load, draft: Decided, baseline: Decided) {
  const { row: is } = draft
  const { row: was } = baseline
  const isSame = and(equals(was.cell, is.cell), equals(was.action, is.action))
  return stage('counted', {
    from: load,
    joins: [must(draft, equals(is.case, load.row.case)), must(baseline, equals(was.case, load.row.case))],
    columns: {
      ...is,
      was_cell: was.cell,
      has_moved: flag(not(isSame)),
      disposition: load.row.disposition,
      alerts: load.row.alerts,
    },
  })
}

/** One row a case that moved. */
export function movedStage(counted: ReturnType<typeof countedStage>['table']) {
  const { row } = counted
  return stage('moved', {
    from: counted,
    where: holds(row.has_moved),
    columns: { case: row.case, alerts: sum(row.alerts) },
    by: ['case'],
  })
}

/** Everything that needs no time of day, in one statement. */
export function countQueries(
  counted: ReturnType<typeof countedStage>['table'],
  moved: ReturnType<typeof movedStage>['table'],
): readonly Query[] {
  const { row } = counted
  const { alerts } = row
  const isThere = holds(row.is_there)
  const count = (what: Count, where: Truth | null, a: Integer, b: Integer | null) =>
    select({
      from: counted,
      ...(where === null ? {} : { where }),
      columns: { what: int(COUNTS.indexOf(what)), a, b: b ?? int(0), value: sum(alerts) },
      by: b === null ? ['a'] : ['a', 'b'],
    })
  const caps = [row.held_ambiguous, row.held_shared, row.held_third_party, row.held_no_owner, row.held_consumers]
  const inAll = (what: Count, value: Integer) =>
    select({ from: moved, columns: { what: int(COUNTS.indexOf(what)), a: int(0), b: int(0), value } })
  return [
    count('migration', null, row.was_cell, row.cell),
    count('lanes', isThere, row.trigger, row.disposition),
    count('contained', holds(row.is_contained), row.trigger, null),
    count('automatic', holds(row.is_automatic), row.trigger, row.disposition),
    count('identities', holds(row.is_automatic), row.identity, null),
    count('breaks', holds(row.is_contained), row.level, null),
    ...caps.map((held, cap) =>
      select({
        from: counted,
        where: holds(held),
        columns: { what: int(COUNTS.indexOf('caps')), a: int(cap), b: int(0), value: sum(alerts) },
      }),
    ),
    count('blocked', less(int(0), row.block), row.block, null),
    count('confidence', isThere, row.confidence, null),
    count('urgency', isThere, row.urgency, null),
    count('judged', null, row.disposition, row.is_contained),
    inAll('moved-alerts', sum(moved.row.alerts)),
    inAll('moved-cases', rowCount()),
  ]
}

/** What cases add to the hours of their alerts. */
export type Pulse = Stage<'case' | 'lane' | 'amount'>['table']

/** What a case adds to the hour of each of its alerts, in which lane: those that act by themselves or ask somebody. */
export function pulseStage(decided: Decided, name: string): { readonly table: Pulse; readonly query: Query } {
  const { row } = decided
  return stage(name, {
    from: decided,
    where: not(equals(row.lane, int(0))),
    columns: { case: row.case, lane: row.lane, amount: int(1) },
  })
}

/** Alerts that ask somebody and automatic steps by hour (since 1970): the only thing that is read of every hour of every case, for each draft. */
export function hoursQuery(hours: typeof PART_HOUR, pulse: Pulse): Query {
  const { row } = pulse
  return select({
    from: hours,
    joins: [must(pulse, equals(row.case, hours.row.case))],
    columns: { lane: row.lane, hour: hours.row.hour, amount: sum(times(row.amount, hours.row.alerts)) },
    by: ['lane', 'hour'],
  })
}

/** The rows of a `PART_WEIGHT` and of a `PART_HOUR`, from the alerts that they stand for. */
export function weightsOf(alert: typeof ALERT) {
  const { row } = alert
  const columns = { case: row.case, disposition: row.disposition, alerts: rowCount() }
  return select({ from: alert, columns, by: ['case', 'disposition'] })
}

export function hoursOf(alert: typeof ALERT) {
  const { row } = alert
  const columns = { case: row.case, hour: quotient(row.minute, 60), alerts: rowCount() }
  return select({ from: alert, columns, by: ['case', 'hour'] })
}

/** The counts that need no names, read from the rows of `countQueries`. */
export function readCounts(rows: readonly (readonly number[])[], triggers: number) {
  const values = new Map<Count, (readonly number[])[]>(COUNTS.map((what) => [what, []]))
  for (const [what = -1, ...rest] of rows) values.get(COUNTS[what] ?? 'migration')?.push(rest)
  const of = (what: Count) => values.get(what) ?? []
  const array = (what: Count, length: number, place = (a: number, _b: number) => a) => {
    const counts = new Uint32Array(length)
    for (const [a = 0, b = 0, value = 0] of of(what)) counts[place(a, b)] = (counts[place(a, b)] ?? 0) + value
    return counts
  }
  const kinds = DISPOSITIONS.length
  // Trigger 0 is none, and stands last in a result.
  const lane = (trigger: number) => (trigger === 0 ? triggers : trigger - 1)
  const byKind = (a: number, b: number) => lane(a) * kinds + b
  const lanes = triggers + 1
  const dispositions = array('lanes', lanes * kinds, byKind)
  const automatic = array('automatic', lanes * kinds, byKind)
  const contained = array('contained', lanes, lane)
  const judged = array('judged', kinds * 2, (disposition, isContained) => disposition * 2 + isContained)
  const migration = array('migration', CELLS * CELLS, (was, is) => was * CELLS + is)
  const cells = new Uint32Array(CELLS)
  for (const [at, alerts] of migration.entries()) cells[at % CELLS] = (cells[at % CELLS] ?? 0) + alerts
  const total = (counts: readonly number[] | Uint32Array) => {
    let sum = 0
    for (const count of counts) sum += count
    return sum
  }
  const trues = DISPOSITIONS.indexOf('true-positive') * 2
  return {
    cells,
    migration,
    triggers: Array.from({ length: lanes }, (_, at) => {
      const own = Array.from(dispositions.subarray(at * kinds, (at + 1) * kinds))
      const acting = Array.from(automatic.subarray(at * kinds, (at + 1) * kinds))
      return {
        alerts: total(own),
        contained: contained[at] ?? 0,
        automatic: total(acting),
        dispositions: own,
        automaticDispositions: acting,
      }
    }),
    automaticOf: new Map(of('identities').map(([identity = 0, , alerts = 0]) => [identity, alerts])),
    breaks: array('breaks', DISRUPTION_LEVELS.length),
    caps: array('caps', CAPS.length),
    blocked: array('blocked', BLOCKS.length, (block) => block - 1),
    confidence: array('confidence', 101),
    urgency: array('urgency', 101),
    missed: judged[trues] ?? 0,
    truePositives: (judged[trues] ?? 0) + (judged[trues + 1] ?? 0),
    judged: total(judged.slice(2)),
    moved: { alerts: of('moved-alerts')[0]?.[2] ?? 0, cases: of('moved-cases')[0]?.[2] ?? 0 },
  } satisfies Partial<WhatIfResult> & { automaticOf: ReadonlyMap<number, number> }
}
