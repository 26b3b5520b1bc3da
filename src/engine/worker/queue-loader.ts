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
    const reader = async () => {
      for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
        try {
          this.#events.onBlock(await this.#source.getQueueBlock(block.id, signal))
        } catch (error) {
          waiting.unshift(block)
          throw error
        }
        signal.throwIfAborted()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, reader))
    await this.follow()
  }
  #waiting: QueueManifest['blocks'][number][] | null = null

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
