import path from 'node:path'
import { knownOf } from '../../engine/sql/parameters.ts'
import { select } from '../../engine/sql/query.ts'
import type { AlertPart, SqlEngine, SqlHistory } from '../../engine/sql/session.ts'
import { alertPart, CONFIDENCE_KEY, FACTS } from '../../engine/sql/tables.ts'
import { readManifest } from './parquet-manifest.ts'

/**
 * Opens an exported history in an engine: facts are read into tables, alerts stay in their files. The engine must see the
 * folder under this path. Throws a RangeError where the folder holds no whole history.
 *
 * Where it runs is the `HISTORY_URL` of a deployment: a folder's `file:` address for DuckDB in this process, or a ClickHouse
 * that has the same files.
 */
export async function openParquetHistory(engine: SqlEngine, folder: string, signal?: AbortSignal): Promise<SqlHistory> {
  const { dialect } = engine
  const manifest = await readManifest(folder)
  const run = (statement: string) => engine.run(statement, signal)
  const whole = (file: string) => path.resolve(folder, file)
  for (const table of FACTS) {
    const file = manifest.facts[table.name]
    if (file === undefined) throw new RangeError(`the history has no table ${table.name}`)
    for (const statement of dialect.create(table)) await run(statement)
    await run(dialect.insertParquet(table, whole(file)))
  }
  const parts: AlertPart[] = []
  for (const [place, { file, alerts, isSample }] of manifest.parts.entries()) {
    const table = alertPart(place)
    await run(dialect.openParquet(table, whole(file)))
    parts.push({ table, alerts, isSample })
  }
  const { confidence_key, evidence, trigger, corroboration } = CONFIDENCE_KEY.row
  const columns = { confidence_key, evidence, trigger, corroboration }
  const rows = await run(dialect.select([select({ from: CONFIDENCE_KEY, columns })]))
  const keys = rows
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map(([, evidence = -1, trigger = -1, corroboration = -1]) => ({ evidence, trigger, corroboration }))
  return { known: knownOf(manifest.names, keys), parts, span: manifest.span }
}
