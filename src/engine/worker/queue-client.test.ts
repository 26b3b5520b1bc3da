import { expect, test } from 'vitest'
import { EVERYTHING } from '../../domain/query/query.ts'
import type { QueueChanges, QueueManifest } from '../../domain/views/queue-views.ts'
import { anAlertRow } from '../../testing/alert-rows.ts'
import { encodeRows } from '../queue/block.ts'
import { createQueue, type QueueAsk, type QueuePort, type QueueStatus, SILENT_MS } from './queue-client.ts'
import { createQueueDesk } from './queue-desk.ts'
import type { FromQueue, ToQueue } from './queue-protocol.ts'

const VIEW: Extract<QueueAsk, { kind: 'view' }> = {
  kind: 'view',
  wish: {
    query: EVERYTHING,
    sort: { field: 'priority', descending: true },
    groupBy: [],
    open: [],
    isCollapsed: false,
  },
  now: 0,
  meId: 'pe_1',
  raw: [],
  facets: ['status'],
  facetLimit: 10,
  histogram: { field: 'received', bars: 10 },
  from: 0,
  to: 10,
}

function rows(...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  return encodeRows(
    numbers.map((number) => ({
      ...anAlertRow({ number, id: `al_${number.toString(16).padStart(32, '0')}` }),
      dedup: number.toString(16).padStart(16, '0'),
    })),
  )
}

