import type { Columns } from './bulk.ts'

/** What lets the whole queue be read without reading every alert: a part of `Tables`. Derived, and made again where it is missing. */
export interface QueueTables {
  /** When an alert was changed last. */
  queue_change: {
    tenant: string
    /** The alert's. */
    number: number
    /** Of the counter `queue-change`, one for each transaction; what is committed later has a higher one. */
    changed: number
  }
  /** Alerts of a stretch of numbers, encoded. */
  queue_block: {
    tenant: string
    block: number
    epoch: number
    /** Every change up to this one is in it; later ones may be. */
    since: number
    rows: number
    /** SHA-256 of `bytes`, lower-case hex. */
    digest: string
    /** Arrow IPC, gzip. */
    bytes: Uint8Array
    /** Shared words that its reader has to know; 0 for a block with its own. */
    shared: number
  }
  /** Words that blocks share, in packs that follow one another: a log of an epoch. */
  queue_words: {
    tenant: string
    epoch: number
    /** Words before the first of the pack. */
    start: number
    /** Words in it. */
    size: number
    /** Arrow IPC, gzip. */
    bytes: Uint8Array
  }
}

export const QUEUE_CHANGE_COLUMNS: Columns<'queue_change'> = { tenant: 'text', number: 'bigint', changed: 'bigint' }
