import type { QueueChanges, QueueManifest } from '../../domain/views/queue-views.ts'

/** Where the alerts come from: the backend's promises of the same names. Each rejection is shown as it is. */
export interface QueueSource {
  getQueue(signal: AbortSignal): Promise<QueueManifest>
  getQueueBlock(id: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects with `kind` `stale` where the epoch is over. */
  getQueueChanges(epoch: string, since: string, signal: AbortSignal): Promise<QueueChanges>
}

/** Blocks that are under way at once: enough that the line is never idle, few enough that the newest come first. */
const AT_ONCE = 3
/**
 * Blocks that are handed over before the first of them was taken in: enough that whoever takes them in never waits. Whatever is asked
 * meanwhile stands behind these, and not behind all that are there already, as they are when they come from the disk.
 */
const MOST_UNREAD = 10

export interface LoaderEvents {
  readonly onBegin: (total: number) => void
  readonly onBlock: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly onChange: (bytes: Uint8Array<ArrayBuffer>) => void
}

/** Reads the whole queue, the newest block first, then follows it. One for each load: `stop` ends it for good. */
export class QueueLoader {
  readonly #source: QueueSource
  readonly #events: LoaderEvents
  readonly #stop = new AbortController()
  #manifest: QueueManifest | null = null
  #since = ''

  constructor(source: QueueSource, events: LoaderEvents) {
    this.#source = source
    this.#events = events
  }

  /** Settles when every alert was handed over. Safe to call again after it rejected: blocks that are there are not read twice. */
  async load(): Promise<void> {
    const { signal } = this.#stop
    const manifest = this.#manifest ?? (await this.#source.getQueue(signal))
    if (this.#manifest === null) {
      this.#manifest = manifest
      this.#since = manifest.since
      this.#events.onBegin(manifest.total)
    }
    const waiting = this.#waiting ?? [...manifest.blocks]
    this.#waiting = waiting
    let isBroken = false
    const reader = async () => {
      while (!isBroken) {
        const block = waiting.find(({ id }) => !this.#arrived.has(id))
        if (block === undefined) return
        this.#arrived.set(block.id, null)
        try {
          this.#arrived.set(block.id, await this.#source.getQueueBlock(block.id, signal))
        } catch (error) {
          isBroken = true
          this.#arrived.delete(block.id)
          throw error
        }
        signal.throwIfAborted()
        this.#handOver(waiting)
      }
    }
    // Who tries again finds nothing under way.
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, reader))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    await this.#allHandedOver(waiting)
    await this.follow()
  }
  #waiting: QueueManifest['blocks'][number][] | null = null
  /** Blocks that were asked for, and came before one that stands in front of them; null for those still under way. */
  readonly #arrived = new Map<string, Uint8Array<ArrayBuffer> | null>()

  /** In the order of the manifest: words stand before the blocks that share them. */
  #handOver(waiting: QueueManifest['blocks'][number][]): void {
    for (let [block] = waiting; block !== undefined && this.#unread < MOST_UNREAD; [block] = waiting) {
      const bytes = this.#arrived.get(block.id)
      if (bytes === undefined || bytes === null) return
      waiting.shift()
      this.#arrived.delete(block.id)
      this.#unread += 1
      this.#events.onBlock(bytes)
    }
    if (waiting.length === 0) this.#onAllHandedOver?.()
  }
  #unread = 0
  #onAllHandedOver: (() => void) | null = null

  /** One of the blocks that were handed over was taken in. */
  tookIn(): void {
    this.#unread -= 1
    if (this.#waiting !== null) this.#handOver(this.#waiting)
  }

  /** Rejects where it is stopped before. */
  #allHandedOver(waiting: readonly unknown[]): Promise<void> {
    return new Promise((settle, reject) => {
      this.#onAllHandedOver = settle
      this.#stop.signal.addEventListener('abort', () => reject(this.#stop.signal.reason as Error), { once: true })
      if (waiting.length === 0) settle()
    })
  }

  /** Hands over what changed since; settles when nothing more is there. */
  async follow(): Promise<void> {
    if (this.#manifest === null) return
    for (let isMore = true; isMore; ) {
      const changes = await this.#source.getQueueChanges(this.#manifest.epoch, this.#since, this.#stop.signal)
      this.#stop.signal.throwIfAborted()
      if (changes.until !== this.#since) this.#events.onChange(changes.bytes)
      this.#since = changes.until
      isMore = changes.isMore
    }
  }

  stop(): void {
    this.#stop.abort()
  }
}
