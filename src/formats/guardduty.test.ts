import { expect, test } from 'vitest'
import { isObject, type Json, type JsonObject, own } from '../domain/json/json.ts'
import { asff } from './asff.ts'
import { guardduty } from './guardduty.ts'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'

describeTelemetry(guardduty, {
  own: [
    'guardduty/aws-samples-iam-finding.json',
    'guardduty/aws-samples-ec2-finding.json',
    'guardduty/panther-aws-guardduty.ndjson',
  ],
  others: [
    'securityhub/panther-aws-securityfindingformat.ndjson',
    'cloudtrail/panther-selected.ndjson',
    'falco/falco-website-alerts.ndjson',
  ],
})

const [iamFinding = {}] = fixture('guardduty/aws-samples-iam-finding.json')

/** The finding as the API and SDKs print it. */
function upperCamel(value: Json): Json {
  if (Array.isArray(value)) return value.map(upperCamel)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.charAt(0).toUpperCase() + key.slice(1), upperCamel(item)]),
  )
}

/** A finding about a role session, in the fields that matter here. */
function aFinding(changes: JsonObject = {}, service: JsonObject = {}): JsonObject {
  return {
    schemaVersion: '2.0',
    accountId: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    id: 'f1',
    arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/f1',
    type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    severity: 8,
    updatedAt: '2026-03-01T10:00:00.000Z',
    title: 'Credentials of an instance role were used from outside AWS.',
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: 'ASIAEXAMPLE',
        principalId: 'AROAEXAMPLE:i-0abc',
        userType: 'AssumedRole',
        userName: 'ci-runner',
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId: 'd1',
      resourceRole: 'TARGET',
      count: 3,
      archived: false,
      ...service,
    },
    ...changes,
  }
}

test('the key that was abused is affected, and the intruder stays unknown', () => {
  const signal = signalOf(guardduty, iamFinding)
  expect(signal).toMatchObject({
    id: '30bf285e52a1e405084ff6ec28e06e17',
    dedupKey:
      'guardduty:arn:aws:guardduty:us-east-1:123456789012:detector/123456789012/finding/30bf285e52a1e405084ff6ec28e06e17',
    type: 'Recon:IAMUser/MaliciousIPCaller.Custom',
    severity: 'medium',
    severityOriginal: '5',
    observedAt: Date.UTC(2022, 0, 13, 0, 0, 47, 427),
    firstSeenAt: Date.UTC(2022, 0, 13, 0, 0, 47),
    actor: null,
    credentials: [{ id: 'GeneratedFindingAccessKeyId', kind: 'aws-key' }],
    network: { ip: '198.51.100.0', asn: null, organization: 'GeneratedFindingASNOrg' },
    account: '123456789012',
    region: 'us-east-1',
    call: {
      service: 'GeneratedFindingAPIServiceName',
      operation: 'GeneratedFindingAPIName',
      outcome: 'failure',
      error: 'AccessDenied',
    },
    sourceStatus: 'archived',
    isSample: true,
  })
  expect(signal.affected[0]?.names.map((name) => name.value)).toEqual([
    'GeneratedFindingPrincipalId',
    'arn:aws:iam::123456789012:user/GeneratedFindingUserName',
    'GeneratedFindingUserName',
    'GeneratedFindingAccessKeyId',
  ])
})

test('both casings and the EventBridge envelope give the same signal', () => {
  const upper = upperCamel(iamFinding) as JsonObject
  expect(guardduty.recognise(upper).certainty).toBe(100)
  expect(signalOf(guardduty, upper)).toEqual(signalOf(guardduty, iamFinding))
  const envelope = { source: 'aws.guardduty', 'detail-type': 'GuardDuty Finding', detail: iamFinding }
  expect(guardduty.unwrap?.(envelope)).toEqual([iamFinding])
  expect(guardduty.unwrap?.({ Findings: [upper] })).toEqual([upper])
})

