import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../../testing/arbitraries.ts'
import { aPlanBody } from '../../testing/builders.ts'
import { sha256 } from '../../testing/sha256.ts'
import { digestOf, planBytes } from './digest.ts'
import { PlanBody } from './plan.ts'

const digest = (body: PlanBody) => digestOf(planBytes(body), sha256)

test('a plan that was stored, read and parsed again has the same digest', () => {
  const body = aPlanBody()
  const stored = new TextDecoder().decode(planBytes(body))
  expect(digest(PlanBody.parse(JSON.parse(stored)))).toBe(digest(body))
  expect(digest(body)).toMatch(/^[0-9a-f]{64}$/)
})

test('the order in which a plan was put together does not matter', () => {
  const body = aPlanBody()
  const turned = Object.fromEntries(Object.entries(body).reverse()) as PlanBody
  expect(digest(turned)).toBe(digest(body))
})

const [step] = aPlanBody().steps
const otherTarget = step === undefined ? [] : [{ ...step, target: { ...step.target, account: 'report-runner-role ' } }]
const otherRequest =
  step === undefined ? [] : [{ ...step, request: { deny: 'sessions issued before', cutoff: '2024-07-10T12:00:01Z' } }]

test.each<[string, Partial<PlanBody>]>([
  ['a target with a trailing space', { steps: otherTarget }],
  ['one second in the request', { steps: otherRequest }],
  ['a policy version', { policyVersion: 2 }],
  ['a playbook version', { playbook: { id: 'stolen-session', version: 2 } }],
  ['an identity version', { identity: { id: 'identity-1', name: 'report-runner-role', version: 2 } }],
  ['the expiry', { expiresAt: 1 }],
  ['the evidence', { evidence: ['00'] }],
  ['the reason', { reason: 'Used from two places at oncе' }],
  ['the requester', { requestedBy: { id: 'person-bo', name: 'Ana', team: 'SOC' } }],
  ['the nonce', { nonce: 'nonce-2' }],
])('%s changed is another plan', (_what, changes) => {
  expect(digest(aPlanBody(changes))).not.toBe(digest(aPlanBody()))
})

test('any two different reasons give different bytes', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      fc.pre(a !== b && a.isWellFormed() && b.isWellFormed())
      expect(digest(aPlanBody({ reason: a }))).not.toBe(digest(aPlanBody({ reason: b })))
    }),
  )
})
