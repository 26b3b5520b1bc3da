import { utf8ToBytes } from '@noble/hashes/utils.js'
import { digestText } from '../hash.ts'

/** PostgreSQL refuses an index entry over 2,704 bytes, and the id shares its entry with tenant, format and digest. */
const MOST_BYTES = 1024

/** A source's id as it is stored and looked up: itself, or its digest where it would not fit an index. */
export function recordKey(signalId: string): string {
  if (signalId.length <= MOST_BYTES / 3) return signalId
  return utf8ToBytes(signalId).length <= MOST_BYTES ? signalId : `sha256:${digestText(signalId)}`
}
