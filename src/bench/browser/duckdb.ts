import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm'
import { DUCKDB } from '../../engine/sql/dialect.ts'
import { equals, rowCount } from '../../engine/sql/expression.ts'
import { alertRows, type Fill, loadHistory } from '../../engine/sql/load.ts'
import { must, select, table } from '../../engine/sql/query.ts'
import { openSqlSession, type SqlEngine } from '../../engine/sql/session.ts'
import { ALERT } from '../../engine/sql/tables.ts'
import type { Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { CELLS } from '../../engine/whatif/outcome.ts'
import type { Tables } from '../../engine/whatif/tables.ts'
import { type Contender, createDecision } from './contenders.ts'

const ANSWER = table('answer', { case: 'integer', cell: 'integer' })
const LINES_AT_ONCE = 100_000

interface Engine extends SqlEngine {
  /** Puts rows into a table that is there. */
  readonly fill: Fill
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
    async fill(into, rows) {
      if (rows.length === 0) return
      const parts: string[] = []
      for (let start = 0; start < rows.length; start += LINES_AT_ONCE) {
        parts.push(`${rows.slice(start, start + LINES_AT_ONCE).join('\n')}\n`)
      }
      const file = `${into.name}.csv`
      await db.registerFileBuffer(file, new Uint8Array(await new Blob(parts).arrayBuffer()))
      const types = Object.keys(into.columns).map((name) => `'${name}': 'bigint'`)
      await connection.query(
        `insert into "${into.name}" select * from read_csv('${file}', header = false, auto_detect = false, delim = ',', columns = {${types.join(', ')}})`,
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
  const loaded = await loadHistory(DUCKDB, (statement) => engine.run(statement), history, engine.fill)
  const session = await openSqlSession(engine, loaded, baseline)
  return async (draft) => {
    let cells = new Uint32Array(CELLS)
    for await (const { result } of session.run(draft)) cells = new Uint32Array(result.cells)
    return cells
  }
}

/** Of the loaded alerts only the counting: the answers of the cases are made outside and handed in with each draft. */
export async function countInSql(engine: Engine, history: History, tables: Tables): Promise<Contender> {
  const { cases } = history
  for (const statement of DUCKDB.create(ALERT)) await engine.run(statement)
  await engine.fill(ALERT, alertRows(history))
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
    await engine.fill(
      ANSWER,
      Array.from({ length: cases.count }, (_, index) => [index, cellUnder(index)]),
    )
    const cells = new Uint32Array(CELLS)
    for (const [cell = 0, alerts = 0] of await engine.run(DUCKDB.select([counted]))) cells[cell] = alerts
    return cells
  }
}
