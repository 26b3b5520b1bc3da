import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { BIGINT, DuckDBDataChunk, type DuckDBValue, UINTEGER } from '@duckdb/node-api'
import { factsOf } from '../../engine/sql/facts.ts'
import type { Table } from '../../engine/sql/query.ts'
import type { Span } from '../../engine/sql/session.ts'
import { ALERT, FACTS, PART_HOUR, PART_WEIGHT } from '../../engine/sql/tables.ts'
import { factCounts, type History, type Rows } from '../../engine/whatif/history.ts'
import { tablesOf } from '../../engine/whatif/tables.ts'
import { heldBackFrom } from '../../engine/worker/held-back.ts'
import { type DuckDb, openDuckDb } from './parquet-duckdb.ts'
import { type Manifest, publish, SAMPLED_ONE_IN, writeAside } from './parquet-manifest.ts'

export interface ExportOptions {
  readonly signal?: AbortSignal
  /** After each file: alerts that lie on disk, of how many. */
  readonly onProgress?: (written: number, of: number) => void
}

export interface Exported {
  readonly files: number
  /** Files that an earlier export had left there, right as they were. */
  readonly kept: number
}

/**
 * Writes a history into a folder of Parquet files, by month, for DuckDB and for whatever else reads Parquet. A folder always
 * holds one whole history: what is cut off leaves the earlier one in place, and the next try goes on from its files.
 */
export async function exportHistory(
  history: History,
  folder: string,
  { signal, onProgress }: ExportOptions = {},
): Promise<Exported> {
  const duck = await openDuckDb()
  let [files, kept] = [0, 0]
  const put = async (table: Table, file: string, columns: readonly Column[], order: string) => {
    signal?.throwIfAborted()
    files += 1
    if (await isThere(path.join(folder, file))) kept += 1
    else await writeParquet(duck, table, columns, path.join(folder, file), order)
    return file
  }
  try {
    const { asOf, identities, triggers, playbooks, evidences, corroborations, obstacles, ambiguities } = history
    const tables = tablesOf(history)
    const rowsOf = factsOf(tables)
    const facts: Record<string, string> = {}
    for (const table of FACTS) {
      const rows = rowsOf[table.name as keyof typeof rowsOf]
      const columns = Object.keys(table.columns).map((_, at): Column => rows.map((row) => row[at] ?? null))
      facts[table.name] = await put(table, `facts/${table.name}-${digestOf(columns)}.parquet`, columns, '')
    }
    const parts: Manifest['parts'] = []
    let written = 0
    for (const { month, kind, isTail, columns, span } of partsOf(history.rows)) {
      const alerts = columns[0]?.length ?? 0
      const name = `${month}/${isTail ? `tail_${kind}` : kind}-${digestOf(columns)}`
      parts.push({
        // Alerts of a case stand together: then a column is packed, and an hour is counted, run by run.
        file: await put(ALERT, `alerts/${name}.parquet`, columns, 'order by "case", "minute", "number"'),
        weights: await put(PART_WEIGHT, `counts/${name}-weights.parquet`, weightColumns(columns), BY_CASE),
        hours: await put(PART_HOUR, `counts/${name}-hours.parquet`, hourColumns(columns), `${BY_CASE}, "hour"`),
        alerts,
        isSample: kind === 'sample',
        isTail,
        span,
      })
      written += alerts
      onProgress?.(written, history.rows.count)
    }
    await publish(folder, {
      format: 'sluicegate-history-2',
      replayed: factCounts(history),
      facts,
      parts,
      names: { asOf, identities, triggers, playbooks, evidences, corroborations, obstacles, ambiguities },
      aims: tables.aims,
    })
    return { files, kept }
  } finally {
    duck.close()
  }
}

type Column = Uint32Array | readonly (number | null)[]

const BY_CASE = 'order by "case"'

interface Part {
  readonly month: string
  readonly kind: 'sample' | 'rest'
  readonly isTail: boolean
  readonly span: Span
  /** In the order of `ALERT`. */
  readonly columns: readonly Uint32Array[]
}

