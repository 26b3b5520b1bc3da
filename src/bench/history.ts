import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Policy, STARTING_POLICY } from '../domain/policy/policy.ts'
import { hoursOf, weightsOf } from '../engine/sql/counts.ts'
import { type AlertPart, openSqlSession, type SqlEngine, type SqlHistory } from '../engine/sql/session.ts'
import { ALERT, hourPart, weightPart } from '../engine/sql/tables.ts'
import { asItIs } from '../engine/whatif/draft.ts'
import type { WhatIfResult } from '../engine/whatif/result.ts'
import { openSession } from '../engine/whatif/session.ts'
import { type DuckDb, openDuckDb } from '../gateway/history/parquet-duckdb.ts'
import { exportHistory } from '../gateway/history/parquet-export.ts'
import { openParquetHistory } from '../gateway/history/parquet-open.ts'
import { openClickHouse } from '../gateway/history/testing/clickhouse.ts'
import { estateHistory } from '../gateway/history/testing/estate-history.ts'
import { measure, type Trial } from './trial.ts'

const SIZES = [1_000_000]
const ALERTS = 20_000
const MONTHS = 24
const MONTH_MINUTES = 30 * 24 * 60
const FIRST_MINUTE = 29_000_000
const THREADS = 2

interface Place {
  readonly folder: string
  readonly files: readonly {
    /** Without its ending. */
    readonly file: string
    readonly alerts: number
    readonly isSample: boolean
    readonly month: number
  }[]
}

/**
 * What a policy costs over more alerts than fit in memory, in files, on two cores: `npm run bench -- history --size 10m,100m`.
 * A history of 20,000 alerts is multiplied over two years. The baseline is the mere read of the columns, so a ratio is how many
 * times that a policy costs. What each result must be is known: the decision of a case does not depend on how many alerts it
 * stands for, so every count is that of the history in memory, times the copies. ClickHouse reads the same files.
 */
export async function benchHistory(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const tables: Trial[][] = []
  for (const size of sizes.length > 0 ? sizes : SIZES) tables.push(await tableOf(size))
  return tables
}

async function tableOf(size: number): Promise<Trial[]> {
  const history = estateHistory({ alerts: ALERTS, identities: 300 })
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bench-history-'))
  const duck = await openDuckDb({ threads: THREADS })
  const clickHouse = openClickHouse()
  try {
    await exportHistory(history, folder)
    const copies = Math.max(1, Math.round(size / ALERTS / MONTHS))
    const place = await multiply(duck, folder, copies)
    const alerts = ALERTS * copies * MONTHS
    const base = asItIs(history, STARTING_POLICY)
    const expected = openSession(history, base)
    const runs = alerts > 20_000_000 ? 1 : 3
    const results = new Map<string, WhatIfResult>()
    const first = async (engine: SqlEngine) => {
      const session = await openSqlSession(engine, await openCopies(engine, place), base)
      results.set(engine.dialect.name, await last(session.run(asItIs(history, policyOf(0)))))
      return session
    }
    const trial = (task: string, work: () => Promise<unknown>) => measure(task, 'alerts', alerts, runs, work)
    const read = await trial('DuckDB, mere read of the columns', () => readAll(duck, place))
    const whole = await trial('DuckDB, the first policy', () => first(duck))
    check(results, expected.run(asItIs(history, policyOf(0))), copies * MONTHS)
    const session = await first(duck)
    let n = 0
    const next = await trial('DuckDB, the next policy: a number moved', async () =>
      last(session.run(asItIs(history, policyOf((n += 1))))),
    )
    const another = await trial('DuckDB, the next policy: most cases answer otherwise', async () =>
      last(session.run(asItIs(history, bolder((n += 1))))),
    )
    const sampled = await trial('DuckDB, its answer from the sample', async () => {
      for await (const { counted } of session.run(asItIs(history, policyOf((n += 1))))) if (counted > 0) break
    })
    const other = await trial('ClickHouse, the first policy', () => first(clickHouse))
    check(results, expected.run(asItIs(history, policyOf(0))), copies * MONTHS)
    if (!isDeepStrictEqual(results.get('duckdb'), results.get('clickhouse'))) throw new Error('the engines disagree')
    return [read, whole, next, another, sampled, other]
  } finally {
    duck.close()
    clickHouse.close()
    await fs.rm(folder, { recursive: true, force: true })
  }
}

