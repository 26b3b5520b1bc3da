import { exportPKCS8, generateKeyPair, type JWTPayload, jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { SHARED_SIGNALS } from './shared-signals.ts'

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
const PEM = await exportPKCS8(privateKey)
const ISSUER = 'https://soc.example.com'
const AUDIENCE = 'https://idp.example.com'
const BASE = 'https://schemas.openid.net/secevent'

interface Account {
  enabled: boolean
  sessions: number
  activeCredentials: string[]
}

type Claims = JWTPayload & {
  readonly sub_id?: { readonly format: string; readonly id: string }
  readonly events?: Readonly<Record<string, { readonly friendly_name?: string; readonly change_type?: string }>>
}

/** An independent receiver: verifies each token as SSF 1.0 asks, hears every id once, acts, and tells the state. */
async function startReceiver() {
  const accounts = new Map<string, Account>()
  const heard = new Map<string, Claims>()
  const changes: string[] = []
  const server = await startServer(async ({ method, path, headers, body }) => {
    if (headers.authorization !== 'Bearer stream') return { status: 401 }
    if (method === 'GET') {
      const account = accounts.get(decodeURIComponent(path.slice('/status/'.length)))
      return account === undefined ? { status: 404, body: '{}' } : { status: 200, body: JSON.stringify(account) }
    }
    if (headers['content-type'] !== 'application/secevent+jwt') return refusal('invalid_request')
    try {
      const { payload } = await jwtVerify<Claims>(body, publicKey, {
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: 'secevent+jwt',
        algorithms: ['RS256'],
        requiredClaims: ['jti', 'iat'],
      })
      if (payload.sub !== undefined || payload.exp !== undefined) return refusal('invalid_request')
      const types = Object.keys(payload.events ?? {})
      if (types.length !== 1 || payload.sub_id?.format !== 'opaque') return refusal('invalid_request')
      const id = payload.jti ?? ''
      if (!heard.has(id)) {
        heard.set(id, payload)
        act(accounts, payload.sub_id.id, types[0] ?? '', payload)
        changes.push(`${types[0]?.split('/').at(-1)} ${payload.sub_id.id}`)
      }
      return { status: 202 }
    } catch {
      return refusal('authentication_failed')
    }
  })
  return { ...server, accounts, heard, changes }
}

function refusal(err: string) {
  return { status: 400, body: JSON.stringify({ err, description: err }) }
}

function act(accounts: Map<string, Account>, id: string, type: string, { events }: Claims): void {
  const account = accounts.get(id)
  const event = events?.[type]
  if (account === undefined) return
  const key = event?.friendly_name ?? ''
  if (type.endsWith('/account-disabled')) account.enabled = false
  if (type.endsWith('/account-enabled')) account.enabled = true
  if (type.endsWith('/session-revoked')) account.sessions = 0
  if (!type.endsWith('/credential-change')) return
  const rest = account.activeCredentials.filter((one) => one !== key)
  account.activeCredentials = event?.change_type === 'revoke' ? rest : [...rest, key]
}

const settings = (url: string, statusUrl = url) => ({
  issuer: ISSUER,
  audience: AUDIENCE,
  endpointUrl: `${url}/events`,
  statusUrl: `${statusUrl}/status`,
  authorization: 'Bearer stream',
  keyId: 'k1',
  privateKey: PEM,
})
const wishOn = (account: string) => ({
  action: 'deactivate-key' as const,
  target: aTarget(account, { credentialIds: ['key-1'] }),
  undoes: null,
})

describeConnector(
  'Shared Signals receiver',
  async () => {
    const receiver = await startReceiver()
    const proxy = await startTroubleProxy(receiver.url)
    const add = (name: string) =>
      receiver.accounts.set(name, { enabled: true, sessions: 2, activeCredentials: ['key-1', 'key-2'] })
    add('svc-billing')
    return {
      connector: connectorOf(SHARED_SIGNALS, settings(proxy.url)),
      wish: wishOn('svc-billing'),
      wishOn: (account) => {
        add(account)
        return Promise.resolve(wishOn(account))
      },
      // One step tells two events; the second one is what changes the state.
      effects: () => Promise.resolve(receiver.changes.filter((one) => one.startsWith('credential-change')).length),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => {
        Object.assign(receiver.accounts.get('svc-billing') ?? {}, { activeCredentials: ['key-1'] })
        return Promise.resolve()
      },
      close: async () => {
        await proxy.close()
        await receiver.close()
      },
    }
  },
  {
    lacks: {
      'answer-lost':
        'After the first lost answer the second event is not told: the kit’s one effect needs both. Covered below.',
      slow: 'As above.',
    },
  },
)

test('an identity is shut out by account-disabled and session-revoked, each in a token of its own that the receiver verifies', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  receiver.accounts.set('svc', { enabled: true, sessions: 3, activeCredentials: [] })
  const connector = connectorOf(SHARED_SIGNALS, settings(receiver.url))
  const step = await stepOf(connector, { action: 'disable-identity', target: aTarget('svc'), undoes: null })
  await connector.execute(step, { idempotencyKey: 'pl_1-1', fence: 1 }, AbortSignal.timeout(5_000))
  const types = [...receiver.heard.values()].flatMap(({ events = {} }) => Object.keys(events))
  expect(types).toEqual([`${BASE}/risc/event-type/account-disabled`, `${BASE}/caep/event-type/session-revoked`])
  expect([...receiver.heard.values()].map(({ jti, txn }) => [jti, txn])).toEqual([
    ['pl_1-1-1', 'pl_1-1'],
    ['pl_1-1-2', 'pl_1-1'],
  ])
  const read = await connector.verify(step, { idempotencyKey: 'pl_1-1', fence: 1 }, AbortSignal.timeout(5_000))
  expect(read).toMatchObject({ effect: 'present', containment: 'contained' })
})

test('D2 after a lost answer the same tokens are told again, and the receiver hears each once', async () => {
  const receiver = await startReceiver()
  const proxy = await startTroubleProxy(receiver.url)
  onTestFinished(async () => {
    await proxy.close()
    await receiver.close()
  })
  receiver.accounts.set('svc', { enabled: true, sessions: 0, activeCredentials: [] })
  const connector = connectorOf(SHARED_SIGNALS, settings(proxy.url))
  const step = await stepOf(connector, { action: 'disable-identity', target: aTarget('svc'), undoes: null })
  const key = { idempotencyKey: 'pl_2-1', fence: 1 }
  proxy.trouble = 'answer-lost'
  expect((await connector.execute(step, key, AbortSignal.timeout(2_000))).kind).toBe('unknown')
  proxy.trouble = null
  expect((await connector.verify(step, key, AbortSignal.timeout(2_000))).effect).toBe('present')
  await connector.execute({ ...step }, key, AbortSignal.timeout(2_000))
  expect(receiver.changes).toEqual(['account-disabled svc'])
})

test('a receiver that does not take our key says why, and nothing is called done', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  receiver.accounts.set('svc', { enabled: true, sessions: 0, activeCredentials: [] })
  const other = await generateKeyPair('RS256', { extractable: true })
  const pem = await exportPKCS8(other.privateKey)
  const connector = connectorOf(SHARED_SIGNALS, { ...settings(receiver.url), privateKey: pem })
  const step = await stepOf(connector, { action: 'disable-identity', target: aTarget('svc'), undoes: null })
  const answer = await connector.execute(step, { idempotencyKey: 'pl_3-1', fence: 1 }, AbortSignal.timeout(5_000))
  expect(answer).toMatchObject({ kind: 'refused', reason: expect.stringContaining('authentication_failed') as string })
})
