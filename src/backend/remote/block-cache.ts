const PREFIX = 'sluicegate-queue-'
/** Blocks that are kept: some four million alerts. */
const MOST = 256

/** They are written when none has come for so long: whoever waits for the first rows has no use for them on a disk. */
const QUIET_MS = 1_000

/** Blocks of the queue between visits, of one reader. Failing to keep or find one is no failure: it is read again. */
export interface BlockCache {
  find(id: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** The bytes are copied before it answers; the promise is about the disk, one after the other, and never rejects. */
  keep(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
}

/** What is kept for a reader, less what is none of the blocks named; what was kept for anybody else goes. `wait` settles after so many ms. */
export async function openBlocks(
  caches: CacheStorage | null,
  reader: string,
  ids: readonly string[],
  wait: (ms: number) => Promise<unknown> = (ms) => new Promise((settle) => setTimeout(settle, ms)),
): Promise<BlockCache | null> {
  if (caches === null) return null
  try {
    const name = PREFIX + reader
    await dropCaches(caches, (other) => other !== name)
    const cache = await caches.open(name)
    const wanted = new Set(ids.slice(0, MOST).map(addressOf))
    for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url)
    let [came, quietSince] = [0, 0]
    let written = Promise.resolve()
    const quiet = async () => {
      while (quietSince !== came) {
        const before = came
        await wait(QUIET_MS)
        if (came === before) quietSince = before
      }
    }
    return {
      find: async (id) => {
        const found = await cache.match(addressOf(id)).catch(() => undefined)
        return found === undefined ? null : new Uint8Array(await found.arrayBuffer())
      },
      keep: (id, bytes) => {
        if (!wanted.has(addressOf(id))) return Promise.resolve()
        const copy = bytes.slice()
        came += 1
        // A full disk, or a browser that keeps nothing: the next visit reads it again.
        written = written
          .then(quiet)
          .then(() => cache.put(addressOf(id), new Response(copy)))
          .catch(() => undefined)
        return written
      },
    }
  } catch {
    return null
  }
}

/** Everything that was kept for anybody. */
export async function forgetBlocks(caches: CacheStorage | null): Promise<void> {
  if (caches !== null) await dropCaches(caches, () => true).catch(() => undefined)
}

async function dropCaches(caches: CacheStorage, isToGo: (name: string) => boolean): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && isToGo(name)) await caches.delete(name)
}

function addressOf(id: string): string {
  return `/queue-blocks/${encodeURIComponent(id)}`
}
