import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { CountAsk, CountLine } from '../../domain/views/history-views.ts'
import { readResult } from '../../engine/sql/count-wire.ts'
import { asItIs } from '../../engine/whatif/draft.ts'
import { openSession } from '../../engine/whatif/session.ts'
import { factsOf } from '../../engine/worker/history-facts.ts'
import { openLongDuckDb } from './long-duckdb.ts'
import { createLongHistory, type LongHistorySource } from './long-history.ts'
import { exportHistory } from './parquet-export.ts'
import { estateHistory } from './testing/estate-history.ts'

const HISTORY = estateHistory({ alerts: 4_000, identities: 120, days: 40 })
const BOLD = {
  ...STARTING_POLICY,
  confidence: { ...STARTING_POLICY.confidence, bands: { medium: 20, high: 45, confirmed: 80 } },
}
const asking = (policy = BOLD): CountAsk => ({
  baseline: { policy: STARTING_POLICY, modes: [] },
  draft: { policy, triggers: [], identities: [], exercised: [] },
})
const NEVER = new AbortController().signal
let folder = ''

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'long-history-'))
  await exportHistory(HISTORY, folder)
})

afterAll(() => fs.rm(folder, { recursive: true, force: true }))

function desk(open: () => Promise<LongHistorySource>, timeoutMs = 60_000) {
  return createLongHistory({ open, timeoutMs, alarm: (ms) => AbortSignal.timeout(ms) })
}

async function linesOf(long: ReturnType<typeof desk>, ask: CountAsk, signal = NEVER): Promise<readonly CountLine[]> {
  const lines: CountLine[] = []
  await long.count({ id: 'pe_ana' }, ask, (line) => lines.push(line), signal)
  return lines
}

test('an estimate from the sample comes first, then what the session in memory counts, bit for bit, also for the next draft', async () => {
  const long = desk(() => openLongDuckDb(folder, 1_000, { threads: 2 }))
  const session = openSession(HISTORY, asItIs(HISTORY, STARTING_POLICY))
  const before = session.run(session.baseline)
  for (const policy of [BOLD, STARTING_POLICY, BOLD]) {
    const counts = (await linesOf(long, asking(policy))).filter((line) => line.type === 'counts')
    expect(counts.map(({ isExact }) => isExact)).toEqual([false, true])
    const [estimate, exact] = counts
    expect(readResult(exact?.before)).toEqual(before)
    expect(readResult(exact?.after)).toEqual(session.run(asItIs(HISTORY, policy)))
    expect(estimate?.counted).toBeLessThan(HISTORY.rows.count)
    const cells = readResult(estimate?.after).cells
    expect(Math.abs(cells.reduce((sum, count) => sum + count, 0) - HISTORY.rows.count)).toBeLessThan(30)
  }
})

test('the newest fifth is counted apart where it is held back, of the sample and exactly', async () => {
  const long = desk(() => openLongDuckDb(folder, 1_000, { threads: 2 }))
  for (const isTailHeldBack of [true, false, true]) {
    const counts = (await linesOf(long, { ...asking(), isTailHeldBack })).filter((line) => line.type === 'counts')
    expect(counts.map(({ isExact, tail }) => [isExact, tail !== null])).toEqual([
      [false, isTailHeldBack],
      [true, isTailHeldBack],
    ])
    const alerts = counts.flatMap(({ after, tail }) => [readResult(after), ...(tail ? [readResult(tail.after)] : [])])
    const parts = isTailHeldBack ? [3_200, 800] : [4_000]
    expect(alerts.map((one) => one.alerts)).toEqual([...parts, ...parts])
  }
})

test('what it holds is what a history in memory says that it holds', async () => {
  const view = await desk(() => openLongDuckDb(folder, 1_000)).view()
  expect(view).toMatchObject({ alerts: HISTORY.rows.count, switchesAt: 1_000 })
  expect(view.facts).toEqual(factsOf(HISTORY))
})

test('who stops waiting ends the query, and the next one is answered', async () => {
  const long = desk(() => openLongDuckDb(folder, 1_000))
  const stop = new AbortController()
  const first = linesOf(long, asking(), stop.signal)
  stop.abort(new Error('Nobody waits for it any more.'))
  expect((await first).at(-1)).toEqual({ type: 'failed', message: 'Nobody waits for it any more.' })
  expect((await linesOf(long, asking())).at(-1)).toMatchObject({ type: 'counts', isExact: true })
})

/** Never comes to an end by itself. */
function endless(): LongHistorySource {
  return {
    view: { alerts: 1, switchesAt: 1, facts: null },
    count: (_, __, signal) =>
      new Promise((_resolve, reject) => {
        const end = () => reject(signal.reason as Error)
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      }),
  }
}

test('a second draft of the same person ends the first', async () => {
  const long = desk(() => Promise.resolve(endless()))
  const first = linesOf(long, asking())
  const stop = new AbortController()
  const second = linesOf(long, asking(), stop.signal)
  expect(await first).toEqual([{ type: 'failed', message: 'Another draft of yours was asked for.' }])
  stop.abort(new Error('enough'))
  expect(await second).toEqual([{ type: 'failed', message: 'enough' }])
})

test('what takes too long is given up, in words', async () => {
  const long = desk(() => Promise.resolve(endless()), 1)
  expect(await linesOf(long, asking())).toEqual([
    { type: 'failed', message: 'It took longer than 0.001 s. Try it on a part of the history.' },
  ])
})

test('a folder without a history is said, and looked for again with the next question', async () => {
  const long = desk(() => openLongDuckDb(path.join(folder, 'nothing'), 1_000))
  await expect(long.view()).rejects.toThrow(/The long history cannot be read: there is no history in /)
  await expect(long.view()).rejects.toThrow(/The long history cannot be read/)
})
