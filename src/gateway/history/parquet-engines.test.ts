import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { loadHistory } from '../../engine/sql/load.ts'
import { openSqlSession, type SqlEngine, type SqlHistory } from '../../engine/sql/session.ts'
import { asItIs, type Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { BLOCKS } from '../../engine/whatif/outcome.ts'
import { runRows } from '../../engine/whatif/reference/run-rows.ts'
import type { WhatIfResult } from '../../engine/whatif/result.ts'
import { openSession } from '../../engine/whatif/session.ts'
import { histories } from '../../engine/whatif/testing/worlds.ts'
import { openDuckDb } from './parquet-duckdb.ts'
import { exportHistory } from './parquet-export.ts'
import { openParquetHistory } from './parquet-open.ts'
import { openClickHouse } from './testing/clickhouse.ts'
import { draftsOf } from './testing/drafts.ts'
import { estateHistory } from './testing/estate-history.ts'

const POLICIES = 200
const WORLDS = 12
const LONG_MS = 240_000

const NAMES = ['duckdb', 'clickhouse'] as const
let folder = ''
let engines: Readonly<Record<(typeof NAMES)[number], SqlEngine & { close(): void }>>

beforeAll(async () => {
  engines = { duckdb: await openDuckDb({ threads: 2 }), clickhouse: openClickHouse() }
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'history-'))
})

afterAll(async () => {
  for (const name of NAMES) engines[name].close()
  await fs.rm(folder, { recursive: true, force: true })
})

async function exact(
  engine: SqlEngine,
  history: SqlHistory,
  baseline: Draft,
  drafts: readonly Draft[],
): Promise<readonly WhatIfResult[]> {
  const session = await openSqlSession(engine, history, baseline)
  const results: WhatIfResult[] = []
  for (const draft of drafts) {
    for await (const { result, counted, alerts } of session.run(draft)) if (counted === alerts) results.push(result)
  }
  return results
}

/** Teams in one order: that of the slow reference is by first alert. */
function plain(result: WhatIfResult | undefined): unknown {
  return { ...result, teams: result?.teams.toSorted((a, b) => ((a.team ?? '') < (b.team ?? '') ? -1 : 1)) }
}

test.each(NAMES)(
  '%s counts what the gateway decides alert by alert, whatever the world',
  async (name) => {
    const engine = engines[name]
    const worlds = histories.chain((history) => fc.tuple(fc.constant(history), draftsOf(history), draftsOf(history)))
    await fc.assert(
      fc.asyncProperty(worlds, async ([history, baseline, draft]) => {
        const loaded = await loadHistory(engine.dialect, (statement) => engine.run(statement), history)
        const [result] = await exact(engine, loaded, baseline, [draft])
        expect(plain(result)).toEqual(plain(runRows(history, baseline, draft)))
      }),
      { numRuns: WORLDS },
    )
  },
  LONG_MS,
)

test.each(NAMES)(
  `%s counts ${POLICIES} policies over files of real-shaped alerts as the session in memory does, bit for bit`,
  async (name) => {
    const history = estateHistory({ alerts: 3_000, identities: 300, days: 15 })
    const { expected, results } = await both(name, history, POLICIES)
    for (const [i, result] of results.entries()) expect(result, `policy ${i}`).toEqual(expected[i])
    expect(results).toHaveLength(POLICIES)
    // A comparison of nothing with nothing would hold, too.
    const some = (holds: (result: WhatIfResult) => boolean) => expected.filter(holds).length
    expect(some(({ moved }) => moved.alerts > 0)).toBeGreaterThan(POLICIES / 2)
    expect(some(({ cells }) => (cells[2 * 4] ?? 0) + (cells[3 * 4] ?? 0) > 0)).toBeGreaterThan(POLICIES / 4)
    expect(some(({ overBudget }) => overBudget > 0)).toBeGreaterThan(5)
    for (let place = 0; place < BLOCKS.length; place += 1) {
      expect(
        some(({ blocked }) => (blocked[place] ?? 0) > 0),
        BLOCKS[place],
      ).toBeGreaterThan(5)
    }
  },
  LONG_MS,
)

test.each(NAMES)(
  '%s does so for 20,000 alerts of a quarter, too',
  async (name) => {
    const { expected, results } = await both(name, estateHistory({ alerts: 20_000, identities: 300 }), 5)
    expect(results).toEqual(expected)
  },
  LONG_MS,
)

/** What the session in memory answers for some drafts, and what an engine counts over the same history in files. */
async function both(name: (typeof NAMES)[number], history: History, count: number) {
  await exportHistory(history, folder)
  const baseline = asItIs(history, STARTING_POLICY)
  const drafts = fc.sample(draftsOf(history), { numRuns: count, seed: 4 })
  const session = openSession(history, baseline)
  const expected = drafts.map((draft) => session.run(draft))
  const opened = await openParquetHistory(engines[name], folder)
  return { expected, results: await exact(engines[name], opened, baseline, drafts) }
}
