import { READ_BOUNDS, type ReadBounds } from '../../formats/read-records.ts'

const MEBIBYTE = 1024 * 1024

/** What one delivery may be. Counted while it streams and inflates, before anything of it is parsed. */
export const INGEST_BOUNDS: ReadBounds = {
  ...READ_BOUNDS,
  maxBytes: 32 * MEBIBYTE,
  maxInflatedBytes: 96 * MEBIBYTE,
  maxRecords: 50_000,
}

/** Records of one transaction: short enough that a person's request waits a fraction of a second behind it. */
export const CHUNK_RECORDS = 500
/** Bytes of one transaction, for batches of large records. */
export const CHUNK_BYTES = 8 * MEBIBYTE

/**
 * The stated rate of one source. A source that is below zero waits until it is paid back; a delivery is taken whole or not
 * at all, so one large delivery may overdraw.
 */
export const RATE = { recordsPerSecond: 2000, burstRecords: 20_000 } as const

/** Deliveries that are being read or wait for their turn, over all sources of one gateway. */
export const MOST_IN_FLIGHT = 64
