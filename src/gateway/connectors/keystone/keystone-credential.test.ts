import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeConnector, type Trouble } from '../conformance.ts'
import type { Connector, StepWish } from '../connector.ts'
import { type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy, type TroubleProxy } from '../testing/trouble-proxy.ts'
import { KEYSTONE_CREDENTIAL } from './keystone-credential.ts'
import type { Credential } from './session.ts'
import { type Administrator, administrate, serviceAt, type TestUser } from './test-service.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(10_000)
const disabling = (account: string): StepWish => ({
  action: 'disable-identity',
  target: aTarget(account),
  undoes: null,
})
const revoking = (account: string, ...credentialIds: string[]): StepWish => ({
  action: 'revoke-grants',
  target: aTarget(account, { credentialIds }),
  undoes: null,
})

withDebian('keystone', (target) => {
  let service: Running | undefined
  let proxy: TroubleProxy
  let behindProxy: Connector
  let admin: Administrator
  let own: Credential
  let containment: TestUser
  let deployer: TestUser
  let users = 0
  beforeAll(async () => {
    service = await startProgram((port, home) => serviceAt(target, home, port))
    admin = await administrate(address())
    await admin.makeRole('containment')
    containment = await admin.makeUser('containment', 'containment')
    own = await admin.makeCredential(containment, { unrestricted: true })
    deployer = await admin.makeUser('deployer', 'member')
    const isChange = ({ method = '' }: IncomingMessage) => ['DELETE', 'PATCH'].includes(method)
    proxy = await startTroubleProxy(new URL(address()).origin, isChange)
    // One for all: signing in is what takes Keystone longest.
    behindProxy = connect(`${proxy.url}/v3`)
  })
  afterAll(async () => {
    await proxy.close()
    await service?.stop()
  })

  describeConnector(
    'Keystone application credential',
    async () => {
      const made: string[] = []
      const wishFor = async (user: TestUser) => {
        const { id } = await admin.makeCredential(user)
        made.push(`/users/${user.id}/application_credentials/${id}`)
        return revoking(user.name, id)
      }
      return {
        connector: behindProxy,
        wish: await wishFor(deployer),
        wishOn: async (account) => wishFor(await admin.makeUser(account, 'member')),
        effects: async () => {
          const looks = await Promise.all(made.map((path) => admin.look(path)))
          return looks.filter(({ status }) => status === 404).length
        },
        trouble: setTrouble,
        meddle: () => Promise.resolve(),
        close: () => Promise.resolve(setTrouble(null)),
      }
    },
    { lacks: {}, cannotUndo: 'Keystone keeps nothing of a credential that was deleted.' },
  )

  describeConnector(
    'Keystone user',
    async () => {
      const made: TestUser[] = []
      const wishOn = async (account: string) => {
        made.push(await admin.makeUser(`of ${account}`))
        return disabling(`of ${account}`)
      }
      return {
        connector: behindProxy,
        wish: await wishOn(newName()),
        wishOn,
        effects: async () => {
          const looks = await Promise.all(made.map(({ id }) => admin.look(`/users/${id}`)))
          return looks.filter(({ json }) => JSON.stringify(json).includes('"enabled":false')).length
        },
        trouble: setTrouble,
        meddle: () => admin.ask('PATCH', `/users/${made[0]?.id}`, { user: { description: 'somebody was here' } }),
        close: () => Promise.resolve(setTrouble(null)),
      }
    },
    { lacks: {} },
  )

  test('a deleted credential gets no token and the one it got is refused; the other credential of the user works on', async () => {
    const { user, credential: stolen } = await aUserWithCredential()
    const other = await admin.makeCredential(user)
    const tokens = [await admin.withCredential(stolen), await admin.withCredential(other)].map(({ token }) => token)
    const connector = connect(address())
    const step = await stepOf(connector, revoking(user.name, stolen.id))
    expect(step).toMatchObject({
      request: { sends: { method: 'DELETE', path: `/users/${user.id}/application_credentials/${stolen.id}` } },
      undo: { action: null, seconds: null },
    })
    expect(await connector.verify(step, KEY, soon())).toMatchObject({
      detail: expect.stringMatching(/^made-\d+ is listed: member, reader on project \w{32}, restricted, no end\.$/),
    })
    await connector.execute(step, KEY, soon())
    expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
    expect([await admin.withCredential(stolen), await admin.withCredential(other)]).toMatchObject([
      { status: 404 },
      { status: 201 },
    ])
    expect(await Promise.all(tokens.map((token) => admin.isHonoured(token)))).toEqual([false, true])
  })

  test('what a plan says survives does: a credential that an unrestricted one made', async () => {
    const { user, credential: stolen } = await aUserWithCredential({ unrestricted: true })
    const child = await admin.makeCredential(user, {}, stolen)
    const connector = connect(address())
    const step = await stepOf(connector, revoking(user.name, stolen.id))
    expect(step.survives.join()).toContain('further application credentials')
    await connector.execute(step, KEY, soon())
    expect(await admin.withCredential(child)).toMatchObject({ status: 201 })
  })

  test('a disabled user signs in by nothing and its tokens are refused; enabled again it has its credential and no token', async () => {
    const { user, credential } = await aUserWithCredential()
    const { token } = await admin.withCredential(credential)
    const connector = connect(address())
    const step = await stepOf(connector, disabling(user.name))
    await connector.execute(step, KEY, soon())
    expect([await admin.withPassword(user), await admin.withCredential(credential)]).toMatchObject([
      { status: 401 },
      { status: 401 },
    ])
    const { left } = await connector.verify(step, KEY, soon())
    const undo = await stepOf(connector, { action: 'enable-identity', target: step.target, undoes: { step, left } })
    expect(undo.undo.seconds).toBe(30)
    await connector.execute(undo, KEY, soon())
    expect(await admin.withCredential(credential)).toMatchObject({ status: 201 })
    expect(await admin.isHonoured(token)).toBe(false)
  })

  test('when the connector’s own credential is deleted, the 404 that Keystone answers is not taken for containment', async () => {
    const { user, credential } = await aUserWithCredential()
    const ours = await admin.makeCredential(containment, { unrestricted: true })
    const connector = connect(address(), ours)
    const wishes = [revoking(user.name, credential.id), disabling(user.name)]
    const steps = await Promise.all(wishes.map((wish) => stepOf(connector, wish)))
    await admin.ask('DELETE', `/users/${containment.id}/application_credentials/${ours.id}`)
    for (const step of steps) {
      expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
      expect(await connector.execute(step, KEY, soon())).toMatchObject({ kind: 'refused' })
    }
    expect(await connector.health(soon())).toMatchObject({ ok: false })
    expect(await admin.withCredential(credential)).toMatchObject({ status: 201 })
  })

  test('what is not the user’s, not one credential, or the connector itself is refused', async () => {
    const [one, other] = [await aUserWithCredential(), await aUserWithCredential()]
    const connector = connect(address())
    for (const [wish, reason] of [
      [revoking(one.user.name, other.credential.id), 'knows no application credential'],
      [revoking(one.user.name, one.credential.id, other.credential.id), 'one application credential at a time'],
      [revoking(one.user.name), 'No application credential'],
      [revoking(one.user.name, '../../projects'), 'no id'],
      [revoking('nobody', one.credential.id), 'no user nobody'],
      [revoking('containment', own.id), 'this connector itself'],
      [disabling('containment'), 'this connector itself'],
      [disabling(one.user.name.toUpperCase()), 'no user SVC-'],
    ] as const) {
      const plan = await connector.plan(wish)
      expect(plan).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string })
    }
    const elsewhere = connect(address(), own, 'another-domain')
    expect(await elsewhere.accountOf({ name: one.user.name, names: [] })).toBeNull()
    expect(await connector.accountOf({ name: one.user.name, names: [] })).toBe(one.user.name)
  })

  test('least privilege: its role does nothing else, and without it or restricted it is said to be unwell', async () => {
    const { token } = await admin.withCredential(own)
    const refused = await Promise.all(
      [
        ['POST', '/users', { user: { name: 'more' } }],
        ['DELETE', `/users/${containment.id}`],
        ['GET', '/projects'],
        ['GET', '/role_assignments'],
        ['POST', '/roles', { role: { name: 'more' } }],
        ['GET', '/domains'],
      ].map(([method, path, body]) => admin.call(method as string, path as string, { body: body as object, token })),
    )
    expect(refused.map(({ status }) => status)).toEqual(Array(6).fill(403))
    const restricted = await admin.makeCredential(containment)
    const powerless = (await aUserWithCredential({ unrestricted: true })).credential
    for (const credential of [restricted, powerless, { ...own, secret: 'wrong' }]) {
      expect(await connect(address(), credential).health(soon())).toMatchObject({ ok: false })
    }
  })

  function address(): string {
    return `http://127.0.0.1:${service?.port ?? 0}/v3`
  }

  function setTrouble(now: Trouble | null): void {
    proxy.trouble = now
  }

  function newName(): string {
    users += 1
    return `svc-${users}`
  }

  async function aUserWithCredential(more: object = {}) {
    const user = await admin.makeUser(newName(), 'member')
    return { user, credential: await admin.makeCredential(user, more) }
  }

  function connect(baseUrl: string, { id, secret }: Credential = own, domain = '') {
    return connectorOf(KEYSTONE_CREDENTIAL, { baseUrl, credentialId: id, credentialSecret: secret, domain })
  }
})
