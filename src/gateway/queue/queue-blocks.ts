import { sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { QueueManifest } from '../../domain/views/queue-views.ts'
import { BLOCK_FORM, decodePart, encodeBlock, type RowBlock } from '../../engine/queue/block.ts'
import { NUMBER_NAMES, WORD_NAMES } from '../../engine/queue/columns.ts'
import { readTallies } from '../alerts/tally.ts'
import type { Gateway } from '../gateway.ts'
import { digestBytes, digestText } from '../hash.ts'
import { Problem } from '../http/problem.ts'
import type { Store } from '../store/store.ts'
import { changesAfter } from './queue-changes.ts'
import { encodeStored, readStretch } from './queue-rows.ts'
import { listPacks, packedWords, readWords, shareBlocks } from './queue-words.ts'
import { queueMoment } from './touch-queue.ts'
import { unzstd, zstd } from './zip.ts'

export interface BlockSizes {
  /** Numbers of alerts in a block. */
  readonly numbers: number
  /** Changed alerts of a block that are read besides it before it is encoded again: as many, or one in `oneIn`. */
  readonly mostLate: number
  readonly oneIn: number
  /** Blocks that have their own words, the two newest aside, before they are made to share them. */
  readonly sharedFrom: number
}

/** A block is small enough to be encoded in a moment, and large enough that a million alerts are some sixty requests. */
const SIZES: BlockSizes = { numbers: 16_384, mostLate: 256, oneIn: 32, sharedFrom: 4 }

/** The newest blocks bring their own words: what is looked at first needs nothing else, and what changes most adds no words. */
const OWN_WORDS = 2

/**
 * The queue as blocks, the newest alerts first; the words that older ones share stand before them. What was encoded once is served
 * again until too many of its alerts changed; the changes since then are read besides. So an answer costs a few rows, however many
 * alerts there are.
 */
export async function queueManifest(
  { store }: Gateway,
  person: Person,
  sizes: BlockSizes = SIZES,
): Promise<QueueManifest> {
  const { read, tenant } = store
  const { head, epoch } = await queueMoment(read, tenant)
  const blocks = []
  let since = head
  let isShared = false
  for (const { block, rows, stored } of await listBlocks(store, epoch, sizes)) {
    const from = stored?.since ?? head
    if (from < since) since = from
    if (stored !== null && stored.shared > 0 && !isShared) {
      isShared = true
      // As words only grow, those that are listed now are enough for every block that was listed before.
      for (const pack of await listPacks(read, tenant, epoch)) {
        blocks.push({ id: `${epoch}.w${pack.start}-${pack.start + pack.size}`, rows: 0 })
      }
    }
    blocks.push({ id: `${epoch}.${block}.${from}.${stored?.shared ?? 0}`, rows })
  }
  const total = (await readTallies(read, tenant)).reduce((sum, { count }) => sum + count, 0)
  // Blocks with other columns, of another version of the gateway, are nobody's.
  const form = [BLOCK_FORM, NUMBER_NAMES, WORD_NAMES]
  const reader = digestText(JSON.stringify([tenant, person.id, person.roles, form]))
  return { epoch: String(epoch), since: changesAfter(since), total, reader, blocks }
}

interface Listed {
  readonly block: number
  readonly rows: number
  /** What is stored and still good; null where it has to be encoded. */
  readonly stored: { readonly since: number; readonly shared: number } | null
}

/** Every block, the newest first. */
async function listBlocks(store: Store, epoch: number, sizes: BlockSizes): Promise<readonly Listed[]> {
  const { read, tenant } = store
  const { last } = await read
    .selectFrom('alert')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('tenant', '=', tenant)
    .executeTakeFirstOrThrow()
  const rows = await read
    .selectFrom('queue_block')
    .select(['block', 'since', 'rows', 'shared'])
    .where('tenant', '=', tenant)
    .where('epoch', '=', epoch)
    .execute()
  const late = await lateIn(store, epoch, sizes)
  const known = new Map(rows.map((block) => [block.block, block]))
  const blocks: Listed[] = []
  for (let block = blockOf(last ?? 0, sizes); block >= 0; block -= 1) {
    const found = known.get(block)
    const isGood =
      found !== undefined && (late.get(block) ?? 0) <= Math.max(sizes.mostLate, Math.floor(found.rows / sizes.oneIn))
    const most = Math.min(sizes.numbers, (last ?? 0) - block * sizes.numbers)
    blocks.push({ block, rows: found?.rows ?? most, stored: isGood ? found : null })
  }
  return blocks
}

/** Encoded in one round of `keepBlocks`: other work waits meanwhile. */
const A_ROUND = 4
const kept = new WeakMap<Store, string>()

/**
 * Encodes blocks before somebody asks for them, and makes those share their words that have settled: a part of it a round. Costs one
 * small read where nothing changed since everything was done.
 */
export async function keepBlocks({ store }: Gateway, sizes: BlockSizes = SIZES): Promise<void> {
  const { head, epoch } = await queueMoment(store.read, store.tenant)
  const moment = `${epoch}.${head}`
  if (kept.get(store) === moment) return
  const blocks = await listBlocks(store, epoch, sizes)
  const missing = blocks.filter(({ stored }) => stored === null).slice(0, A_ROUND)
  for (const { block } of missing) await inLine(store, epoch, block, sizes)
  if (missing.length > 0) return
  const newest = blocks[0]?.block ?? 0
  const shared = await shareBlocks(store, epoch, newest + 1 - OWN_WORDS, sizes.sharedFrom)
  if (shared === 0) kept.set(store, moment)
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
  /** Arrow IPC, zstd. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly digest: string
}

/** Blocks that are being encoded; whoever asks meanwhile waits for the same. One at a time: two would only hold up each other. */
const lines = new WeakMap<Store, { readonly jobs: Map<number, Promise<ServedBlock>>; last: Promise<unknown> }>()

/**
 * A block of the manifest, or words. Throws `not-found` for an id that is none, `stale` where alerts were removed since it was listed.
 */
export async function queueBlock(gateway: Gateway, id: string, sizes: BlockSizes = SIZES): Promise<ServedBlock> {
  const asked = readId(id)
  const { store } = gateway
  const moment = asked === null ? null : await queueMoment(store.read, store.tenant)
  if (asked === null || moment === null) throw noBlock()
  const { epoch } = asked
  if (moment.epoch !== epoch) throw new Problem('stale', 'Alerts were removed since. Read the manifest again.')
  if (asked.kind === 'words') {
    const bytes = await packedWords(store, epoch, asked)
    if (bytes === null) throw noBlock()
    return { bytes, digest: digestBytes(bytes) }
  }
  const stored = await store.read
    .selectFrom('queue_block')
    .select(['since', 'bytes', 'digest', 'shared'])
    .where('tenant', '=', store.tenant)
    .where('block', '=', asked.block)
    .where('epoch', '=', epoch)
    .executeTakeFirst()
  if (stored === undefined || stored.since < asked.since) return inLine(store, epoch, asked.block, sizes)
  if (stored.shared <= asked.shared) return { bytes: new Uint8Array(stored.bytes), digest: stored.digest }
  // It was made to share more words than were listed with it.
  const bytes = await zstd(encodeBlock(await ownWords(store, epoch, new Uint8Array(stored.bytes))))
  return { bytes, digest: digestBytes(bytes) }
}

/** The rows of a block of the manifest with their own words; null for what is no block of rows. Throws as `queueBlock` does. */
export async function queueBlockRows(
  gateway: Gateway,
  id: string,
  sizes: BlockSizes = SIZES,
): Promise<RowBlock | null> {
  const asked = readId(id)
  if (asked?.kind === 'words') return null
  const { bytes } = await queueBlock(gateway, id, sizes)
  return ownWords(gateway.store, asked?.epoch ?? 0, bytes)
}

async function ownWords(store: Store, epoch: number, zipped: Uint8Array<ArrayBuffer>): Promise<RowBlock> {
  const part = decodePart(await unzstd(zipped))
  if (part.kind !== 'rows') throw new RangeError('a block holds words')
  return part.shared === 0 ? part : (await readWords(store, epoch)).unshare(part)
}

type AskedBlock =
  | { readonly kind: 'words'; readonly epoch: number; readonly start: number; readonly size: number }
  | {
      readonly kind: 'rows'
      readonly epoch: number
      readonly block: number
      readonly since: number
      readonly shared: number
    }

function readId(id: string): AskedBlock | null {
  const words = /^(\d{1,9})\.w(\d{1,9})-(\d{1,9})$/.exec(id)
  if (words !== null) {
    const [epoch, start, end] = [Number(words[1]), Number(words[2]), Number(words[3])]
    return start < end ? { kind: 'words', epoch, start, size: end - start } : null
  }
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,15})\.(\d{1,9})$/.exec(id)
  if (match === null) return null
  const [epoch, block, since, shared] = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])]
  return { kind: 'rows', epoch, block, since, shared }
}

