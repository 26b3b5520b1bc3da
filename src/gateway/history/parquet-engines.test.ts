import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadHistory } from '../../engine/sql/load.ts'
import { openSqlSession, type SqlEngine } from '../../engine/sql/session.ts'
import type { Draft } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { runRows } from '../../engine/whatif/reference/run-rows.ts'
import type { WhatIfResult } from '../../engine/whatif/result.ts'
import { draftOf, histories, modes } from '../../engine/whatif/testing/worlds.ts'
import { policies, triggers } from '../../testing/arbitraries.ts'
import { openDuckDb } from './parquet-duckdb.ts'
import { openClickHouse } from './testing/clickhouse.ts'

const engines: Record<'duckdb' | 'clickhouse', (SqlEngine & { close(): void }) | null> = {
  duckdb: null,
  clickhouse: null,
}

beforeAll(async () => {
  engines.duckdb = await openDuckDb({ threads: 2 })
  engines.clickhouse = openClickHouse()
})

afterAll(() => {
  engines.duckdb?.close()
  engines.clickhouse?.close()
})

async function answer(
  engine: SqlEngine | null,
  history: History,
  baseline: Draft,
  draft: Draft,
): Promise<WhatIfResult | null> {
  if (engine === null) throw new Error('the engine is not open')
  const loaded = await loadHistory(engine.dialect, (statement) => engine.run(statement), history)
  const session = await openSqlSession(engine, loaded, baseline)
  let last: WhatIfResult | null = null
  for await (const { result } of session.run(draft)) last = result
  return last
}

function plain(result: WhatIfResult | null): unknown {
  return { ...result, teams: result?.teams.toSorted((a, b) => ((a.team ?? '') < (b.team ?? '') ? -1 : 1)) }
}

test.each(['duckdb', 'clickhouse'] as const)('%s counts what deciding alert by alert counts', async (name) => {
  await fc.assert(
    fc.asyncProperty(
      histories,
      policies,
      policies,
      modes,
      fc.array(triggers, { maxLength: 4 }),
      async (history, first, second, chosen, others) => {
        const baseline = draftOf(history, first, [], [])
        const draft = draftOf(history, second, chosen, others)
        expect(plain(await answer(engines[name], history, baseline, draft))).toEqual(
          plain(runRows(history, baseline, draft)),
        )
      },
    ),
    { numRuns: 60 },
  )
})
