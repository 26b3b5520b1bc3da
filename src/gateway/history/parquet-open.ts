import path from 'node:path'
import { knownOf } from '../../engine/sql/parameters.ts'
import { select, type Table } from '../../engine/sql/query.ts'
import type { AlertPart, SqlEngine, SqlHistory } from '../../engine/sql/session.ts'
import { CONFIDENCE_KEY, FACTS, hourPart, weightPart } from '../../engine/sql/tables.ts'
import { type Manifest, readManifest } from './parquet-manifest.ts'

/**
 * Opens an exported history in an engine: facts are read into tables, what alerts come to stays in its files. The engine must see the
 * folder under this path. Throws a RangeError where the folder holds no whole history.
 *
 * A browser holds some million alerts and answers while a hand moves; what is longer is asked here, see `decisions/0023`. On two
 * cores a hundred million alerts of 6,000 cases take 4 s of processor time for the first policy, 1 s for the next that moves one
 * number, 3 s for one that moves most; the sample answers in half a second.
 */
export async function openParquetHistory(engine: SqlEngine, folder: string, signal?: AbortSignal): Promise<SqlHistory> {
  const manifest = await readManifest(folder)
  const whole = (file: string) => path.resolve(folder, file)
  const open = async <T extends Table>(table: T, file: string): Promise<T> => {
    await engine.run(engine.dialect.openParquet(table, whole(file)), signal)
    return table
  }
  return openHistory(
    engine,
    manifest,
    {
      fact: async (table, file) => void (await engine.run(engine.dialect.insertParquet(table, whole(file)), signal)),
      weights: ({ weights }, place) => open(weightPart(`weights_${place}`), weights),
      hours: ({ hours }, place) => open(hourPart(`hours_${place}`), hours),
    },
    signal,
  )
}

type Part = Manifest['parts'][number]

/** How what the manifest names is reached, wherever it lies. */
export interface OpenParts {
  /** Puts the rows of a file of facts into the table, which is there and empty. */
  fact(table: Table, file: string): Promise<void>
  weights(part: Part, place: number): Promise<ReturnType<typeof weightPart>>
  hours(part: Part, place: number): Promise<ReturnType<typeof hourPart>>
}

/** Opens a history in an engine: facts are read into tables, what alerts come to stays where it lies. */
export async function openHistory(
  engine: SqlEngine,
  manifest: Manifest,
  open: OpenParts,
  signal?: AbortSignal,
): Promise<SqlHistory> {
  const { dialect } = engine
  const run = (statement: string) => engine.run(statement, signal)
  for (const table of FACTS) {
    const file = manifest.facts[table.name]
    if (file === undefined) throw new RangeError(`the history has no table ${table.name}`)
    for (const statement of dialect.create(table)) await run(statement)
    await open.fact(table, file)
  }
  const parts: AlertPart[] = []
  for (const [place, part] of manifest.parts.entries()) {
    const { alerts, isSample, isTail, span } = part
    const [weights, hours] = [await open.weights(part, place), await open.hours(part, place)]
    parts.push({ weights, hours, alerts, isSample, isTail, span })
  }
  const { confidence_key, evidence, trigger, corroboration } = CONFIDENCE_KEY.row
  const columns = { confidence_key, evidence, trigger, corroboration }
  const rows = await run(dialect.select([select({ from: CONFIDENCE_KEY, columns })]))
  const keys = rows
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map(([, evidence = -1, trigger = -1, corroboration = -1]) => ({ evidence, trigger, corroboration }))
  const { names, aims, replayed } = manifest
  return { known: knownOf(names, keys, aims), parts, facts: replayed }
}
