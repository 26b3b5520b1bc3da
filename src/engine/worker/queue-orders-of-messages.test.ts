import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { QueueManifest } from '../../domain/views/queue-views.ts'
import { anAlertRow } from '../../testing/alert-rows.ts'
import { blockOf, encodeBlock, encodeRows, encodeWords } from '../queue/block.ts'
import { SharedWords } from '../queue/shared-words.ts'
import { read } from '../queue/testing/tables.ts'
import {
  createQueue,
  type QueueAsk,
  type QueueOutcome,
  type QueuePort,
  type QueueStatus,
  SILENT_MS,
} from './queue-client.ts'
import { createQueueDesk } from './queue-desk.ts'
import type { FromQueue, ToQueue } from './queue-protocol.ts'

type ViewAsk = Extract<QueueAsk, { kind: 'view' }>

const QUERIES: readonly Query[] = [EVERYTHING, read('severity : high'), read('title : "odd"'), read('*')]

/** What is done next. Everything else of the world waits until it is. */
type Step =
  | { readonly kind: 'toWorker' | 'toPage' | 'block' | 'alarm' | 'rest' | 'follow' | 'lines' }
  | { readonly kind: 'view'; readonly query: number; readonly isCollapsed: boolean; readonly isGrouped: boolean }
  /** An alert that is new, or one that is here in a later version. */
  | { readonly kind: 'change'; readonly number: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Step>({ kind: 'toWorker' }) },
    { weight: 4, arbitrary: fc.constant<Step>({ kind: 'toPage' }) },
    { weight: 3, arbitrary: fc.constant<Step>({ kind: 'block' }) },
    fc.constantFrom<Step>({ kind: 'alarm' }, { kind: 'rest' }, { kind: 'follow' }, { kind: 'lines' }),
    fc.record({
      kind: fc.constant('view' as const),
      query: fc.nat({ max: QUERIES.length - 1 }),
      isCollapsed: fc.boolean(),
      isGrouped: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('change' as const), number: fc.integer({ min: 1, max: 60 }) }),
  ),
  { maxLength: 60 },
)

function aRow(number: number, version = 1) {
  return {
    ...anAlertRow({
      number,
      version,
      id: `al_${number.toString(16).padStart(32, '0')}`,
      title: number % 2 === 0 ? 'even' : 'odd',
      severity: (number + version) % 3 === 0 ? 'high' : 'low',
      priority: (number * 7) % 50,
    }),
    dedup: (number % 5).toString(16).padStart(16, '0'),
  }
}

/** Words, and three blocks that share them, the newest first. */
function someBlocks(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const words = new SharedWords()
  const shared = [2, 1, 0].map((at) =>
    words.share(blockOf(Array.from({ length: 10 }, (_, one) => aRow(at * 10 + one + 1)))),
  )
  const blocks = shared.map((block, at) => [`block-${at}`, encodeBlock(block)] as const)
  return new Map([['words', encodeWords(words.since(0))], ...blocks])
}

/** A page and a worker whose messages arrive one at a time, when somebody says so. */
class World {
  readonly statuses: QueueStatus[] = []
  readonly #toWorker: ToQueue[] = []
  readonly #toPage: FromQueue[] = []
  readonly #blocks: (() => void)[] = []
  readonly #alarms: (() => void)[] = []
  #rest: (() => void) | null = null
  readonly #changed = new Set<number>()
  readonly versions = new Map(Array.from({ length: 30 }, (_, at) => [at + 1, 1]))
  readonly #port: QueuePort
  readonly #desk: (message: ToQueue) => void
  readonly queue

  constructor() {
    const bytesOf = someBlocks()
    this.#port = {
      // As the crossing does it: nobody shares an object with the other side, and bytes that were moved are gone here.
      postMessage: (message, transfer) =>
        void this.#toWorker.push(structuredClone(message, { transfer: transfer ?? [] })),
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    }
    this.#desk = createQueueDesk({
      now: () => 0,
      post: (message) => void this.#toPage.push(structuredClone(message)),
      rest: (work) => {
        this.#rest = work
      },
    })
    this.queue = createQueue({
      open: () => this.#port,
      onStatus: (status) => this.statuses.push(status),
      alarm: (ms, ring) => {
        // Here nobody is silent for long.
        if (ms === SILENT_MS) return () => undefined
        this.#alarms.push(ring)
        return () => {
          if (this.#alarms.includes(ring)) this.#alarms.splice(this.#alarms.indexOf(ring), 1)
        }
      },
      source: {
        getQueue: () => {
          const blocks = [...bytesOf.keys()].map((id) => ({ id, rows: id === 'words' ? 0 : 10 }))
          const manifest: QueueManifest = { epoch: 'one', since: '0', total: 30, reader: 'x', blocks }
          return Promise.resolve(manifest)
        },
        getQueueBlock: (id) =>
          new Promise((resolve) => this.#blocks.push(() => resolve(new Uint8Array(bytesOf.get(id) ?? [])))),
        getQueueChanges: (_, since) => {
          const rows = [...this.#changed].map((number) => aRow(number, this.versions.get(number)))
          this.#changed.clear()
          const until = rows.length === 0 ? since : `${Number(since) + 1}`
          return Promise.resolve({ bytes: encodeRows(rows), until, isMore: false })
        },
      },
    })
  }

  /** False where there was nothing to do. */
  async do(kind: 'toWorker' | 'toPage' | 'block' | 'alarm' | 'rest'): Promise<boolean> {
    const isDone = this.#once(kind)
    await new Promise((resolve) => setImmediate(resolve))
    return isDone
  }

  #once(kind: 'toWorker' | 'toPage' | 'block' | 'alarm' | 'rest'): boolean {
    if (kind === 'rest') {
      const work = this.#rest
      this.#rest = null
      work?.()
      return work !== null
    }
    if (kind === 'toWorker') {
      const message = this.#toWorker.shift()
      if (message !== undefined) this.#desk(message)
      return message !== undefined
    }
    if (kind === 'toPage') {
      const message = this.#toPage.shift()
      if (message !== undefined) this.#port.onmessage?.({ data: message })
      return message !== undefined
    }
    const next = (kind === 'block' ? this.#blocks : this.#alarms).shift()
    next?.()
    return next !== undefined
  }

  change(number: number): void {
    this.versions.set(number, (this.versions.get(number) ?? 0) + 1)
    this.#changed.add(number)
    this.queue.follow()
  }

  /** Until nobody has anything left to do. */
  async end(): Promise<void> {
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      let isDone = false
      for (const kind of ['block', 'toWorker', 'toPage', 'alarm', 'rest'] as const) {
        if (await this.do(kind)) isDone = true
      }
      if (!isDone) return
    }
    throw new Error('page and worker never come to rest')
  }
}

