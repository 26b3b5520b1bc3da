import crypto from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toBase64Url } from '../domain/json/base64url.ts'
import { canonicalJson } from '../domain/json/canonical-json.ts'
import {
  type ApprovalExport,
  challengeOf,
  type SignedApproval,
  shownText,
  statementOf,
} from '../domain/plan/approval-statement.ts'
import { aPerson, aPlanBody, NOON } from '../testing/builders.ts'
import { digestOfText, sha256 } from '../testing/sha256.ts'
import { type Misbehaviour, softKey } from '../testing/soft-key.ts'
import type { Io } from './command.ts'
import { publicKeyOf } from './cose-key.ts'
import { verifyApproval } from './verify-approval.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../../mocks/fixtures')
const ORIGIN = 'https://gate.example'
const noor = aPerson('Noor')

let folder = ''
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'verify-approval-'))
})
afterAll(() => fs.rm(folder, { recursive: true, force: true }))

/** An export with one approval of Noor's, as the gateway writes it. */
async function exported(
  wrong: Misbehaviour = {},
  body = aPlanBody(),
): Promise<ApprovalExport & { approvals: SignedApproval[] }> {
  const key = await softKey(ORIGIN, 'gate.example')
  const made = await key.make({ challenge: 'AAAA' })
  const attestation = Buffer.from(made.response.attestationObject, 'base64url')
  const cose = attestation.subarray(attestation.length - 77)
  const plan = canonicalJson(body)
  const shown = shownText(digestOfText(plan), [], null)
  const statement = statementOf(body, digestOfText(plan), {
    approver: { id: noor.id, name: noor.name, team: noor.team },
    choice: 'approve',
    reason: 'Looked at it',
    shown: digestOfText(shown),
    nonce: 'nonce',
    issuedAt: NOON,
    expiresAt: NOON + 300_000,
  })
  const { response } = await key.sign({ challenge: toBase64Url(challengeOf(statement, sha256)) }, wrong)
  const passkey = { id: key.id, publicKey: toBase64Url(cose), rpId: 'gate.example', origin: ORIGIN }
  const { clientDataJSON, authenticatorData, signature } = response
  const approvals = [{ statement, passkey, clientDataJSON, authenticatorData, signature, shown }]
  return { schema: 'sluicegate.approvals/1', plan, approvals, unsigned: [] }
}

async function run(file: unknown): Promise<{ status: number; out: string; err: string }> {
  const name = path.join(folder, 'approvals.json')
  await fs.writeFile(name, typeof file === 'string' ? file : JSON.stringify(file))
  let out = ''
  let err = ''
  const io: Io = {
    out: async (text) => {
      out += text
    },
    err: async (text) => {
      err += text
    },
    isClosed: () => false,
    isInputTerminal: true,
    readInput: async () => new Uint8Array(),
  }
  return { status: await verifyApproval.run([name], io), out, err }
}

test('an approval that the gateway exported holds, each part of it', async () => {
  const { status, out } = await run(await exported())
  expect(out).toContain('HOLDS  Noor approved P-1 at 2024-')
  expect(out).not.toContain('NO ')
  expect(out).toContain('1 signed, 0 broken, 0 unsigned.')
  expect(status).toBe(0)
})

test.each<[string, string, (file: Awaited<ReturnType<typeof exported>>) => unknown]>([
  ['another target in the plan', 'Plan', (f) => ({ ...f, plan: f.plan.replace('session-1', 'session-2') })],
  ['another reason', 'Challenge', (f) => edit(f, (s) => ({ ...s, statement: { ...s.statement, reason: 'No' } }))],
  [
    'a rejection made an approval',
    'Challenge',
    (f) => edit(f, (s) => ({ ...s, statement: { ...s.statement, choice: 'reject' } })),
  ],
  [
    'other steps than the plan’s',
    'Statement',
    (f) => edit(f, (s) => ({ ...s, statement: { ...s.statement, steps: [] } })),
  ],
  [
    'another approver',
    'Challenge',
    (f) => edit(f, (s) => ({ ...s, statement: { ...s.statement, approver: { ...noor, name: 'Mallory' } } })),
  ],
  [
    'another address',
    'Address',
    (f) => edit(f, (s) => ({ ...s, passkey: { ...s.passkey, origin: 'https://evil.example' } })),
  ],
  [
    'another signature',
    'Signature',
    (f) => edit(f, (s) => ({ ...s, signature: s.signature.replace(/^.{8}/, 'AAAAAAAA') })),
  ],
  ['another text of what was shown', 'Shown', (f) => edit(f, (s) => ({ ...s, shown: s.shown?.replace('null', '[]') }))],
  ['no text of what was shown', 'Shown', (f) => edit(f, (s) => ({ ...s, shown: undefined }))],
  ['no key at all', 'Signature', (f) => edit(f, (s) => ({ ...s, passkey: { ...s.passkey, publicKey: 'AAAA' } }))],
])('%s is found, and named', async (_what, part, tamper) => {
  const { status, out } = await run(tamper(await exported()))
  expect(out).toMatch(new RegExp(`NO {2}${part}`))
  expect(status).toBe(1)
})

