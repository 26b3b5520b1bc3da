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

test('whoever broke the glass does so no more until that is reviewed, and nobody else is held up by it', () => {
  const greta = aPerson('Greta', { roles: ['break-glass'] })
  const gus = aPerson('Gus', { roles: ['break-glass'] })
  const plan = { requestedBy: ana, state: 'pending' as const, expiresAt: NOON + 60_000 }
  const context = { people: [ana, greta, gus], plan, openGlass: [{ by: greta.id, plan: 'P-3' }], now: NOON }
  expect(rights.may(greta, 'break-glass', context)).toEqual({
    allowed: false,
    rule: 'break-glass.unreviewed',
    because: 'You broke the glass for P-3 and nobody has reviewed that yet. Ask a manager to.',
  })
  expect(rights.may(gus, 'break-glass', context).allowed).toBe(true)
  expect(rights.may(ana, 'break-glass', context).because).toContain('Gus can.')
})

test('every role that it takes is named, however many they are', () => {
  expect(rights.may(oz, 'stop-everything').because).toBe(
    'You cannot stop everything: it takes the role analyst, approver, manager, trigger engineer, integrator or break-glass.',
  )
  expect(rightsOf(rights, ana, [ana, mia])['give-domains']?.because).toBe(
    'You cannot say which domains somebody answers for: it takes the role manager. Mia can.',
  )
})