/** A worker whose messages arrive when the test says so, over the real desk. */
function setup(options: { readonly blocks?: number } = {}) {
  const statuses: QueueStatus[] = []
  const ports: { readonly port: QueuePort; readonly heard: ToQueue[] }[] = []
  const alarms: (() => void)[] = []
  /** Of wishes that wait for a sign of life. */
  const silences: (() => void)[] = []
  const rests: (() => void)[] = []
  const blocks = options.blocks ?? 2
  /** Messages that are lost on the way to the worker, or keep it for good. */
  const deaf = new Set<ToQueue['type']>()
  const source = {
    epoch: 'one',
    manifests: 0,
    waiting: new Map<string, PromiseWithResolvers<Uint8Array<ArrayBuffer>>>(),
    changes: [] as (QueueChanges | Error)[],
    asked: 0,
  }
  const open = (): QueuePort => {
    const heard: ToQueue[] = []
    const port: QueuePort = {
      postMessage: (message) => {
        heard.push(message)
        queueMicrotask(() => {
          if (!deaf.has(message.type)) desk(message)
        })
      },
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    }
    const desk = createQueueDesk({
      now: () => 0,
      post: (data: FromQueue) => port.onmessage?.({ data }),
      rest: (work) => rests.push(work),
    })
    ports.push({ port, heard })
    return port
  }
  const queue = createQueue({
    open,
    onStatus: (status) => statuses.push(status),
    alarm: (ms, ring) => {
      const rings = ms === SILENT_MS ? silences : alarms
      rings.push(ring)
      return () => {
        if (rings.includes(ring)) rings.splice(rings.indexOf(ring), 1)
      }
    },
    source: {
      getQueue: () => {
        source.manifests += 1
        const ids = Array.from({ length: blocks }, (_, at) => ({ id: `${source.epoch}-${blocks - at}`, rows: 1 }))
        const manifest: QueueManifest = { epoch: source.epoch, since: '0', total: blocks, reader: 'x', blocks: ids }
        return Promise.resolve(manifest)
      },
      getQueueBlock: (id) => {
        const asked = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
        source.waiting.set(id, asked)
        return asked.promise
      },
      getQueueChanges: (_, since) => {
        source.asked += 1
        const next = source.changes.shift() ?? { bytes: rows(), until: since, isMore: false }
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
      },
    },
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const give = async (id: string, ...numbers: readonly number[]) => {
    await settle()
    source.waiting.get(id)?.resolve(rows(...numbers))
    await settle()
  }
  const now = () => {
    const status = statuses.at(-1)
    return [status?.phase, status?.rows, status?.total] as const
  }
  return { queue, source, ports, statuses, alarms, silences, deaf, rests, give, settle, now }
}

test('the newest alerts can be asked about before the others are there', async () => {
  const { queue, give, now, statuses } = setup()
  const early = queue.ask(VIEW)
  await give('one-2', 2)
  expect(now()).toEqual(['loading', 1, 2])
  expect(await early).toMatchObject({ kind: 'answered', answer: { counts: { matched: 1 }, rows: 1 } })
  await give('one-1', 1)
  expect(now()).toEqual(['ready', 2, 2])
  expect(statuses.at(-1)?.drift).toEqual({ arrived: 0, arrivedCritical: 0, left: 0 })
  const outcome = await queue.ask(VIEW)
  expect(outcome).toMatchObject({
    answer: { counts: { matched: 2, lines: 2 }, lines: [{ row: { number: 2 } }, { row: { number: 1 } }] },
  })
})

test('what is prepared while nobody asks changes no answer, and ends', async () => {
  const { queue, rests, give } = setup()
  await give('one-2', 2)
  for (const work of rests.splice(0)) work()
  // Not before every alert is there.
  expect(rests).toEqual([])
  const half = await queue.ask(VIEW)
  await give('one-1', 1)
  const before = await queue.ask(VIEW)
  let rounds = 0
  for (; rests.length > 0 && rounds < 100; rounds += 1) rests.splice(0).at(-1)?.()
  expect(rounds).toBeGreaterThan(1)
  expect(rests).toEqual([])
  const after = await queue.ask(VIEW)
  expect(after).toEqual(before)
  expect(after).not.toEqual(half)
})

test('blocks reach the worker in the order of the manifest, whichever comes first', async () => {
  const { source, give, settle, now } = setup({ blocks: 3 })
  await give('one-1', 1)
  await give('one-2', 2)
  expect(now()).toEqual(['loading', 0, 3])
  await give('one-3', 3)
  await settle()
  expect(now()).toEqual(['ready', 3, 3])
  expect(source.manifests).toBe(1)
})

test('of one kind only the latest wish is carried out', async () => {
  const { queue, give } = setup()
  const [first, second] = [queue.ask(VIEW), queue.ask(VIEW)]
  await give('one-2', 2)
  expect((await first).kind).toBe('superseded')
  expect((await second).kind).toBe('answered')
})

test('many news of changes are one reading, which tells how the view drifted', async () => {
  const { queue, source, alarms, give, settle, statuses } = setup({ blocks: 1 })
  await give('one-1', 1)
  await queue.ask(VIEW)
  source.changes.push({ bytes: rows(2), until: '1', isMore: true }, { bytes: rows(3), until: '2', isMore: false })
  const before = source.asked
  for (let at = 0; at < 5; at += 1) queue.follow()
  expect(alarms).toHaveLength(1)
  alarms.pop()?.()
  await settle()
  expect(source.asked - before).toBe(2)
  expect(statuses.at(-1)).toMatchObject({ rows: 3, drift: { arrived: 2, left: 0 }, changes: 2 })
  await queue.ask(VIEW)
  expect(statuses.at(-1)?.drift.arrived).toBe(0)
})

test('where the epoch is over, everything is read anew and nothing old is left', async () => {
  const { queue, source, alarms, give, settle, now } = setup({ blocks: 1 })
  await give('one-1', 7)
  source.epoch = 'two'
  source.changes.push(Object.assign(new Error('removed'), { kind: 'stale' }))
  queue.follow()
  alarms.pop()?.()
  await settle()
  expect(now()).toEqual(['loading', 0, 1])
  await give('two-1', 1)
  expect(now()).toEqual(['ready', 1, 1])
})

test('a line that fails in the middle goes on where it ended', async () => {
  const { queue, source, give, settle, now } = setup()
  await give('one-2', 2)
  source.waiting.get('one-1')?.reject(new Error('offline'))
  await settle()
  expect(now()).toEqual(['failed', 1, 2])
  expect(await queue.ask(VIEW)).toMatchObject({ kind: 'answered' })
  queue.retry()
  await give('one-1', 1)
  expect(now()).toEqual(['ready', 2, 2])
  expect(source.manifests).toBe(1)
})

test('where the line comes back with news, a load that broke off goes on without being asked', async () => {
  const { queue, source, alarms, give, settle, now } = setup()
  await give('one-2', 2)
  source.waiting.get('one-1')?.reject(new Error('offline'))
  await settle()
  expect(now()).toEqual(['failed', 1, 2])
  queue.follow()
  alarms.pop()?.()
  await give('one-1', 1)
  expect(now()).toEqual(['ready', 2, 2])
  expect(source.manifests).toBe(1)
})

test('a queue that can no longer be followed says so, and is mended by the next reading', async () => {
  const { queue, source, alarms, give, settle, statuses } = setup({ blocks: 1 })
  await give('one-1', 1)
  source.changes.push(new Error('offline'))
  queue.follow()
  alarms.pop()?.()
  await settle()
  expect(statuses.at(-1)).toMatchObject({ phase: 'ready', error: new Error('offline') })
  queue.retry()
  await settle()
  expect(statuses.at(-1)).toMatchObject({ phase: 'ready', error: null })
})

test('a worker that dies is replaced and reads everything again', async () => {
  const { queue, ports, give, settle, now } = setup({ blocks: 1 })
  await give('one-1', 1)
  ports[0]?.port.onerror?.(new Error('out of memory'))
  await settle()
  expect(now()).toEqual(['loading', 0, 1])
  await give('one-1', 1)
  expect(now()).toEqual(['ready', 1, 1])
  expect(await queue.ask(VIEW)).toMatchObject({ kind: 'answered', answer: { rows: 1 } })
  expect(ports).toHaveLength(2)
})

test('bytes that cannot be read fail the load and are not half held', async () => {
  const { source, settle, statuses } = setup({ blocks: 1 })
  await settle()
  source.waiting.get('one-1')?.resolve(new Uint8Array([1, 2, 3]))
  await settle()
  expect(statuses.at(-1)).toMatchObject({ phase: 'failed', rows: 0 })
})

test('a wish that the engine refuses is answered so, and the next one is carried out', async () => {
  const { queue, give } = setup({ blocks: 1 })
  await give('one-1', 1)
  const wrong = await queue.ask({ ...VIEW, wish: { ...VIEW.wish, groupBy: ['priority'] } })
  expect(wrong).toMatchObject({ kind: 'failed' })
  expect(await queue.ask({ kind: 'place', alert: 1 })).toMatchObject({ kind: 'answered', answer: { number: 1 } })
})

test('a worker that says nothing for long is taken for dead: the next one answers', async () => {
  const { queue, silences, deaf, give, ports, now } = setup({ blocks: 1 })
  await give('one-1', 1)
  deaf.add('ask')
  const lost = queue.ask(VIEW)
  expect(silences).toHaveLength(1)
  deaf.clear()
  silences.shift()?.()
  expect(await lost).toMatchObject({ kind: 'failed' })
  await give('one-1', 1)
  expect(ports).toHaveLength(2)
  expect(now()).toEqual(['ready', 1, 1])
  expect(await queue.ask(VIEW)).toMatchObject({ kind: 'answered', answer: { rows: 1 } })
  expect(silences).toEqual([])
})

test('where no worker ever answers, a person is told after three, and can try again', async () => {
  const { queue, silences, deaf, give, ports, settle, now } = setup({ blocks: 1 })
  deaf.add('ask')
  for (let worker = 1; worker <= 3; worker += 1) {
    const wish = queue.ask(VIEW)
    await give('one-1', 1)
    expect(ports).toHaveLength(worker)
    silences.shift()?.()
    expect(await wish).toMatchObject({ kind: 'failed' })
  }
  await settle()
  expect(now()[0]).toBe('failed')
  deaf.clear()
  const again = queue.ask(VIEW)
  queue.retry()
  await give('one-1', 1)
  expect(await again).toMatchObject({ kind: 'answered', answer: { rows: 1 } })
})

test('trying again while it loads begins anew with another worker', async () => {
  const { queue, give, ports, now } = setup()
  await give('one-2', 2)
  expect(now()).toEqual(['loading', 1, 2])
  queue.retry()
  expect(now()).toEqual(['loading', 0, 2])
  await give('one-2', 2)
  await give('one-1', 1)
  expect(ports).toHaveLength(2)
  expect(now()).toEqual(['ready', 2, 2])
})

test('a worker is given few blocks more than it has taken in, so that a wish does not stand behind all of them', async () => {
  const { queue, source, ports, deaf, settle } = setup({ blocks: 40 })
  deaf.add('block')
  for (let round = 0; round < 40; round += 1) {
    await settle()
    for (const [id, asked] of source.waiting) asked.resolve(rows(Number(id.slice('one-'.length))))
  }
  expect(source.waiting.size).toBe(40)
  const given = ports[0]?.heard.filter(({ type }) => type === 'block').length ?? 0
  expect(given).toBeGreaterThan(1)
  expect(given).toBeLessThanOrEqual(10)
  queue.close()
})