test('what is signed counts consumers as every page does: a runner that stands for 40 pipelines is 40 and not one', async () => {
  const file = await exported({}, onSharedRunner())
  expect(file.approvals[0]?.statement).toMatchObject({ schema: 'sluicegate.approval/3', steps: [{ consumers: 40 }] })
  expect((await run(file)).status).toBe(0)
})

test('a signature of the time when entries of the map were signed still holds, and holds for nothing else', async () => {
  const text = await fs.readFile(path.join(FIXTURES, 'approvals/signed-v1.json'), 'utf8')
  const old = JSON.parse(text) as Awaited<ReturnType<typeof exported>>
  expect(old.approvals[0]?.statement).toMatchObject({ schema: 'sluicegate.approval/1', steps: [{ consumers: 1 }] })
  const { status, out } = await run(old)
  expect(out).toContain('1 signed, 0 broken, 0 unsigned.')
  expect(status).toBe(0)

  const asNew = edit(old, (s) => ({ ...s, statement: { ...s.statement, schema: 'sluicegate.approval/2' } }))
  const relabelled = await run(asNew)
  expect(relabelled.out).toMatch(/NO {2}Statement/)
  expect(relabelled.out).toMatch(/NO {2}Challenge/)
  expect(relabelled.status).toBe(1)
})

test('a signature of the time when what was shown was not kept still holds, and holds for nothing else', async () => {
  const text = await fs.readFile(path.join(FIXTURES, 'approvals/signed-v2.json'), 'utf8')
  const old = JSON.parse(text) as Awaited<ReturnType<typeof exported>>
  expect(old.approvals[0]?.statement).toMatchObject({ schema: 'sluicegate.approval/2', steps: [{ consumers: 40 }] })
  const { status, out } = await run(old)
  expect(out).not.toContain('Shown')
  expect(status).toBe(0)

  const asNew = await run(edit(old, (s) => ({ ...s, statement: { ...s.statement, schema: 'sluicegate.approval/3' } })))
  expect(asNew.out).toMatch(/NO {2}Shown/)
  expect(asNew.out).toMatch(/NO {2}Challenge/)
  expect(asNew.status).toBe(1)
})

function onSharedRunner() {
  const body = aPlanBody()
  const runner = {
    id: 'consumer-1',
    name: 'build-runner',
    kind: 'runner',
    team: 'Platform',
    criticality: 3,
    outcome: 'stops' as const,
    recoverySeconds: null,
    standsFor: 40,
    consequence: null,
  }
  return {
    ...body,
    steps: body.steps.map((step) => ({ ...step, predicted: { ...step.predicted, consumers: [runner] } })),
  }
}

function edit(file: Awaited<ReturnType<typeof exported>>, change: (signed: SignedApproval) => unknown) {
  return { ...file, approvals: file.approvals.map((signed) => strict(change(signed))) }
}

/** Members that the schema does not know would be refused before anything is checked. */
function strict(signed: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(signed)) as SignedApproval
  const { id, name, team } = copy.statement.approver
  return { ...copy, statement: { ...copy.statement, approver: { id, name, team } } }
}

test.each<[string, Misbehaviour]>([
  ['NO  Signature', { isBogus: true }],
  ['NO  Person', { isUnverified: true }],
  ['NO  Address', { origin: 'https://gate.example.evil' }],
  ['NO  Address', { rpId: 'evil' }],
])('%s where the key itself did wrong', async (line, wrong) => {
  const { status, out } = await run(await exported(wrong))
  expect(out).toContain(line)
  expect(status).toBe(1)
})

test('a file without a signed approval verifies nothing and says so; another file is refused', async () => {
  const empty = await run({ ...(await exported()), approvals: [] })
  expect(empty).toMatchObject({ status: 1, err: 'There is no signed approval in this file: nothing was verified.\n' })
  expect(await run('{"schema": "x"}')).toMatchObject({ status: 2 })
  expect(await run('no json')).toMatchObject({ status: 2 })
})

test('the vector of the specification: its key is read, and its signature holds', () => {
  const x = 'afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61'
  const y = '930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220'
  const found = publicKeyOf(Buffer.from(`a5010203262001215820${x}225820${y}`, 'hex'))
  const client =
    '{"type":"webauthn.get","challenge":"OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag","origin":"https://example.org","crossOrigin":false}'
  const data = 'bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000'
  const signature =
    '3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87'
  const signed = Buffer.concat([Buffer.from(data, 'hex'), sha256(new TextEncoder().encode(client))])
  expect(found === null ? false : crypto.verify('sha256', signed, found.key, Buffer.from(signature, 'hex'))).toBe(true)
})
