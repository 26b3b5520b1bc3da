import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../testing/free-port.ts'
import { describeConnector } from '../conformance.ts'
import { askJson, type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { algorithmAgainst, algorithmOf } from './password-hash.ts'
import { RABBITMQ_USER } from './rabbitmq-user.ts'
import { ADMIN, brokerAt } from './test-broker.ts'
import { signIn } from './test-client.ts'

const PASSWORD = 'pässword'
const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

test('an algorithm that is set against a hash can never have made it', () => {
  const hashes = fc
    .constantFrom('md5', 'sha256', 'sha512')
    .map((name) => ({ name, ours: `rabbit_password_hashing_${name}` }))
  fc.assert(
    fc.property(
      hashes,
      fc.string(),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      ({ name, ours }, password, salt) => {
        const made = createHash(name).update(salt).update(password).digest()
        const hash = Buffer.concat([salt, made]).toString('base64')
        expect(algorithmOf(hash)).toBe(ours)
        expect(algorithmAgainst(hash)).not.toBe(ours)
      },
    ),
  )
  expect(['', 'no hash', 'AAAA'].map(algorithmAgainst)).toEqual([null, null, null])
})

withDebian('rabbitmq', (target) => {
  let broker: Running | undefined
  let amqp: number
  let users = 0
  beforeAll(async () => {
    amqp = await freePort()
    const distribution = await freePort()
    broker = await startProgram((port, home) => brokerAt(target, home, { http: port, amqp, distribution }))
    await ask('PUT', '/users/containment', { password: 'right', tags: 'administrator' })
  })
  afterAll(() => broker?.stop())

  describeConnector(
    'RabbitMQ user',
    async () => {
      const proxy = await startTroubleProxy(address())
      const made: string[] = []
      const make = async (account: string) => {
        await makeUser(account)
        made.push(account)
        return wishOn(account)
      }
      return {
        connector: connect(proxy.url),
        wish: await make(newName()),
        wishOn: make,
        effects: async () => (await Promise.all(made.map((user) => isLetIn(user)))).filter((isIn) => !isIn).length,
        trouble: (now) => {
          proxy.trouble = now
        },
        meddle: () => ask('PUT', `/users/${encodeURIComponent(made[0] ?? '')}`, { password_hash: '', tags: '' }),
        close: () => proxy.close(),
      }
    },
    { lacks: {} },
  )

  test('an open connection is closed, the next one refused, and after the undo the same password opens again', async () => {
    const user = newName()
    await makeUser(user)
    const connector = connect(address())
    const session = await signIn(amqp, user, PASSWORD)
    if (session.kind !== 'open') throw new Error(session.text)
    const step = await stepOf(connector, wishOn(user))
    expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'absent', containment: 'not-contained' })
    expect((await connector.execute(step, KEY, soon())).kind).toBe('accepted')
    await session.closed
    expect(await signIn(amqp, user, PASSWORD)).toMatchObject({ kind: 'refused', code: 403 })
    const { left, containment } = await connector.verify(step, KEY, soon())
    expect(containment).toBe('contained')
    const undo = await stepOf(connector, { action: 'enable-identity', target: step.target, undoes: { step, left } })
    await connector.execute(undo, KEY, soon())
    expect(await isLetIn(user)).toBe(true)
    expect(JSON.stringify([step, undo, left])).not.toContain(await hashOf(user))
  })

  test('a password that opens nothing, while a connection is open, is not called contained', async () => {
    const user = newName()
    await makeUser(user)
    const connector = connect(address())
    const step = await stepOf(connector, wishOn(user))
    const session = await signIn(amqp, user, PASSWORD)
    await ask('PUT', `/users/${user}`, { password_hash: '', tags: '' })
    expect(await connector.verify(step, KEY, soon())).toMatchObject({
      effect: 'absent',
      containment: 'new-sessions-only',
      detail: 'Its password is refused; 1 connections are open.',
    })
    if (session.kind === 'open') session.close()
  })

  test('what this cannot cut is refused: no password, nobody, and the account of the connector itself', async () => {
    const user = newName()
    await ask('PUT', `/users/${user}`, { password_hash: '', tags: '' })
    const connector = connect(address())
    for (const [account, reason] of [
      [user, 'no password'],
      ['nobody', 'no user'],
      ['containment', 'itself'],
    ] as const) {
      const plan = await connector.plan(wishOn(account))
      expect(plan).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string })
    }
  })

  test('a password that was set under another algorithm since the approval is left alone', async () => {
    const user = newName()
    await makeUser(user)
    const connector = connect(address())
    const step = await stepOf(connector, wishOn(user))
    const hash = Buffer.alloc(68, 7).toString('base64')
    const algorithm = 'rabbit_password_hashing_sha512'
    await ask('PUT', `/users/${user}`, { password_hash: hash, hashing_algorithm: algorithm, tags: '' })
    expect(await connector.execute(step, KEY, soon())).toMatchObject({ kind: 'refused' })
  })

  test('least privilege: its account opens no virtual host, and one without the tag is said to be unwell', async () => {
    expect(await signIn(amqp, 'containment', 'right')).toMatchObject({ kind: 'refused', code: 530 })
    const user = newName()
    await ask('PUT', `/users/${user}`, { password: 'right', tags: 'monitoring' })
    expect(await connect(address(), user).health(soon())).toMatchObject({ ok: false })
  })

  function address(): string {
    return `http://127.0.0.1:${broker?.port ?? 0}`
  }

  function newName(): string {
    users += 1
    return `svc-${users}`
  }

  async function makeUser(name: string): Promise<void> {
    const encoded = encodeURIComponent(name)
    await ask('PUT', `/users/${encoded}`, { password: PASSWORD, tags: '' })
    await ask('PUT', `/permissions/%2F/${encoded}`, { configure: '.*', write: '.*', read: '.*' })
  }

  async function isLetIn(user: string): Promise<boolean> {
    const session = await signIn(amqp, user, PASSWORD)
    if (session.kind === 'open') session.close()
    return session.kind === 'open'
  }

  async function hashOf(user: string): Promise<string> {
    return (await ask<{ password_hash: string }>('GET', `/users/${user}`)).password_hash
  }

  function ask<T>(method: string, below: string, body?: unknown): Promise<T> {
    return askJson<T>(`${address()}/api${below}`, method, ADMIN, body)
  }
})

function connect(baseUrl: string, user = 'containment') {
  return connectorOf(RABBITMQ_USER, { baseUrl, user, password: 'right' })
}
