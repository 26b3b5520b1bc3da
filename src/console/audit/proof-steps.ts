import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as words from '#words/audit.tsx'
import { entryText } from '../../domain/audit/chain.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { leafHash, verifyInclusion } from '../../domain/audit/merkle.ts'
import { utf8 } from '../../domain/json/utf8.ts'
import type { AuditProof } from '../../domain/views/other-views.ts'

export interface ProofStep {
  /** `leaf`, `+ left`, `+ right`, `= root`. */
  readonly label: string
  /** Lower-case hex. */
  readonly hash: string
  /** How many entries this hash stands for, in words. */
  readonly covers: string
}

/**
 * The way from an entry to the root, hash by hash, starting from the entry that is on the screen. `holds` only if the path
 * leads to `root`, which must be the one this browser computed from all texts and not the one that came with the proof.
 */
export function proofSteps(
  entry: AuditEntry,
  proof: AuditProof,
  root: string,
): { readonly steps: readonly ProofStep[]; readonly holds: boolean } {
  const leaf = leafHash(utf8(entryText(entry)), sha256)
  const path = proof.path.map((hash) => hexToBytes(hash))
  const steps: ProofStep[] = [{ label: words.leafStep, hash: bytesToHex(leaf), covers: words.thisEntry }]
  siblingsOf(proof.sequence, proof.size).forEach(({ isLeft, entries }, i) => {
    const sibling = path[i]
    if (sibling === undefined) return
    steps.push({
      label: isLeft ? words.leftStep : words.rightStep,
      hash: bytesToHex(sibling),
      covers: words.entryCount(entries),
    })
  })
  steps.push({ label: words.rootStep, hash: root, covers: words.entryCount(proof.size) })
  return { steps, holds: verifyInclusion(proof.sequence, proof.size, leaf, path, hexToBytes(root), sha256) }
}

/** Side and size of each sibling on the way up, by the split of RFC 6962: the left part is the largest power of two below n. */
function siblingsOf(index: number, size: number): readonly { readonly isLeft: boolean; readonly entries: number }[] {
  const siblings: { isLeft: boolean; entries: number }[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + 2 ** Math.floor(Math.log2(end - start - 1))
    const isLeft = index >= middle
    siblings.push({ isLeft, entries: isLeft ? middle - start : end - middle })
    if (isLeft) start = middle
    else end = middle
  }
  return siblings.reverse()
}
