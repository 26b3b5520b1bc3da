import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Person, ROLES } from '../../domain/people/person.ts'
import { VERBS, type Verb } from '../../domain/people/verbs.ts'
import type { MayContext } from '../../domain/people/verdict.ts'
import { PLAN_STATES } from '../../domain/plan/plan.ts'
import { aPerson, NOON } from '../../testing/builders.ts'
import { openRights } from './open-rights.ts'

const rights = await openRights((line) => {
  throw new Error(line)
})
const may = (person: Person, verb: Verb, context: MayContext = {}) => rights.may(person, verb, context)

const ana = aPerson('Ana', { roles: ['analyst'] })
const bo = aPerson('Bo')
const noor = aPerson('Noor')
const cy = aPerson('Cy', { team: 'Reporting Platform' })
const mia = aPerson('Mia', { team: 'Management', roles: ['manager'] })
const oz = aPerson('Oz', { team: 'Audit', roles: ['auditor'] })

function pending(changes: Partial<NonNullable<MayContext['plan']>> = {}): MayContext {
  return {
    people: [ana, noor, bo, cy, mia, oz],
    plan: { requestedBy: ana, state: 'pending', expiresAt: NOON + 60_000, openTo: [{ of: 'anybody' }], ...changes },
    votedBy: [],
    openGlass: [],
    now: NOON,
  }
}

test('an approver who did not ask for it may vote', () => {
  expect(may(bo, 'vote', pending())).toEqual({
    allowed: true,
    rule: 'vote.approver',
    because: 'You are an approver and somebody else asked for it.',
  })
})

test.each([
  [
    'the requester',
    bo,
    pending({ requestedBy: bo }),
    'vote.requester',
    'You cannot approve this: you asked for it. Cy or Noor can.',
  ],
  [
    'an analyst',
    ana,
    pending({ requestedBy: bo }),
    'vote.approver',
    'You cannot approve this: you are not an approver. Cy or Noor can.',
  ],
  [
    'an auditor',
    oz,
    pending(),
    'vote.approver',
    'You cannot approve this: you are not an approver. Bo, Cy or Noor can.',
  ],
  [
    'somebody who has voted',
    bo,
    { ...pending(), votedBy: [bo.id] },
    'vote.already-cast',
    'Your vote is in. Ana or a manager can cancel the plan.',
  ],
  [
    'anybody, too late',
    bo,
    { ...pending(), now: NOON + 60_000 },
    'vote.expired',
    'It has expired. Ask again to get a new one.',
  ],
  [
    'anybody, after it was decided',
    bo,
    pending({ state: 'void' }),
    'vote.not-pending',
    'Nobody can vote on this any more: it is void.',
  ],
  [
    'anybody about whom not everything is known',
    bo,
    {},
    'vote.incomplete',
    'You cannot approve this: not everything needed to judge it is known.',
  ],
] as const)('%s may not vote', (_who, person, context, rule, because) => {
  expect(may(person, 'vote', context)).toEqual({ allowed: false, rule, because })
})

test('a whole team is named only where everybody of it could', () => {
  const soc = [aPerson('Noor'), aPerson('Bo'), aPerson('Eli')]
  const asks = (people: MayContext['people'] & {}) => may(ana, 'vote', { ...pending(), people }).because
  expect(asks([ana, ...soc])).toBe('You cannot approve this: you asked for it. Bo or anyone of SOC can.')
  expect(asks([ana, ...soc, aPerson('Di', { roles: ['analyst'] })])).toMatch(/it\. Bo, Eli or Noor can\.$/)
  expect(asks([ana, bo])).toMatch(/it\. Bo can\.$/)
  expect(asks([ana])).toMatch(/it\. Nobody who is here today can: add somebody with that role\.$/)
  const many = ['Al', 'Bea', 'Cid', 'Dot', 'Eve'].map((name, i) => aPerson(name, { team: `Team ${i}` }))
  expect(asks([ana, ...many])).toMatch(/it\. Al, Bea or one of 3 others can\.$/)
})

test('C1 a requester is known by the subject id, not by name or team', () => {
  const renamed = { ...bo, name: 'Robert', team: 'Reporting Platform' }
  expect(may(renamed, 'vote', pending({ requestedBy: { id: bo.id, name: 'Bo' } })).rule).toBe('vote.requester')
  const namesake = { ...bo, id: 'person-another-bo' }
  expect(may(namesake, 'vote', pending({ requestedBy: bo })).allowed).toBe(true)
})

/**
 * Who may what: the roles, one column a letter. A analyst, P approver, M manager, U auditor, T trigger engineer, I
 * integrator, B break-glass.
 */
