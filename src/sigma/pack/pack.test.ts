import { expect, test } from 'vitest'
import { ACTION_IDS } from '../../domain/action/action.ts'
import { playbookById } from '../../domain/action/playbooks.ts'
import { labelOf } from '../../domain/framework/frameworks.ts'
import { FORMATS } from '../../formats/registry.ts'
import { explain } from '../explain.ts'
import { seenBy } from '../fires.ts'
import { formatsOf } from '../trigger-logic.ts'
import { loadPack } from './pack.ts'
import { CASES, type Change, caseOf, changed, withValue } from './testing/cases.ts'
import { askingForTool, CHANGED, trustsGitHub } from './testing/changed.ts'
import { FIRES } from './testing/fires.ts'
import { firedOn } from './testing/world.ts'

/** One change that takes away what makes it suspicious. */
const CALMED: readonly (readonly [what: string, trigger: string, id: string, change: Change])[] = [
  [
    'an own account in the trust policy',
    'role-trusts-outsider',
    'invictus UpdateAssumeRolePolicy d96d75c7',
    withValue('recipientAccountId', '193672423079'),
  ],
  [
    'a function opened for one account',
    'function-open-to-all',
    'invictus AddPermission20150331v2 b1f37249',
    withValue('requestParameters.sourceAccount', '123837392027'),
  ],
  [
    'a function opened for one service',
    'function-open-to-all',
    'invictus AddPermission20150331v2 b1f37249',
    withValue('requestParameters.principal', 's3.amazonaws.com'),
  ],
  [
    'a call that was refused',
    'trust-anchor-created',
    'invictus CreateTrustAnchor 2950830a',
    withValue('errorCode', 'AccessDenied'),
  ],
  [
    'a service account that calls from the cluster',
    'service-account-from-outside',
    'Kubernetes.API.Multiple403.PublicIP/1',
    withValue('sourceIPs', ['10.4.0.7']),
  ],
  [
    'a key that could not be made',
    'gcp-service-account-key-made',
    'GCP.Service.Account.or.Keys.Created/1',
    withValue('protoPayload.status', { code: 7 }),
  ],
]

test('every real record fires exactly the trigger that it should, and all others are calm', () => {
  const wanted = Object.entries(FIRES).flatMap(([trigger, ids]) => ids.map((id) => `${trigger} on ${id}`))
  const fired = CASES.flatMap(({ id, evidence }) => firedOn(evidence).map((trigger) => `${trigger} on ${id}`))
  expect(fired.sort()).toEqual(wanted.sort())
})

test.each(CHANGED)('%s fires on %s with one change, and not without it', async (trigger, id, change) => {
  expect(firedOn(caseOf(id))).not.toContain(trigger)
  expect(firedOn(await changed(id, change))).toEqual([trigger])
})

test.each(CALMED)('%s is calm for %s', async (_what, trigger, id, change) => {
  expect(firedOn(caseOf(id))).toContain(trigger)
  expect(firedOn(await changed(id, change))).not.toContain(trigger)
})

test('a policy that denies everything makes no administrator', async () => {
  const denies = JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] })
  const change = withValue('requestParameters.policyDocument', denies)
  expect(firedOn(await changed('invictus PutRolePolicy a092fecb', change))).toEqual([])
})

test('a role that names the repository it trusts is calm', async () => {
  const named = trustsGitHub.replace(
    '"token.actions.githubusercontent.com:aud"',
    '"token.actions.githubusercontent.com:sub":"repo:acme/web:*","token.actions.githubusercontent.com:aud"',
  )
  const change = withValue('requestParameters.assumeRolePolicyDocument', named)
  expect(firedOn(await changed('invictus CreateRole ff709962', change))).toEqual([])
})

test('of Tracebit only canary alerts fire, since all its public records are such', async () => {
  const change = withValue('discriminator', { type: 'tracebit_health_log', subtype: 'connector' })
  expect(firedOn(await changed('Tracebit.Alert/1', change))).toEqual([])
})

