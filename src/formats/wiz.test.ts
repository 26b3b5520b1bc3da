import { expect, test } from 'vitest'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'
import { wizDetection } from './wiz-detection.ts'
import { wizIssue } from './wiz-issue.ts'

describeTelemetry(wizIssue, {
  own: ['vendor-alerts/panther-wiz-issues.ndjson', 'vendor-alerts/panther-wiz-issueswebhook.ndjson'],
  others: [
    'vendor-alerts/panther-wiz-detections.ndjson',
    'vendor-alerts/panther-tracebit-alert.ndjson',
    'github/panther-webhook-selected.ndjson',
  ],
})
describeTelemetry(wizDetection, {
  own: ['vendor-alerts/panther-wiz-detections.ndjson'],
  others: [
    'vendor-alerts/panther-wiz-issues.ndjson',
    'vendor-alerts/panther-wiz-issueswebhook.ndjson',
    'guardduty/panther-aws-guardduty.ndjson',
  ],
})

const [issue = {}] = fixture('vendor-alerts/panther-wiz-issues.ndjson')
const [webhook = {}, resolved = {}] = fixture('vendor-alerts/panther-wiz-issueswebhook.ndjson')
const [detection = {}] = fixture('vendor-alerts/panther-wiz-detections.ndjson')

test('an issue as the API gives it, its zoneless time read as UTC and flagged', () => {
  expect(signalOf(wizIssue, issue)).toMatchObject({
    id: '54321',
    dedupKey: 'wiz-issue:54321',
    title: 'Alert Name',
    severity: 'high',
    observedAt: Date.UTC(2024, 5, 4, 2, 28, 6, 763),
    timeFlags: ['zone-assumed'],
    affected: [],
    resources: [{ type: 'DATA_FINDING', id: 'someProviderId', name: 'someName' }],
    attacks: ['T1190'],
    sourceStatus: 'new',
  })
})

test('an issue about an identity names it', () => {
  const entitySnapshot = {
    type: 'SERVICE_ACCOUNT',
    name: 'backup@shop.iam.gserviceaccount.com',
    providerId: 'sa-1',
    id: 'w-1',
  }
  expect(signalOf(wizIssue, { ...issue, entitySnapshot }).affected).toEqual([
    {
      kind: 'service-account',
      label: 'backup@shop.iam.gserviceaccount.com',
      names: [
        { kind: 'object-id', value: 'sa-1' },
        { kind: 'email', value: 'backup@shop.iam.gserviceaccount.com' },
        { kind: 'other', value: 'w-1' },
      ],
    },
  ])
})

test('its webhook, open and later resolved, is one alert', () => {
  expect(signalOf(wizIssue, webhook)).toMatchObject({
    id: 'e3188a71-794c-5ee8-b97c-eb794aa5b752',
    type: 'Recon:EC2/PortProbeUnprotectedPort',
    severity: 'high',
    affected: [{ kind: 'workload', label: 'jenkins-aws' }],
    account: '111111111111',
    region: 'us-east-2',
    sourceStatus: 'new',
  })
  expect(signalOf(wizIssue, resolved).sourceStatus).toBe('resolved')
  expect(signalOf(wizIssue, resolved).dedupKey).toBe(signalOf(wizIssue, webhook).dedupKey)
})

test('a detection keeps the remote address as the origin, not as an identity, and knows the finding behind it', () => {
  expect(signalOf(wizDetection, detection)).toMatchObject({
    id: '3a65eac1-b8ff-5eb8-8727-5e6cde9c39f3',
    severity: 'high',
    observedAt: Date.UTC(2025, 9, 23, 22, 53, 23, 795),
    actor: null,
    affected: [{ kind: 'workload', label: 'Your-EC2-Instance' }],
    network: { ip: '1.1.1.1', asn: '12555', country: 'Russia' },
    account: '123456789',
    labels: { sourceFinding: 'arn:aws:guardduty:eu-central-1:111111111111:detector/12345678910/finding/12345678910' },
    attacks: ['T1595', 'T1046'],
  })
})