function noBlock(): Problem {
  return new Problem('not-found', 'There is no such block. Read the manifest again.')
}

function inLine(store: Store, epoch: number, block: number, sizes: BlockSizes): Promise<ServedBlock> {
  const line = lines.get(store) ?? { jobs: new Map<number, Promise<ServedBlock>>(), last: Promise.resolve() }
  lines.set(store, line)
  const under = line.jobs.get(block)
  if (under !== undefined) return under
  const job = line.last.then(() => encodeFresh(store, epoch, block, sizes))
  const end = () => line.jobs.delete(block)
  line.jobs.set(block, job)
  line.last = job.then(end, end)
  return job
}

/** The moment is read before the rows, so that the block is never older than it says. */
async function encodeFresh(store: Store, epoch: number, block: number, sizes: BlockSizes): Promise<ServedBlock> {
  const { read, tenant } = store
  const { head } = await queueMoment(read, tenant)
  const rows = await readStretch(read, tenant, block * sizes.numbers + 1, (block + 1) * sizes.numbers)
  const bytes = await zstd(encodeStored(rows))
  const digest = digestBytes(bytes)
  const kept = { epoch, since: head, rows: rows.length, digest, bytes, shared: 0 }
  await store.write((tx) =>
    tx
      .insertInto('queue_block')
      .values({ tenant, block, ...kept })
      .onConflict((conflict) => conflict.columns(['tenant', 'block']).doUpdateSet(kept))
      .execute(),
  )
  return { bytes, digest }
}
