import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { githubParty } from './github-identity.ts'
import { githubWebhook } from './github-webhook.ts'
import { CONTEXT, describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const HOOKS = [
  'secret_scanning_alert.reopened',
  'deploy_key.created',
  'installation.created',
  'workflow_run.completed',
  'dependabot_alert.created',
  'push.1',
  'security_advisory.published',
  'meta.deleted',
].map((name) => `github/webhooks/${name}.json`)
const PANTHER = 'github/panther-webhook-selected.ndjson'

describeTelemetry(githubWebhook, { own: [...HOOKS, PANTHER], others: fixturesOfOthers('github-webhook') })

const body = (event: string): JsonObject => fixture(`github/webhooks/${event}.json`)[0] ?? {}
const read = (event: string, members: JsonObject = {}) =>
  signalOf(githubWebhook, { ...body(event), ...members }, { 'x-github-event': event.split('.')[0] ?? '' })

const leak = (alert: JsonObject, members: JsonObject = {}) =>
  read('secret_scanning_alert.reopened', {
    alert: { number: 7, secret_type: 'aws_access_key_id', secret_type_display_name: 'AWS access key', ...alert },
    ...members,
  })

test('a leaked secret is the affected identity; whoever touched the alert is the actor', () => {
  expect(read('secret_scanning_alert.reopened')).toMatchObject({
    form: 'finding',
    type: 'secret_scanning_alert.reopened',
    title: 'secret scanning alert reopened for adafruit_io_key on Codertocat/Hello-World by Codertocat',
    dedupKey: 'github-webhook:secret_scanning_alert/257423561/191',
    actor: { kind: 'human', label: 'Codertocat' },
    affected: [
      {
        kind: 'api-key',
        label: 'adafruit_io_key',
        names: [{ kind: 'other', value: 'Codertocat/Hello-World/security/secret-scanning/191' }],
      },
    ],
    credentials: [{ id: 'Codertocat/Hello-World/security/secret-scanning/191', kind: 'adafruit_io_key' }],
    severity: 'medium',
    sourceStatus: 'new',
    observedAt: null,
    timeFlags: ['absent'],
  })
})

test('a leak is critical in public, high while it works, else medium', () => {
  expect(leak({ publicly_leaked: true, validity: 'inactive' }).severity).toBe('critical')
  expect(leak({}, { action: 'publicly_leaked' }).severity).toBe('critical')
  expect(leak({ validity: 'active' })).toMatchObject({ severity: 'high', severityOriginal: 'active' })
  expect(leak({ validity: 'unknown' }).severity).toBe('medium')
})

test('the secret itself, which an old schema lists, is never in the signal', () => {
  expect(JSON.stringify(leak({ secret: 'hunter2-but-longer-than-that' }))).not.toContain('hunter2')
})

test('a resolved alert says so, under the same dedup key', () => {
  const open = leak({ state: 'open', updated_at: '2026-03-02T09:00:00Z' })
  const resolved = leak(
    { state: 'resolved', resolution: 'revoked', updated_at: '2026-03-02T10:00:00Z' },
    { action: 'resolved' },
  )
  expect(resolved.sourceStatus).toBe('resolved')
  expect(resolved.dedupKey).toBe(open.dedupKey)
  expect(resolved.id).not.toBe(open.id)
  expect(resolved.observedAt).toBe(Date.UTC(2026, 2, 2, 10))
})

test('a deploy key is affected by its repository and its id, and its text is not kept', () => {
  const signal = read('deploy_key.created')
  expect(signal).toMatchObject({
    form: 'event',
    severity: 'unknown',
    affected: [
      {
        kind: 'api-key',
        label: 'hey-its-a-deploy-key',
        names: [
          { kind: 'deploy-key', value: 'Codertocat/Hello-World/keys/100' },
          { kind: 'deploy-key', value: '100' },
        ],
      },
    ],
    credentials: [{ id: '100', kind: 'github-deploy-key' }],
    observedAt: Date.UTC(2019, 3, 2, 17, 37, 7),
  })
  expect(JSON.stringify(signal)).not.toContain('ssh-rsa')
})

test('an installation affects the app, with what it may do; its epoch time is in seconds', () => {
  expect(read('installation.created')).toMatchObject({
    actor: { label: 'Codertocat' },
    affected: [
      {
        kind: 'oauth-app',
        label: 'app 29310',
        names: [
          { kind: 'app-id', value: '29310' },
          { kind: 'object-id', value: '957387' },
        ],
      },
    ],
    account: 'Codertocat',
    labels: { permissions: expect.stringContaining('administration:write') },
    observedAt: 1_557_933_591_000,
    timeFlags: [],
  })
})

test('a run affects the pipeline, under the name that clouds know it by', () => {
  expect(read('workflow_run.completed')).toMatchObject({
    actor: { label: 'Codertocat' },
    affected: [
      {
        kind: 'ci-pipeline',
        label: 'octo-org/octo-repo test.yml',
        names: [
          { kind: 'other', value: 'octo-org/octo-repo/.github/workflows/test.yml' },
          { kind: 'other', value: 'repo:octo-org/octo-repo:ref:refs/heads/master' },
        ],
      },
    ],
    call: { outcome: 'success' },
  })
})

test("a push is timed by GitHub's clock and not by its commits, which their author dates", () => {
  const signal = read('push.1', { head_commit: { timestamp: '2001-01-01T00:00:00Z' } })
  expect(signal).toMatchObject({ observedAt: 1_557_933_657_000, timeFlags: [] })
})

test("GitHub's scanner raises an alert; it is not who did it", () => {
  expect(read('dependabot_alert.created')).toMatchObject({
    form: 'finding',
    title: 'dependabot alert created for semver on wolfy1339/pika-pack',
    actor: null,
    severity: 'medium',
    severityOriginal: 'medium',
  })
})

test('the event is told from the header, else from the keys', () => {
  for (const file of HOOKS) {
    const event = /webhooks\/([a-z_]+)/.exec(file)?.[1] ?? ''
    expect(signalOf(githubWebhook, fixture(file)[0] ?? {}).labels['event']).toBe(event)
  }
  const named = signalOf(githubWebhook, body('push.1'), { 'x-github-event': 'delete' })
  expect(named.labels['event']).toBe('delete')
})

test('a delivery sent again is the same record', () => {
  const headers = { 'x-github-event': 'push', 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' }
  expect(signalOf(githubWebhook, body('push.1'), headers).id).toBe('72d3162e-cc78-11e3-81ab-4c9367dc0958')
})

test('a link that is no https address is dropped', () => {
  expect(leak({ html_url: 'https://github.com/o/r/security/secret-scanning/7' }).link).toContain('https://github.com/')
  expect(leak({ html_url: 'javascript:alert(1)' }).link).toBeNull()
})

test.each([
  [{ login: 'renovate[bot]', id: 1, type: 'Bot' }, 'bot'],
  [{ login: 'renovate[bot]', id: 1 }, 'bot'],
  [{ login: 'Copilot', id: 3, type: 'Bot' }, 'ai-agent'],
  [{ login: 'Copilot', id: 3, type: 'User' }, 'human'],
  [{ login: 'github', id: 9919, type: 'Organization' }, 'cloud-service'],
  [{ login: 'ana', id: 2, type: 'User' }, 'human'],
])('the account %o is of kind %s', (account, kind) => {
  expect(githubParty(account)?.kind).toBe(kind)
})

test('a body of which nothing tells the event is refused', () => {
  expect(githubWebhook.normalise({ hello: 'world' }, CONTEXT)).toMatchObject({ ok: false })
})
