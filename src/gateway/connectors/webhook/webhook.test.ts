import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { aPlanBody } from '../../../testing/builders.ts'
import { describeConnector } from '../conformance.ts'
import type { Connector } from '../connector.ts'
import { mayConnect, PUBLIC_ONLY, type Reach, readReach, whyNotUrl } from '../outbound/address.ts'
import { deliverOverNode } from '../outbound/deliver-node.ts'
import { readSecret, signWebhook } from './sign.ts'
import { rigOf, SECRET, startReceiver } from './test-receiver.ts'
import { createWebhook } from './webhook-connector.ts'

describeConnector(
  'webhook',
  async () => {
    const receiver = await startReceiver()
    return rigOf(receiver, connect(receiver.url))
  },
  { lacks: {} },
)

test('the published vector of Standard Webhooks is signed as published', () => {
  const headers = signWebhook(
    readSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330_000,
    '{"test": 2432232314}',
  )
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('the published library takes what we sign, and neither a changed body, nor an old or future time, nor another id', () => {
  const key = readSecret(SECRET)
  const library = new Webhook(SECRET)
  const now = Date.now()
  const headers = { ...signWebhook(key, 'pl_1-1', now, '{"a":1}') }
  expect(library.verify('{"a":1}', headers)).toEqual({ a: 1 })
  expect(() => library.verify('{"a":2}', headers)).toThrow(REFUSED)
  expect(() => library.verify('{ "a":1}', headers)).toThrow(REFUSED)
  expect(() => library.verify('{"a":1}', { ...headers, 'webhook-id': 'pl_2-1' })).toThrow(REFUSED)
  for (const offMs of [-6 * 60_000, 6 * 60_000]) {
    expect(() => library.verify('{"a":1}', { ...signWebhook(key, 'pl_1-1', now + offMs, '{"a":1}') })).toThrow(
      /timestamp/,
    )
  }
})

test('a step that is sent again carries the same id and a signature of its own, so a receiver acts once', async () => {
  const receiver = await startReceiver()
  try {
    const connector = connect(receiver.url)
    const step = await aStep(connector)
    await connector.execute(step, { idempotencyKey: 'pl_1-1', fence: 1 }, AbortSignal.timeout(1000))
    await connector.execute(step, { idempotencyKey: 'pl_1-1', fence: 2 }, AbortSignal.timeout(1000))
    expect(receiver.deliveries.map((delivery) => delivery.id)).toEqual(['pl_1-1', 'pl_1-1'])
    expect(receiver.effects.size).toBe(1)
    expect(receiver.forged).toEqual([])
  } finally {
    await receiver.close()
  }
})

test('what is sent holds exactly the approved request, and nothing of the alert', async () => {
  const receiver = await startReceiver()
  try {
    const connector = connect(receiver.url)
    const step = await aStep(connector)
    await connector.execute(step, { idempotencyKey: 'pl_1-1', fence: 3 }, AbortSignal.timeout(1000))
    const sent = JSON.parse(receiver.deliveries[0]?.body ?? '{}') as Record<string, unknown>
    const { id, fence, timestamp, ...approved } = sent
    expect(approved).toEqual(step.request)
    expect([id, fence, typeof timestamp]).toEqual(['pl_1-1', 3, 'string'])
  } finally {
    await receiver.close()
  }
})

test('a receiver with another secret refuses us, and the reason names the credential', async () => {
  const receiver = await startReceiver(`whsec_${Buffer.from('another secret, another receiver').toString('base64')}`)
  try {
    const connector = connect(receiver.url)
    const answer = await connector.execute(
      await aStep(connector),
      { idempotencyKey: 'pl_1-1', fence: 1 },
      AbortSignal.timeout(1000),
    )
    expect(answer).toMatchObject({ kind: 'refused', reason: expect.stringContaining('secret') as string })
    expect(receiver.effects.size).toBe(0)
  } finally {
    await receiver.close()
  }
})

test('Retry-After is kept, in seconds, and bounded', async () => {
  const receiver = await startReceiver()
  receiver.trouble = 'too-many'
  try {
    const connector = connect(receiver.url)
    const answer = await connector.execute(
      await aStep(connector),
      { idempotencyKey: 'pl_1-1', fence: 1 },
      AbortSignal.timeout(1000),
    )
    expect(answer).toMatchObject({ kind: 'unknown', retryAfterMs: 7_000 })
  } finally {
    await receiver.close()
  }
})

for (const [url, allowsLoopback] of [
  ['https://127.0.0.1/x', false],
  ['https://[::1]/x', false],
  ['https://0.0.0.0/x', true],
  ['https://169.254.169.254/latest/meta-data', true],
  ['https://2130706433/x', false],
  ['https://0x7f.1/x', false],
  ['https://0177.0.0.1/x', false],
  ['https://[::ffff:127.0.0.1]/x', false],
  ['https://[::ffff:10.0.0.1]/x', true],
  ['https://[64:ff9b::a00:1]/x', true],
  ['https://[fe80::1]/x', true],
  ['https://[fd00::1]/x', true],
  ['https://localhost./x', false],
  ['https://gateway.localhost/x', false],
  ['https://user@example.com/x', true],
  ['https://example.com:22/x', true],
  ['http://example.com/x', true],
  ['file:///etc/passwd', true],
  ['gopher://example.com/', true],
  ['unix:/var/run/docker.sock', true],
  ['not a url', true],
] as const) {
  test(`C13 ${url} is not called${allowsLoopback ? ', also where this machine may be' : ''}`, () => {
    const reach: Reach = { ...PUBLIC_ONLY, allowsLoopback }
    expect(whyNotUrl(url, reach)).not.toBeNull()
    expect(() => createWebhook({ url, secret: SECRET, reach, deliver: refuse, now: realTime })).toThrow(RangeError)
  })
}

test('C13 public addresses may be connected to, and only those', () => {
  const open = ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '8.8.8.8', '172.32.0.1']
  const closed =
    '10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ' +
    '2001:db8::1 2002:0a00:0001:: fe80::1%eth0 nonsense'
  expect([...open, ...closed.split(' ')].filter((address) => mayConnect(address, PUBLIC_ONLY))).toEqual(open)
})

test('C13 a name that leads inside is not called, also if only one of its addresses does', async () => {
  for (const found of [['10.0.0.1'], ['93.184.216.34', '169.254.169.254'], []]) {
    const deliver = deliverOverNode({
      reach: PUBLIC_ONLY,
      resolve: () => Promise.resolve(found.map((address) => ({ address, family: 4 }))),
    })
    const sent = deliver(
      { method: 'GET', url: 'https://hooks.example.com/x', headers: {}, body: '' },
      AbortSignal.timeout(1000),
    )
    await expect(sent).rejects.toMatchObject({ stage: 'forbidden' })
  }
})

test('C13 the address that was judged is the one that is connected to: the name is resolved once', async () => {
  const receiver = await startReceiver()
  let asked = 0
  const deliver = deliverOverNode({
    reach: HERE,
    resolve: () => {
      asked += 1
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }])
    },
  })
  const port = new URL(receiver.url).port
  const answer = await deliver(
    { method: 'GET', url: `http://rebind.localhost:${port}/`, headers: {}, body: '' },
    AbortSignal.timeout(1000),
  )
  expect([answer.status, asked]).toEqual([401, 1])
  await receiver.close()
})

