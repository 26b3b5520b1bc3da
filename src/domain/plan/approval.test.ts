import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aPerson, aPlanBody, aVote, NOON } from '../../testing/builders.ts'
import type { Person } from '../people/person.ts'
import { type ApprovalState, approvalState } from './approval.ts'
import type { PlanGate, Vote } from './plan.ts'

const ana = aPerson('Ana')
const bo = aPerson('Bo')
const cy = aPerson('Cy', { team: 'Reporting Platform' })
const di = aPerson('Di', { roles: ['analyst'] })
const people = [ana, bo, cy, di]

/** Ana asks; the owner is Reporting Platform, to which Cy belongs. */
function plan(quorum: 0 | 1 | 2, ownerTeam: string | null = null) {
  const kinds = ['auto', 'one-approval', 'two-approvals'] as const
  const gate: PlanGate = { kind: kinds[quorum], quorum, ownerTeam, passkey: false, reasons: [] }
  return aPlanBody({ gate })
}

function state(quorum: 0 | 1 | 2, votes: readonly Vote[], ownerTeam: string | null = null, now = NOON) {
  return approvalState(plan(quorum, ownerTeam), 'digest-1', votes, people, now)
}

const named = ({ id, name, team }: Person) => ({ id, name, team })
const anybody = { of: 'anybody' }
const owner = { of: 'team', team: 'Reporting Platform' }
/** Who sits where, seat by seat; null where nobody does. */
const held = (answer: ApprovalState) =>
  answer.kind === 'pending' ? answer.stages.flatMap(({ seats }) => seats.map(({ holder }) => holder?.id ?? null)) : []

test('one approval of somebody else opens it', () => {
  expect(state(1, [])).toMatchObject({ kind: 'pending', missing: 1, openTo: [anybody] })
  expect(held(state(1, []))).toEqual([null])
  expect(state(1, [aVote(bo)])).toEqual({ kind: 'open', approvedBy: [named(bo)] })
})

test('the requester cannot approve her own plan, nor reject it', () => {
  expect(state(1, [aVote(ana)])).toMatchObject({ kind: 'pending', missing: 1 })
  expect(held(state(1, [aVote(ana)]))).toEqual([null])
  expect(state(2, [aVote(ana), aVote(bo)])).toMatchObject({ kind: 'pending', missing: 1 })
  expect(state(1, [aVote(ana, { choice: 'reject' })])).toMatchObject({ kind: 'pending' })
})

test('a requester who comes back under another name is still the requester', () => {
  const renamed = { ...ana, name: 'Anna', team: 'Reporting Platform' }
  expect(approvalState(plan(1), 'digest-1', [aVote(renamed)], [renamed, bo], NOON)).toMatchObject({ kind: 'pending' })
})

test('two votes of one person are one approval', () => {
  expect(state(2, [aVote(bo), aVote(bo, { at: NOON + 1 })])).toMatchObject({ kind: 'pending', missing: 1 })
})

test('an analyst’s vote does not count, and neither does that of a stranger', () => {
  expect(state(1, [aVote(di), aVote(aPerson('Eve'))])).toMatchObject({ kind: 'pending', missing: 1 })
})

test('an approver who lost the role since then no longer counts', () => {
  const today = [ana, { ...bo, roles: ['analyst' as const] }, cy]
  expect(approvalState(plan(2), 'digest-1', [aVote(bo), aVote(cy)], today, NOON)).toMatchObject({
    kind: 'pending',
    missing: 1,
  })
})

test('a vote names exactly one plan', () => {
  expect(state(1, [aVote(bo, { digest: 'digest-2' })])).toMatchObject({ kind: 'pending', missing: 1 })
  expect(state(1, [aVote(bo, { digest: 'digest-2', choice: 'reject' })])).toMatchObject({ kind: 'pending' })
})

test('one rejection closes it, whatever the quorum', () => {
  expect(state(1, [aVote(bo), aVote(cy, { choice: 'reject' })])).toEqual({ kind: 'rejected', by: [named(cy)] })
})

test('expiry comes before everything, so a late quorum opens nothing', () => {
  const { expiresAt } = plan(1)
  expect(state(1, [aVote(bo)], null, expiresAt - 1).kind).toBe('open')
  expect(state(1, [aVote(bo)], null, expiresAt)).toEqual({ kind: 'expired' })
  expect(state(1, [aVote(bo, { choice: 'reject' })], null, expiresAt)).toEqual({ kind: 'expired' })
  expect(state(0, [], null, expiresAt)).toEqual({ kind: 'expired' })
})

test('an automatic plan is open without a vote, and one rejection still closes it', () => {
  expect(state(0, [])).toEqual({ kind: 'open', approvedBy: [] })
  expect(state(0, [aVote(bo, { choice: 'reject' })])).toMatchObject({ kind: 'rejected' })
})

test('a seat stays free for the owner’s team, however many others approve', () => {
  const fay = aPerson('Fay')
  const all = [...people, fay]
  const votes = [aVote(bo), aVote(fay, { at: NOON + 1 })]
  const waiting = approvalState(plan(2, 'Reporting Platform'), 'digest-1', votes, all, NOON)
  expect(waiting).toMatchObject({ kind: 'pending', missing: 1, openTo: [owner] })
  expect(held(waiting)).toEqual([bo.id, null])
  const withOwner = [...votes, aVote(cy, { at: NOON + 2 })]
  expect(approvalState(plan(2, 'Reporting Platform'), 'digest-1', withOwner, all, NOON)).toMatchObject({ kind: 'open' })
})

