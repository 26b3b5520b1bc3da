import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { ocsfFinding } from './ocsf-finding.ts'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'

describeTelemetry(ocsfFinding, {
  own: ['ocsf/prowler-aws.ocsf.json', 'ocsf/prowler-gcp.ocsf.json'],
  others: ['guardduty/panther-aws-guardduty.ndjson', 'securityhub/panther-aws-securityfindingformat.ndjson'],
})

function aDetection(changes: JsonObject = {}): JsonObject {
  return {
    class_uid: 2004,
    category_uid: 2,
    type_uid: 200401,
    activity_id: 1,
    time: 1_767_225_600_000,
    severity_id: 4,
    confidence_score: 80,
    status_id: 1,
    metadata: { version: '1.8.0', product: { name: 'Detector', vendor_name: 'Example' } },
    cloud: { provider: 'AWS', region: 'eu-west-1', account: { uid: '111122223333' } },
    finding_info: { uid: 'f-1', title: 'Key used from a new network', types: ['Credential misuse'] },
    actor: {
      user: {
        name: 'svc-build',
        uid: 'AIDAEXAMPLE',
        type_id: 4,
        programmatic_credentials: [{ uid: 'AKIAEXAMPLE', type: 'AccessKey' }],
      },
      session: { uid: 's-1' },
    },
    evidences: [
      {
        src_endpoint: { ip: '203.0.113.7', autonomous_system: { number: 64_500 } },
        api: { operation: 'ListBuckets', service: { name: 's3' } },
      },
    ],
    resources: [{ uid: 'arn:aws:iam::111122223333:role/deploy', type: 'AwsIamRole', name: 'deploy' }],
    attacks: [{ technique: { uid: 'T1078' }, sub_technique: { uid: 'T1078.004' } }],
    ...changes,
  }
}

test('actor, credential, session, network and techniques come from their own places', () => {
  expect(signalOf(ocsfFinding, aDetection())).toMatchObject({
    id: 'f-1',
    dedupKey: 'ocsf:Example:Detector:f-1',
    severity: 'high',
    confidence: 80,
    observedAt: 1_767_225_600_000,
    timeFlags: [],
    actor: { kind: 'service-account', label: 'svc-build' },
    affected: [{ kind: 'cloud-role', label: 'deploy' }],
    sessions: [{ id: 's-1', startedAt: null }],
    credentials: [{ id: 'AKIAEXAMPLE', kind: 'AccessKey' }],
    network: { ip: '203.0.113.7', asn: '64500' },
    call: { service: 's3', operation: 'ListBuckets' },
    attacks: ['T1078.004'],
    sourceStatus: 'new',
  })
})

test('a time in seconds, against the schema, is read by its size and flagged; a zoneless text does not override it', () => {
  const [prowler = {}] = fixture('ocsf/prowler-aws.ocsf.json')
  const signal = signalOf(ocsfFinding, prowler)
  expect(signal.observedAt).toBe(1_739_539_623_000)
  expect(signal.timeFlags).toEqual(['unit-guessed'])
  expect(signal).toMatchObject({ severity: 'low', product: 'Prowler', type: 'accessanalyzer_enabled' })
})

test('a posture check that passed is resolved, and a verdict of Test marks a sample', () => {
  expect(signalOf(ocsfFinding, aDetection({ status_code: 'PASS' })).sourceStatus).toBe('resolved')
  expect(signalOf(ocsfFinding, aDetection({ verdict_id: 6 })).isSample).toBe(true)
})

test('Fatal is critical, and a class other than 2004 is not ours', () => {
  expect(signalOf(ocsfFinding, aDetection({ severity_id: 6 })).severity).toBe('critical')
  expect(ocsfFinding.recognise(aDetection({ class_uid: 2003 })).certainty).toBe(0)
})