const TABLE: Readonly<
  Record<
    Exclude<
      Verb,
      | 'vote'
      | 'reject-plan'
      | 'give-domains'
      | 'cancel-plan'
      | 'roll-back'
      | 'review-change'
      | 'withdraw-change'
      | 'set-default-view'
      | 'revoke-passkey'
      | 'release-stop'
      | 'break-glass'
      | 'review-glass'
      | 'extend-plan'
      | 'read-view'
      | 'read-scenario'
      | 'confirm-plan'
      | 'confirm-consumer'
      | 'give-consumers-time'
    >,
    string
  >
> = {
  read: 'APMUTIB',
  'read-audit': 'APMUTIB',
  'read-habits': 'MU',
  'triage-alert': 'APM',
  'accept-risk': 'PM',
  'suppress-alerts': 'APMT',
  'suppress-true-alerts': 'PM',
  'propose-plan': 'AP',
  'propose-change': 'T',
  'restrain-trigger': 'PMT',
  'keep-scenario': 'APMTI',
  'count-history': 'APMT',
  'keep-view': 'APMTI',
  ingest: 'AI',
  'manage-sources': 'IM',
  'manage-connectors': 'I',
  'import-playbook': 'T',
  'run-exercise': 'MTI',
  'import-identities': 'IM',
  'export-identities': 'APMUTI',
  'manage-people': 'M',
  'stop-everything': 'APMTIB',
  'enrol-passkey': 'APMTIB',
  'remove-sample': 'MI',
}
const LETTERS = {
  A: 'analyst',
  P: 'approver',
  M: 'manager',
  U: 'auditor',
  T: 'trigger-engineer',
  I: 'integrator',
  B: 'break-glass',
} as const

test.each(Object.entries(TABLE))('%s is for %s and nobody else', (verb, letters) => {
  for (const [letter, role] of Object.entries(LETTERS)) {
    const verdict = may(aPerson('Somebody', { roles: [role] }), verb as Verb)
    expect(verdict.allowed, `as ${role}`).toBe(letters.includes(letter))
    expect(verdict.because).toMatch(/\.$/)
  }
})

test('an auditor reads and does nothing else', () => {
  const done = PLAN_STATES.map((state) => pending({ state }))
  const allowed = VERBS.filter((verb) => done.some((context) => may(oz, verb, context).allowed))
  expect(allowed).toEqual(['read', 'export-identities', 'read-audit', 'read-habits'])
})

test('the requester or a manager may cancel, but not while a step is under way', () => {
  expect(may(ana, 'cancel-plan', pending())).toMatchObject({ allowed: true, rule: 'cancel.requester' })
  expect(may(mia, 'cancel-plan', pending())).toMatchObject({ allowed: true, rule: 'cancel.manager' })
  expect(may(bo, 'cancel-plan', pending()).because).toBe(
    'You cannot cancel this: somebody else asked for it. Ana or Mia can.',
  )
  expect(may(ana, 'cancel-plan', pending({ state: 'running' }))).toMatchObject({
    allowed: false,
    rule: 'cancel.running',
  })
  expect(may(ana, 'cancel-plan', pending({ state: 'done' }))).toMatchObject({ allowed: false, rule: 'cancel.final' })
})

test('only what was done can be taken back', () => {
  expect(may(ana, 'roll-back', pending({ state: 'done' })).allowed).toBe(true)
  expect(may(ana, 'roll-back', pending())).toMatchObject({ allowed: false, rule: 'roll-back.nothing-done' })
  expect(may(oz, 'roll-back', pending({ state: 'done' })).because).toBe(
    'You cannot take this back: it takes the role analyst or approver. Ana, Bo or one of 2 others can.',
  )
})

const edda = aPerson('Edda', { team: 'Detection', roles: ['trigger-engineer'] })
const finn = aPerson('Finn', { team: 'Detection', roles: ['trigger-engineer'] })

function proposed(changes: Partial<NonNullable<MayContext['change']>> = {}): MayContext {
  return { people: [ana, bo, edda, finn, mia, oz], change: { proposedBy: edda, state: 'proposed', ...changes } }
}

test('a change is reviewed by another trigger engineer, an approver or a manager, and by nobody else', () => {
  for (const person of [finn, bo, mia]) expect(may(person, 'review-change', proposed()).allowed).toBe(true)
  expect(may(edda, 'review-change', proposed())).toEqual({
    allowed: false,
    rule: 'review.proposer',
    because: 'You cannot review this: you proposed it. Bo, Finn or Mia can.',
  })
  for (const person of [ana, oz]) {
    expect(may(person, 'review-change', proposed())).toMatchObject({ allowed: false, rule: 'review.by-role' })
  }
  expect(may(finn, 'review-change', proposed({ state: 'stale' })).because).toBe(
    'Nobody can review this any more: it is stale.',
  )
})

