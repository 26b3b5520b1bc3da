import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { SCIM } from './scim.ts'
import { startScim, TOKEN } from './test-service.ts'

const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

describeConnector(
  'scim against SCIMMY',
  async () => {
    const service = await startScim()
    const proxy = await startTroubleProxy(service.url)
    service.add('svc-billing')
    return {
      connector: connectorOf(SCIM, { baseUrl: `${proxy.url}/scim/v2`, token: TOKEN }),
      wish: wishOn('svc-billing'),
      wishOn: (account) => {
        service.add(account)
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(service.changes.length),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => {
        service.setActive('svc-billing', true)
        service.setActive('svc-billing', false)
        return Promise.resolve()
      },
      close: async () => {
        await proxy.close()
        await service.close()
      },
    }
  },
  { lacks: {}, containment: 'new-sessions-only' },
)

test('an account is found by its exact name, and one that the service does not know is not taken for another', async () => {
  const service = await startScim()
  onTestFinished(() => service.close())
  service.add('svc-billing')
  const connector = connectorOf(SCIM, { baseUrl: `${service.url}/scim/v2`, token: TOKEN })
  const names = [{ kind: 'user-name' as const, value: 'svc-billing' }]
  expect(await connector.accountOf({ name: 'Billing', names })).toBe('svc-billing')
  expect(await connector.accountOf({ name: 'svc-bill', names: [] })).toBeNull()
})

test('D12 a service that ignores the filter is filtered again, and one that answers for another account is not believed', async () => {
  const user = (id: string, userName: string) => ({ id, userName, active: false })
  let behindId = user('2', 'svc-billing')
  const service = await startServer(({ path }) => {
    const isList = path.startsWith('/scim/v2/Users?')
    const everybody = { Resources: [user('1', 'root'), user('2', 'svc-billing')] }
    return { status: 200, body: JSON.stringify(isList ? everybody : behindId) }
  })
  onTestFinished(() => service.close())
  const connector = connectorOf(SCIM, { baseUrl: `${service.url}/scim/v2`, token: TOKEN })
  const step = await stepOf(connector, wishOn('svc-billing'))
  expect(JSON.stringify(step.request)).toContain('/Users/2')
  expect(await connector.plan(wishOn('svc-bill'))).toMatchObject({ ok: false })
  const read = () => connector.verify(step, { idempotencyKey: 'pl_1-1', fence: 1 }, AbortSignal.timeout(2_000))
  expect(await read()).toMatchObject({ effect: 'present' })
  behindId = user('2', 'root')
  expect(await read()).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
})

test('with another token it is not well, and says that the secret must be renewed', async () => {
  const service = await startScim()
  onTestFinished(() => service.close())
  service.add('svc-billing')
  const connector = connectorOf(SCIM, { baseUrl: `${service.url}/scim/v2`, token: 'another' })
  expect(await connector.health(AbortSignal.timeout(2_000))).toMatchObject({ ok: false })
  expect(await connector.plan(wishOn('svc-billing'))).toMatchObject({ ok: false })
})

test('an address inside, a token with a line break, a missing scheme are refused before anything is stored', () => {
  for (const [values, field] of [
    [{ baseUrl: 'https://169.254.169.254/scim', token: TOKEN }, 'baseUrl'],
    [{ baseUrl: 'https://10.0.0.7/scim', token: TOKEN }, 'baseUrl'],
    [{ baseUrl: 'idp.example.com', token: TOKEN }, 'baseUrl'],
    [{ baseUrl: 'https://idp.example.com/scim', token: 'a\r\nX-Admin: 1' }, 'token'],
  ] as const) {
    expect(() => connectorOf(SCIM, values)).toThrow(expect.objectContaining({ field }) as Error)
  }
})