/** Rows stand oldest first, so that a month is one stretch of them; the one in which the tail begins is two. */
function* partsOf(rows: Rows): Generator<Part> {
  let start = 0
  const tailFrom = heldBackFrom(rows.count)
  while (start < rows.count) {
    const isTail = start >= tailFrom
    const at = new Date((rows.minute[start] ?? 0) * 60_000)
    const next = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1) / 60_000
    let end = start
    const places: Record<Part['kind'], number[]> = { sample: [], rest: [] }
    const most = isTail ? rows.count : tailFrom
    for (; end < most && (rows.minute[end] ?? 0) < next; end += 1) {
      places[isDrawn(rows.number[end] ?? 0) ? 'sample' : 'rest'].push(end)
    }
    for (const kind of ['sample', 'rest'] as const) {
      const own = places[kind]
      if (own.length === 0) continue
      const pick = (column: Uint32Array | Uint8Array) => Uint32Array.from(own, (row) => column[row] ?? 0)
      const columns = [pick(rows.number), pick(rows.caseOf), pick(rows.minute), pick(rows.disposition)]
      const span = { first: rows.minute[own[0] ?? 0] ?? 0, last: rows.minute[own.at(-1) ?? 0] ?? 0 }
      yield { month: at.toISOString().slice(0, 7), kind, isTail, columns, span }
    }
    start = end
  }
}

/** Of `ALERT`'s columns those of a `PART_WEIGHT` and of a `PART_HOUR`. */
function weightColumns([, cases, , dispositions]: Part['columns']): readonly Uint32Array[] {
  return counted(cases, (row) => dispositions?.[row] ?? 0)
}

function hourColumns([, cases, minutes]: Part['columns']): readonly Uint32Array[] {
  return counted(cases, (row) => Math.floor((minutes?.[row] ?? 0) / 60))
}

/** How many alerts there are of each case and value. Cost: alerts. */
function counted(cases: Uint32Array = new Uint32Array(), valueOf: (row: number) => number): readonly Uint32Array[] {
  const counts = new Map<number, number>()
  // Both fit in what a double holds: 2^32 cases, and values below 2^21.
  for (const [row, one] of cases.entries()) {
    const key = one * VALUES + valueOf(row)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = [...counts.keys()]
  return [
    Uint32Array.from(keys, (key) => Math.floor(key / VALUES)),
    Uint32Array.from(keys, (key) => key % VALUES),
    Uint32Array.from(counts.values()),
  ]
}

/** More than there are hours until the year 2200. */
const VALUES = 2 ** 21

/** Whether an alert is in the sample: its number, well stirred, so that no pattern of numbers is drawn more often. */
export function isDrawn(number: number): boolean {
  let stirred = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  stirred = Math.imul(stirred ^ (stirred >>> 13), 0xc2b2ae35)
  return ((stirred ^ (stirred >>> 16)) >>> 0) % SAMPLED_ONE_IN === 0
}

function digestOf(columns: readonly Column[]): string {
  const hash = createHash('sha256')
  for (const column of columns) {
    hash.update(`${column.length} `)
    if (column instanceof Uint32Array) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    else hash.update(JSON.stringify(column))
  }
  return hash.digest('hex').slice(0, 32)
}

function isThere(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}

/** As many rows as DuckDB takes at once. */
const CHUNK = 2_048

async function writeParquet(
  duck: DuckDb,
  table: Table,
  columns: readonly Column[],
  file: string,
  order: string,
): Promise<void> {
  for (const statement of duck.dialect.create(table)) await duck.run(statement)
  const isNarrow = table.width === 'narrow'
  const chunk = DuckDBDataChunk.create(columns.map(() => (isNarrow ? UINTEGER : BIGINT)))
  const appender = await duck.connection.createAppender(table.name)
  const count = columns[0]?.length ?? 0
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start)
    chunk.reset()
    chunk.rowCount = size
    for (const [at, column] of columns.entries()) {
      const values = Array.from({ length: size }, (_, i): DuckDBValue => {
        const one = column[start + i] ?? null
        return one === null || isNarrow ? one : BigInt(one)
      })
      chunk.setColumnValues(at, values)
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  await writeAside(file, (aside) =>
    duck.run(
      `copy (select * from "${table.name}" ${order}) to '${aside.replaceAll("'", "''")}' (format parquet, compression zstd, parquet_version v2)`,
    ),
  )
  await duck.run(`drop table "${table.name}"`)
}
