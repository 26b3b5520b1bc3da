import { encodeHistory } from '../../engine/whatif/wire.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import type { Store } from '../store/store.ts'
import { type HistoryPart, readHistory } from './read-history.ts'

/** A part of the history as it is served. */
export interface ServedHistory {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly total: number
  readonly next: number | null
  /** Stands for the content: a quoted entity tag. */
  readonly tag: string
}

/** One reading that several may wait for. */
interface Job {
  readonly served: Promise<ServedHistory>
  readonly stop: AbortController
  waiting: number
}

interface Desk {
  readonly jobs: Map<string, Job>
  /** The one that was read last: what a team asks for again and again is the same. */
  last: ServedHistory | null
  /** Ends when the reading before has: two at once would only hold up each other, and everybody else twice as much. */
  line: Promise<unknown>
}

const desks = new WeakMap<Store, Desk>()

/**
 * A part of the history as bytes; null where `knownTag` still stands for it. Whoever asks while it is being read waits for
 * the same reading, which ends early when nobody waits any more. Throws `unavailable` where the caller gave up.
 */
export async function serveHistory(
  gateway: Gateway,
  part: HistoryPart,
  knownTag: string | null,
  signal: AbortSignal,
): Promise<ServedHistory | null> {
  const tag = await tagOf(gateway, part)
  if (tag === knownTag) return null
  const desk = deskOf(gateway.store)
  if (desk.last?.tag === tag) return desk.last
  const job = desk.jobs.get(tag) ?? begin(gateway, desk, part, tag)
  job.waiting += 1
  const leave = Promise.withResolvers<never>()
  // Goes to nobody; it only has to be no fault of ours.
  const onAbort = () => leave.reject(new Problem('unavailable', 'Whoever asked did not wait for the answer.'))
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([job.served, leave.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
    job.waiting -= 1
    if (job.waiting === 0) {
      job.stop.abort()
      forget(desk, tag, job)
    }
  }
}

function begin(gateway: Gateway, desk: Desk, part: HistoryPart, tag: string): Job {
  const stop = new AbortController()
  const read = async (): Promise<ServedHistory> => {
    const { history, total, next } = await readHistory(gateway, part, stop.signal)
    const served = { bytes: encodeHistory(history), total, next, tag }
    desk.last = served
    return served
  }
  const served = desk.line.then(read)
  const job: Job = { served, stop, waiting: 0 }
  desk.jobs.set(tag, job)
  const end = () => forget(desk, tag, job)
  desk.line = served.then(end, end)
  return job
}

/** Another one may stand in its place already. */
function forget(desk: Desk, tag: string, job: Job): void {
  if (desk.jobs.get(tag) === job) desk.jobs.delete(tag)
}

const HOUR_MS = 60 * 60_000

/**
 * Everything that a history is read from changes with an entry in the log. The clock enters by the hour, so that facts which
 * only age are never older than that; the connectors, because they come with the process.
 */
async function tagOf(gateway: Gateway, part: HistoryPart): Promise<string> {
  const { read, tenant } = gateway.store
  const head = await read.selectFrom('audit_head').select('root').where('tenant', '=', tenant).executeTakeFirst()
  const hour = Math.floor((await gateway.now(read)) / HOUR_MS)
  const about = [head?.root ?? null, hour, part.limit, part.before, gateway.version, ...gateway.connectors.keys()]
  return `"${digestText(JSON.stringify(about))}"`
}

function deskOf(store: Store): Desk {
  const known = desks.get(store)
  if (known !== undefined) return known
  const desk: Desk = { jobs: new Map(), last: null, line: Promise.resolve() }
  desks.set(store, desk)
  return desk
}
