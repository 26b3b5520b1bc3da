import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { lockFolder } from './folder-lock.ts'
import { onPglite, PGLITE_PARSERS } from './open-pglite.ts'
import type { Opened } from './store.ts'

/** What Emscripten's file system hands to the hook; internals of the pinned PGlite, guarded by a test. */
interface NodeFsInternals {
  stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number }
  realPath(node: unknown): string
}

/**
 * PGlite's folder storage with real synchronisation. The stock one starts PostgreSQL with fsync off and has no fsync
 * hook at all, so an acknowledged write would not survive a power cut.
 */
class SyncedNodeFS extends NodeFS {
  readonly counts = { syncs: 0 }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const result = await super.init(...args)
    const options = result.emscriptenOpts as { preRun?: unknown }
    const counts = this.counts
    const hook = (module: unknown) => {
      const internals = (module as { NODEFS: NodeFsInternals }).NODEFS
      internals.stream_ops.fsync = (stream) => {
        counts.syncs += 1
        if (typeof stream.nfd === 'number') fs.fdatasyncSync(stream.nfd)
        else syncFolder(internals.realPath(stream.node))
        return 0
      }
    }
    options.preRun = [hook, ...((options.preRun as unknown[] | undefined) ?? [])]
    return result
  }
}

function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

export interface OpenedFolder extends Opened {
  /** fsync calls that reached the operating system since the start. */
  syncs(): number
}

/**
 * Opens the embedded database in `folder`, which is made if missing, and holds it for this process alone: a second
 * process on the same folder would silently lose the first one's rows.
 * Throws `FolderInUse` where another living process holds it.
 */
export async function openFolder(folder: string): Promise<OpenedFolder> {
  fs.mkdirSync(folder, { recursive: true })
  const lock = lockFolder(folder)
  try {
    const files = new SyncedNodeFS(path.join(folder, 'database'))
    const pglite = await PGlite.create({
      fs: files,
      parsers: PGLITE_PARSERS,
      startParams: [
        ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
        '-c',
        'wal_sync_method=fsync',
      ],
    })
    const opened = onPglite(pglite, 'PGlite, embedded')
    const upkeep = keepTidy(pglite)
    return {
      ...opened,
      syncs: () => files.counts.syncs,
      close: async () => {
        clearInterval(upkeep)
        await pglite.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const TIDY_EVERY_MS = 10 * 60_000

/** PGlite has no autovacuum. `vacuum` must be a statement of its own. */
function keepTidy(pglite: PGlite): NodeJS.Timeout {
  const timer = setInterval(() => {
    pglite.exec('vacuum (analyze)').catch((error: unknown) => {
      process.stderr.write(`vacuum did not finish: ${error instanceof Error ? error.message : 'unknown'}\n`)
    })
  }, TIDY_EVERY_MS)
  timer.unref()
  return timer
}