test('a session is led back to its role, and stays named', () => {
  const signal = signalOf(guardduty, aFinding())
  expect(signal.affected[0]).toEqual({
    kind: 'cloud-role',
    label: 'ci-runner',
    names: [
      { kind: 'principal-id', value: 'AROAEXAMPLE' },
      { kind: 'session-issuer', value: 'arn:aws:iam::111122223333:role/ci-runner' },
      { kind: 'arn', value: 'arn:aws:sts::111122223333:assumed-role/ci-runner/i-0abc' },
      { kind: 'principal-id', value: 'AROAEXAMPLE:i-0abc' },
      { kind: 'user-name', value: 'ci-runner' },
      { kind: 'access-key-id', value: 'ASIAEXAMPLE' },
    ],
  })
  expect(signal.sessions).toEqual([{ id: 'arn:aws:sts::111122223333:assumed-role/ci-runner/i-0abc', startedAt: null }])
  expect(signal.credentials).toEqual([{ id: 'ASIAEXAMPLE', kind: 'aws-session-key' }])
})

test('only a resource that acted itself is the actor', () => {
  const signal = signalOf(guardduty, aFinding({}, { resourceRole: 'ACTOR' }))
  expect(signal.actor?.label).toBe('ci-runner')
  expect(signal.affected).toEqual([])
})

test('a trimmed finding still names the role it affected, and the service that called', () => {
  const signal = signalOf(guardduty, fixture('guardduty/panther-aws-guardduty.ndjson')[0] ?? {})
  expect(signal.affected[0]?.names[0]).toEqual({ kind: 'arn', value: 'arn:aws:iam::123456789012:role/IAMRole' })
  expect(signal.network).toMatchObject({ ip: null, viaService: 'cloudformation.amazonaws.com' })
  expect(signal.severity).toBe('high')
})

test('a Kubernetes finding names the service account and the pod', () => {
  const resource = {
    resourceType: 'EKSCluster',
    eksClusterDetails: { name: 'prod', arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod' },
    kubernetesDetails: {
      kubernetesUserDetails: { username: 'system:serviceaccount:shop:checkout', uid: 'u1' },
      kubernetesWorkloadDetails: { name: 'checkout-7', namespace: 'shop', type: 'pods' },
    },
  }
  const signal = signalOf(guardduty, aFinding({ resource }))
  expect(signal.affected.map((ref) => [ref.kind, ref.label])).toEqual([
    ['service-account', 'shop/checkout'],
    ['workload', 'shop/checkout-7'],
  ])
  expect(signal.resources[0]?.id).toBe('arn:aws:eks:eu-west-1:111122223333:cluster/prod')
})

test('a later sighting of a finding is the same alert, also when it comes over Security Hub or without its ARN', () => {
  const first = signalOf(guardduty, aFinding())
  const { arn: _arn, ...withoutArn } = aFinding({ updatedAt: '2026-03-02T10:00:00Z' }, { count: 9 })
  const overHub = {
    SchemaVersion: '2018-10-08',
    Id: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/f1',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
    AwsAccountId: '111122223333',
    GeneratorId: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1',
    Title: 'the same',
  }
  expect(signalOf(guardduty, withoutArn).dedupKey).toBe(first.dedupKey)
  expect(signalOf(asff, overHub).dedupKey).toBe(first.dedupKey)
})

test('a finding without an id is refused by name', () => {
  const { id: _id, ...rest } = aFinding()
  expect(guardduty.normalise(rest, { digest: String, headers: {} })).toEqual({
    ok: false,
    reason: 'a GuardDuty finding has an id',
    at: '/id',
  })
})

test('an attack sequence names its principals and its techniques', () => {
  const sequence = {
    actors: [{ id: 'a', user: { name: 'deploy', uid: 'AROAX', type: 'AssumedRole', credentialUid: 'ASIAX' } }],
    sequenceIndicators: [{ key: 'ATTACK_TECHNIQUE', values: ['T1078.004', 'T1098'] }],
  }
  const signal = signalOf(guardduty, aFinding({ resource: {} }, { detection: { sequence } }))
  expect(signal.affected[0]?.names[0]?.value).toBe('AROAX')
  expect(signal.credentials).toEqual([{ id: 'ASIAX', kind: 'aws-session-key' }])
  expect(signal.attacks).toEqual(['T1078.004', 'T1098'])
})

test('a sample is known by the mark of its source, in both of its forms', () => {
  const asText = { Value: '{"sample":true}', Type: 'default' }
  const upper = upperCamel(aFinding()) as JsonObject
  const service = { ...(own(upper, 'Service') as JsonObject), AdditionalInfo: asText }
  expect(signalOf(guardduty, { ...upper, Service: service }).isSample).toBe(true)
  expect(signalOf(guardduty, aFinding()).isSample).toBe(false)
})