const aView = (query: Query, isCollapsed = false, isGrouped = false): ViewAsk => ({
  kind: 'view',
  wish: {
    query,
    sort: { field: 'priority', descending: true },
    groupBy: isGrouped ? ['severity'] : [],
    open: [],
    isCollapsed,
  },
  now: 0,
  meId: 'pe_1',
  raw: [],
  facets: ['severity', 'status'],
  facetLimit: 10,
  histogram: { field: 'lastSeen', bars: 96 },
  from: 0,
  to: 100,
})

const viewOf = (outcome: QueueOutcome<'view'> | undefined) => {
  if (outcome?.kind !== 'answered') throw new Error(`no view, but ${JSON.stringify(outcome)}`)
  const { computeMs: _, ...view } = outcome.answer
  return view
}

test('in whatever order messages arrive, each wish is settled, and the latest view is the one that a fresh table gives', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const world = new World()
      const { queue } = world
      const asked: { readonly kind: string; settled: string | null }[] = []
      const note = async (kind: string, outcome: Promise<{ readonly kind: string }>) => {
        const one: (typeof asked)[number] = { kind, settled: null }
        asked.push(one)
        one.settled = (await outcome).kind
      }
      for (const step of all) {
        if (step.kind === 'view') {
          const wish = aView(QUERIES[step.query] ?? EVERYTHING, step.isCollapsed, step.isGrouped)
          void note('view', queue.ask<'view'>(wish))
        } else if (step.kind === 'lines') void note('lines', queue.ask<'lines'>({ kind: 'lines', from: 0, to: 40 }))
        else if (step.kind === 'follow') queue.follow()
        else if (step.kind === 'change') world.change(step.number)
        else await world.do(step.kind)
      }
      await world.end()
      for (const { kind, settled } of asked) expect(settled, kind).toMatch(/answered|superseded/)
      // The last of each kind is nobody's to supersede.
      const last = (kind: string) => asked.findLast((one) => one.kind === kind)?.settled ?? 'answered'
      expect([last('view'), last('lines')]).toEqual(['answered', 'answered'])
      expect(world.statuses.at(-1)).toMatchObject({ phase: 'ready', error: null, rows: world.versions.size })

      const rows = [...world.versions].map(([number, version]) => aRow(number, version))
      for (const query of QUERIES) {
        for (const [isCollapsed, isGrouped] of [
          [false, false],
          [true, false],
          [false, true],
        ] as const) {
          const wish = aView(query, isCollapsed, isGrouped)
          const outcome = queue.ask<'view'>(wish)
          await world.end()
          const fresh: FromQueue[] = []
          const desk = createQueueDesk({ now: () => 0, post: (message) => fresh.push(message), rest: () => undefined })
          desk({ type: 'begin', load: 1 })
          desk({ type: 'block', load: 1, bytes: encodeRows(rows) })
          desk({ type: 'ask', wish: 1, ask: wish })
          const answer = fresh.at(-1)
          if (answer?.type !== 'answer' || answer.answer.kind !== 'view') throw new Error(JSON.stringify(answer))
          const { computeMs: _, facets, ...wanted } = answer.answer
          const { facets: counted, ...got } = viewOf(await outcome)
          expect(got).toEqual(wanted)
          const sorted = (some: typeof facets) =>
            some.map((facet) => ({
              ...facet,
              values: facet.values.toSorted((a, b) => (String(a.value) < String(b.value) ? -1 : 1)),
            }))
          expect(sorted(counted)).toEqual(sorted(facets))
        }
      }
      queue.close()
    }),
    { numRuns: 20 },
  )
}, 60_000)