test('an agent that asks for an approved tool is calm', async () => {
  const id = 'AWS.BedrockModelInvocation.GuardRailIntervened/1'
  expect(firedOn(await changed(id, askingForTool('record_read')))).toEqual([])
})

test('the session, its key and its agent are named apart where the stolen role is explained', () => {
  const loaded = loadPack().find(({ trigger }) => trigger.id === 'stolen-instance-role')
  const rule = loaded?.logic.set.rules[0]
  const reads = loaded?.logic.reads[0]
  if (rule === undefined || reads === undefined) throw new Error('the story is missing')
  const tree = explain(rule, seenBy(reads, caseOf('invictus UpdateInstanceInformation 696b9be3')))
  const truths = tree.parts.map(({ text, isTrue }) => `${text}: ${isTrue}`)
  expect(truths).toEqual(['session_of_instance: true', 'takes_stock: false', 'not 1 of filter_*: false'])
})

test('every trigger has its own id, formats that exist, and says what it cannot see or who does the same', () => {
  const formats = new Set(FORMATS.map((format) => format.name))
  const ids = loadPack().map(({ trigger }) => trigger.id)
  expect(ids.length).toBeGreaterThanOrEqual(40)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { logic } of loadPack()) {
    for (const format of formatsOf(logic) ?? []) expect(formats).toContain(format)
    expect(logic.head.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(logic.head.description).not.toBeNull()
  }
  expect(new Set(loadPack().map(({ logic }) => logic.head.id)).size).toBe(ids.length)
})

test('every trigger names a playbook that answers its threat, and every action of the playbook is in the catalogue', () => {
  for (const { trigger } of loadPack()) {
    const playbook = playbookById(trigger.response.playbook)
    expect([trigger.id, playbook?.threats]).toEqual([trigger.id, expect.arrayContaining([trigger.response.threatens])])
    for (const action of playbook?.actions ?? []) expect(ACTION_IDS).toContain(action)
  }
})

test('every trigger says who responds, what to save first, which techniques it is about and which lists it serves', () => {
  for (const { trigger } of loadPack()) {
    const { owners, preserve, frameworks } = trigger.response
    expect([trigger.id, Object.keys(owners).sort()]).toEqual([trigger.id, ['contain', 'recover', 'triage']])
    expect([trigger.id, preserve.length > 0, trigger.attacks.length > 0]).toEqual([trigger.id, true, true])
    for (const id of frameworks) expect(labelOf(id)).not.toBeNull()
    expect([trigger.id, frameworks.length > 0]).toEqual([trigger.id, true])
  }
})

test('what a trigger holds of others is in the pack, and nobody holds himself', () => {
  const ids = new Set(loadPack().map(({ trigger }) => trigger.id))
  for (const { trigger } of loadPack()) {
    for (const held of trigger.response.includes)
      expect([trigger.id, held, ids.has(held)]).toEqual([trigger.id, held, true])
    expect(trigger.response.includes).not.toContain(trigger.id)
  }
})

test('the pack covers the whole OWASP list of non-human identities', () => {
  const named = new Set(loadPack().flatMap(({ trigger }) => trigger.response.frameworks))
  const missing = Array.from({ length: 10 }, (_, n) => `NHI${n + 1}:2025`).filter((id) => !named.has(id))
  expect(missing).toEqual([])
})

test('whatever may act by itself is sure, bounded in what it may touch, and has a budget of its own', () => {
  for (const { trigger } of loadPack()) {
    const { automation, confidence, scope } = trigger.response
    if (!automation.allowed) continue
    expect([trigger.id, automation.stepsPerHour !== undefined]).toEqual([trigger.id, true])
    expect([trigger.id, scope.kinds !== undefined || confidence >= 90]).toEqual([trigger.id, true])
  }
})
