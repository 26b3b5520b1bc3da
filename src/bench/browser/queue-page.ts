import type { FieldName } from '../../domain/query/fields.ts'
import { parseQuery } from '../../domain/query/parse.ts'
import { EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { QueueManifest } from '../../domain/views/queue-views.ts'
import {
  openQueue,
  type QueueAsk,
  type QueueEngine,
  type QueueStatus,
  type ViewWish,
} from '../../engine/worker/queue-client.ts'
import { memoryEach } from './queue-rivals.ts'

/** What one task took, run by run, ms. */
export interface QueueRuns {
  readonly task: string
  readonly runsMs: readonly number[]
}

const RUNS = 40
const FACETS: readonly FieldName[] = ['status', 'tier', 'severity', 'gate', 'environment', 'owner', 'kind', 'assignee']

export { inPerspective, inReact } from './queue-rivals.ts'

/** Loads the queue as the console does and works with it. */
export async function inQueue(): Promise<readonly QueueRuns[]> {
  const startedAt = performance.now()
  const ready = Promise.withResolvers<void>()
  let rows = 0
  const onStatus = ({ phase, error, ...status }: QueueStatus) => {
    rows = status.rows
    if (phase === 'ready') ready.resolve()
    if (phase === 'failed') ready.reject(error)
  }
  const queue = openQueue(
    {
      getQueue: async () => (await (await fetch('/queue/manifest')).json()) as QueueManifest,
      getQueueBlock: async (id) => new Uint8Array(await (await fetch(`/queue/block-${id}`)).arrayBuffer()),
      getQueueChanges: async (_, since) => {
        const bytes = new Uint8Array(await (await fetch('/queue/changes')).arrayBuffer())
        return { bytes, until: since, isMore: false }
      },
    },
    onStatus,
  )
  await queue.ask(view())
  const firstMs = performance.now() - startedAt
  await ready.promise
  await queue.ask(view())
  const readyMs = performance.now() - startedAt
  const memory = await memoryEach(rows)
  const runs: QueueRuns[] = [
    { task: 'load: first rows on the page', runsMs: [firstMs] },
    { task: `load: every alert, and its first view (${memory})`, runsMs: [readyMs] },
    ...(await workWith(queue)),
  ]
  queue.close()
  return runs
}

function view(wish: Partial<ViewWish> = {}): Extract<QueueAsk, { kind: 'view' }> {
  return {
    kind: 'view',
    wish: {
      query: EVERYTHING,
      sort: { field: 'priority', descending: true },
      groupBy: [],
      open: [],
      isCollapsed: false,
      ...wish,
    },
    now: Date.UTC(2026, 10, 1),
    meId: 'pe_1',
    raw: [],
    facets: FACETS,
    facetLimit: 10,
    histogram: { field: 'received', bars: 80 },
    from: 0,
    to: 50,
  }
}

function read(text: string): Query {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

/** Each task with all facets, the histogram and the first fifty lines, from the asking to the answer in the page. */
async function workWith(queue: QueueEngine): Promise<readonly QueueRuns[]> {
  const tasks: readonly (readonly [string, (run: number) => QueueAsk])[] = [
    ['filter: a new condition', (n) => view({ query: read(`status : new and confidence > ${n}`) })],
    [
      'filter: owner, tier and a time',
      (n) => view({ query: read(`owner : "Team ${n}" and tier >= T2 and received > now-90d`) }),
    ],
    ['facet: values excluded', (n) => view({ query: read(`not severity : low and not owner : "Team ${n + 100}"`) })],
    ['text: a word of the title', (n) => view({ query: read(`svc-${n * 7}`) })],
    [
      'sort: another order each time',
      (n) => view({ sort: { field: SORTS[n % SORTS.length] ?? 'tier', descending: n % 2 === 0 } }),
    ],
    ['group: by owner', (n) => view({ query: read(`urgency > ${n}`), groupBy: ['owner'] })],
    [
      'group: by identity, three deep',
      (n) => view({ query: read(`urgency > ${n}`), groupBy: ['identity', 'tier', 'status'] }),
    ],
    ['repetitions as one line', (n) => view({ query: read(`urgency < ${100 - n}`), isCollapsed: true })],
    ['scroll: fifty lines anywhere', (n) => ({ kind: 'lines', from: n * 977, to: n * 977 + 50 })],
    [
      'completion: an identity',
      (n) => ({ kind: 'values', field: 'identity', prefix: `svc-${n}`, isEverywhere: true, limit: 12 }),
    ],
  ]
  const runs: QueueRuns[] = []
  for (const [task, askOf] of tasks) {
    const runsMs: number[] = []
    for (let run = -2; run < RUNS; run += 1) {
      const startedAt = performance.now()
      const outcome = await queue.ask(askOf(run + 2))
      if (outcome.kind !== 'answered') throw new Error(`${task}: ${JSON.stringify(outcome)}`)
      if (run >= 0) runsMs.push(performance.now() - startedAt)
    }
    runs.push({ task, runsMs })
  }
  return runs
}

const SORTS = ['received', 'tier', 'due', 'severity', 'confidence', 'lastSeen'] as const satisfies readonly FieldName[]
