import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { stolenRoleEvent } from '../testing/records.ts'
import { type ServerProcess, startServer } from '../testing/server-process.ts'

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes or so').toString('base64')}`
const ROLES = ['ledger', 'reports', 'backup', 'mailer'] as const

test('D1 kill -9 of the server while its steps are at the target: after the restart none runs twice, and all are read back', async () => {
  const target = await startTarget()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-crash-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  const first = await startWith(folder, target.url)
  const owner = await callerOf(first)
  const { link } = await owner.post<{ link: string }>('/people', { name: 'Bo', team: 'SOC', roles: ['approver'] })
  const approver = await callerOf(first, link.split('#')[1])
  const plans = await proposeForAll(owner)
  for (const plan of plans) {
    await approver.post(`/plans/${plan.summary.id}/votes`, { choice: 'approve', digest: plan.digest, reason: '' })
  }
  await target.busy
  await first.kill()
  target.answerFromNowOn()

  const second = await startWith(folder, target.url)
  const later = owner.at(second.origin)
  const ended = await Promise.all(plans.map((plan) => untilOver(later, plan.summary.id)))
  await second.kill()
  expect(ended.map((plan) => [plan.state, plan.containment])).toEqual(ROLES.map(() => ['done', 'contained']))
  expect([...target.done].sort()).toEqual(plans.map((plan) => `${plan.summary.id}-1`).sort())
  expect(target.forged).toBe(0)
}, 240_000)

interface Target {
  readonly url: string
  /** One entry per delivery: this target does not deduplicate, so a second call would show. */
  readonly done: string[]
  forged: number
  /** Resolves once steps are with the target and have no answer yet. */
  readonly busy: Promise<void>
  answerFromNowOn(): void
}

/** Acts at once and then keeps the caller waiting. */
async function startTarget(): Promise<Target> {
  const busy = Promise.withResolvers<void>()
  let isAnswering = false
  const webhook = new Webhook(SECRET)
  const target = { done: [] as string[], forged: 0 }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      try {
        webhook.verify(Buffer.concat(chunks).toString('utf8'), request.headers as Record<string, string>, {
          jsonParse: false,
        })
      } catch {
        target.forged += 1
        response.writeHead(401).end()
        return
      }
      const id = String(request.headers['webhook-id'])
      if (request.method === 'GET') {
        response.end(JSON.stringify({ state: target.done.includes(id) ? 'present' : 'absent', detail: '' }))
        return
      }
      target.done.push(id)
      if (isAnswering) response.writeHead(202).end()
      else busy.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return Object.assign(target, {
    url: `http://127.0.0.1:${port}/steps`,
    busy: busy.promise,
    answerFromNowOn: () => {
      isAnswering = true
    },
  })
}

interface Caller {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T>
  /** The same session at another address of the same gateway. */
  at(origin: string): Caller
}

/** The server with a webhook as its target. */
async function startWith(folder: string, webhook: string): Promise<ServerProcess> {
  const server = await startServer(folder, {
    env: {
      SLUICEGATE_WEBHOOK_URL: webhook,
      SLUICEGATE_WEBHOOK_SECRET: SECRET,
      SLUICEGATE_WEBHOOK_ALLOW_LOOPBACK: '1',
    },
  })
  onTestFinished(() => server.kill())
  return server
}

async function callerOf(server: ServerProcess, token?: string): Promise<Caller> {
  return callerAt(server.origin, await server.signIn(token))
}

function callerAt(origin: string, cookie: string): Caller {
  const read = async <T>(answer: Response): Promise<T> => {
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as T
  }
  return {
    get: async (address) => read(await fetch(`${origin}/api${address}`, { headers: { cookie } })),
    post: async (address, body, headers = {}) =>
      read(
        await fetch(`${origin}/api${address}`, {
          method: 'POST',
          headers: {
            cookie,
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
            ...headers,
          },
          body: JSON.stringify(body),
        }),
      ),
    at: (other) => callerAt(other, cookie),
  }
}

/** Describes the roles, lets each be stolen, and proposes to end its sessions. */
async function proposeForAll(owner: Caller): Promise<readonly PlanView[]> {
  await owner.post('/identities/import?format=json', ROLES.map(describedRole))
  await owner.post(
    '/ingest/auto',
    ROLES.map((role) => stolenRoleEvent(`event-${role}`, { userIdentity: sessionOf(role) })),
  )
  const { items } = await owner.get<{ items: AlertRow[] }>('/alerts')
  expect(new Set(items.map((alert) => alert.identityName))).toEqual(new Set(ROLES))
  const plans: PlanView[] = []
  for (const alert of items) {
    const wish = { alertId: alert.id, action: 'revoke-session', reason: 'Used from elsewhere', exceedsCap: false }
    plans.push(await owner.post<PlanView>('/plans', wish))
  }
  return plans
}

function describedRole(name: string) {
  return {
    name,
    kind: 'cloud-role',
    names: [{ kind: 'arn', value: `arn:aws:iam::111122223333:role/${name}` }],
    environment: 'prod',
    technicalOwner: 'SOC',
    trustDomain: 'aws:111122223333',
    criticality: 3,
    privilege: 'admin',
    tenancy: 'dedicated',
    sensitiveResources: 2,
    consumersKnown: true,
    validatedAt: Date.now() - 60_000,
  }
}

function sessionOf(role: string) {
  return {
    type: 'AssumedRole',
    principalId: `AROA${role.toUpperCase()}:i-0dbc91f429e48eeed`,
    arn: `arn:aws:sts::111122223333:assumed-role/${role}/i-0dbc91f429e48eeed`,
    accountId: '111122223333',
    accessKeyId: `ASIA${role.toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROA${role.toUpperCase()}`,
        arn: `arn:aws:iam::111122223333:role/${role}`,
        accountId: '111122223333',
        userName: role,
      },
      attributes: { creationDate: '2026-03-02T08:00:00Z', mfaAuthenticated: 'false' },
    },
  }
}

const OVER: ReadonlySet<string> = new Set(['done', 'failed', 'expired', 'void', 'cancelled'])

async function untilOver(caller: Caller, id: string): Promise<PlanView> {
  for (;;) {
    const plan = await caller.get<PlanView>(`/plans/${id}`)
    if (OVER.has(plan.state)) return plan
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
