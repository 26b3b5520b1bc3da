import { bytesToHex } from '@noble/hashes/utils.js'
import type { EpochMs } from '../domain/time/instant.ts'

export type IdPrefix =
  | 'al'
  | 'ba'
  | 'bu'
  | 'ch'
  | 'co'
  | 'cs'
  | 'dl'
  | 'dp'
  | 'ex'
  | 'id'
  | 'no'
  | 'pe'
  | 'pl'
  | 're'
  | 'sc'
  | 'so'
  | 'st'
  | 'su'
  | 'vw'

/**
 * A new id: prefix, then the time and 80 random bits in hex. Ids made later sort later (to the millisecond), so that an
 * index on them grows at its end; the application makes them, no sequence does.
 */
export function newId(prefix: IdPrefix, at: EpochMs, random: (bytes: number) => Uint8Array): string {
  return `${prefix}_${at.toString(16).padStart(12, '0')}${bytesToHex(random(10))}`
}

/** A bearer secret: 256 random bits, with a prefix that scanners can recognise. Only its SHA-256 is stored. */
export function newToken(prefix: 'sgs' | 'sgl' | 'sgi', random: (bytes: number) => Uint8Array): string {
  return `${prefix}_${bytesToHex(random(32))}`
}