async function last(answers: AsyncGenerator<{ readonly result: WhatIfResult }>): Promise<WhatIfResult> {
  let found: WhatIfResult | null = null
  for await (const { result } of answers) found = result
  if (found === null) throw new Error('no answer')
  return found
}

/** The starting policy with one number elsewhere, each time another. */
function policyOf(n: number): Policy {
  const policy = structuredClone(STARTING_POLICY)
  policy.confidence.bands.medium = 30 + (n % 9)
  return policy
}

/** Now asks for much, now for little. */
function bolder(n: number): Policy {
  const policy = policyOf(n)
  if (n % 2 === 0) return policy
  const row = { low: 2, medium: 3, high: 3, critical: 4 } as const
  policy.need.matrix = { low: row, medium: row, high: row, confirmed: row }
  return policy
}

/**
 * The history again and again, each copy moved by some minutes, a month of 30 days a file; of each the counts that an export writes
 * beside it.
 */
async function multiply(duck: DuckDb, folder: string, copies: number): Promise<Place> {
  const files: Place['files'][number][] = []
  await duck.run(`create or replace temp table base as select * from read_parquet('${folder}/alerts/**/*.parquet')`)
  const write = (query: string, order: string, file: string) =>
    duck.run(`copy (select * from (${query}) order by ${order}) to '${file}'
      (format parquet, compression zstd, parquet_version v2)`)
  for (let month = 0; month < MONTHS; month += 1) {
    const rows = `select (number + (${month * copies} + copy) * ${ALERTS})::uinteger as number, "case",
      (${FIRST_MINUTE} + ${month * MONTH_MINUTES} + (minute * 7 + copy * 977) % ${MONTH_MINUTES})::uinteger as minute, disposition
      from base, range(${copies}) copies(copy)`
    for (const [kind, which] of [
      ['sample', '= 0'],
      ['rest', '> 0'],
    ] as const) {
      const file = path.join(folder, `copies-${month}-${kind}`)
      await duck.run(`create or replace temp table "alert" as select * from (${rows}) where number % 64 ${which}`)
      await write('select * from "alert"', '"case", minute, number', `${file}.parquet`)
      await write(duck.dialect.select([weightsOf(ALERT)]), '"case"', `${file}.weights.parquet`)
      await write(duck.dialect.select([hoursOf(ALERT)]), '"case", "hour"', `${file}.hours.parquet`)
      const [[alerts = 0] = []] = await duck.run('select count(*) from "alert"')
      files.push({ file, alerts, isSample: kind === 'sample', month })
    }
  }
  return { folder, files }
}

/** The facts of the exported history, with the copies for alerts. */
async function openCopies(engine: SqlEngine, { folder, files }: Place): Promise<SqlHistory> {
  const { known, facts } = await openParquetHistory(engine, folder)
  const parts: AlertPart[] = []
  for (const [i, { file, alerts, isSample, month }] of files.entries()) {
    const [weights, hours] = [weightPart(`weights_${1_000 + i}`), hourPart(`hours_${1_000 + i}`)]
    await engine.run(engine.dialect.openParquet(weights, `${file}.weights.parquet`))
    await engine.run(engine.dialect.openParquet(hours, `${file}.hours.parquet`))
    const first = FIRST_MINUTE + month * MONTH_MINUTES
    parts.push({
      weights,
      hours,
      alerts,
      isSample,
      isTail: false,
      span: { first, last: first + MONTH_MINUTES - 1 },
    })
  }
  return { known, parts, facts }
}

/** Every alert, as a policy would be counted without what the export counted for all of them. */
async function readAll(duck: DuckDb, { files }: Place): Promise<void> {
  const names = files.map(({ file }) => `'${file}.parquet'`).join(', ')
  await duck.run(
    `select sum("case")::bigint, sum(minute)::bigint, sum(disposition)::bigint from read_parquet([${names}])`,
  )
}

function check(results: ReadonlyMap<string, WhatIfResult>, expected: WhatIfResult, times: number): void {
  for (const [engine, { cells, migration, truePositives, missed, approvals }] of results) {
    const scaled = (counts: Uint32Array) => Uint32Array.from(counts, (count) => count * times)
    const isRight =
      isDeepStrictEqual(cells, scaled(expected.cells)) &&
      isDeepStrictEqual(migration, scaled(expected.migration)) &&
      truePositives === expected.truePositives * times &&
      missed === expected.missed * times &&
      approvals.total === expected.approvals.total * times
    if (!isRight) throw new Error(`${engine} counts otherwise than the history in memory`)
  }
}
