import { expect, test } from 'vitest'
import { aPerson, NOON } from '../../testing/builders.ts'
import { type Cedar, createPolicies, type PolicyFiles } from './cedar.ts'
import { loadCedar, readPolicyFiles } from './open-rights.ts'
import { createRights } from './rights.ts'

const cedar = (await loadCedar()) as Cedar
const files = (await readPolicyFiles()) as PolicyFiles
const bo = aPerson('Bo')
const ana = aPerson('Ana', { roles: ['analyst'] })
const asked = {
  plan: { requestedBy: ana, state: 'pending' as const, expiresAt: NOON + 60_000, openTo: [{ of: 'anybody' as const }] },
  votedBy: [],
  now: NOON,
}
const withPolicy = (text: string): PolicyFiles => ({ ...files, policies: { ...files.policies, 'own.cedar': text } })
const broken = (change: Partial<Cedar>): Cedar => ({ ...cedar, ...change })
const boom = () => {
  throw new Error('out of memory')
}

test('the shipped policies fit the schema, every rule is named once, and every refusal has its sentence', () => {
  const { rules, fault } = createPolicies(cedar, files)
  expect(fault).toBeNull()
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  expect(rules.filter(({ effect, says }) => effect === 'forbid' && says === null)).toEqual([])
  expect(rules.every(({ verbs }) => verbs.length > 0)).toBe(true)
  const valid = cedar.validate({
    schema: files.schema,
    policies: { staticPolicies: Object.fromEntries(rules.map(({ id, text }) => [id, text])) },
  })
  expect(valid).toMatchObject({ type: 'success', validationErrors: [], validationWarnings: [] })
})

test('the shipped policies let an approver vote: what follows denies for the fault alone', () => {
  expect(createRights(createPolicies(cedar, files)).may(bo, 'vote', asked).allowed).toBe(true)
})

test.each<[name: string, engine: Cedar | null, PolicyFiles | null, fault: RegExp]>([
  ['an engine that does not load', null, files, /engine did not load/],
  ['files that cannot be read', cedar, null, /could not be read/],
  ['a policy that does not parse', cedar, withPolicy('@id("x") permit (principal, action'), /own\.cedar: /],
  ['a policy without a name', cedar, withPolicy('permit (principal, action, resource);'), /no @id/],
  [
    'two policies of one name',
    cedar,
    withPolicy('@id("vote.approver") permit (principal, action == Action::"vote", resource);'),
    /two policies are called vote\.approver/,
  ],
  [
    'a policy that asks for what the schema does not have',
    cedar,
    withPolicy('@id("x") permit (principal, action == Action::"vote", resource) when { resource.colour == "red" };'),
    /x: .*colour/,
  ],
  ['a schema that does not parse', cedar, { ...files, schema: 'entity Person in [' }, /./],
  ['a schema without one of the verbs', cedar, { ...files, schema: files.schema.replace('"vote",', '') }, /vote/],
  [
    'no policy for a verb',
    cedar,
    { ...files, policies: { 'one.cedar': files.policies['plans.cedar'] ?? '' } },
    /no policy is about read/,
  ],
  ['an exception while they are prepared', broken({ preparsePolicySet: boom }), files, /out of memory/],
])('%s: nobody may do anything, and it is said why', (_name, engine, shipped, fault) => {
  const policies = createPolicies(engine, shipped)
  expect(policies.fault).toMatch(fault)
  const verdict = createRights(policies).may(bo, 'vote', asked)
  expect(verdict).toMatchObject({ allowed: false, rule: 'policy.unavailable' })
  expect(policies.residuals({ id: bo.id, roles: bo.roles, attrs: {} }, 'read-view')).toBeNull()
})

type Answer = ReturnType<Cedar['statefulIsAuthorized']>
const skipped: Answer = {
  type: 'success',
  warnings: [],
  response: {
    decision: 'allow',
    diagnostics: {
      reason: ['vote.approver'],
      errors: [
        {
          policyId: 'vote.requester',
          error: { message: 'overflow', help: null, code: null, url: null, severity: null },
        },
      ],
    },
  },
}

test.each<[name: string, ask: () => Answer]>([
  ['an exception in a call', boom],
  ['a call that is refused', () => ({ type: 'failure', errors: [], warnings: [] })],
  ['a policy that failed and was skipped, although another permits', () => skipped],
  [
    'a permission that names no rule',
    () => ({ type: 'success', warnings: [], response: { decision: 'allow', diagnostics: { reason: [], errors: [] } } }),
  ],
  [
    'a permission by a rule that nobody knows',
    () => ({
      type: 'success',
      warnings: [],
      response: { decision: 'allow', diagnostics: { reason: ['x'], errors: [] } },
    }),
  ],
])('%s is no yes', (_name, statefulIsAuthorized) => {
  const rights = createRights(createPolicies(broken({ statefulIsAuthorized }), files))
  expect(rights.may(bo, 'vote', asked)).toMatchObject({ allowed: false, rule: 'policy.unavailable' })
  expect(rights.may(ana, 'vote', { ...asked, people: [ana, bo] }).allowed).toBe(false)
})

test('a question that does not fit the schema is no yes', () => {
  const policies = createPolicies(cedar, files)
  const principal = { id: bo.id, roles: bo.roles, attrs: { team: bo.team, domains: [] } }
  const resource = { type: 'Plan', attrs: { requestedBy: 'Ana' } }
  expect(policies.evaluate({ principal, action: 'vote', resource }).kind).toBe('fault')
  expect(
    policies.evaluate({
      principal: { ...principal, attrs: {} },
      action: 'read',
      resource: { type: 'Estate', attrs: {} },
    }).kind,
  ).toBe('fault')
})

test('a fault is asked again, an answer is not', () => {
  let calls = 0
  const statefulIsAuthorized: Cedar['statefulIsAuthorized'] = (call) => {
    calls += 1
    if (calls === 1) return boom()
    return cedar.statefulIsAuthorized(call)
  }
  const rights = createRights(createPolicies(broken({ statefulIsAuthorized }), files))
  expect([1, 2, 3].map(() => rights.may(bo, 'vote', asked).allowed)).toEqual([false, true, true])
  expect(calls).toBe(2)
})

test('a folder of policies that is not there is no folder of policies', async () => {
  expect(await readPolicyFiles(new URL('./nowhere/', import.meta.url))).toBeNull()
})
