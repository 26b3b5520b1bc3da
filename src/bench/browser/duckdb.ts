import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm'
import { hoursOf, weightsOf } from '../../engine/sql/counts.ts'
import { DUCKDB } from '../../engine/sql/dialect.ts'
import { equals, rowCount } from '../../engine/sql/expression.ts'
import { loadHistory } from '../../engine/sql/load.ts'
import { must, select, type Table, table } from '../../engine/sql/query.ts'
import { openSqlSession, type SqlEngine } from '../../engine/sql/session.ts'
import { ALERT, PART_HOUR, PART_WEIGHT } from '../../engine/sql/tables.ts'
import type { Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { CELLS } from '../../engine/whatif/outcome.ts'
import type { Tables } from '../../engine/whatif/tables.ts'
import { type Contender, createDecision } from './contenders.ts'

const ANSWER = table('answer', { case: 'integer', cell: 'integer' })
const LINES_AT_ONCE = 100_000

interface Engine extends SqlEngine {
  /** Puts so many rows, each a line of comma-separated values, into a table that is there. */
  fill(into: Table, rows: number, line: (row: number) => string): Promise<void>
  close(): Promise<void>
}

/** Opens the engine that is served at `folder`, a URL that ends in a slash, in a worker of its own. */
export async function openDuckDb(folder: string): Promise<Engine> {
  const worker = new Worker(`${folder}duckdb-browser-eh.worker.js`)
  const db = new AsyncDuckDB(new VoidLogger(), worker)
  await db.instantiate(`${folder}duckdb-eh.wasm`)
  await db.open({ query: { castBigIntToDouble: true } })
  const connection = await db.connect()
  return {
    dialect: DUCKDB,
    async run(statement) {
      const answer = await connection.query(statement)
      const columns = Array.from({ length: answer.numCols }, (_, i) => answer.getChildAt(i))
      return Array.from({ length: answer.numRows }, (_, row) => columns.map((column) => Number(column?.get(row))))
    },
    async fill(into, rows, line) {
      const parts: string[] = []
      for (let start = 0; start < rows; start += LINES_AT_ONCE) {
        const length = Math.min(LINES_AT_ONCE, rows - start)
        parts.push(Array.from({ length }, (_, i) => `${line(start + i)}\n`).join(''))
      }
      const file = `${into.name}.csv`
      await db.registerFileBuffer(file, new Uint8Array(await new Blob(parts).arrayBuffer()))
      const types = Object.keys(into.columns).map((name) => `'${name}': 'bigint'`)
      await connection.query(
        `insert into "${into.name}" select * from read_csv('${file}', header = false, columns = {${types.join(', ')}})`,
      )
      await db.dropFile(file)
    },
    async close() {
      await connection.close()
      await db.terminate()
    },
  }
}

/**
 * The whole result by the same SQL that the gateway runs over files: every case decided, every hour of every case read. Opening
 * counts alerts by case and hour, as the export does.
 */
export async function wholeInSql(engine: Engine, history: History, baseline: Draft): Promise<Contender> {
  const { rows } = history
  const noRows = { ...rows, count: 0 }
  const loaded = await loadHistory(DUCKDB, (statement) => engine.run(statement), { ...history, rows: noRows })
  await engine.fill(ALERT, rows.count, (row) =>
    [rows.number[row], rows.caseOf[row], rows.minute[row], rows.disposition[row]].join(),
  )
  await engine.run(DUCKDB.insertFrom(PART_WEIGHT, weightsOf(ALERT)))
  await engine.run(DUCKDB.insertFrom(PART_HOUR, hoursOf(ALERT)))
  const span = { first: rows.minute[0] ?? 0, last: rows.minute[rows.count - 1] ?? 0 }
  const parts = loaded.parts.map((part) => ({ ...part, alerts: rows.count, span }))
  const session = await openSqlSession(engine, { ...loaded, parts }, baseline)
  return async (draft) => {
    let cells = new Uint32Array(CELLS)
    for await (const { result } of session.run(draft)) cells = new Uint32Array(result.cells)
    return cells
  }
}

/** Of the loaded alerts only the counting: the answers of the cases are made outside and handed in with each draft. */
export function countInSql(engine: Engine, { cases }: History, tables: Tables): Contender {
  const cellIn = createDecision(tables)
  const counted = select({
    from: ALERT,
    joins: [must(ANSWER, equals(ANSWER.row.case, ALERT.row.case))],
    columns: { cell: ANSWER.row.cell, alerts: rowCount() },
    by: ['cell'],
  })
  return async (draft) => {
    const cellUnder = cellIn(draft)
    for (const statement of DUCKDB.create(ANSWER)) await engine.run(statement)
    await engine.fill(ANSWER, cases.count, (index) => `${index},${cellUnder(index)}`)
    const cells = new Uint32Array(CELLS)
    for (const [cell = 0, alerts = 0] of await engine.run(DUCKDB.select([counted]))) cells[cell] = alerts
    return cells
  }
}
