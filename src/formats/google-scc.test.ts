import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { googleScc } from './google-scc.ts'
import { signalOf } from './telemetry-kit.ts'

// Composed after the v2 finding and notification that Google documents; field values are invented.
const NOTIFICATION: JsonObject = {
  notificationConfigName: 'organizations/1/locations/global/notificationConfigs/soc',
  finding: {
    name: 'organizations/1/sources/2/locations/global/findings/f1',
    canonicalName: 'projects/3/sources/2/locations/global/findings/f1',
    category: 'Persistence: Service Account Key Created',
    description: 'A key was created for a dormant service account.',
    findingClass: 'THREAT',
    severity: 'HIGH',
    state: 'ACTIVE',
    mute: 'UNMUTED',
    eventTime: '2026-03-01T10:00:00.123456Z',
    createTime: '2026-03-01T10:01:00Z',
    resourceName: '//iam.googleapis.com/projects/shop/serviceAccounts/backup@shop.iam.gserviceaccount.com/keys/k1',
    mitreAttack: {
      primaryTactic: 'PERSISTENCE',
      primaryTechniques: ['ACCOUNT_MANIPULATION', 'CLOUD_ACCOUNTS'],
      additionalTechniques: ['SOMETHING_NEW'],
    },
    access: {
      principalEmail: 'ci@shop.iam.gserviceaccount.com',
      callerIp: '203.0.113.7',
      callerIpGeo: { regionCode: 'NO' },
      userAgent: 'gcloud',
      serviceName: 'iam.googleapis.com',
      methodName: 'google.iam.admin.v1.CreateServiceAccountKey',
    },
    externalUri: 'https://console.cloud.google.com/security/f1',
  },
  resource: {
    name: '//iam.googleapis.com/projects/shop/x',
    type: 'google.iam.ServiceAccountKey',
    displayName: 'k1',
    projectDisplayName: 'shop',
    location: 'global',
  },
}

test('who called is the actor, whose key it is is affected, and the key is named', () => {
  const signal = signalOf(googleScc, NOTIFICATION)
  expect(signal).toMatchObject({
    id: 'projects/3/sources/2/locations/global/findings/f1',
    dedupKey: 'google-scc:organizations/1/sources/2/locations/global/findings/f1',
    severity: 'high',
    observedAt: Date.UTC(2026, 2, 1, 10, 0, 0, 123),
    actor: { kind: 'service-account', names: [{ kind: 'service-account', value: 'ci@shop.iam.gserviceaccount.com' }] },
    affected: [{ kind: 'service-account', label: 'backup@shop.iam.gserviceaccount.com' }],
    credentials: [{ id: 'k1', kind: 'gcp-service-account-key' }],
    network: { ip: '203.0.113.7', country: 'NO' },
    account: 'shop',
    call: { operation: 'google.iam.admin.v1.CreateServiceAccountKey' },
    attacks: ['T1098', 'T1078.004'],
    sourceStatus: 'new',
  })
})

test('a notification arrives in base64 inside a Pub/Sub message, pushed or pulled', () => {
  const data = Buffer.from(JSON.stringify(NOTIFICATION)).toString('base64')
  expect(googleScc.unwrap?.({ message: { data, messageId: '1' }, subscription: 's' })).toEqual([NOTIFICATION])
  expect(googleScc.unwrap?.({ receivedMessages: [{ ackId: 'a', message: { data } }] })).toEqual([NOTIFICATION])
  expect(googleScc.unwrap?.({ message: { data: 'not base64!' } })).toBeNull()
  expect(googleScc.unwrap?.({ message: { data: Buffer.from('{"a":1}').toString('base64') } })).toBeNull()
})

test('a member of a binding is affected, and muting and inactivity are statuses', () => {
  const finding = {
    ...(NOTIFICATION['finding'] as JsonObject),
    resourceName: '//x',
    iamBindings: [{ action: 'ADD', member: 'serviceAccount:new@shop.iam.gserviceaccount.com' }],
  }
  const signal = signalOf(googleScc, { finding })
  expect(signal.affected.map((ref) => ref.label)).toEqual(['new@shop.iam.gserviceaccount.com'])
  expect(signalOf(googleScc, { finding: { ...finding, mute: 'MUTED' } }).sourceStatus).toBe('suppressed')
  expect(signalOf(googleScc, { finding: { ...finding, state: 'INACTIVE' } }).sourceStatus).toBe('resolved')
})
