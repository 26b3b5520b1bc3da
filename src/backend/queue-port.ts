import type { QueueChanges, QueueManifest, RawAnswer, RawPaths } from '../domain/views/queue-views.ts'

/** What the port promises to who holds the whole queue: a part of `Backend`. */
export interface QueuePromises {
  /**
   * The whole queue for who holds all of it: blocks, the newest alerts first, and from where on changes are to be read besides. As
   * cheap with a million alerts as with ten.
   */
  getQueue(signal?: AbortSignal): Promise<QueueManifest>
  /**
   * A block of the manifest as an Arrow IPC stream of one batch, every alert of it at least as new as its id says; or words that blocks
   * after it share, which whoever holds the queue takes in before those. An adapter may keep it under its id for the manifest's `reader`, until they sign out. Rejects `stale` where alerts were removed since, `not-found`.
   */
  getQueueBlock(id: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  /** Alerts that are new or changed after a cursor, each as it is now. Rejects `stale` where alerts were removed since `epoch`. */
  getQueueChanges(epoch: string, since: string, signal?: AbortSignal): Promise<QueueChanges>
  /**
   * Alerts with a raw record that fits one condition on a raw path, as a query prints it; a part of the records at a time, the newest
   * first, secrets redacted before they are looked at. Where no record of the part has the path, it names the nearest one. Rejects `invalid` where it is no such condition.
   */
  findRaw(clause: string, after: string | null, signal?: AbortSignal): Promise<RawAnswer>
  /**
   * Which paths raw records have and which values stand there, to be offered while a query is written. Counted in a few hundred of the
   * newest records, some of each format, secrets redacted: as cheap with a million records as with ten, and other paths may exist.
   */
  getRawPaths(signal?: AbortSignal): Promise<RawPaths>
}
