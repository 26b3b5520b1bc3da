import { expect, onTestFinished, test } from 'vitest'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { KEYSTONE_CREDENTIAL } from './keystone-credential.ts'

const OURS = 'a'.repeat(32)
const STOLEN = 'b'.repeat(32)
const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)

const user = { id: 'u1', name: 'deployer', domain_id: 'default', enabled: true }
const credential = { id: STOLEN, name: 'ci', user_id: 'u1', project_id: 'p1', roles: [{ name: 'member' }] }
const missing: Answer = { status: 404, body: JSON.stringify({ error: { code: 404, message: 'Could not find it.' } }) }

test('one sign-in serves until half of the token’s life is over, and none of it stands in a plan', async () => {
  const { asked, connector } = await open({})
  const step = await stepOf(connector, wish())
  await connector.verify(step, KEY, soon())
  expect(asked.filter(isSignIn)).toHaveLength(1)
  expect(JSON.stringify(step)).not.toMatch(/the secret|token-of-ours/)
  const short = await open({ 'POST ours': signedIn({ expires_at: '2026-01-01T00:00:00.000000Z' }) })
  await stepOf(short.connector, wish())
  expect(short.asked.filter(isSignIn)).toHaveLength(2)
})

test('listed no more, but still found by signing in: it is not contained', async () => {
  for (const status of [401, 201]) {
    const readback = await afterwards({ 'GET credential': missing, 'POST stolen': { status, body: '{}' } })
    expect(readback).toMatchObject({ effect: 'absent', containment: 'not-contained' })
  }
  expect(await afterwards({ 'GET credential': missing, 'POST stolen': missing })).toMatchObject({
    effect: 'present',
    containment: 'contained',
  })
})

test('nothing is contained because of an answer that Keystone did not give about this very credential', async () => {
  const another = (change: object): Answer => ({
    status: 200,
    body: JSON.stringify({ application_credential: { ...credential, ...change } }),
  })
  for (const answers of [
    { 'GET credential': { status: 404, body: '<h1>No such page</h1>' } },
    { 'GET credential': another({ user_id: 'somebody else' }) },
    { 'GET credential': another({ id: OURS }) },
    { 'GET credential': { status: 200, body: '[]' } },
    { 'GET credential': missing, 'POST stolen': { status: 404, body: 'no route' } },
    { 'GET credential': missing, 'POST stolen': { status: 429 } },
    { 'GET credential': missing, 'POST ours': missing },
  ]) {
    expect(await afterwards(answers)).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
  }
})

test('a deletion that is answered 404 is read back before it counts', async () => {
  const { connector } = await open({ 'DELETE credential': missing })
  const step = await stepOf(connector, wish())
  expect(await connector.execute(step, KEY, soon())).toMatchObject({ kind: 'unknown' })
})

test('a sign-in without a token, or with one that no header can carry, is no sign-in', async () => {
  for (const ours of [
    { ...signedIn({}), headers: {} },
    { ...signedIn({}), headers: { 'x-subject-token': 'two words' } },
    { status: 201, body: '{}', headers: { 'x-subject-token': 'token-of-ours' } },
  ]) {
    const { asked, connector } = await open({ 'POST ours': ours })
    expect(await connector.plan(wish())).toMatchObject({ ok: false })
    expect(await connector.health(soon())).toMatchObject({ ok: false })
    expect(asked.every(isSignIn)).toBe(true)
  }
})

test('two users of one name, and one of another domain, are nobody', async () => {
  for (const users of [
    [user, { ...user, id: 'u2' }],
    [{ ...user, domain_id: 'another' }],
    [{ ...user, name: 'Deployer' }],
  ]) {
    const { connector } = await open({ 'GET users': { status: 200, body: JSON.stringify({ users }) } })
    expect(await connector.accountOf({ name: 'deployer', names: [] })).toBeNull()
  }
})

function wish() {
  return { action: 'revoke-grants' as const, target: aTarget('deployer', { credentialIds: [STOLEN] }), undoes: null }
}

type Answers = Readonly<Record<string, Answer>>

/** What is read back after the plan was made in good order and then everything answers like this. */
async function afterwards(answers: Answers) {
  const calm = await open({})
  const step = await stepOf(calm.connector, wish())
  return (await open(answers)).connector.verify(step, KEY, soon())
}

/** A Keystone in good order but for some answers. */
async function open(answers: Answers) {
  const server = await startServer((one) => answers[nameOf(one)] ?? inOrder(nameOf(one)))
  onTestFinished(() => server.close())
  const values = { baseUrl: server.url, credentialId: OURS, credentialSecret: 'the secret', domain: '' }
  return { asked: server.asked, connector: connectorOf(KEYSTONE_CREDENTIAL, values) }
}

function nameOf({ method, path, body }: Asked): string {
  if (method === 'POST') return body.includes(OURS) ? 'POST ours' : 'POST stolen'
  return `${method} ${path.startsWith('/users?') ? 'users' : 'credential'}`
}

function inOrder(name: string): Answer {
  if (name === 'POST ours') return signedIn({})
  if (name === 'POST stolen') return { status: 401, body: JSON.stringify({ error: { code: 401 } }) }
  if (name === 'GET users') return { status: 200, body: JSON.stringify({ users: [user] }) }
  return { status: 200, body: JSON.stringify({ application_credential: credential }) }
}

function signedIn(change: object): Answer {
  const times = { issued_at: '2026-01-01T00:00:00.000000Z', expires_at: '2026-01-01T01:00:00.000000Z' }
  const token = { ...times, user: { id: 'u0' }, application_credential: { restricted: false }, ...change }
  return { status: 201, body: JSON.stringify({ token }), headers: { 'x-subject-token': 'token-of-ours' } }
}

function isSignIn({ method }: Asked): boolean {
  return method === 'POST'
}
