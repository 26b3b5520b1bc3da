import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { GENERIC_HTTP } from './generic-http.ts'

const TEMPLATE = {
  about: 'identity',
  authorization: 'Bearer right',
  close: 'PATCH /accounts/{account}\n{"state": "disabled", "by": {"name": "{account}"}}',
  open: 'PATCH /accounts/{account}\n{"state": "enabled"}',
  read: 'GET /accounts/{account}',
  pointer: '/state/now',
  closed: '"disabled"',
}

const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

/** Accounts by name, each with a version that changes with every change. */
async function startAccounts() {
  const accounts = new Map<string, { state: string; version: number }>()
  const changes: string[] = []
  const server = await startServer(({ method, path, headers, body }) => {
    if (headers.authorization !== 'Bearer right') return { status: 401 }
    const name = decodeURIComponent(path.slice('/accounts/'.length))
    const account = path.startsWith('/accounts/') ? accounts.get(name) : undefined
    if (account === undefined) return { status: 404, body: '{}' }
    if (method === 'PATCH') {
      const { state } = JSON.parse(body) as { state: string }
      if (state !== account.state) changes.push(`${name} ${state}`)
      Object.assign(account, { state, version: account.version + 1 })
    }
    return {
      status: 200,
      body: JSON.stringify({ name, state: { now: account.state } }),
      headers: { etag: `"${account.version}"` },
    }
  })
  return { ...server, accounts, changes }
}

describeConnector(
  'HTTP template',
  async () => {
    const server = await startAccounts()
    const proxy = await startTroubleProxy(server.url)
    const add = (name: string) => server.accounts.set(name, { state: 'enabled', version: 1 })
    add('svc-billing')
    return {
      connector: connectorOf(GENERIC_HTTP, { ...TEMPLATE, baseUrl: proxy.url }),
      wish: wishOn('svc-billing'),
      wishOn: (account) => {
        add(account)
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(server.changes.length),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => {
        Object.assign(server.accounts.get('svc-billing') ?? {}, { version: 99 })
        return Promise.resolve()
      },
      close: async () => {
        await proxy.close()
        await server.close()
      },
    }
  },
  { lacks: {} },
)

test('a template in which a value could become more than a value is refused', () => {
  for (const [changes, field] of [
    [{ close: 'POST /x?name={account}' }, 'close'],
    [{ close: 'POST /accounts-{account}/off' }, 'close'],
    [{ close: 'CONNECT /x' }, 'close'],
    [{ close: 'POST x' }, 'close'],
    [{ close: 'POST /x\n{not json}' }, 'close'],
    [{ read: 'POST /x' }, 'read'],
    [{ closed: 'disabled' }, 'closed'],
    [{ about: 'everything' }, 'about'],
    [{ pointer: 'state' }, 'pointer'],
  ] as const) {
    const make = () => connectorOf(GENERIC_HTTP, { ...TEMPLATE, baseUrl: 'https://api.example.com', ...changes })
    expect(make, JSON.stringify(changes)).toThrow(expect.objectContaining({ field }) as Error)
  }
})

test('a parameter stands for a whole JSON text only: text around it stays as it is written', async () => {
  const server = await startAccounts()
  server.accounts.set('svc', { state: 'enabled', version: 1 })
  const close = 'PATCH /accounts/{account}\n{"state": "disabled", "note": "about {account}"}'
  const connector = connectorOf(GENERIC_HTTP, { ...TEMPLATE, close, baseUrl: server.url })
  const plan = await connector.plan(wishOn('svc'))
  expect(plan).toMatchObject({ request: { sends: { body: { note: 'about {account}' }, path: '/accounts/svc' } } })
  await server.close()
})

test('a consumer is re-pointed by a template where the service knows it, and asked for by its name alone', async () => {
  const server = await startAccounts()
  onTestFinished(() => server.close())
  server.accounts.set('Billing', { state: 'enabled', version: 1 })
  const connector = connectorOf(GENERIC_HTTP, { ...TEMPLATE, about: 'consumer', baseUrl: server.url })
  expect(connector.actions).toEqual(['repoint-consumer', 'point-back-consumer'])
  expect(await connector.accountOf({ name: 'Billing', names: [] })).toBe('Billing')
  expect(await connector.accountOf({ name: 'Unknown', names: [] })).toBeNull()
  const step = await stepOf(connector, { action: 'repoint-consumer', target: aTarget('Billing'), undoes: null })
  const key = { idempotencyKey: 'pl_1-2', fence: 1 }
  const soon = () => AbortSignal.timeout(5_000)
  expect(await connector.verify(step, key, soon())).toMatchObject({ effect: 'absent' })
  expect((await connector.execute(step, key, soon())).kind).toBe('accepted')
  expect(await connector.verify(step, key, soon())).toMatchObject({ effect: 'present' })
})