test('the owner’s seat alone is not enough for two', () => {
  const alone = state(2, [aVote(cy)], 'Reporting Platform')
  expect(alone).toMatchObject({ kind: 'pending', missing: 1, openTo: [anybody, owner] })
  expect(held(alone)).toEqual([null, cy.id])
})

test('where passkeys are asked for, an approval counts only while the key that signed it stands', () => {
  const signed = aPlanBody({ gate: { ...plan(1).gate, passkey: true } })
  const of = (...votes: readonly Vote[]) => approvalState(signed, 'digest-1', votes, people, NOON).kind
  const key = { id: 'key-1', name: 'Blue', isRevoked: false }
  expect(of(aVote(bo))).toBe('pending')
  expect(of(aVote(bo, { passkey: { ...key, isRevoked: true } }))).toBe('pending')
  expect(of(aVote(bo, { passkey: key }))).toBe('open')
  expect(of(aVote(bo, { passkey: key }), aVote(cy, { choice: 'reject' }))).toBe('rejected')
})

const crowd = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('person-ana', 'person-bo', 'person-cy', 'person-di', 'person-ed'),
    name: fc.constantFrom('Ana', 'Bo'),
    team: fc.constantFrom('SOC', 'Reporting Platform'),
    roles: fc.subarray(['approver' as const, 'analyst' as const], { minLength: 1 }),
    domains: fc.subarray(['iam' as const, 'soc' as const]),
  }),
  { selector: ({ id }) => id },
)
const ballots = fc.array(
  fc
    .record({
      id: fc.constantFrom('person-ana', 'person-bo', 'person-cy', 'person-di', 'person-ed'),
      choice: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'reject' as const),
      digest: fc.constantFrom('digest-1', 'digest-1', 'digest-2'),
      at: fc.integer({ min: NOON, max: NOON + 5 }),
    })
    .map(({ id, ...vote }) => aVote(aPerson('Anybody', { id }), vote)),
  { maxLength: 8 },
)
const plans = fc
  .record({
    quorum: fc.constantFrom(0 as const, 1 as const, 2 as const),
    owner: fc.constantFrom('Reporting Platform', null),
  })
  .map(({ quorum, owner }) => plan(quorum, owner))
const moments = fc.constantFrom(NOON, NOON + 29 * 60_000 - 1, NOON + 29 * 60_000)

test('repeating or reordering votes never changes the gate', () => {
  fc.assert(
    fc.property(plans, ballots, crowd, moments, (body, votes, today, now) => {
      const turned = [...votes, ...votes].reverse()
      expect(approvalState(body, 'digest-1', turned, today, now)).toEqual(
        approvalState(body, 'digest-1', votes, today, now),
      )
    }),
  )
})

test('an open gate stands on distinct people who may, none of them the requester, one of them the owner’s', () => {
  let opened = 0
  fc.assert(
    fc.property(plans, ballots, crowd, moments, (body, votes, today, now) => {
      const answer = approvalState(body, 'digest-1', votes, today, now)
      fc.pre(answer.kind === 'open')
      opened += 1
      const may: readonly string[] = today
        .filter((p) => p.roles.includes('approver') && p.id !== body.requestedBy.id)
        .map(({ id }) => id)
      const ids = answer.approvedBy.map(({ id }) => id)
      expect(now).toBeLessThan(body.expiresAt)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThanOrEqual(body.gate.quorum)
      expect(ids.every((id) => may.includes(id))).toBe(true)
      const needsOwner = body.gate.quorum > 0 && body.gate.ownerTeam !== null
      expect(!needsOwner || answer.approvedBy.some(({ team }) => team === body.gate.ownerTeam)).toBe(true)
    }),
    { numRuns: 500, maxSkipsPerRun: 100 },
  )
  expect(opened).toBeGreaterThan(0)
})

test('what is pending says how many seats are missing, and held seats and missing ones make the quorum', () => {
  fc.assert(
    fc.property(plans, ballots, crowd, (body, votes, today) => {
      const answer = approvalState(body, 'digest-1', votes, today, NOON)
      fc.pre(answer.kind === 'pending')
      const taken = held(answer).filter((id) => id !== null).length
      expect(taken + answer.missing).toBe(body.gate.quorum)
      expect(answer.missing).toBeGreaterThan(0)
    }),
    { maxSkipsPerRun: 1000 },
  )
})

test('a gate with stages counts them at the same time, each person in one seat', () => {
  const io = aPerson('Io', { domains: ['iam'] })
  const gate: PlanGate = {
    ...plan(2).gate,
    stages: [
      { title: 'Access', need: 1, seats: [{ of: 'domain', domain: 'iam' }], silence: [] },
      { title: 'Response', need: 1, seats: [{ of: 'anybody' }], silence: [] },
    ],
  }
  const of = (votes: readonly Vote[], today: readonly Person[]) =>
    approvalState(aPlanBody({ gate }), 'digest-1', votes, today, NOON)
  expect(of([aVote(bo), aVote(cy)], [bo, cy, io])).toMatchObject({
    kind: 'pending',
    missing: 1,
    openTo: [{ of: 'domain', domain: 'iam' }],
  })
  expect(of([aVote(io), aVote(bo)], [bo, cy, io]).kind).toBe('open')
  // Whoever is no longer of the domain holds its seat no longer.
  expect(of([aVote(io), aVote(bo)], [bo, cy, { ...io, domains: [] }])).toMatchObject({ kind: 'pending', missing: 1 })
})
