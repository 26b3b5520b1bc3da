import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { CountAsk, CountLine } from '../../domain/views/history-views.ts'
import { readResult } from '../../engine/sql/count-wire.ts'
import { openSqlSession } from '../../engine/sql/session.ts'
import { asItIs, type Draft } from '../../engine/whatif/draft.ts'
import { openSession } from '../../engine/whatif/session.ts'
import { factsOf } from '../../engine/worker/history-facts.ts'
import { readClickHouseAddress } from './clickhouse-address.ts'
import { type ClickHouse, type ClickHouseWorld, openClickHouseHttp } from './clickhouse-http.ts'
import { openHistoryIn, uploadHistory } from './clickhouse-place.ts'
import { openLongClickHouse } from './long-clickhouse.ts'
import { createLongHistory } from './long-history.ts'
import { exportHistory } from './parquet-export.ts'
import { type ClickHouseServer, startClickHouse } from './testing/clickhouse-server.ts'
import { estateHistory } from './testing/estate-history.ts'

const HISTORY = estateHistory({ alerts: 3_000, identities: 120, days: 40 })
const NEVER = new AbortController().signal
const SLOW_MS = 240_000
let server: ClickHouseServer
let folder = ''
let sessions = 0

const WORLD: ClickHouseWorld = {
  fetch,
  newId: () => `id-${(sessions += 1)}`,
  wait: () => Promise.resolve(),
}

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'long-clickhouse-'))
  await exportHistory(HISTORY, folder)
  server = await startClickHouse()
})

afterAll(async () => {
  await server.close()
  await fs.rm(folder, { recursive: true, force: true })
})

function connect(address = server.address, world = WORLD): ClickHouse {
  const read = readClickHouseAddress(address)
  if (!read.ok) throw new Error(read.because)
  return openClickHouseHttp(read.address, world)
}

const bold = {
  ...STARTING_POLICY,
  confidence: { ...STARTING_POLICY.confidence, bands: { medium: 20, high: 45, confirmed: 80 } },
}
const asking = (isTailHeldBack = false): CountAsk => ({
  baseline: { policy: STARTING_POLICY, modes: [] },
  draft: { policy: bold, triggers: [], identities: [], exercised: [] },
  isTailHeldBack,
})

function desk() {
  return createLongHistory({
    open: () => openLongClickHouse(connect(), 1_000),
    timeoutMs: SLOW_MS,
    alarm: (ms) => AbortSignal.timeout(ms),
  })
}

async function linesOf(long: ReturnType<typeof desk>, ask: CountAsk, signal = NEVER): Promise<readonly CountLine[]> {
  const lines: CountLine[] = []
  await long.count({ id: 'pe_ana' }, ask, (line) => lines.push(line), signal)
  return lines
}

test('a database without a history says how one comes there', async () => {
  await expect(openHistoryIn(connect())).rejects.toThrow('"cli -- history upload FOLDER" puts one there')
})

test('a folder is uploaded once: the same again fills no table, a shorter one takes away what it does not name', async () => {
  const engine = connect()
  const first = await uploadHistory(engine, folder)
  expect(first.kept).toBe(0)
  expect(await uploadHistory(engine, folder)).toEqual({ tables: first.tables, kept: first.tables })
  const tables = async () =>
    (await engine.ask("select name from system.tables where startsWith(name, 'sluicegate_')")).flat()
  expect(await tables()).toHaveLength(first.tables + 1)
  const other = await fs.mkdtemp(path.join(os.tmpdir(), 'shorter-'))
  await exportHistory(estateHistory({ alerts: 200, identities: 20, days: 3 }), other)
  const { tables: fewer } = await uploadHistory(engine, other)
  expect(fewer).toBeLessThan(first.tables)
  expect(await tables()).toHaveLength(fewer + 1)
  await uploadHistory(engine, folder)
  await fs.rm(other, { recursive: true, force: true })
}, 240_000)

