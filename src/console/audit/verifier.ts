import { leafHash } from '../../domain/audit/merkle.ts'
import { createVerifier, type LogVerifier } from '../../domain/audit/verify-log.ts'
import type { Sha256 } from '../../domain/hash/sha256.ts'
import { utf8 } from '../../domain/json/utf8.ts'
import type { FromVerifier, ToVerifier } from './verify-protocol.ts'

const LEAF_BYTES = 32

/** The worker's side of the protocol, without a worker around it. Holds the leaves it has seen: 32 bytes an entry. */
export function createVerifierDesk(sha256: Sha256, now: () => number): (message: ToVerifier) => FromVerifier | null {
  let run = -1
  let verifier: LogVerifier | null = null
  let leaves = new Uint8Array(0)
  let known = 0
  let computeMs = 0

  const keepLeaf = (leaf: Uint8Array) => {
    if ((known + 1) * LEAF_BYTES > leaves.length) {
      const larger = new Uint8Array(Math.max(4096, leaves.length * 2))
      larger.set(leaves)
      leaves = larger
    }
    leaves.set(leaf, known * LEAF_BYTES)
    known += 1
  }

  return (message): FromVerifier | null => {
    const startedAt = now()
    if (message.type === 'compare') {
      const same = message.entries.map(({ sequence, text }) => {
        if (sequence < 0 || sequence >= known) return null
        const leaf = leafHash(utf8(text.toWellFormed()), sha256)
        return leaf.every((byte, i) => byte === leaves[sequence * LEAF_BYTES + i])
      })
      return { type: 'compared', id: message.id, same }
    }
    if (message.type === 'begin') {
      run = message.run
      verifier = createVerifier(sha256, message.remembered)
      known = 0
      computeMs = 0
      return null
    }
    if (message.run !== run || verifier === null) return null
    if (message.type === 'feed') {
      verifier.feed(message.texts)
      for (const text of message.texts) keepLeaf(leafHash(utf8(text.toWellFormed()), sha256))
      computeMs += now() - startedAt
      return { type: 'fed', run, checked: verifier.checked }
    }
    const report = verifier.finish(message.head)
    verifier = null
    computeMs += now() - startedAt
    return { type: 'finished', run, report, computeMs }
  }
}
