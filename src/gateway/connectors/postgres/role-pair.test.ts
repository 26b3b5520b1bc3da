import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../../testing/start-postgres.ts'
import { describeConnector } from '../conformance.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { POSTGRES_ROLE_PAIR } from './role-pair.ts'
import { NOT_SHOWN_BY_POSTGRES, startPostgresProxy } from './test-proxy.ts'

const server = await startPostgres()
const admin = new pg.Client({ connectionString: server.url })
await admin.connect()
afterAll(async () => {
  await admin.end()
  await server.stop()
})
const port = Number(new URL(server.url).port)
await admin.query(`create role containment login createrole password 'right'`)
await admin.query(`grant pg_signal_backend to containment`)

const NEXT = 'the next password'
const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'rotate-secret' as const, target: aTarget(account), undoes: null })
let pairs = 0

describeConnector(
  'PostgreSQL login by two roles',
  async () => {
    const proxy = await startPostgresProxy(port)
    const held = new Map<string, Pair>()
    const add = async (account: string) => {
      held.set(account, await makePair())
      return wishOn(account)
    }
    const wish = await add('billing')
    // The kit names its accounts as it goes, and a pair is a setting: so each account has a connector of its own.
    const connector = connectionTo('billing')
    return {
      connector: {
        ...connector,
        plan: (wanted) => connectionTo(wanted.target.account).plan(wanted),
        execute: (step, key, signal) => connectionTo(step.target.account).execute(step, key, signal),
        verify: (step, key, signal) => connectionTo(step.target.account).verify(step, key, signal),
      },
      wish,
      wishOn: add,
      effects: async () => {
        const old = [...held.values()].map(([first]) => first)
        const rows = await admin.query(`select 1 from pg_roles where rolvaliduntil <= now() and rolname = any($1)`, [
          old,
        ])
        return rows.rowCount ?? 0
      },
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: async () => {
        await admin.query(`alter role ${held.get('billing')?.[0]} valid until '2001-01-01'`)
      },
      close: async () => {
        for (const pair of held.values()) await drop(pair)
        await proxy.close()
      },
    }

    function connectionTo(account: string) {
      const pair = held.get(account)
      return connectorOf(POSTGRES_ROLE_PAIR, settings(proxy.port, new Map(pair === undefined ? [] : [[account, pair]])))
    }
  },
  { lacks: NOT_SHOWN_BY_POSTGRES, oddAccounts: 'one-line' },
)

test('rotated without a gap: in the overlap both passwords work, then the server itself refuses the old one', async () => {
  const pair = await fresh()
  const [old, next] = pair
  const connector = connectorOf(POSTGRES_ROLE_PAIR, {
    ...settings(port, new Map([['app', pair]])),
    overlapMinutes: '5',
  })
  const step = await stepOf(connector, wishOn('app'))
  await expect(signIn(next, NEXT)).rejects.toThrow(/not permitted to log in|authentication failed/)
  expect((await connector.execute(step, KEY, soon())).kind).toBe('accepted')
  expect(await signIn(old, 'old password')).toBe(old)
  expect(await signIn(next, NEXT)).toBe(next)
  expect(await connector.verify(step, KEY, soon())).toMatchObject({
    effect: 'absent',
    containment: 'not-contained',
    detail: expect.stringContaining(`${old} may log in until`) as string,
  })
  const [before] = await untilOf(old)
  expect((await connector.execute(step, { ...KEY, fence: 2 }, soon())).kind).toBe('accepted')
  expect(await untilOf(old)).toEqual([before])
  // Time passes: what the server was told comes due.
  await admin.query(`alter role ${old} valid until '${new Date(Date.now() - 1000).toISOString()}'`)
  await expect(signIn(old, 'old password')).rejects.toThrow(/authentication failed/)
  expect(await signIn(next, NEXT)).toBe(next)
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
})

