import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { kubernetesAudit, kubernetesSubject } from './kubernetes-audit.ts'
import { CONTEXT, describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const EKS = 'kubernetes-audit/panther-selected.ndjson'

describeTelemetry(kubernetesAudit, { own: [EKS], others: fixturesOfOthers('kubernetes-audit') })

const anAudit = (members: JsonObject): JsonObject => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: 'a1',
  stage: 'ResponseComplete',
  requestReceivedTimestamp: '2026-03-02T09:00:00.123456Z',
  stageTimestamp: '2026-03-02T09:00:05.000000Z',
  verb: 'create',
  user: { username: 'system:serviceaccount:shop:checkout', uid: 'u-1' },
  responseStatus: { code: 201 },
  ...members,
})
const read = (members: JsonObject) => signalOf(kubernetesAudit, anAudit(members))

test('a token made for a service account affects that account and not the one who asked', () => {
  const record = fixture(EKS).find((item) => JSON.stringify(item).includes('persistence-sa'))
  const signal = signalOf(kubernetesAudit, record ?? {})
  expect(signal.title).toBe('create serviceaccounts/token for production/persistence-sa by attacker@example.com')
  expect(signal.actor).toEqual({
    kind: 'human',
    label: 'attacker@example.com',
    names: [{ kind: 'email', value: 'attacker@example.com' }],
  })
  expect(signal.affected).toEqual([
    {
      kind: 'service-account',
      label: 'production/persistence-sa',
      names: [{ kind: 'service-account', value: 'system:serviceaccount:production:persistence-sa' }],
    },
  ])
  expect(signal).toMatchObject({
    severity: 'unknown',
    network: { ip: '203.0.113.42' },
    userAgent: 'kubectl/v1.28.0',
    call: { operation: 'create serviceaccounts/token', outcome: 'success', error: null },
    observedAt: null,
    timeFlags: ['absent'],
  })
})

test('the time of the request counts, and microseconds are cut', () => {
  expect(read({}).observedAt).toBe(Date.UTC(2026, 2, 2, 9, 0, 0, 123))
  expect(read({ requestReceivedTimestamp: null }).observedAt).toBe(Date.UTC(2026, 2, 2, 9, 0, 5))
})

test('the token used and the token issued are named by their ids', () => {
  const signal = read({
    user: {
      username: 'system:serviceaccount:shop:checkout',
      extra: {
        'authentication.kubernetes.io/credential-id': ['JTI=used'],
        'authentication.kubernetes.io/pod-name': ['checkout-7d'],
      },
    },
    annotations: { 'authentication.kubernetes.io/issued-credential-id': 'JTI=issued' },
    objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name: 'deployer' },
  })
  expect(signal.credentials).toEqual([
    { id: 'JTI=used', kind: 'kubernetes-token' },
    { id: 'JTI=issued', kind: 'kubernetes-token' },
  ])
  expect(signal.labels['pod']).toBe('checkout-7d')
})

test('entering a pod affects the pod, also where the verb is get', () => {
  const objectRef = { resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'api-1' }
  for (const verb of ['create', 'get']) {
    const signal = read({ verb, objectRef, requestURI: '/api/v1/x/exec?command=mysql&command=-psecret' })
    expect(signal.affected).toMatchObject([{ kind: 'workload', label: 'shop/api-1' }])
    expect(signal.labels['command']).toBe('mysql')
    expect(JSON.stringify(signal)).not.toContain('-psecret')
  }
})

test('a binding affects its subjects, and a group is none', () => {
  const signal = read({
    objectRef: { resource: 'clusterrolebindings', name: 'admins' },
    requestObject: {
      subjects: [
        { kind: 'ServiceAccount', namespace: 'shop', name: 'deployer' },
        { kind: 'User', name: 'eve@example.com' },
        { kind: 'Group', name: 'system:masters' },
      ],
    },
  })
  expect(signal.affected.map((ref) => ref.label)).toEqual(['shop/deployer', 'eve@example.com'])
})

test('a workload affects the service account that it will run as', () => {
  const signal = read({
    objectRef: { resource: 'deployments', namespace: 'shop', name: 'api', apiGroup: 'apps' },
    requestObject: { spec: { template: { spec: { serviceAccountName: 'privileged' } } } },
  })
  expect(signal.affected.map((ref) => ref.label)).toEqual(['shop/privileged'])
})

test('whoever is impersonated is affected, even by a look', () => {
  const signal = read({
    verb: 'list',
    objectRef: { resource: 'secrets' },
    impersonatedUser: { username: 'system:serviceaccount:kube-system:root' },
  })
  expect(signal.affected.map((ref) => ref.label)).toEqual(['kube-system/root'])
})

test('a secret that is read is a credential by its place', () => {
  const signal = read({ verb: 'get', objectRef: { resource: 'secrets', namespace: 'production', name: 'db' } })
  expect(signal.credentials).toEqual([{ id: 'production/secrets/db', kind: 'kubernetes-secret' }])
  expect(signal.title).toBe('get secrets on production/db by shop/checkout')
})

test('on EKS the AWS principal is what an owner knows', () => {
  const user = kubernetesSubject({
    username: 'admin',
    extra: {
      arn: ['arn:aws:sts::1:assumed-role/Deployer/ci'],
      canonicalArn: ['arn:aws:iam::1:role/Deployer'],
      principalId: ['AROA1'],
      accessKeyId: ['ASIA1'],
    },
  })
  expect(user).toMatchObject({ kind: 'cloud-role', label: 'Deployer' })
  expect(user?.names.map((name) => name.value)).toEqual([
    'AROA1',
    'arn:aws:iam::1:role/Deployer',
    'Deployer',
    'ASIA1',
    'admin',
  ])
})

test.each([
  ['system:node:ip-10-0-0-1', 'workload'],
  ['system:kube-controller-manager', 'cloud-service'],
  ['system:anonymous', 'unknown'],
  ['kubernetes-admin', 'unknown'],
  ['eve@example.com', 'human'],
])('the user %s is of kind %s', (username, kind) => {
  expect(kubernetesSubject({ username })?.kind).toBe(kind)
})

test('a status of 400 or more is a failure, and no status is no outcome', () => {
  expect(read({ responseStatus: { code: 403, reason: 'Forbidden' } }).call).toMatchObject({
    outcome: 'failure',
    error: '403 Forbidden',
  })
  expect(read({ responseStatus: null }).call?.outcome).toBe('unknown')
})

test('the stages of one request are one alert', () => {
  expect(read({ stage: 'RequestReceived' }).dedupKey).toBe(read({ stage: 'ResponseComplete' }).dedupKey)
})

test('lists of a webhook backend and of CloudWatch Logs are taken apart', () => {
  const record = anAudit({})
  expect(kubernetesAudit.unwrap?.({ kind: 'EventList', items: [record] })).toEqual([record])
  expect(kubernetesAudit.unwrap?.({ logEvents: [{ message: JSON.stringify(record) }] })).toEqual([record])
})

test('an Event that tells what happened to an object is no audit record', () => {
  const event = { kind: 'Event', apiVersion: 'v1', involvedObject: { kind: 'Pod' }, reason: 'Killing' }
  expect(kubernetesAudit.normalise(event, CONTEXT)).toMatchObject({ ok: false, at: '/involvedObject' })
})
