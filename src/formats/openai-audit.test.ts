import { expect, test } from 'vitest'
import { openaiAudit } from './openai-audit.ts'
import { describeTelemetry, fixturesOfOthers, recordOf, signalOf } from './telemetry-kit.ts'

const OPENAI = 'ai-agents/panther-openai-audit.ndjson'

describeTelemetry(openaiAudit, { own: [OPENAI], others: fixturesOfOthers('openai-audit') })

const read = (id: string) => signalOf(openaiAudit, recordOf(OPENAI, { id }))

test('a key made in a session affects the key; the person is the actor; seconds are seconds', () => {
  expect(read('audit_log-test002')).toMatchObject({
    id: 'audit_log-test002',
    title: 'api_key.created for Full Access Key by contractor@external.com',
    actor: {
      kind: 'human',
      label: 'contractor@external.com',
      names: [
        { kind: 'object-id', value: 'user-contractor789' },
        { kind: 'email', value: 'contractor@external.com' },
      ],
    },
    affected: [
      { kind: 'api-key', label: 'Full Access Key', names: [{ kind: 'token-id', value: 'key-suspicious001' }] },
    ],
    credentials: [{ id: 'key-suspicious001', kind: 'openai-api-key' }],
    network: { ip: '192.0.2.100', country: 'RO', city: 'Bucharest' },
    userAgent: 'curl/7.68.0',
    labels: { scopes: 'models:write, organization:write, all' },
    observedAt: 1_702_857_600_000,
    timeFlags: [],
    severity: 'unknown',
  })
})

test('a key that makes a key: the first acts, the second is affected, both are credentials', () => {
  const signal = read('audit_log-test005')
  expect(signal.actor).toMatchObject({ kind: 'api-key', names: [{ kind: 'token-id', value: 'key-parent001' }, {}, {}] })
  expect(signal.affected).toMatchObject([{ names: [{ value: 'key-child001' }] }])
  expect(signal.credentials.map((item) => item.id)).toEqual(['key-parent001', 'key-child001'])
})

test('a service account acts under its own id and that of its key', () => {
  expect(read('audit_log-scim003')).toMatchObject({
    actor: {
      kind: 'service-account',
      label: 'sa-automation001',
      names: [
        { kind: 'service-account', value: 'sa-automation001' },
        { kind: 'token-id', value: 'key-service001' },
      ],
    },
    affected: [],
    resources: [{ type: 'scim', id: 'org-abc123' }],
  })
})

test('a failed sign-in is a failure', () => {
  const record = { ...recordOf(OPENAI, { id: 'audit_log-test008' }), type: 'login.failed' }
  expect(signalOf(openaiAudit, record).call?.outcome).toBe('failure')
})

test('a page of the API is taken apart', () => {
  const record = recordOf(OPENAI, { id: 'audit_log-test001' })
  expect(openaiAudit.unwrap?.({ object: 'list', data: [record], has_more: false })).toEqual([record])
  expect(openaiAudit.unwrap?.(record)).toBeNull()
})
