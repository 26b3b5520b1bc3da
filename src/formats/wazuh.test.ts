import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { CONTEXT, signalOf } from './telemetry-kit.ts'
import { wazuh } from './wazuh.ts'

// Composed after the alert format that Wazuh documents; field values are invented.
function anAlert(changes: JsonObject = {}): JsonObject {
  return {
    timestamp: '2026-03-01T11:00:00.123+0100',
    id: '1772359200.12345',
    rule: {
      id: '80202',
      level: 12,
      description: 'AWS CloudTrail: key created.',
      groups: ['amazon', 'aws'],
      firedtimes: 3,
      mitre: { id: ['T1098'], tactic: ['Persistence'] },
    },
    agent: { id: '000', name: 'manager-1' },
    manager: { name: 'manager-1' },
    decoder: { name: 'json' },
    location: 'Wazuh-AWS',
    data: {
      integration: 'aws',
      aws: {
        eventName: 'CreateAccessKey',
        eventSource: 'iam.amazonaws.com',
        awsRegion: 'eu-west-1',
        aws_account_id: '111122223333',
        sourceIPAddress: '203.0.113.7',
        userAgent: 'aws-cli/2',
        userIdentity: {
          type: 'IAMUser',
          arn: 'arn:aws:iam::111122223333:user/svc-ci',
          principalId: 'AIDAEXAMPLE',
          userName: 'svc-ci',
          accessKeyId: 'AKIAEXAMPLE',
        },
      },
    },
    ...changes,
  }
}

test('a cloud alert names its caller, and an offset without a colon is read', () => {
  expect(wazuh.recognise(anAlert()).certainty).toBe(98)
  const signal = signalOf(wazuh, anAlert())
  expect(signal).toMatchObject({
    id: '1772359200.12345',
    dedupKey: 'wazuh:manager-1:1772359200.12345',
    type: '80202',
    title: 'AWS CloudTrail: key created.',
    severity: 'high',
    severityOriginal: '12',
    observedAt: Date.UTC(2026, 2, 1, 10, 0, 0, 123),
    timeFlags: [],
    actor: { kind: 'service-account', label: 'svc-ci' },
    affected: [],
    credentials: [{ id: 'AKIAEXAMPLE', kind: 'aws-access-key' }],
    network: { ip: '203.0.113.7' },
    account: '111122223333',
    call: { service: 'iam.amazonaws.com', operation: 'CreateAccessKey' },
    attacks: ['T1098'],
  })
})

test('a host alert tells who came from whom was entered, and on which machine', () => {
  const record = anAlert({
    agent: { id: '007', name: 'web-1' },
    data: { srcip: '198.51.100.4', srcuser: 'deploy', dstuser: 'root' },
  })
  const signal = signalOf(wazuh, record)
  expect(signal.actor?.label).toBe('deploy')
  expect(signal.affected.map((ref) => [ref.kind, ref.label])).toEqual([
    ['unknown', 'root'],
    ['workload', 'web-1'],
  ])
})

test('levels are bands', () => {
  const at = (level: number): string => signalOf(wazuh, anAlert({ rule: { id: '1', level } })).severity
  expect([0, 3, 4, 6, 7, 11, 12, 14, 15, 16].map(at)).toEqual([
    'informational',
    'informational',
    'low',
    'low',
    'medium',
    'medium',
    'high',
    'high',
    'critical',
    'critical',
  ])
})

test('an alert without a rule id is refused by name', () => {
  expect(wazuh.normalise(anAlert({ rule: { level: 3 } }), CONTEXT)).toMatchObject({ ok: false, at: '/rule/id' })
})
