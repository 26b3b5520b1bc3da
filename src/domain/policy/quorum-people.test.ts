import fc from 'fast-check'
import { expect, test } from 'vitest'
import { APPROVER_DOMAINS } from '../people/domains.ts'
import type { Sitter } from '../plan/quorum.ts'
import { impassable, seatTroubles } from './quorum-people.ts'
import { type SeatWish, STARTING_QUORUMS, type StageRule } from './quorum-rules.ts'

const stage = (need: number, ...seats: SeatWish[]): StageRule => ({ title: 'Approval', need, seats, silence: null })
const person = (id: string, team: string, ...domains: Sitter['domains'][number][]): Sitter => ({
  id,
  name: id,
  team,
  domains,
})
const here = (approvers: readonly Sitter[], ...askers: string[]) => ({ approvers, askers: new Set(askers) })

const bo = person('Bo', 'SOC', 'soc')
const cy = person('Cy', 'SOC', 'soc')
const io = person('Io', 'Identity', 'iam')
const pat = person('Pat', 'Reporting', 'platform', 'application')

test('where everybody who is asked is there, nothing is said', () => {
  expect(seatTroubles([stage(2, 'soc', 'iam'), stage(1, 'anybody')], here([bo, cy, io]))).toEqual([])
})

test('a seat of a domain without an approver is pointed at, and where the gate needs it no plan passes', () => {
  expect(seatTroubles([stage(1, 'platform')], here([bo, io]))).toEqual([
    { isFatal: false, wishes: ['platform'], say: 'Nobody of platform is an approver: this seat stays free.' },
    {
      isFatal: true,
      wishes: [],
      say: 'No plan of this gate could be approved: the 2 approvers of today cannot fill its seats.',
    },
  ])
})

test('where another seat of the same stage is enough, the free one hinders nobody', () => {
  expect(seatTroubles([stage(1, 'platform', 'soc')], here([bo, cy]))).toEqual([
    { isFatal: false, wishes: ['platform'], say: 'Nobody of platform is an approver: this seat stays free.' },
  ])
})

test('more seats than people pass nothing, whatever their domains', () => {
  expect(seatTroubles([stage(3, 'anybody', 'anybody', 'anybody')], here([bo, cy]))).toMatchObject([{ isFatal: true }])
  expect(seatTroubles([stage(1, 'anybody')], here([]))).toMatchObject([
    { isFatal: true, say: 'No plan of this gate could be approved: there is no approver.' },
  ])
})

test('one person cannot stand for two domains at once', () => {
  const both = person('Both', 'SOC', 'soc', 'iam')
  expect(seatTroubles([stage(2, 'soc', 'iam')], here([both]))).toMatchObject([{ isFatal: true }])
  expect(seatTroubles([stage(2, 'soc', 'iam')], here([both, bo]))).toEqual([])
})

test('where a domain that may answer for an action has nobody, its plans are named', () => {
  expect(seatTroubles([stage(1, 'action-owner')], here([bo, io]))).toEqual([
    {
      isFatal: false,
      wishes: ['action-owner'],
      say: 'Where platform or application answers for the action this seat stays free: nobody of it is an approver.',
    },
  ])
})

test('whoever alone may take a seat can never have a request of their own approved', () => {
  expect(seatTroubles([stage(2, 'iam', 'anybody')], here([bo, cy, io], 'Io', 'Bo'))).toEqual([
    {
      isFatal: false,
      wishes: ['iam'],
      say: 'What Io asked for could never be approved: a seat is theirs alone, and nobody approves their own request.',
    },
  ])
  // Who may not ask is never in that trouble.
  expect(seatTroubles([stage(2, 'iam', 'anybody')], here([bo, cy, io], 'Bo'))).toEqual([])
})

test('the only approver of a team is in that trouble on what belongs to the team, and not elsewhere', () => {
  expect(seatTroubles(STARTING_QUORUMS['two-approvals'], here([bo, cy, io, pat], 'Pat', 'Bo'))).toEqual([
    {
      isFatal: false,
      wishes: ['owner-team'],
      say: 'Some of what Pat asked for could never be approved: a seat is theirs alone, and nobody approves their own request.',
    },
  ])
})

test('an identity whose team has too few people for all seats is named by its team', () => {
  expect(seatTroubles([stage(1, 'owner-team'), stage(1, 'soc')], here([bo, io]))).toMatchObject([
    { wishes: ['owner-team'], say: expect.stringContaining('belongs to SOC could not be approved') as unknown },
    { wishes: ['owner-team'], say: expect.stringContaining('nobody owns') as unknown },
  ])
})

test('where nobody is of the domain that answers for an action, what nobody owns is named as well', () => {
  expect(seatTroubles(STARTING_QUORUMS['two-approvals'], here([bo, cy, pat]))).toEqual([
    {
      isFatal: false,
      wishes: ['owner-team'],
      say: 'Plans on what nobody owns, where IAM answers for the action, could not be approved: too few people may take the seats.',
    },
  ])
})

test('another approver who may take any seat never makes trouble where there was none', () => {
  const wishes = fc.constantFrom<SeatWish>('anybody', 'action-owner', ...APPROVER_DOMAINS)
  const stages = fc
    .array(wishes, { minLength: 1, maxLength: 4 })
    .chain((seats) => fc.integer({ min: 1, max: seats.length }).map((need) => stage(need, ...seats)))
  const people = fc.subarray([bo, cy, io, pat])
  fc.assert(
    fc.property(fc.array(stages, { minLength: 1, maxLength: 2 }), people, (rules, approvers) => {
      const before = seatTroubles(rules, here(approvers, 'Bo', 'Io'))
      const more = [...approvers, person('All', 'SOC', ...APPROVER_DOMAINS)]
      const after = seatTroubles(rules, here(more, 'Bo', 'Io'))
      expect(after.length > 0 && before.length === 0).toBe(false)
      expect(after.some(({ isFatal }) => isFatal) && !before.some(({ isFatal }) => isFatal)).toBe(false)
    }),
  )
})

test('only a gate that is changed is asked whether somebody could pass it', () => {
  const was = { ...STARTING_QUORUMS, 'one-approval': [stage(1, 'platform')] }
  const is = { ...was, 'two-approvals': [stage(2, 'owner-team', 'platform')] }
  expect(impassable(was, STARTING_QUORUMS, [bo, io])).toEqual([
    'One approval: No plan of this gate could be approved: the 2 approvers of today cannot fill its seats.',
  ])
  expect(impassable(is, was, [bo, io]).map((said) => said.split(':', 1)[0])).toEqual(['Two approvals'])
  expect(impassable(was, was, [bo, io])).toEqual([])
})
