import { expect, test } from 'vitest'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import type { SeatRule } from '../../domain/plan/quorum.ts'
import { aPerson, NOON } from '../../testing/builders.ts'
import { openRights } from './open-rights.ts'

const rights = await openRights((line) => {
  throw new Error(line)
})
const may = (person: Person, verb: Verb, context: MayContext) => rights.may(person, verb, context)

const ana = aPerson('Ana', { roles: ['analyst'] })
const bo = aPerson('Bo')
const noor = aPerson('Noor')
const cy = aPerson('Cy', { team: 'Reporting Platform' })
const mia = aPerson('Mia', { team: 'Management', roles: ['manager'] })
const io = aPerson('Io', { team: 'Identity', domains: ['iam'] })
const iam: SeatRule = { of: 'domain', domain: 'iam' }

const needs = (openTo: readonly SeatRule[], requestedBy = ana): MayContext => ({
  people: [ana, noor, bo, cy, io],
  plan: { requestedBy, state: 'pending', expiresAt: NOON + 60_000, openTo },
  votedBy: [],
  now: NOON,
})

test('an approval that would fill no seat is not taken, and it is said who could fill one; a rejection needs no seat', () => {
  expect(may(bo, 'vote', needs([iam]))).toEqual({
    allowed: false,
    rule: 'vote.no-seat',
    because: 'Your approval would fill no seat: it needs somebody of IAM. Io can.',
  })
  expect(may(io, 'vote', needs([iam])).allowed).toBe(true)
  expect(may(bo, 'vote', needs([iam, { of: 'team', team: 'Reporting Platform' }])).because).toBe(
    'Your approval would fill no seat: it needs somebody of IAM or of Reporting Platform. Cy or Io can.',
  )
  expect(may(cy, 'vote', needs([iam, { of: 'team', team: 'Reporting Platform' }])).allowed).toBe(true)
  expect(may(bo, 'reject-plan', needs([iam])).rule).toBe('reject.approver')
  expect(may(ana, 'reject-plan', needs([iam], bo)).because).toBe(
    'You cannot reject this: you are not an approver. Cy, Io or Noor can.',
  )
  expect(may(ana, 'vote', needs([iam], bo)).because).toBe('You cannot approve this: you are not an approver. Io can.')
})

test('a manager says what others answer for, and nobody says so for themselves', () => {
  const about = (person: Person): MayContext => ({ people: [ana, mia, bo], account: { person } })
  expect(may(mia, 'give-domains', about(bo)).allowed).toBe(true)
  expect(may(bo, 'give-domains', about(ana)).rule).toBe('give-domains.by-role')
  expect(may(mia, 'give-domains', about(mia))).toMatchObject({ allowed: false, rule: 'give-domains.own' })
})