test('it counts what the session in memory counts, bit for bit: the whole, the tail apart, and other consumers', async () => {
  const engine = connect()
  const baseline = asItIs(HISTORY, STARTING_POLICY)
  const session = await openSqlSession(engine, await openHistoryIn(engine), baseline)
  const memory = openSession(HISTORY, baseline)
  const exercised = PLAYBOOKS.map(({ id }) => id)
  const split = HISTORY.identities.flatMap((one, place) =>
    place % 3 === 0 ? [[place, { ...one, dependencies: one.dependencies.slice(0, 1) }] as const] : [],
  )
  const drafts: readonly Draft[] = [
    asItIs(HISTORY, bold),
    { ...asItIs(HISTORY, bold), exercised },
    { ...asItIs(HISTORY, STARTING_POLICY), exercised, identities: new Map(split) },
  ]
  for (const draft of drafts) {
    const found = []
    for await (const { result, counted, alerts } of session.run(draft)) if (counted === alerts) found.push(result)
    expect(found).toEqual([memory.run(draft)])
  }
}, 240_000)

test('the desk answers as over files: an estimate, then what is exact, with the tail apart where it is held back', async () => {
  const long = desk()
  expect((await long.view()).facts).toEqual(factsOf(HISTORY))
  const counts = (await linesOf(long, asking(true))).filter((line) => line.type === 'counts')
  expect(counts.map(({ isExact }) => isExact)).toEqual([false, true])
  expect([readResult(counts[1]?.after).alerts, readResult(counts[1]?.tail?.after).alerts]).toEqual([2_400, 600])
}, 240_000)

test('a session that the server forgot is said, and the next question opens another', async () => {
  const long = desk()
  await long.view()
  await server.forgetSessions()
  expect((await linesOf(long, asking())).at(-1)).toMatchObject({
    type: 'failed',
    message: expect.stringContaining('SESSION_NOT_FOUND'),
  })
  expect((await linesOf(long, asking())).at(-1)).toMatchObject({ type: 'counts', isExact: true })
}, 240_000)

test('a query that is given up is killed by its id, which goes as a parameter', async () => {
  const engine = connect()
  await engine.run('select 1')
  const stop = new AbortController()
  const asked = engine.run('select sleep(0.2)', stop.signal)
  await expect.poll(() => server.asked.at(-1)?.statement).toBe('select sleep(0.2)')
  const id = server.asked.at(-1)?.parameters['query_id']
  stop.abort(new Error('moved on'))
  await expect(asked).rejects.toThrow('moved on')
  await expect
    .poll(() => server.asked.at(-1))
    .toMatchObject({ statement: expect.stringContaining('{id:String}'), parameters: { param_id: id } })
  expect(await engine.run('select 2')).toEqual([[2]])
})

test('a session that is still locked is asked again', async () => {
  let locked = 2
  const engine = connect(server.address, {
    ...WORLD,
    fetch: (...ask) => {
      if (locked === 0) return fetch(...ask)
      locked -= 1
      return Promise.resolve(new Response('Code: 373. DB::Exception: locked', { status: 500 }))
    },
  })
  expect(await engine.run('select 7')).toEqual([[7]])
  expect(locked).toBe(0)
})

test('neither the password nor the user stands in an address or in what is said of a failure', async () => {
  const seen: string[] = []
  const engine = connect(server.address.replace('s3cret', 'wr0ng'), {
    ...WORLD,
    fetch: (url, init) => {
      seen.push(String(url instanceof Request ? url.url : url))
      return fetch(url, init)
    },
  })
  const failure = await engine.run('select 1').catch((error: unknown) => String(error))
  expect(failure).toContain('Authentication failed')
  expect(`${seen.join(' ')} ${String(failure)}`).not.toContain('wr0ng')
  expect(seen.every((url) => !url.includes('@') && !url.includes('user='))).toBe(true)
})

test('a server that is not there is lost, in words without its password', async () => {
  const away = connect('http://sluice:s3cret@127.0.0.1:9/default')
  await expect(away.run('select 1')).rejects.toThrow(/^127\.0\.0\.1:9 cannot be reached$/)
})
