import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { WrongSetting } from '../kind.ts'
import { PUBLIC_ONLY } from '../outbound/address.ts'
import type { Delivery } from '../outbound/deliver.ts'
import { connectorOf, stepOf, TOOLS } from '../testing/tools.ts'
import { rigOf, SECRET, startReceiver, wishOn } from './test-receiver.ts'
import { WEBHOOK } from './webhook-kind.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)

describeConnector(
  'webhook as people connect it, with a status address of its own',
  async () => {
    const receiver = await startReceiver()
    const statusUrl = new URL('/read-back?team=soc', receiver.url).href
    return rigOf(receiver, connectorOf(WEBHOOK, { url: `${receiver.url}/ `, statusUrl, secret: ` ${SECRET}\n` }))
  },
  { lacks: {} },
)

test('what is read back is asked at the status address, with the id in its query beside what stands there', async () => {
  const asked: Delivery[] = []
  const url = 'https://tines.example/webhook/a?team=soc'
  const status = async (settings: Record<string, string>) => {
    const connector = WEBHOOK.create(
      { id: 'co_1', name: 'Flow', values: { url, secret: SECRET, ...settings } },
      {
        ...TOOLS,
        deliver: (delivery) => {
          asked.push(delivery)
          return Promise.resolve({ status: 404, body: '', isCut: false, retryAfter: null, headers: {} })
        },
      },
    )
    await connector.verify(await stepOf(connector, wishOn('svc-billing')), KEY, soon())
    await connector.health(soon())
    return asked.splice(0).map((one) => `${one.method} ${one.url}`)
  }
  expect(await status({ statusUrl: 'https://tines.example/webhook/b?team=soc' })).toEqual([
    'GET https://tines.example/webhook/b?team=soc&id=pl_1-1',
    'GET https://tines.example/webhook/b?team=soc&id=health',
  ])
  expect(await status({})).toEqual([
    'GET https://tines.example/webhook/a/status?team=soc&id=pl_1-1',
    'GET https://tines.example/webhook/a/status?team=soc&id=health',
  ])
})

test('C13 an address inside is refused at its field, that of the status too', () => {
  for (const field of ['url', 'statusUrl']) {
    for (const address of ['https://169.254.169.254/x', 'https://10.0.0.7/x', 'http://example.com/x', 'nonsense']) {
      const values = { url: 'https://hooks.example/x', secret: SECRET, [field]: address }
      const making = () => WEBHOOK.create({ id: 'co_1', name: 'Flow', values }, { ...TOOLS, reach: PUBLIC_ONLY })
      expect(fieldOf(making)).toBe(field)
    }
  }
})

test('C16 a secret that is none is refused at its field and not repeated', () => {
  for (const secret of ['hunter2', 'whsec_c2hvcnQ=', 'whsec_']) {
    const making = () => connectorOf(WEBHOOK, { url: 'https://hooks.example/x', secret })
    expect(fieldOf(making)).toBe('secret')
    expect(making).not.toThrow(/hunter2|c2hvcnQ/)
  }
})

test('a receiver does what it is said to do with the way back of each, for the identities that it answers for', async () => {
  const connector = connectorOf(WEBHOOK, {
    url: 'https://hooks.example/x',
    secret: SECRET,
    actions: 'deactivate-key\n revoke-grants',
    accounts: 'svc-billing\nAKIAEXAMPLE000000001',
  })
  expect(connector.actions.toSorted()).toEqual(['deactivate-key', 'reactivate-key', 'revoke-grants'])
  expect(connector.takesAnyName).toBeUndefined()
  const named = { name: 'billing', names: [{ kind: 'access-key-id' as const, value: 'AKIAEXAMPLE000000001' }] }
  expect(await connector.accountOf(named)).toBe('AKIAEXAMPLE000000001')
  expect(await connector.accountOf({ name: 'svc-other', names: [] })).toBeNull()
  expect(await connector.plan(wishOn('svc-billing'))).toMatchObject({ ok: true })
  expect(await connector.plan(wishOn('svc-other'))).toMatchObject({ ok: false })
  expect(await connector.plan({ ...wishOn('svc-billing'), action: 'disable-identity' })).toMatchObject({ ok: false })
})

test('one that is told nothing more does everything and is asked for any name, after all that know theirs', async () => {
  const connector = connectorOf(WEBHOOK, { url: 'https://hooks.example/x', secret: SECRET, actions: ' \n' })
  expect(connector.actions).toEqual(WEBHOOK.actions)
  expect(connector.takesAnyName).toBe(true)
  expect(await connector.accountOf({ name: 'svc-other', names: [] })).toBe('svc-other')
})

test('an action that is none is refused at its field', () => {
  const values = { url: 'https://hooks.example/x', secret: SECRET, actions: 'deactivate-key\nrm -rf' }
  expect(fieldOf(() => connectorOf(WEBHOOK, values))).toBe('actions')
})

test('the receiver believes what the form’s secret signs, and nothing else', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  const other = `whsec_${btoa('another-secret-of-thirty-two-bytes')}`
  for (const [secret, kind] of [
    [SECRET, 'accepted'],
    [other, 'refused'],
  ] as const) {
    const connector = connectorOf(WEBHOOK, { url: receiver.url, secret })
    const step = await stepOf(connector, wishOn('svc-billing'))
    expect(await connector.execute(step, { ...KEY, idempotencyKey: secret.slice(-9) }, soon())).toMatchObject({ kind })
  }
  expect([receiver.effects.size, receiver.forged.length]).toEqual([1, 1])
})

function fieldOf(making: () => unknown): string | null {
  try {
    making()
    return null
  } catch (error) {
    return error instanceof WrongSetting ? error.field : 'another error'
  }
}