test('a session that the old password opened is said to live on', async () => {
  const pair = await fresh()
  const connector = connectorOf(POSTGRES_ROLE_PAIR, settings(port, new Map([['app', pair]])))
  const session = client(pair[0], 'old password')
  await session.connect()
  onTestFinished(() => session.end())
  const step = await stepOf(connector, wishOn('app'))
  expect(step.survives.join(' ')).toMatch(/Sessions of the retired role/)
  await connector.execute(step, KEY, soon())
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ containment: 'new-sessions-only' })
  expect((await session.query('select 1')).rowCount).toBe(1)
})

test('what is approved and recorded names the next password by a digest, and one that was exchanged since is not sent', async () => {
  const pair = await fresh()
  const values = settings(port, new Map([['app', pair]]))
  const step = await stepOf(connectorOf(POSTGRES_ROLE_PAIR, values), wishOn('app'))
  expect(JSON.stringify(step)).not.toContain('SCRAM')
  const other = { ...values, verifiers: JSON.stringify({ [pair[1]]: verifierOf('another') }) }
  expect(await connectorOf(POSTGRES_ROLE_PAIR, other).execute(step, KEY, soon())).toMatchObject({ kind: 'refused' })
  expect(() => connectorOf(POSTGRES_ROLE_PAIR, { ...values, verifiers: '{"r":"in clear"}' })).toThrow(/SCRAM/)
})

test('where both roles may log in it does not guess; naming one settles it', async () => {
  const pair = await fresh()
  await admin.query(`alter role ${pair[1]} login`)
  const connector = connectorOf(POSTGRES_ROLE_PAIR, settings(port, new Map([['app', pair]])))
  expect(await connector.plan(wishOn('app'))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('Both') as string,
  })
  const named = { ...wishOn('app'), target: aTarget('app', { credentialIds: [pair[0]] }) }
  expect(await connector.plan(named)).toMatchObject({ ok: true })
  expect(await connector.accountOf({ name: pair[1], names: [] })).toBe('app')
})

test('in stages: a consumer on the old role goes on, re-points, is seen on the new one, and the old role dies under nobody', async () => {
  const pair = await fresh()
  const [old, next] = pair
  const connector = connectorOf(POSTGRES_ROLE_PAIR, settings(port, new Map([['app', pair]])))
  const named = aTarget('app', { credentialIds: [old] })
  const issue = await stepOf(connector, { action: 'issue-secret', target: named, undoes: null })
  const retire = await stepOf(connector, { action: 'retire-secret', target: named, undoes: null })
  const billing = client(old, 'old password', 'Billing')
  await billing.connect()
  const broken: unknown[] = []
  billing.on('error', (error) => broken.push(error))

  // The end comes before the beginning: it would shut everybody out, so it is refused.
  expect(await connector.execute(retire, KEY, soon())).toMatchObject({ kind: 'refused' })
  expect((await connector.execute(issue, KEY, soon())).kind).toBe('accepted')
  expect(await connector.verify(issue, KEY, soon())).toMatchObject({
    effect: 'present',
    containment: 'not-contained',
  })
  expect((await billing.query('select 1')).rowCount).toBe(1)
  expect(await signIn(old, 'old password')).toBe(old)
  // Asked again before it retires, it would send exactly the same: the approved bytes still fit.
  expect(await connector.plan({ action: 'retire-secret', target: named, undoes: null })).toMatchObject({
    ok: true,
    request: retire.request,
  })
  expect(await connector.usage?.(issue, 0, soon())).toMatchObject({
    kind: 'seen',
    old: [{ name: 'Billing', count: 1 }],
    next: [],
  })

  const moved = client(next, NEXT, 'Billing')
  await moved.connect()
  onTestFinished(() => moved.end())
  await billing.end()
  await expect
    .poll(async () => connector.usage?.(issue, 0, soon()))
    .toMatchObject({ old: [], next: [{ name: 'Billing', count: 1 }] })
  expect((await connector.execute(retire, KEY, soon())).kind).toBe('accepted')
  expect(await connector.verify(retire, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
  expect((await moved.query('select 1')).rowCount).toBe(1)
  await expect(signIn(old, 'old password')).rejects.toThrow(/authentication failed/)
  expect(broken).toEqual([])
})

test('a new secret is dropped only while nobody is on it and the old one still works', async () => {
  const pair = await fresh()
  const [old, next] = pair
  const connector = connectorOf(POSTGRES_ROLE_PAIR, settings(port, new Map([['app', pair]])))
  const named = aTarget('app', { credentialIds: [old] })
  const issue = await stepOf(connector, { action: 'issue-secret', target: named, undoes: null })
  await connector.execute(issue, KEY, soon())
  const left = await connector.verify(issue, KEY, soon())
  const undo = { action: 'drop-secret' as const, target: named, undoes: { step: issue, left: left.left } }
  const drop = await stepOf(connector, undo)
  const moved = client(next, NEXT)
  await moved.connect()
  expect(await connector.execute(drop, KEY, soon())).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('point those consumers back') as string,
  })
  await moved.end()
  await expect.poll(async () => (await connector.execute(drop, KEY, soon())).kind).toBe('accepted')
  expect(await connector.verify(drop, KEY, soon())).toMatchObject({ effect: 'present' })
  await expect(signIn(next, NEXT)).rejects.toThrow(/not permitted to log in/)
  expect(await signIn(old, 'old password')).toBe(old)
})