test('C13 an internal range is called only where whoever runs the gateway allows it, and link-local never', () => {
  const reach = readReach('10.20.0.0/16, fd00::/8')
  const asked = ['10.20.3.4', '10.21.0.1', 'fd12::1', 'fe80::1', '127.0.0.1', '169.254.169.254', '8.8.8.8']
  expect(asked.filter((address) => mayConnect(address, reach))).toEqual(['10.20.3.4', 'fd12::1', '8.8.8.8'])
  expect(whyNotUrl('https://10.20.3.4/x', reach)).toBeNull()
  expect(whyNotUrl('https://10.20.3.4/x', PUBLIC_ONLY)).toMatch(/not an address of the public network/)
  for (const wrong of [
    '169.254.0.0/16',
    '169.254.169.254',
    'fe80::/10',
    '0.0.0.0/0',
    'vault.corp.example',
    '10.0.0.0/40',
  ]) {
    expect(() => readReach(wrong), wrong).toThrow(RangeError)
  }
})

test('a secret that is none is refused without being repeated', () => {
  for (const secret of ['', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_%%%', 'hunter2']) {
    const reading = () => readSecret(secret)
    expect(reading).toThrow(RangeError)
    expect(reading).not.toThrow(/hunter2|c2hvcnQ/)
  }
})

const HERE = readReach('loopback')
const REFUSED = /No matching signature found/

const realTime = () => Promise.resolve(Date.now())
const refuse = () => Promise.reject(new Error('nothing is sent here'))

function connect(url: string): Connector {
  return createWebhook({
    url,
    secret: SECRET,
    reach: HERE,
    deliver: deliverOverNode({ reach: HERE }),
    now: realTime,
  })
}

async function aStep(connector: Connector) {
  const template = aPlanBody().steps[0]
  if (template === undefined) throw new Error('the builder made a plan without steps')
  const wish = {
    action: 'deactivate-key' as const,
    target: { ...template.target, credentialIds: ['key-1'] },
    undoes: null,
  }
  const answer = await connector.plan(wish)
  if (!answer.ok) throw new Error(answer.reason)
  return { ...template, ...wish, request: answer.request as typeof template.request }
}
