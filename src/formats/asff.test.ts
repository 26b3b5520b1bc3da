import { expect, test } from 'vitest'
import { asff } from './asff.ts'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'

describeTelemetry(asff, {
  own: ['securityhub/panther-aws-securityfindingformat.ndjson'],
  others: [
    'guardduty/panther-aws-guardduty.ndjson',
    'cloudtrail/panther-selected.ndjson',
    'vendor-alerts/panther-wiz-issues.ndjson',
  ],
})

const [decoyRole = {}, , decoySecret = {}] = fixture('securityhub/panther-aws-securityfindingformat.ndjson')

test('who acted and what was touched are kept apart by the role of each resource', () => {
  const signal = signalOf(asff, decoyRole)
  expect(signal).toMatchObject({
    id: '1abc2de3-69ea-4e15-91c6-27eb4a07bd21',
    dedupKey:
      'asff:arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default|1abc2de3-69ea-4e15-91c6-27eb4a07bd21',
    product: 'DecoyDetector',
    severity: 'high',
    severityOriginal: 'HIGH',
    confidence: null,
    observedAt: Date.UTC(2024, 4, 24, 13, 17, 15),
    timeFlags: ['zone-assumed'],
    credentials: [{ id: 'ABC9ONWNS3155VIEJC8U', kind: 'aws-key' }],
    network: { ip: '11.1.111.11' },
    call: { service: 'sts.amazonaws.com', operation: 'AssumeRole' },
    sourceStatus: 'new',
  })
  expect(signal.affected.map((ref) => ref.names[0])).toEqual([
    { kind: 'arn', value: 'arn:aws:iam::123456789012:role/Dummy-Test-InfoRole-ab21cde50f' },
  ])
  expect(signal.actor?.names.map((name) => name.value)).toContain('ABCDEFGH0TOGJSGNQKI0')
  expect(signal.userAgent).toMatch(/^AWS Signin/)
})

test('a decoy that is no identity is a resource, and nobody is named as affected', () => {
  const signal = signalOf(asff, decoySecret)
  expect(signal.affected).toEqual([])
  expect(signal.resources.map((resource) => resource.type)).toContain('AwsSecretsManagerSecret')
  expect(signal.actor).not.toBeNull()
})

test('several findings in one event are several records', () => {
  const envelope = { 'detail-type': 'Security Hub Findings - Imported', detail: { findings: [decoyRole, decoySecret] } }
  expect(asff.unwrap?.(envelope)).toEqual([decoyRole, decoySecret])
  expect(asff.unwrap?.({ detail: { findings: [{ other: true }] } })).toBeNull()
})

test('the label wins over the number, and the number stands in where there is no label', () => {
  expect(signalOf(asff, { ...decoyRole, Severity: { Label: 'LOW', Normalized: 40 } }).severity).toBe('low')
  expect(signalOf(asff, { ...decoyRole, Severity: { Normalized: 95 } }).severity).toBe('critical')
  expect(signalOf(asff, { ...decoyRole, Severity: {} }).severity).toBe('unknown')
})

test('an archived finding is archived whatever its workflow says', () => {
  expect(signalOf(asff, { ...decoyRole, RecordState: 'ARCHIVED' }).sourceStatus).toBe('archived')
  expect(signalOf(asff, { ...decoyRole, Workflow: { Status: 'NOTIFIED' } }).sourceStatus).toBe('in-progress')
})

test('a confidence is taken as stated and nonsense is none', () => {
  expect(signalOf(asff, { ...decoyRole, Confidence: 42 }).confidence).toBe(42)
  expect(signalOf(asff, { ...decoyRole, Confidence: 4200 }).confidence).toBeNull()
})
