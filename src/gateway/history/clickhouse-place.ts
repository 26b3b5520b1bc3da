import { openAsBlob } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Table } from '../../engine/sql/query.ts'
import type { SqlHistory } from '../../engine/sql/session.ts'
import { FACTS, hourPart, PART_HOUR, PART_WEIGHT, weightPart } from '../../engine/sql/tables.ts'
import type { ClickHouse } from './clickhouse-http.ts'
import { type Manifest, readManifest, readManifestText } from './parquet-manifest.ts'
import { type OpenParts, openHistory } from './parquet-open.ts'

/*
 * A history in a database of ClickHouse:
 *
 *   sluicegate_history                 lists of tables, as `history.json`; the newest counts
 *   sluicegate_case_<digest> …         a table each file of facts
 *   sluicegate_weights_<digest>        a table each file of counts; the alerts themselves stay in their files
 *   sluicegate_hours_<digest>
 *
 * A table's name holds the digest of its rows, so that one that is there is right and is not filled again.
 */
const PREFIX = 'sluicegate_'
const LIST = `${PREFIX}history`

export interface Uploaded {
  readonly tables: number
  /** Tables that an earlier upload had left there, right as they were. */
  readonly kept: number
}

/** Puts an exported folder into the database, in the place of whatever history was there. */
export async function uploadHistory(engine: ClickHouse, folder: string, signal?: AbortSignal): Promise<Uploaded> {
  const manifest = await readManifest(folder)
  await engine.run(`create table if not exists ${LIST} (at UInt64, list String) engine = MergeTree order by at`, signal)
  const named = tablesOf(manifest)
  let kept = 0
  for (const { name, file, like, order } of named) {
    const [[isThere = 0] = []] = await engine.run(`exists table ${name}`, signal)
    if (isThere === 1) {
      kept += 1
      continue
    }
    // Named rightly only once it is whole.
    const aside = `${name}_part`
    await engine.run(`drop table if exists ${aside}`, signal)
    await engine.run(
      `create table ${aside} (${engine.dialect.columns(like)}) engine = MergeTree order by ${order}`,
      signal,
    )
    await engine.insert(aside, 'Parquet', await openAsBlob(path.join(folder, file)), signal)
    await engine.run(`rename table ${aside} to ${name}`, signal)
  }
  const list = await fs.readFile(path.join(folder, 'history.json'), 'utf8')
  await engine.insert(LIST, 'JSONEachRow', JSON.stringify({ at: Date.now(), list }), signal)
  await dropOthers(engine, new Set([LIST, ...named.map(({ name }) => name)]), signal)
  return { tables: named.length, kept }
}

/** Opens the history of the database. Facts are copied into the session. Throws a RangeError where there is none. */
export async function openHistoryIn(engine: ClickHouse, signal?: AbortSignal): Promise<SqlHistory> {
  const [[isThere = 0] = []] = await engine.run(`exists table ${LIST}`, signal)
  const [[list] = []] =
    isThere === 1 ? await engine.ask(`select list from ${LIST} order by at desc limit 1`, signal) : []
  if (typeof list !== 'string') {
    throw new RangeError('the database holds no history: "cli -- history upload FOLDER" puts one there')
  }
  const manifest = readManifestText(list)
  const parts: OpenParts = {
    fact: async (table, file) => {
      const names = Object.keys(table.columns)
        .map((own) => `"${own}"`)
        .join(', ')
      await engine.run(
        `insert into "${table.name}" (${names}) select ${names} from ${nameOf(table.name, file)}`,
        signal,
      )
    },
    weights: ({ weights }) => Promise.resolve(weightPart(nameOf('weights', weights))),
    hours: ({ hours }) => Promise.resolve(hourPart(nameOf('hours', hours))),
  }
  return openHistory(engine, manifest, parts, signal)
}

interface Named {
  readonly name: string
  readonly file: string
  readonly like: Table
  readonly order: string
}

function tablesOf({ facts, parts }: Manifest): readonly Named[] {
  const stored = (what: string, file: string, like: Table, order: string): Named => ({
    name: nameOf(what, file),
    file,
    like,
    order,
  })
  return [
    ...FACTS.flatMap((table) => {
      const file = facts[table.name]
      return file === undefined ? [] : [stored(table.name, file, table, 'tuple()')]
    }),
    ...parts.flatMap(({ weights, hours }) => [
      stored('weights', weights, PART_WEIGHT, '("case", "disposition")'),
      stored('hours', hours, PART_HOUR, '("case", "hour")'),
    ]),
  ]
}

/** The manifest admits only digests of 32 hexadecimal digits, so a name is never more than a name. */
function nameOf(what: string, file: string): string {
  const digest = /-([0-9a-f]{32})(-weights|-hours)?\.parquet$/.exec(file)?.[1]
  if (digest === undefined) throw new RangeError(`not a file of a history: ${file}`)
  return `${PREFIX}${what}_${digest}`
}

async function dropOthers(engine: ClickHouse, named: ReadonlySet<string>, signal?: AbortSignal): Promise<void> {
  const rows = await engine.ask(
    `select name from system.tables where database = currentDatabase() and startsWith(name, '${PREFIX}')`,
    signal,
  )
  for (const [name] of rows) {
    const isOurs = typeof name === 'string' && /^sluicegate_[a-z_]+_[0-9a-f]{32}(_part)?$/.test(name)
    if (isOurs && !named.has(name)) await engine.run(`drop table if exists ${name}`, signal)
  }
}