test('nobody ever reviews what they proposed, whatever their roles', () => {
  fc.assert(
    fc.property(fc.subarray([...ROLES], { minLength: 1 }), (roles) => {
      const person = aPerson('Somebody', { roles })
      expect(may(person, 'review-change', proposed({ proposedBy: person })).allowed).toBe(false)
    }),
  )
})

test('an open change is withdrawn by its proposer or a manager', () => {
  expect(may(edda, 'withdraw-change', proposed({ state: 'approved' }))).toMatchObject({ rule: 'withdraw.proposer' })
  expect(may(mia, 'withdraw-change', proposed()).allowed).toBe(true)
  expect(may(finn, 'withdraw-change', proposed()).because).toBe(
    'You cannot withdraw this: somebody else proposed it. Edda or Mia can.',
  )
  expect(may(edda, 'withdraw-change', proposed({ state: 'active' })).rule).toBe('withdraw.over')
})

test('C8 a verb that nobody knows and a verb whose circumstances are missing are denied', () => {
  for (const verb of ['delete-everything', 'constructor', '__proto__']) {
    expect(may({ ...mia, roles: [...ROLES] }, verb as Verb)).toMatchObject({ allowed: false, rule: 'verb.unknown' })
  }
  for (const verb of [
    'vote',
    'reject-plan',
    'give-domains',
    'cancel-plan',
    'roll-back',
    'review-change',
    'withdraw-change',
    'set-default-view',
    'revoke-passkey',
    'release-stop',
    'break-glass',
    'review-glass',
    'extend-plan',
    'read-view',
    'read-scenario',
  ] as const) {
    expect(may({ ...mia, roles: [...ROLES] }, verb)).toMatchObject({ allowed: false, rule: `${verb}.incomplete` })
  }
})

test('a further role never takes a right away, and nobody ever votes on what they asked for', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VERBS),
      fc.subarray([...ROLES], { minLength: 1 }),
      fc.constantFrom(...ROLES),
      fc.constantFrom(...PLAN_STATES),
      fc.boolean(),
      (verb, roles, more, state, isRequester) => {
        const person = aPerson('Somebody', { roles })
        const context = pending({ state, requestedBy: isRequester ? person : ana })
        const before = may(person, verb, context).allowed
        expect(!before || may({ ...person, roles: [...roles, more] }, verb, context).allowed).toBe(true)
        expect((verb === 'vote' || verb === 'reject-plan') && isRequester && before).toBe(false)
      },
    ),
  )
})

test('the glass is broken by who has the role, also for what they asked for, while it waits; somebody else reviews that', () => {
  const greta = aPerson('Greta', { roles: ['approver', 'break-glass'] })
  expect(may(greta, 'break-glass', pending({ requestedBy: greta })).allowed).toBe(true)
  expect(may(bo, 'break-glass', pending()).rule).toBe('break-glass.by-role')
  expect(may(greta, 'break-glass', pending({ state: 'approved' })).rule).toBe('break-glass.not-pending')
  expect(may(greta, 'break-glass', { ...pending(), now: NOON + 3_600_000 }).rule).toBe('break-glass.expired')
  expect(may(mia, 'review-glass', { glass: { brokenBy: greta } }).allowed).toBe(true)
  expect(may(mia, 'review-glass', { glass: { brokenBy: mia } }).rule).toBe('review-glass.own')
  expect(may(bo, 'review-glass', { glass: { brokenBy: greta } }).rule).toBe('review-glass.by-role')
})

test('a plan is given more time once, in its last minutes, by who asked, an approver or a manager', () => {
  const late = (extendableFrom: number | null, changes: Partial<NonNullable<MayContext['plan']>> = {}) =>
    pending({ extendableFrom, ...changes })
  for (const person of [ana, bo, mia]) expect(may(person, 'extend-plan', late(NOON)).allowed).toBe(true)
  expect(may(oz, 'extend-plan', late(NOON)).rule).toBe('extend.by-role')
  expect(may(ana, 'extend-plan', late(NOON + 1)).rule).toBe('extend.early')
  expect(may(ana, 'extend-plan', late(null)).rule).toBe('extend.once')
  expect(may(ana, 'extend-plan', late(NOON, { state: 'approved' })).rule).toBe('extend.not-pending')
  expect(may(ana, 'extend-plan', late(NOON, { expiresAt: NOON })).rule).toBe('extend.expired')
})

test('whoever stopped everything does not let it go on, and nobody counts twice', () => {
  const people = [ana, bo, mia]
  expect(may(mia, 'release-stop', { people, stop: { by: ana, releasedBy: [] } }).allowed).toBe(true)
  expect(may(bo, 'release-stop', { people, stop: { by: null, releasedBy: [] } }).allowed).toBe(true)
  expect(may(ana, 'release-stop', { people, stop: { by: bo, releasedBy: [] } }).rule).toBe('release-stop.by-role')
  expect(may(bo, 'release-stop', { people, stop: { by: bo, releasedBy: [] } })).toEqual({
    allowed: false,
    rule: 'release-stop.own',
    because: 'You stopped it: two others say that work may go on. Mia can.',
  })
  expect(may(mia, 'release-stop', { people, stop: { by: bo, releasedBy: [mia.id] } }).rule).toBe('release-stop.said')
})