test('stages go by the name of the role, which is asked for where it is missing', async () => {
  const pair = await fresh()
  const connector = connectorOf(POSTGRES_ROLE_PAIR, settings(port, new Map([['app', pair]])))
  expect(await connector.plan({ ...wishOn('app'), action: 'issue-secret' })).toMatchObject({
    ok: false,
    reason: expect.stringContaining('is not named') as string,
  })
})

type Pair = readonly [string, string]

async function makePair(): Promise<Pair> {
  pairs += 1
  const pair = [`app${pairs}_a`, `app${pairs}_b`] as const
  await admin.query(`create role ${pair[0]} login password 'old password'`)
  await admin.query(`create role ${pair[1]} nologin`)
  for (const name of pair) await admin.query(`grant ${name} to containment with admin option, inherit false, set false`)
  return pair
}

async function fresh(): Promise<Pair> {
  const pair = await makePair()
  onTestFinished(() => drop(pair))
  return pair
}

async function drop(pair: Pair): Promise<void> {
  for (const name of pair) await admin.query(`drop role ${name}`)
}

function settings(at: number, held: ReadonlyMap<string, Pair>) {
  const roles = [...held.values()].flat()
  return {
    host: '127.0.0.1',
    port: String(at),
    database: 'postgres',
    user: 'containment',
    password: 'right',
    tls: 'off',
    pairs: [...held].map(([account, pair]) => `${account} = ${pair.join(', ')}`).join('\n'),
    verifiers: JSON.stringify(Object.fromEntries(roles.map((role) => [role, VERIFIER]))),
    overlapMinutes: '0',
  }
}

function client(user: string, password: string, name = '') {
  const made = new pg.Client({
    host: '127.0.0.1',
    port,
    database: 'postgres',
    user,
    password,
    application_name: name,
  })
  made.on('error', () => undefined)
  return made
}

async function signIn(user: string, password: string): Promise<string> {
  const session = client(user, password)
  await session.connect()
  const { rows } = await session.query<{ me: string }>('select current_user as me')
  await session.end()
  return rows[0]?.me ?? ''
}

async function untilOf(role: string): Promise<readonly string[]> {
  const { rows } = await admin.query<{ until: string }>(
    `select rolvaliduntil::text as until from pg_roles where rolname = $1`,
    [role],
  )
  return rows.map(({ until }) => until)
}

const VERIFIER = verifierOf(NEXT)

/** RFC 5803, as PostgreSQL keeps it: what an application's owner makes, so that the password stays there. */
function verifierOf(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const hmac = (words: string) => createHmac('sha256', salted).update(words).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`
}
