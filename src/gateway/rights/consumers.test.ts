import { expect, test } from 'vitest'
import type { Person } from '../../domain/people/person.ts'
import type { Verb } from '../../domain/people/verbs.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import { aPerson, NOON } from '../../testing/builders.ts'
import { openRights } from './open-rights.ts'

const rights = await openRights((line) => {
  throw new Error(line)
})
const may = (person: Person, verb: Verb, context: MayContext) => rights.may(person, verb, context)

const ana = aPerson('Ana', { roles: ['analyst'] })
const bo = aPerson('Bo')
const mia = aPerson('Mia', { team: 'Management', roles: ['manager'] })

const pending = (change: Partial<MayContext['plan'] & {}>): MayContext => ({
  people: [ana, bo, mia],
  plan: { requestedBy: ana, state: 'pending', expiresAt: NOON + 60_000, ...change },
})

test('that a consumer was re-pointed is said by its own team, while they are asked; by the owner’s where nobody of it is here', () => {
  const asked = (change: object = {}) => ({
    people: [ana, bo, mia],
    repointing: {
      requestedBy: ana,
      consumer: 'Billing',
      team: bo.team,
      ownerTeam: mia.team,
      isAsked: true,
      ...change,
    },
  })
  expect(may(bo, 'confirm-consumer', asked())).toMatchObject({ allowed: true, because: 'Your team runs Billing.' })
  const stranger = { ...ana, id: 'person-stranger', team: 'Nobody knows' }
  const refused = may(stranger, 'confirm-consumer', asked())
  expect(refused).toMatchObject({ allowed: false, rule: 'consumer.team' })
  expect(refused.because).toContain(`${bo.team} answers for Billing.`)
  expect(may(bo, 'confirm-consumer', asked({ isAsked: false })).rule).toBe('consumer.not-asked')
  expect(may(mia, 'confirm-consumer', asked({ team: 'Gone since' })).allowed).toBe(true)
  expect(may(stranger, 'confirm-consumer', asked({ team: 'Gone since' })).allowed).toBe(false)
  expect(may(bo, 'confirm-consumer', {}).rule).toBe('confirm-consumer.incomplete')
})

test('more time for consumers is given by who approves, manages or asked, and only while they are waited for', () => {
  const running = (change: object = {}) => pending({ state: 'running', requestedBy: ana, ...change })
  expect(may(bo, 'give-consumers-time', running()).allowed).toBe(true)
  expect(may(mia, 'give-consumers-time', running()).allowed).toBe(true)
  expect(may(ana, 'give-consumers-time', running())).toMatchObject({ allowed: true, because: 'You asked for it.' })
  expect(may(ana, 'give-consumers-time', running({ requestedBy: bo })).allowed).toBe(false)
  expect(may(bo, 'give-consumers-time', running({ state: 'done' })).rule).toBe('consumers-time.not-waiting')
})
