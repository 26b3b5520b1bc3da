import { expect, test } from 'vitest'
import { anthropicActivity } from './anthropic-activity.ts'
import { describeTelemetry, fixturesOfOthers, recordOf, signalOf } from './telemetry-kit.ts'

const ANTHROPIC = 'ai-agents/panther-anthropic-activity.ndjson'

describeTelemetry(anthropicActivity, { own: [ANTHROPIC], others: fixturesOfOthers('anthropic-activity') })

test('a key of the API acts by its id', () => {
  expect(signalOf(anthropicActivity, recordOf(ANTHROPIC, { id: 'evt_01GHI789' }))).toMatchObject({
    title: 'claude chat access failed by key_01ABC',
    actor: { kind: 'api-key', label: 'key_01ABC', names: [{ kind: 'token-id', value: 'key_01ABC' }] },
    credentials: [{ id: 'key_01ABC', kind: 'anthropic-api-key' }],
    resources: [{ type: 'claude_chat', id: 'chat_01GHI', name: null }],
    account: 'org_123',
    network: { ip: '10.0.0.1' },
    observedAt: Date.UTC(2026, 3, 28, 8),
    severity: 'unknown',
    call: { outcome: 'failure' },
  })
})

test('an account that was removed is affected', () => {
  expect(signalOf(anthropicActivity, recordOf(ANTHROPIC, { type: 'org_user_deleted' }))).toMatchObject({
    title: 'org user deleted for deleted-user@example.com by admin@example.com',
    affected: [
      {
        kind: 'human',
        names: [
          { kind: 'object-id', value: 'user_01DEF' },
          { kind: 'email', value: 'deleted-user@example.com' },
        ],
      },
    ],
  })
})

test('a key that was made is affected where the record names it, and is not invented where it does not', () => {
  const record = recordOf(ANTHROPIC, { type: 'service_key_created' })
  expect(signalOf(anthropicActivity, record).affected).toEqual([])
  const named = signalOf(anthropicActivity, { ...record, service_key_id: 'sk_id_1', service_key_name: 'ci' })
  expect(named.affected).toEqual([{ kind: 'api-key', label: 'ci', names: [{ kind: 'token-id', value: 'sk_id_1' }] }])
})

test('somebody who has not signed in has an address and no name', () => {
  expect(signalOf(anthropicActivity, recordOf(ANTHROPIC, { type: 'sso_login_failed' }))).toMatchObject({
    title: 'sso login failed',
    actor: null,
    affected: [],
    network: { ip: '192.168.1.1' },
  })
})

test('of changed settings only their names are told', () => {
  const signal = signalOf(anthropicActivity, recordOf(ANTHROPIC, { type: 'claude_organization_settings_updated' }))
  expect(signal.labels['changed']).toBe('vcs_connections')
  expect(JSON.stringify(signal)).not.toContain('example-org')
})
