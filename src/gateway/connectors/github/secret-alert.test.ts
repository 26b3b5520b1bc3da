import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { GITHUB_SECRET_ALERT } from './secret-alert.ts'

/*
 * A server that answers as GitHub's REST documents show it. It was never tried against GitHub itself, and the product says so.
 */

const KEY = { idempotencyKey: 'pl_1-2', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const SETTINGS = { token: 'github_pat_example', repositories: 'octo/reports\nocto/other' }
const pathOf = (number: number, repository = 'octo/reports') => `${repository}/security/secret-scanning/${number}`
const wishOn = (account: string, ...credentialIds: string[]) => ({
  action: 'resolve-secret-alert' as const,
  target: aTarget(account, { credentialIds }),
  undoes: null,
})

describeConnector(
  'GitHub secret scanning alert in its recorded wire format',
  async () => {
    const github = await startGitHub()
    const proxy = await startTroubleProxy(github.url)
    let made = 42
    return {
      connector: connectorOf(GITHUB_SECRET_ALERT, { baseUrl: proxy.url, ...SETTINGS }),
      wish: wishOn(pathOf(42)),
      wishOn: (account) => {
        made += 1
        return Promise.resolve(wishOn(account, pathOf(made)))
      },
      effects: () => Promise.resolve(github.changes),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => {
        const alert = github.alerts.get(42)
        if (alert !== undefined) github.alerts.set(42, { ...alert, resolved_at: '2026-03-03T00:00:00Z' })
        return Promise.resolve()
      },
      close: async () => {
        await proxy.close()
        await github.close()
      },
    }
  },
  { lacks: {}, containment: 'not-contained' },
)

test('an alert is resolved as revoked with the step named, opened again, and its secret is never asked for', async () => {
  const { github, connector } = await openGitHub()
  const step = await stepOf(connector, wishOn('leaked key', 'some-key', pathOf(42)))
  expect(step.request).toMatchObject({
    aim: { ref: { repository: 'octo/reports', number: 42, secretType: 'aws_access_key_id' } },
  })
  const path = '/repos/octo/reports/secret-scanning/alerts/42'
  const comment = (step: string) => `Revoked and read back by Sluicegate before this: step ${step}.`
  const body = { state: 'resolved', resolution: 'revoked', resolution_comment: comment('(the id of this step)') }
  expect((step.request as { sends: object }).sends).toEqual({ method: 'PATCH', path, body })
  await connector.execute(step, KEY, soon())
  const after = await connector.verify(step, KEY, soon())
  expect(after).toMatchObject({
    effect: 'present',
    detail: 'The alert is resolved as revoked. GitHub last found the secret inactive.',
  })
  const undo = await stepOf(connector, {
    action: 'reopen-secret-alert',
    target: step.target,
    undoes: { step, left: after.left },
  })
  await connector.execute(undo, { ...KEY, idempotencyKey: 'pl_2-1' }, soon())
  const sent = github.asked.filter(({ method }) => method === 'PATCH')
  expect(sent.map((one) => [one.path, JSON.parse(one.body)])).toEqual([
    [path, { ...body, resolution_comment: comment('pl_1-2') }],
    [path, { state: 'open' }],
  ])
  expect(
    github.asked.filter(({ method }) => method === 'GET').every((one) => one.path.endsWith('?hide_secret=true')),
  ).toBe(true)
})

test('what somebody resolved otherwise is not written over, and 404 is never taken for an alert that is gone', async () => {
  const { github, connector } = await openGitHub()
  const step = await stepOf(connector, wishOn(pathOf(42)))
  github.alerts.set(42, { state: 'resolved', resolution: 'false_positive', resolved_at: '2026-03-02T00:00:00Z' })
  expect(await connector.plan(wishOn(pathOf(42)))).toMatchObject({
    ok: false,
    reason: 'Somebody resolved alert 42 as false_positive.',
  })
  github.isHidden = true
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'unknown' })
  expect(await connector.plan(wishOn(pathOf(42)))).toMatchObject({ ok: false })
})

test('an alert of a repository that is not set, two at once and a name that is none are refused', async () => {
  const { github, connector } = await openGitHub()
  for (const wish of [
    wishOn(pathOf(1, 'octo/secret')),
    wishOn(pathOf(1), pathOf(1), pathOf(2, 'octo/other')),
    wishOn('octo/reports/../x/security/secret-scanning/1'),
    wishOn('key'),
  ])
    expect(await connector.plan(wish)).toMatchObject({ ok: false })
  expect(github.asked).toEqual([])
  const identity = { name: 'AWS key', names: [{ kind: 'other' as const, value: pathOf(7) }] }
  expect(await connector.accountOf(identity)).toBe(pathOf(7))
  for (const repositories of ['octo', 'octo/..', 'octo/reports/x'])
    expect(() => connectorOf(GITHUB_SECRET_ALERT, { baseUrl: github.url, ...SETTINGS, repositories })).toThrow(
      'is no owner',
    )
})

async function openGitHub() {
  const github = await startGitHub()
  onTestFinished(() => github.close())
  return { github, connector: connectorOf(GITHUB_SECRET_ALERT, { baseUrl: github.url, ...SETTINGS }) }
}

interface Stored {
  readonly state: 'open' | 'resolved'
  readonly resolution: string | null
  readonly resolved_at: string | null
}

/** Every number is an alert that is open at first. */
async function startGitHub() {
  const state = { alerts: new Map<number, Stored>(), changes: 0, isHidden: false }
  const open: Stored = { state: 'open', resolution: null, resolved_at: null }
  const answer = ({ method, path, body }: Asked): Answer => {
    if (path === '/rate_limit') return { status: 200, body: '{"resources":{}}' }
    if (state.isHidden) return { status: 404, body: '{"message":"Not Found"}' }
    const number = Number(/alerts\/(\d+)/.exec(path)?.[1])
    if (method === 'PATCH') {
      const { state: wanted, resolution = null } = JSON.parse(body) as { state: Stored['state']; resolution?: string }
      const alert = state.alerts.get(number) ?? open
      if (alert.state !== wanted) state.changes += 1
      const at = `2026-03-02T09:00:${String(state.changes).padStart(2, '0')}Z`
      state.alerts.set(number, wanted === 'open' ? open : { state: wanted, resolution, resolved_at: at })
    }
    const alert = state.alerts.get(number) ?? open
    return {
      status: 200,
      body: JSON.stringify({ number, secret_type: 'aws_access_key_id', validity: 'inactive', ...alert }),
    }
  }
  const server = await startServer(answer)
  return Object.assign(state, { url: server.url, asked: server.asked, close: () => server.close() })
}
