import type { QueueManifest, RawAnswer, RawPaths } from '../../domain/views/queue-views.ts'
import { type Backend, BackendError } from '../port.ts'
import { type BlockCache, forgetBlocks, openBlocks } from './block-cache.ts'
import { call, readJson, type Transport } from './call.ts'
import { unreadableError } from './problem.ts'

/** The queue over HTTP. The manifest is asked for each time, so rights are judged anew before anything that was kept is used. */
export function readQueue(
  transport: Transport,
  caches: CacheStorage | null,
): Pick<Backend, 'getQueue' | 'getQueueBlock' | 'getQueueChanges' | 'findRaw' | 'getRawPaths'> {
  let kept: BlockCache | null = null
  return {
    getQueue: async (signal) => {
      try {
        const manifest = await readJson<QueueManifest>(await call(transport, 'GET', '/queue', { signal }))
        kept = await openBlocks(
          caches,
          manifest.reader,
          manifest.blocks.map(({ id }) => id),
        )
        return manifest
      } catch (error) {
        if (error instanceof BackendError && error.kind === 'signed-out') await forgetBlocks(caches)
        throw error
      }
    },
    getQueueBlock: async (id, signal) => {
      const found = await kept?.find(id)
      if (found) return found
      const answer = await call(transport, 'GET', `/queue/blocks/${encodeURIComponent(id)}`, { signal })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      // Copied before the bytes are handed on, because whoever gets them may give them away to a worker.
      void kept?.keep(id, bytes)
      return bytes
    },
    getQueueChanges: async (epoch, since, signal) => {
      const answer = await call(transport, 'GET', '/queue/changes', { query: { epoch, since }, signal })
      const until = answer.headers.get('Queue-Until')
      if (until === null) throw unreadableError()
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return { bytes, until, isMore: answer.headers.get('Queue-More') === 'true' }
    },
    findRaw: async (clause, after, signal) =>
      readJson<RawAnswer>(await call(transport, 'GET', '/queue/raw', { query: { clause, after }, signal })),
    getRawPaths: async (signal) => readJson<RawPaths>(await call(transport, 'GET', '/queue/raw-paths', { signal })),
  }
}
