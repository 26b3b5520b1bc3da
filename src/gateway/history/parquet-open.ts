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
 * A browser holds some million alerts and answers while a hand moves; what is longer is asked here, see `decisions/0023`. On two
 * cores a hundred million alerts of 6,000 cases take 4 s of processor time for the first policy, 1 s for the next that moves one
 * number, 3 s for one that moves most; the sample answers in half a second.
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
  const { names, span, replayed } = manifest
  const all = parts.reduce((sum, { alerts }) => sum + alerts, 0)
  return { known: knownOf(names, keys), parts, span, facts: replayed ?? { ofThen: 0, ofToday: all } }
}
