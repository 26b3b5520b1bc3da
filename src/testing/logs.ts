import { type AuditDraft, entryBytes, entryText, NO_PREVIOUS, nextEntry } from '../domain/audit/chain.ts'
import { append, EMPTY_FRONTIER, leafHash, rootOf } from '../domain/audit/merkle.ts'
import { toHex } from '../domain/hash/sha256.ts'
import { aDraft, NOON } from './builders.ts'
import { sha256 } from './sha256.ts'

/** A log as it is stored and served: the texts in order, and its head. */
export interface StoredLog {
  readonly texts: readonly string[]
  readonly head: { readonly size: number; readonly root: string; readonly last: string }
}

/** A faithful log of these drafts, one a second from noon. */
export function aLog(drafts: readonly AuditDraft[]): StoredLog {
  const texts: string[] = []
  let frontier = EMPTY_FRONTIER
  let last = NO_PREVIOUS
  for (const draft of drafts) {
    const entry = nextEntry({ size: texts.length, last }, draft, NOON + texts.length * 1000)
    const leaf = leafHash(entryBytes(entry), sha256)
    frontier = append(frontier, leaf, sha256).frontier
    last = toHex(leaf)
    texts.push(entryText(entry))
  }
  return { texts, head: { size: texts.length, root: toHex(rootOf(frontier, sha256)), last } }
}

/** A faithful log of so many changes of alerts, no two alike. */
export function aLogOf(size: number): StoredLog {
  return aLog(Array.from({ length: size }, (_, i) => aDraft({ detail: { reason: `Reason ${i}` } })))
}
