import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { type Caller, callAs, deliver } from './caller.ts'
import { test as base, expect, expectAccessible } from './fixtures.ts'
import { listen } from './listen.ts'

const FINDING = JSON.parse(
  fs.readFileSync(
    path.resolve(import.meta.dirname, '../mocks/fixtures/guardduty/aws-samples-iam-finding.json'),
    'utf8',
  ),
) as Record<string, object>

/** A service with accounts and keys that can be switched off, and whose answers can be lost. */
interface Ledger {
  readonly url: string
  /** What was sent to it. */
  readonly sent: readonly string[]
  /** Opened or closed by somebody else. */
  set(name: string, state: 'on' | 'off'): void
  /** The next call does its work, the answer is lost, and it says nothing until it is well again. */
  loseAnswer(): void
  recover(): void
}

const test = base.extend<{ ledger: Ledger }>({
  ledger: async ({ browserName: _browser }, use) => {
    const states = new Map<string, string>()
    const sent: string[] = []
    let trouble: 'none' | 'next' | 'silent' = 'none'
    const server = http.createServer((request, response) => {
      const [, , name = '', verb = ''] = (request.url ?? '').split('/')
      const answer = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (request.method === 'GET') {
        if (trouble === 'silent') return answer(503, {})
        return name === 'sluicegate-health' ? answer(404, {}) : answer(200, { state: states.get(name) ?? 'on' })
      }
      sent.push(`${name} ${verb}`)
      states.set(name, verb)
      if (trouble !== 'next') return answer(200, {})
      trouble = 'silent'
      return request.socket.destroy()
    })
    const { url, stop } = await listen(server)
    await use({
      url,
      sent,
      set: (name, state) => states.set(name, state),
      loseAnswer: () => (trouble = 'next'),
      recover: () => (trouble = 'none'),
    })
    stop()
  },
})
test.use({ gatewayEnvironment: { SLUICEGATE_OUTBOUND: 'loopback' } })
test.setTimeout(420_000)