test('a key is revoked by whose it is, or by a manager', () => {
  const passkey = { owner: bo }
  expect(may(bo, 'revoke-passkey', { passkey })).toMatchObject({ allowed: true, rule: 'passkey.own' })
  expect(may(mia, 'revoke-passkey', { passkey })).toMatchObject({ allowed: true, rule: 'passkey.manager' })
  expect(may(ana, 'revoke-passkey', { passkey, people: [ana, bo, mia] }).because).toBe(
    'You cannot revoke another person’s key: it takes the role manager. Bo or Mia can.',
  )
})

test('a scenario is changed by its owner alone, and everybody else is told to keep a copy', () => {
  const scenario = { owner: ana, isShared: true }
  expect(may(ana, 'keep-scenario', { scenario }).allowed).toBe(true)
  expect(may(bo, 'keep-scenario').allowed).toBe(true)
  expect(may(bo, 'keep-scenario', { scenario })).toMatchObject({
    rule: 'scenario.not-yours',
    because: 'You cannot change or delete this: it is Ana’s. Keep a copy under your own name.',
  })
  expect(may(oz, 'keep-scenario').allowed).toBe(false)
})

test('a view is changed by its owner, a shared one by its team’s manager too, and nobody else', () => {
  const shared = { owner: ana, team: mia.team, isShared: true }
  expect(may(ana, 'keep-view', { view: shared }).allowed).toBe(true)
  expect(may(mia, 'keep-view', { view: shared })).toMatchObject({ allowed: true, rule: 'keep-view.by-role' })
  expect(may(mia, 'keep-view', { view: { ...shared, isShared: false } }).rule).toBe('view.not-yours')
  expect(may({ ...mia, team: 'Other' }, 'keep-view', { view: shared }).rule).toBe('view.not-yours')
  expect(may(bo, 'keep-view', { view: shared }).because).toBe(
    'You cannot change this: it is Ana’s. Keep a copy under your own name.',
  )
})

test('what a role begins with is chosen by a manager of the team, among what the team can see', () => {
  const shared = { owner: ana, team: mia.team, isShared: true }
  expect(may(mia, 'set-default-view', { view: shared }).allowed).toBe(true)
  expect(may(mia, 'set-default-view', { view: { ...shared, isShared: false } }).rule).toBe('view.private')
  expect(may({ ...mia, team: 'Other' }, 'set-default-view', { view: shared }).because).toBe(
    `A manager of ${mia.team} chooses what that team begins with.`,
  )
  expect(may(ana, 'set-default-view', { view: shared }).allowed).toBe(false)
})

test('what would have silenced true alerts is silenced by who bears risks, and brought back by anybody who may suppress', () => {
  expect(may(ana, 'suppress-alerts').allowed).toBe(true)
  expect(may(ana, 'suppress-true-alerts', { people: [ana, mia] })).toEqual({
    allowed: false,
    rule: 'suppress.true-alerts',
    because: 'You cannot suppress this: it would have held true alerts. Mia can.',
  })
  expect(may(mia, 'suppress-true-alerts')).toMatchObject({ allowed: true, rule: 'suppress.true-alerts' })
  expect(may(oz, 'suppress-alerts').rule).toBe('suppress-alerts.by-role')
  expect(may(oz, 'suppress-true-alerts').allowed).toBe(false)
})

test('a running plan can be stopped while a step of it waits, by whoever asked or a manager', () => {
  const running = (hasWaitingSteps: boolean) => pending({ state: 'running', hasWaitingSteps, requestedBy: ana })
  expect(may(ana, 'cancel-plan', running(true)).allowed).toBe(true)
  expect(may(ana, 'cancel-plan', running(false)).rule).toBe('cancel.running')
  expect(may(bo, 'cancel-plan', running(true)).rule).toBe('cancel.requester')
})

test('that a temporary containment stays is said by an approver or manager who did not ask for it', () => {
  const standing = (isTemporary: boolean) => pending({ state: 'done', isTemporary, requestedBy: ana })
  expect(may(bo, 'confirm-plan', standing(true)).allowed).toBe(true)
  expect(may(bo, 'confirm-plan', standing(false)).rule).toBe('confirm.not-temporary')
  expect(may({ ...ana, roles: ['approver'] }, 'confirm-plan', standing(true)).rule).toBe('confirm.requester')
  expect(may(ana, 'confirm-plan', standing(true)).allowed).toBe(false)
  expect(may(bo, 'confirm-plan', pending({ state: 'done' })).rule).toBe('confirm-plan.incomplete')
})
