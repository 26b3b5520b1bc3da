import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { entryText, NO_PREVIOUS } from '../../domain/audit/chain.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { append, EMPTY_FRONTIER, inclusionPath, leafHash, rootOf } from '../../domain/audit/merkle.ts'
import { proofSteps } from './proof-steps.ts'

const anEntry = (sequence: number): AuditEntry => ({
  sequence,
  at: 0,
  code: 'session.closed',
  actor: { kind: 'person', id: 'p', name: 'Ines' },
  subjects: [],
  detail: {},
  previous: NO_PREVIOUS,
})

async function aProof(sequence: number, size: number) {
  const nodes = new Map<string, Uint8Array>()
  let frontier = EMPTY_FRONTIER
  for (let i = 0; i < size; i += 1) {
    const grown = append(frontier, leafHash(utf8ToBytes(entryText(anEntry(i))), sha256), sha256)
    frontier = grown.frontier
    for (const node of grown.completed) nodes.set(`${node.level}/${node.position}`, node.hash)
  }
  const read = (level: number, position: number) => nodes.get(`${level}/${position}`) ?? new Uint8Array(32)
  const path = await inclusionPath(sequence, size, read, sha256)
  const root = bytesToHex(rootOf(frontier, sha256))
  return { sequence, size, leaf: '', path: path.map((hash) => bytesToHex(hash)), root }
}

test('the siblings on the way up stand for every other entry exactly once', async () => {
  for (const size of [1, 2, 3, 7, 8, 13]) {
    for (let sequence = 0; sequence < size; sequence += 1) {
      const proof = await aProof(sequence, size)
      const { steps, holds } = proofSteps(anEntry(sequence), proof, proof.root)
      const others = steps.slice(1, -1).reduce((sum, step) => sum + Number.parseInt(step.covers, 10), 0)
      expect(holds).toBe(true)
      expect(others).toBe(size - 1)
    }
  }
})

test('a proof holds only against the root that this browser computed, and only for the entry on the screen', async () => {
  const proof = await aProof(5, 13)
  expect(proofSteps(anEntry(5), proof, 'ab'.repeat(32)).holds).toBe(false)
  expect(proofSteps({ ...anEntry(5), at: 1 }, proof, proof.root).holds).toBe(false)
})
