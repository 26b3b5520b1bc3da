import { factCounts, type History } from '../whatif/history.ts'
import { tablesOf } from '../whatif/tables.ts'
import { hoursOf, weightsOf } from './counts.ts'
import type { Dialect } from './dialect.ts'
import { factsOf } from './facts.ts'
import type { Table } from './query.ts'
import type { SqlHistory } from './session.ts'
import { ALERT, FACTS, PART_HOUR, PART_WEIGHT } from './tables.ts'

type Row = readonly (number | null)[]

/** Puts rows into a table that is there: values in the order of its columns. */
export type Fill = (into: Table, rows: readonly Row[]) => Promise<void>

/**
 * Puts a history that is in memory into an engine: statement by statement, which does for short ones, or by `fill` where the engine
 * has a faster way in. Long ones are written to files and opened there.
 */
export async function loadHistory(
  dialect: Dialect,
  run: (statement: string) => Promise<unknown>,
  history: History,
  fill: Fill = inserting(dialect, run),
): Promise<SqlHistory> {
  const known = tablesOf(history)
  const facts = factsOf(known)
  const { rows } = history
  const put = async (table: Table, all: readonly Row[]) => {
    for (const statement of dialect.create(table)) await run(statement)
    await fill(table, all)
  }
  for (const table of FACTS) await put(table, facts[table.name as keyof typeof facts])
  await put(ALERT, alertRows(history))
  for (const [table, query] of [
    [PART_WEIGHT, weightsOf(ALERT)],
    [PART_HOUR, hoursOf(ALERT)],
  ] as const) {
    for (const statement of dialect.create(table)) await run(statement)
    await run(dialect.insertFrom(table, query))
  }
  const span = { first: rows.minute[0] ?? 0, last: rows.minute[rows.count - 1] ?? 0 }
  return {
    known,
    parts: [{ weights: PART_WEIGHT, hours: PART_HOUR, alerts: rows.count, isSample: false, isTail: false, span }],
    facts: factCounts(history),
  }
}

const INSERTED_AT_ONCE = 5_000

function inserting(dialect: Dialect, run: (statement: string) => Promise<unknown>): Fill {
  return async (into, rows) => {
    for (let start = 0; start < rows.length; start += INSERTED_AT_ONCE) {
      await run(dialect.insert(into, rows.slice(start, start + INSERTED_AT_ONCE)))
    }
  }
}

/** The rows of `ALERT`. */
export function alertRows({ rows }: Pick<History, 'rows'>): readonly Row[] {
  return Array.from({ length: rows.count }, (_, i) => [
    rows.number[i] ?? 0,
    rows.caseOf[i] ?? 0,
    rows.minute[i] ?? 0,
    rows.disposition[i] ?? 0,
  ])
}