test('an answer that is lost is in doubt until the target was asked; what others open again is told; what was closed already is theirs', async ({
  gateway,
  ledger,
  ines,
}) => {
  const integrator = await callAs(gateway, 'pe_sample_ivo')
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const approver = await callAs(gateway, 'pe_sample_noor')
  await connect(integrator, ledger, 'identity', '{account}')
  const { page } = ines

  // Done once, and nobody knows: asked before anything is sent again.
  const first = await propose(integrator, analyst, 'ledger-writer', 'disable-identity')
  ledger.loseAnswer()
  await approve(approver, first)
  await page.goto(`${gateway.origin}/plans/${first.summary.id}`)
  await expect(page.getByText('In doubt: asking the target what is true before anything is sent again')).toBeVisible()
  await expect(page.getByText(/^Sent, and the answer was lost:/)).toBeVisible()
  await expect(page.getByText(/^Asked what is true: The service answered 503/)).toBeVisible()
  await expectAccessible(page)
  ledger.recover()
  await expect(page.getByText('Contained', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  expect(ledger.sent).toEqual(['ledger-writer off'])

  // Somebody opens it again: said on the plan, on the alert and to whoever asked for it.
  ledger.set('ledger-writer', 'on')
  await expect(page.getByText(/^It was closed at .* and is open again, seen at/)).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Done, open again' })).toBeVisible()
  await expectAccessible(page)
  await page.goto(`${gateway.origin}/alerts/${first.body.alert.id}`)
  await expect(page.getByText('was closed, is open again')).toBeVisible()
  await page.goto(`${gateway.origin}/notices`)
  await expect(page.getByText(/^What P-1 closed is open again/)).toBeVisible()
  expect(ledger.sent).toEqual(['ledger-writer off'])

  // What is as wished already is asked for nothing.
  const second = await propose(integrator, analyst, 'ledger-reader', 'disable-identity')
  ledger.set('ledger-reader', 'off')
  await approve(approver, second)
  await page.goto(`${gateway.origin}/plans/${second.summary.id}`)
  await expect(page.getByText('Already contained', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('It was so before: nothing was sent.')).toBeVisible()
  expect(ledger.sent).toEqual(['ledger-writer off'])
})

test('approving waits until the last line of the last target was on the screen', async ({ gateway, ledger, noor }) => {
  const integrator = await callAs(gateway, 'pe_sample_ivo')
  const analyst = await callAs(gateway, 'pe_sample_ines')
  await connect(integrator, ledger, 'credential', '{credential}')
  const plan = await propose(integrator, analyst, 'ledger-batch', 'deactivate-key', 3)
  const { page } = noor
  for (const height of [900, 800]) {
    await page.setViewportSize({ width: 1280, height })
    await page.goto(`${gateway.origin}/approvals?plan=${plan.summary.id}`)
    const approveButton = page.getByRole('button', { name: /^Approve/ })
    await expect(page.getByText('Look at every target first: the list goes on below.').last()).toBeVisible()
    await expect(approveButton).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('list', { name: /targets?/i }).evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await expect(approveButton).not.toHaveAttribute('aria-disabled', 'true')
  }
})

interface Plan {
  readonly summary: { readonly id: string }
  readonly body: { readonly alert: { readonly id: string } }
  readonly digest: string
}

function connect(integrator: Caller, { url }: Ledger, about: 'identity' | 'credential', name: string) {
  return integrator.ask('POST', '/api/connectors', {
    kind: 'http',
    name: `Ledger, ${about}`,
    values: {
      baseUrl: url,
      about,
      authorization: 'Bearer of-the-containment-client',
      close: `POST /it/${name}/off`,
      open: `POST /it/${name}/on`,
      read: `GET /it/${name}`,
      pointer: '/state',
      closed: '"off"',
    },
  })
}

/** An identity that only the ledger knows, an alert about it, and a plan. */
async function propose(integrator: Caller, analyst: Caller, name: string, action: string, keys = 1): Promise<Plan> {
  const keyId = `AKIA${name.toUpperCase().replaceAll('-', '')}`.padEnd(20, '0')
  const key = (id: string, below?: string) => ({
    id,
    kind: 'access-key',
    state: 'active',
    createdAt: null,
    rotatedAt: null,
    expiresAt: null,
    expiryKnown: true,
    lastUsedAt: null,
    ...(below === undefined ? {} : { below }),
  })
  const identity = {
    name,
    kind: 'service-account',
    names: [
      { kind: 'user-name', value: name },
      { kind: 'access-key-id', value: keyId },
    ],
    technicalOwner: 'Payments Data',
    trustDomain: '718290364482',
    criticality: 2,
    environment: 'prod',
    tenancy: 'dedicated',
    privilege: 'write',
    consumersKnown: true,
    validatedAt: Date.now(),
    credentials: [
      key(keyId),
      ...Array.from({ length: keys }, (_, i) => key(`${name}-grant-of-a-downstream-${i}`, keyId)),
    ],
  }
  await integrator.ask('POST', '/api/identities/import?format=ndjson', JSON.stringify(identity), {
    'Content-Type': 'application/x-ndjson',
  })
  const at = new Date(Date.now() - 60_000).toISOString()
  await deliver(integrator, 'guardduty', [
    {
      ...FINDING,
      id: `finding-${name}`,
      arn: `arn:aws:guardduty:us-east-1:718290364482:detector/x/finding/${name}`,
      title: `API of ${name} was called from a known bad address`,
      updatedAt: at,
      resource: { accessKeyDetails: { accessKeyId: keyId, userType: 'IAMUser', userName: name } },
      service: { ...FINDING['service'], eventFirstSeen: at, eventLastSeen: at },
    },
  ])
  const { items } = await analyst.ask<{ items: readonly { id: string }[] }>('GET', `/api/alerts?text=${name}`)
  const reason = 'Called from an address that nobody of us has'
  return analyst.ask('POST', '/api/plans', { alertId: items[0]?.id, action, reason, exceedsCap: true })
}

function approve(approver: Caller, { summary, digest }: Plan) {
  return approver.ask('POST', `/api/plans/${summary.id}/votes`, { choice: 'approve', digest, reason: 'Looked at it' })
}
