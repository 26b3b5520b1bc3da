import { expect, test } from 'vitest'
import { aPerson, NOON } from '../../testing/builders.ts'
import { openRights } from './open-rights.ts'
import { rightsOf } from './rights.ts'

const rights = await openRights((line) => {
  throw new Error(line)
})
const ana = aPerson('Ana', { roles: ['analyst'] })
const bo = aPerson('Bo')
const mia = aPerson('Mia', { team: 'Management', roles: ['manager'] })
const oz = aPerson('Oz', { team: 'Audit', roles: ['auditor'] })

test('whoever asked for a plan rejects it no more than they approve it, and is told to cancel it', () => {
  const plan = {
    requestedBy: bo,
    state: 'pending' as const,
    expiresAt: NOON + 60_000,
    openTo: [{ of: 'anybody' as const }],
  }
  expect(rights.may(bo, 'reject-plan', { people: [ana, bo], plan, votedBy: [], now: NOON })).toEqual({
    allowed: false,
    rule: 'reject.requester',
    because: 'You cannot reject this: you asked for it, so you can cancel it.',
  })
})

test('every role that it takes is named, however many they are', () => {
  expect(rights.may(oz, 'stop-everything').because).toBe(
    'You cannot stop everything: it takes the role analyst, approver, manager, trigger engineer, integrator or break-glass.',
  )
  expect(rightsOf(rights, ana, [ana, mia])['give-domains']?.because).toBe(
    'You cannot say which domains somebody answers for: it takes the role manager. Mia can.',
  )
})
