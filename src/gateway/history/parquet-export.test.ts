import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { estimate } from '../../engine/sql/estimate.ts'
import { MOST_ALERTS, openSqlSession, type SqlAnswer } from '../../engine/sql/session.ts'
import { asItIs } from '../../engine/whatif/draft.ts'
import type { History } from '../../engine/whatif/history.ts'
import { openSession } from '../../engine/whatif/session.ts'
import { type DuckDb, openDuckDb } from './parquet-duckdb.ts'
import { exportHistory } from './parquet-export.ts'
import { openParquetHistory } from './parquet-open.ts'
import { estateHistory } from './testing/estate-history.ts'

let folder = ''
let duck: DuckDb

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'export-'))
  duck = await openDuckDb({ threads: 2 })
})

afterEach(async () => {
  duck.close()
  await fs.rm(folder, { recursive: true, force: true })
})

async function files(): Promise<readonly string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
}

const small = () => estateHistory({ alerts: 2_000, identities: 60, days: 70 })

/** Without the alerts of the last days. */
function upTo(history: History, count: number): History {
  const { rows } = history
  return {
    ...history,
    rows: {
      count,
      number: rows.number.slice(0, count),
      caseOf: rows.caseOf.slice(0, count),
      minute: rows.minute.slice(0, count),
      disposition: rows.disposition.slice(0, count),
      isOfThen: rows.isOfThen.slice(0, count),
    },
  }
}

async function answers(history: History, stop?: AbortSignal): Promise<readonly SqlAnswer[]> {
  const draft = asItIs(history, STARTING_POLICY)
  const session = await openSqlSession(duck, await openParquetHistory(duck, folder), draft)
  const all: SqlAnswer[] = []
  for await (const answer of session.run(draft, stop === undefined ? {} : { signal: stop })) all.push(answer)
  return all
}

test('the same history again writes nothing but the list of its files', async () => {
  const first = await exportHistory(small(), folder)
  expect(first.kept).toBe(0)
  const before = await files()
  expect(await exportHistory(small(), folder)).toEqual({ files: first.files, kept: first.files })
  expect(await files()).toEqual(before)
})

test('a longer history keeps the months that were there, and removes what it replaces', async () => {
  const history = small()
  await exportHistory(upTo(history, 1_900), folder)
  const before = await files()
  const { kept } = await exportHistory(history, folder)
  const after = await files()
  expect(kept).toBeGreaterThan(8)
  expect(before.some((file) => !after.includes(file))).toBe(true)
  expect((await answers(history)).at(-1)?.alerts).toBe(2_000)
})

test('an export that is cut off leaves the earlier history whole, and the next try goes on from its files', async () => {
  const history = small()
  await exportHistory(upTo(history, 500), folder)
  const stop = new AbortController()
  const cut = exportHistory(history, folder, { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) })
  await expect(cut).rejects.toThrow('enough')
  expect((await answers(history)).at(-1)?.alerts).toBe(500)
  const { kept } = await exportHistory(history, folder)
  expect(kept).toBeGreaterThan(7)
  expect((await answers(history)).at(-1)?.alerts).toBe(2_000)
})

test('the sample comes first, the exact counts lie within what it says, and what was counted once is not counted again', async () => {
  const history = estateHistory({ alerts: 12_000, identities: 60, days: 70 })
  await exportHistory(history, folder)
  const draft = asItIs(history, STARTING_POLICY)
  const asked: string[] = []
  const counting = {
    ...duck,
    run: (statement: string, signal?: AbortSignal) => {
      asked.push(statement)
      return duck.run(statement, signal)
    },
  }
  const session = await openSqlSession(counting, await openParquetHistory(duck, folder), draft)
  const progress: number[] = []
  const found: SqlAnswer[] = []
  for await (const answer of session.run(draft, { onProgress: (read) => progress.push(read) })) found.push(answer)
  const [sampled, all] = found
  if (sampled === undefined || all === undefined) throw new Error('two answers are expected')
  expect(sampled.counted).toBeGreaterThan(100)
  expect(sampled.counted).toBeLessThan(300)
  expect(all.counted).toBe(12_000)
  expect(all.result).toEqual(openSession(history, draft).run(draft))
  const outside = [...all.result.cells].filter((count, cell) => {
    const { low, high } = estimate(sampled.result.cells[cell] ?? 0, sampled.counted, sampled.alerts)
    return count < low || count > high
  })
  expect(outside.length).toBeLessThanOrEqual(2)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress.at(-1)).toBe(12_000)

  const weighing = (statement: string) => statement.startsWith('insert into "weight"')
  const once = asked.filter(weighing).length
  expect(once).toBeGreaterThan(3)
  const again: SqlAnswer[] = []
  for await (const answer of session.run(draft)) again.push(answer)
  expect(again).toEqual(found)
  expect(asked.filter(weighing)).toHaveLength(once)
})

test('a run that is cut off rejects with the reason, and the next one counts right', async () => {
  const history = small()
  await exportHistory(history, folder)
  const draft = asItIs(history, STARTING_POLICY)
  const session = await openSqlSession(duck, await openParquetHistory(duck, folder), draft)
  const stop = new AbortController()
  const cut = (async () => {
    for await (const { counted } of session.run(draft, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('moved on')),
    }))
      void counted
  })()
  await expect(cut).rejects.toThrow('moved on')
  const results = []
  for await (const { result } of session.run(draft)) results.push(result)
  expect(results.at(-1)).toEqual(openSession(history, draft).run(draft))
})

test('more alerts than counts have room for are refused', async () => {
  const history = small()
  await exportHistory(history, folder)
  const opened = await openParquetHistory(duck, folder)
  const parts = opened.parts.map((part, i) => (i === 0 ? { ...part, alerts: MOST_ALERTS } : part))
  const draft = asItIs(history, STARTING_POLICY)
  await expect(openSqlSession(duck, { ...opened, parts }, draft)).rejects.toThrow(/counts have room for 357913941/)
})

test.each([
  ['no list of files', async () => fs.rm(path.join(folder, 'history.json')), 'there is no history in'],
  ['a list that is no list', async () => fs.writeFile(path.join(folder, 'history.json'), '{'), 'cannot be read'],
  [
    'a list of an earlier version',
    async () => {
      const file = path.join(folder, 'history.json')
      await fs.writeFile(
        file,
        (await fs.readFile(file, 'utf8')).replace('sluicegate-history-2', 'sluicegate-history-1'),
      )
    },
    'export the history again',
  ],
  [
    'a list that names a file elsewhere',
    async () => {
      const file = path.join(folder, 'history.json')
      await fs.writeFile(file, (await fs.readFile(file, 'utf8')).replace(/alerts\/\d{4}-\d{2}\//, '../../'))
    },
    'cannot be read',
  ],
])('%s is refused', async (_what, spoil, said) => {
  await exportHistory(small(), folder)
  await spoil()
  await expect(openParquetHistory(duck, folder)).rejects.toThrow(said)
})
