import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { entryText, NO_PREVIOUS } from '../../domain/audit/chain.ts'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import { append, EMPTY_FRONTIER, leafHash, rootOf } from '../../domain/audit/merkle.ts'
import type { RememberedHead } from '../../domain/audit/verify-log.ts'
import { createVerifierDesk } from './verifier.ts'
import { createLogCheck, type Verdict } from './verify-client.ts'
import type { VerifierPort } from './verify-protocol.ts'

/** A log of n entries as a gateway would serve it, with its head. */
function aLog(n: number) {
  let frontier = EMPTY_FRONTIER
  let previous = NO_PREVIOUS
  const texts: string[] = []
  for (let sequence = 0; sequence < n; sequence += 1) {
    const entry: AuditEntry = {
      sequence,
      at: 1_783_000_000_000 + sequence,
      code: 'session.opened',
      actor: { kind: 'person', id: `p${sequence % 3}`, name: 'Ines' },
      subjects: [],
      detail: {},
      previous,
    }
    const text = entryText(entry)
    const leaf = leafHash(utf8ToBytes(text), sha256)
    previous = bytesToHex(leaf)
    frontier = append(frontier, leaf, sha256).frontier
    texts.push(text)
  }
  return { texts, head: { size: n, root: bytesToHex(rootOf(frontier, sha256)), last: previous, at: 0 } }
}

/** The desk behind a port that answers in a later turn, as a worker would. */
function aPort(): VerifierPort {
  const desk = createVerifierDesk(sha256, () => 0)
  const port: VerifierPort = {
    onmessage: null,
    postMessage: (message) => {
      const answer = desk(message)
      if (answer !== null) queueMicrotask(() => port.onmessage?.({ data: answer }))
    },
    terminate: () => undefined,
  }
  return port
}

function aCheck(log: ReturnType<typeof aLog>, remembered: RememberedHead | null = null) {
  const verdicts: Verdict[] = []
  const memory = { head: remembered }
  const check = createLogCheck(
    {
      auditHead: () => Promise.resolve(log.head),
      auditLeaves: (from, limit) =>
        Promise.resolve({ from, texts: log.texts.slice(from, from + limit), size: log.texts.length }),
    },
    aPort(),
    { read: () => memory.head, write: (head) => (memory.head = head) },
    () => 0,
    (verdict) => verdicts.push(verdict),
  )
  const last = () => {
    const verdict = verdicts.at(-1)
    if (verdict?.kind !== 'done') throw new Error(`the check ended as ${verdict?.kind}`)
    return verdict
  }
  return { check, verdicts, memory, last }
}

test('a whole log over several chunks holds, and its head is remembered', async () => {
  const log = aLog(4500)
  const { check, verdicts, memory, last } = aCheck(log)
  await check.verify()
  expect(last().report).toMatchObject({ isIntact: true, verifiedUpTo: 4500 })
  expect(verdicts.filter((verdict) => verdict.kind === 'running')).toHaveLength(4)
  expect(memory.head).toEqual({ size: 4500, root: log.head.root })
})

test('E2: an edited entry is named, and the remembered head stays what it was', async () => {
  const log = aLog(50)
  log.texts[20] = (log.texts[20] ?? '').replace('Ines', 'Tomo')
  const { check, memory, last } = aCheck(log)
  await check.verify()
  expect(last().report.isIntact).toBe(false)
  expect(last().report.broken[0]?.sequence).toBe(20)
  expect(memory.head).toBeNull()
})

test('E2: a log cut at its tail agrees with itself, and the remembered head finds it', async () => {
  const before = aLog(60)
  const { check, last, memory } = aCheck(aLog(40), { size: 60, root: before.head.root })
  await check.verify()
  expect(last().report).toMatchObject({ matchesHead: true, remembered: 'cut', isIntact: false })
  expect(memory.head?.size).toBe(60)
})

test('a gateway that serves fewer texts than its head counts is told apart from a whole log', async () => {
  const log = aLog(30)
  const { check, last } = aCheck({ ...log, texts: log.texts.slice(0, 25) })
  await check.verify()
  expect(last().report.isIntact).toBe(false)
  expect(last().report.broken[0]).toMatchObject({ sequence: 25, fault: 'gap' })
})

test('an entry that is shown differently from what was checked is found', async () => {
  const log = aLog(10)
  const { check } = aCheck(log)
  await check.verify()
  const shown = (sequence: number) => ({ sequence, text: log.texts[sequence] ?? '' })
  const forged = { sequence: 4, text: shown(4).text.replace('Ines', 'Noor') }
  expect(await check.compare([shown(3), forged, { sequence: 10, text: '{}' }])).toEqual([true, false, null])
})

test('a check that fails says so and can be repeated', async () => {
  const log = aLog(3)
  const { verdicts, memory } = aCheck(log)
  let isDown = true
  const check = createLogCheck(
    {
      auditHead: () => (isDown ? Promise.reject(new Error('offline')) : Promise.resolve(log.head)),
      auditLeaves: (from) => Promise.resolve({ from, texts: log.texts, size: 3 }),
    },
    aPort(),
    { read: () => memory.head, write: (head) => (memory.head = head) },
    () => 0,
    (verdict) => verdicts.push(verdict),
  )
  await check.verify()
  expect(verdicts.at(-1)?.kind).toBe('failed')
  isDown = false
  await check.verify()
  expect(verdicts.at(-1)?.kind).toBe('done')
})
