import { sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { QueueManifest } from '../../domain/views/queue-views.ts'
import { NUMBER_NAMES, WORD_NAMES } from '../../engine/queue/columns.ts'
import { readTallies } from '../alerts/tally.ts'
import type { Gateway } from '../gateway.ts'
import { digestBytes, digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import type { Store } from '../store/store.ts'
import { changesAfter } from './queue-changes.ts'
import { encodeStored, readStretch } from './queue-rows.ts'
import { queueMoment } from './touch-queue.ts'

export interface BlockSizes {
  /** Numbers of alerts in a block. */
  readonly numbers: number
  /** Changed alerts of a block that are read besides it before it is encoded again: as many, or one in `oneIn`. */
  readonly mostLate: number
  readonly oneIn: number
}

/** A block is small enough to be encoded in a moment, and large enough that a million alerts are some sixty requests. */
const SIZES: BlockSizes = { numbers: 16_384, mostLate: 256, oneIn: 32 }

/**
 * The queue as blocks, the newest alerts first. What was encoded once is served again until too many of its alerts changed;
 * the changes since then are read besides. So an answer costs a few rows, however many alerts there are.
 */
export async function queueManifest(
  { store }: Gateway,
  person: Person,
  sizes: BlockSizes = SIZES,
): Promise<QueueManifest> {
  const { read, tenant } = store
  const { head, epoch } = await queueMoment(read, tenant)
  const { last } = await read
    .selectFrom('alert')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('tenant', '=', tenant)
    .executeTakeFirstOrThrow()
  const stored = await read
    .selectFrom('queue_block')
    .select(['block', 'since', 'rows'])
    .where('tenant', '=', tenant)
    .where('epoch', '=', epoch)
    .execute()
  const late = await lateIn(store, epoch, sizes)
  const known = new Map(stored.map((block) => [block.block, block]))
  const blocks = []
  let since = head
  for (let block = blockOf(last ?? 0, sizes); block >= 0; block -= 1) {
    const found = known.get(block)
    const isGood =
      found !== undefined && (late.get(block) ?? 0) <= Math.max(sizes.mostLate, Math.floor(found.rows / sizes.oneIn))
    const from = isGood ? found.since : head
    if (from < since) since = from
    const rows = found?.rows ?? Math.min(sizes.numbers, (last ?? 0) - block * sizes.numbers)
    blocks.push({ id: `${epoch}.${block}.${from}`, rows })
  }
  const total = (await readTallies(read, tenant)).reduce((sum, { count }) => sum + count, 0)
  // Blocks with other columns, of another version of the gateway, are nobody's.
  const reader = digestText(JSON.stringify([tenant, person.id, person.roles, NUMBER_NAMES, WORD_NAMES]))
  return { epoch: String(epoch), since: changesAfter(since), total, reader, blocks }
}

/** Alerts that changed after their block was encoded, by block. */
async function lateIn(
  { read, tenant }: Store,
  epoch: number,
  { numbers }: BlockSizes,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ block: number; late: number }>`
    select b.block, count(*) as late from queue_block b
    join queue_change c on c.tenant = b.tenant and c.changed > b.since
      and c.number > b.block * ${numbers} and c.number <= (b.block + 1) * ${numbers}
    where b.tenant = ${tenant} and b.epoch = ${epoch}
    group by b.block`.execute(read)
  return new Map(rows.map(({ block, late }) => [Number(block), Number(late)]))
}

/** The block of an alert's number; -1 of none. */
function blockOf(number: number, { numbers }: BlockSizes): number {
  return number === 0 ? -1 : Math.floor((number - 1) / numbers)
}

export interface ServedBlock {
  /** Arrow IPC, gzip. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly digest: string
}

/** Blocks that are being encoded; whoever asks meanwhile waits for the same. One at a time: two would only hold up each other. */
const lines = new WeakMap<Store, { readonly jobs: Map<number, Promise<ServedBlock>>; last: Promise<unknown> }>()

/**
 * A block of the manifest. Throws `not-found` for an id that is none, `stale` where alerts were removed since it was listed.
 */
export async function queueBlock(gateway: Gateway, id: string, sizes: BlockSizes = SIZES): Promise<ServedBlock> {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,15})$/.exec(id)
  if (match === null) throw new Problem('not-found', 'There is no such block. Read the manifest again.')
  const [epoch, block, since] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const { store } = gateway
  const moment = await queueMoment(store.read, store.tenant)
  if (moment.epoch !== epoch) throw new Problem('stale', 'Alerts were removed since. Read the manifest again.')
  const stored = await store.read
    .selectFrom('queue_block')
    .select(['since', 'bytes', 'digest'])
    .where('tenant', '=', store.tenant)
    .where('block', '=', block)
    .where('epoch', '=', epoch)
    .executeTakeFirst()
  if (stored !== undefined && stored.since >= since)
    return { bytes: new Uint8Array(stored.bytes), digest: stored.digest }
  const line = lines.get(store) ?? { jobs: new Map<number, Promise<ServedBlock>>(), last: Promise.resolve() }
  lines.set(store, line)
  const under = line.jobs.get(block)
  if (under !== undefined) return under
  const job = line.last.then(() => encodeBlock(store, epoch, block, sizes))
  const end = () => line.jobs.delete(block)
  line.jobs.set(block, job)
  line.last = job.then(end, end)
  return job
}

/** The moment is read before the rows, so that the block is never older than it says. */
async function encodeBlock(store: Store, epoch: number, block: number, sizes: BlockSizes): Promise<ServedBlock> {
  const { read, tenant } = store
  const { head } = await queueMoment(read, tenant)
  const rows = await readStretch(read, tenant, block * sizes.numbers + 1, (block + 1) * sizes.numbers)
  const bytes = await gzip(encodeStored(rows))
  const digest = digestBytes(bytes)
  const kept = { epoch, since: head, rows: rows.length, digest, bytes }
  await store.write((tx) =>
    tx
      .insertInto('queue_block')
      .values({ tenant, block, ...kept })
      .onConflict((conflict) => conflict.columns(['tenant', 'block']).doUpdateSet(kept))
      .execute(),
  )
  return { bytes, digest }
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream('gzip'))
}

/** For a caller that does not read gzip. */
export async function unzipBlock(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new DecompressionStream('gzip'))
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const changed = new Blob([bytes]).stream().pipeThrough(stream)
  return new Uint8Array(await new Response(changed).arrayBuffer())
}
