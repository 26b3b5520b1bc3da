import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { gitguardian } from './gitguardian.ts'
import { CONTEXT, signalOf } from './telemetry-kit.ts'

// Composed after the vendor's documentation of its custom webhook.
function aWebhook(incident: JsonObject = {}): JsonObject {
  return {
    source: 'GitGuardian',
    timestamp: '2026-03-01T10:00:00Z',
    action: 'incident_triggered',
    message: 'A new incident has been detected.',
    incident: {
      id: 4711,
      date: '2026-03-01T09:00:00Z',
      detector: { name: 'aws_iam', display_name: 'AWS Keys', family: 'Cloud provider' },
      secret_hash: 'Ri9FjVgdOlPnBmujoxP4XPJcbe82BhJXB/SAngijw/juCISuOMgPzYhV28m6OG24',
      validity: 'valid',
      occurrence_count: 2,
      status: 'triggered',
      severity: 'unknown',
      gitguardian_url: 'https://dashboard.gitguardian.com/workspace/1/incidents/4711',
      ...incident,
    },
  }
}

test('a leak is known by its incident and its hash, and nobody is blamed for it', () => {
  expect(gitguardian.recognise(aWebhook()).certainty).toBe(100)
  expect(signalOf(gitguardian, aWebhook())).toMatchObject({
    id: '4711',
    dedupKey: 'gitguardian:4711',
    type: 'aws_iam',
    title: 'AWS Keys found, still valid',
    observedAt: Date.UTC(2026, 2, 1, 10),
    firstSeenAt: Date.UTC(2026, 2, 1, 9),
    actor: null,
    affected: [],
    credentials: [{ id: 'Ri9FjVgdOlPnBmujoxP4XPJcbe82BhJXB/SAngijw/juCISuOMgPzYhV28m6OG24', kind: 'AWS Keys' }],
    sourceStatus: 'new',
  })
})

test('a valid secret without a severity is high; a stated severity is kept', () => {
  expect(signalOf(gitguardian, aWebhook()).severity).toBe('high')
  expect(signalOf(gitguardian, aWebhook({ severity: 'low' })).severity).toBe('low')
  expect(signalOf(gitguardian, aWebhook({ validity: 'not_checked' })).severity).toBe('unknown')
})

test('what happens to an incident later is the same alert with another status', () => {
  const later = aWebhook({ status: 'resolved', secret_revoked: true, validity: 'invalid' })
  expect(signalOf(gitguardian, later)).toMatchObject({ dedupKey: 'gitguardian:4711', sourceStatus: 'resolved' })
})

test('a webhook without an incident id is refused by name', () => {
  const { incident: _incident, ...rest } = aWebhook()
  expect(gitguardian.normalise(rest, CONTEXT)).toMatchObject({ ok: false, at: '/incident/id' })
})
