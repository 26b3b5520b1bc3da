import { decodePart, decodeRows, encodeBlock, encodeWords, type WordPack } from '../../engine/queue/block.ts'
import { SharedWords } from '../../engine/queue/shared-words.ts'
import { digestBytes } from '../hash.ts'
import { nextNumber, type Reader, type Store, type Tx } from '../store/store.ts'
import { unzstd, zstd } from './zip.ts'

/** Packs of an epoch; of more, all are made one. */
const MOST_PACKS = 6
/** Rewritten at once: so many stay in memory, and are one pack. */
const MOST_AT_ONCE = 16
const COUNTER = 'queue-words'

/** What is known here of an epoch's words, of each store: they only grow, so what others added is read besides. */
const known = new WeakMap<Store, { readonly epoch: number; readonly words: SharedWords }>()

export interface Pack {
  readonly start: number
  readonly size: number
}

interface Own {
  readonly block: number
  readonly since: number
}

/** The packs of an epoch in order. */
export async function listPacks(read: Reader | Tx, tenant: string, epoch: number): Promise<readonly Pack[]> {
  return read
    .selectFrom('queue_words')
    .select(['start', 'size'])
    .where('tenant', '=', tenant)
    .where('epoch', '=', epoch)
    .orderBy('start')
    .execute()
}

/** Every shared word that is stored. */
export async function readWords(store: Store, epoch: number): Promise<SharedWords> {
  const before = known.get(store)
  const words = before?.epoch === epoch ? before.words : new SharedWords()
  const packs = await listPacks(store.read, store.tenant, epoch)
  for (const { start, size } of packs) {
    if (start + size > words.size) words.learn(await readPack(store, epoch, start))
  }
  known.set(store, { epoch, words })
  return words
}

async function readPack({ read, tenant }: Store, epoch: number, start: number): Promise<WordPack> {
  const { bytes } = await read
    .selectFrom('queue_words')
    .select('bytes')
    .where('tenant', '=', tenant)
    .where('epoch', '=', epoch)
    .where('start', '=', start)
    .executeTakeFirstOrThrow()
  const part = decodePart(await unzstd(new Uint8Array(bytes)))
  if (part.kind !== 'words') throw new RangeError('a pack of words holds rows')
  return part
}

/** Words of an epoch from one place in the log, before another, zipped; null where there are not that many. */
export async function packedWords(
  store: Store,
  epoch: number,
  { start, size }: Pack,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const stored = await store.read
    .selectFrom('queue_words')
    .select(['bytes'])
    .where('tenant', '=', store.tenant)
    .where('epoch', '=', epoch)
    .where('start', '=', start)
    .where('size', '=', size)
    .executeTakeFirst()
  if (stored !== undefined) return new Uint8Array(stored.bytes)
  // It was joined to others since it was listed.
  const words = await readWords(store, epoch)
  return start + size > words.size ? null : zstd(encodeWords(words.since(start, start + size)))
}

/**
 * Rewrites blocks below `end` that have their own words, so that they share them; answers how many. Does so where at least `from` of
 * them are there: one by one, each would be a pack. Nothing is done where another gateway added words meanwhile: the next round does.
 */
export async function shareBlocks(store: Store, epoch: number, end: number, from: number): Promise<number> {
  const { read, tenant } = store
  const own = await read
    .selectFrom('queue_block')
    .select(['block', 'since'])
    .where('tenant', '=', tenant)
    .where('epoch', '=', epoch)
    .where('shared', '=', 0)
    .where('block', '<', end)
    .orderBy('block', 'desc')
    .limit(MOST_AT_ONCE)
    .execute()
  if (own.length < from) return 0
  const words = await readWords(store, epoch)
  const start = words.size
  // From here on it holds words that nobody stored: whoever comes next begins with those that are.
  known.delete(store)
  const rewritten: (Own & { readonly shared: number; readonly digest: string; readonly bytes: Uint8Array })[] = []
  for (const { block, since } of own) {
    const { bytes } = await read
      .selectFrom('queue_block')
      .select('bytes')
      .where('tenant', '=', tenant)
      .where('block', '=', block)
      .executeTakeFirstOrThrow()
    const shared = words.share(decodeRows(await unzstd(new Uint8Array(bytes))))
    const zipped = await zstd(encodeBlock(shared))
    rewritten.push({ block, since, shared: shared.shared, bytes: zipped, digest: digestBytes(zipped) })
  }
  const pack = await zstd(encodeWords(words.since(start)))
  const isDone = await store.write(async (tx) => {
    await nextNumber(tx, tenant, COUNTER)
    const last = (await listPacks(tx, tenant, epoch)).at(-1)
    if ((last === undefined ? 0 : last.start + last.size) !== start) return false
    const size = words.size - start
    if (size > 0) await tx.insertInto('queue_words').values({ tenant, epoch, start, size, bytes: pack }).execute()
    await tx.deleteFrom('queue_words').where('tenant', '=', tenant).where('epoch', '<', epoch).execute()
    for (const { block, since, ...form } of rewritten) {
      await tx
        .updateTable('queue_block')
        .set(form)
        .where('tenant', '=', tenant)
        .where('epoch', '=', epoch)
        .where('block', '=', block)
        .where('since', '=', since)
        .where('shared', '=', 0)
        .execute()
    }
    return true
  })
  if (!isDone) return 0
  known.set(store, { epoch, words })
  await joinPacks(store, epoch)
  return own.length
}

/** The same log in one pack, where it was in many: whoever reads it for the first time asks once. */
async function joinPacks(store: Store, epoch: number): Promise<void> {
  const { read, tenant } = store
  const packs = await listPacks(read, tenant, epoch)
  if (packs.length <= MOST_PACKS) return
  const words = await readWords(store, epoch)
  const size = packs.reduce((sum, pack) => sum + pack.size, 0)
  const bytes = await zstd(encodeWords(words.since(0, size)))
  await store.write(async (tx) => {
    await nextNumber(tx, tenant, COUNTER)
    await tx
      .deleteFrom('queue_words')
      .where('tenant', '=', tenant)
      .where('epoch', '=', epoch)
      .where('start', '<', size)
      .execute()
    await tx.insertInto('queue_words').values({ tenant, epoch, start: 0, size, bytes }).execute()
  })
}
