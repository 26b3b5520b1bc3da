import { expect, test } from 'vitest'
import { type JsonObject, textAt } from '../domain/json/json.ts'
import { microsoftGraphAlert } from './microsoft-graph-alert.ts'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'

describeTelemetry(microsoftGraphAlert, {
  own: [
    'microsoft-alerts/msgraph-alert-v2-full.json',
    'microsoft-alerts/panther-microsoftgraph-securityalertv2.ndjson',
  ],
  others: [
    'azure/panther-audit-selected.ndjson',
    'vendor-alerts/panther-wiz-issues.ndjson',
    'ocsf/prowler-aws.ocsf.json',
  ],
})

function anAlert(...evidence: JsonObject[]): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.security.alert',
    id: 'a1',
    tenantId: 't1',
    title: 'Unusual credentials on an application',
    severity: 'high',
    status: 'inProgress',
    createdDateTime: '2026-03-01T10:00:00.1234567Z',
    evidence: evidence.map((one) => ({
      ...one,
      '@odata.type': `#microsoft.graph.security.${textAt(one, '@odata.type') ?? ''}`,
    })),
  }
}

test('the documented example: times with seven digits, a technique, its link, and the machine it ran on', () => {
  const [example = {}] = fixture('microsoft-alerts/msgraph-alert-v2-full.json')
  const signal = signalOf(microsoftGraphAlert, example)
  expect(signal).toMatchObject({
    id: 'da637578995287051192_756343937',
    dedupKey: 'microsoft-graph:b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c:da637578995287051192_756343937',
    title: 'Suspicious execution of hidden file',
    severity: 'low',
    observedAt: Date.UTC(2021, 4, 2, 7, 56, 58, 222),
    firstSeenAt: Date.UTC(2021, 3, 26, 7, 45, 50, 116),
    attacks: ['T1564.001'],
    sourceStatus: 'new',
    link: 'https://security.microsoft.com/alerts/da637578995287051192_756343937?tid=b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c',
  })
  expect(signal.affected.map((ref) => [ref.kind, ref.label])).toEqual([
    ['workload', 'tempDns'],
    ['cloud-service', 'System'],
  ])
})

test('a person whose sign-in was abused is affected and human; field names without @ are read too', () => {
  const [anonymousIp = {}] = fixture('microsoft-alerts/panther-microsoftgraph-securityalertv2.ndjson')
  const signal = signalOf(microsoftGraphAlert, anonymousIp)
  expect(signal.actor).toBeNull()
  expect(signal.affected).toEqual([
    {
      kind: 'human',
      label: 'homer.simpson@corporation.onmicrosoft.com',
      names: [
        { kind: 'object-id', value: '011d5ede-0faa-4946-a25e-b2cd0c47a52c' },
        { kind: 'email', value: 'homer.simpson@corporation.onmicrosoft.com' },
        { kind: 'user-name', value: 'homer.simpson' },
      ],
    },
  ])
  expect(signal.network).toMatchObject({ ip: '185.220.103.6', country: 'US' })
})

test('service principals, OAuth applications, service accounts and agents are named by their lasting ids', () => {
  const signal = signalOf(
    microsoftGraphAlert,
    anAlert(
      {
        '@odata.type': 'servicePrincipalEvidence',
        appId: 'app-1',
        servicePrincipalObjectId: 'sp-1',
        servicePrincipalName: 'Backup',
      },
      { '@odata.type': 'oauthApplicationEvidence', appId: 'app-2', objectId: 'o-2', displayName: 'Mail reader' },
      { '@odata.type': 'kubernetesServiceAccountEvidence', name: 'checkout', namespace: { name: 'shop' } },
      { '@odata.type': 'aiAgentEvidence', agentId: 'ag-1', agentName: 'Helpdesk agent' },
      { '@odata.type': 'cloudLogonSessionEvidence', sessionId: 's-1', startUtcDateTime: '2026-03-01T09:00:00Z' },
    ),
  )
  expect(signal.affected.map((ref) => [ref.kind, ref.names[0]?.value])).toEqual([
    ['oauth-app', 'sp-1'],
    ['oauth-app', 'o-2'],
    ['service-account', 'system:serviceaccount:shop:checkout'],
    ['ai-agent', 'ag-1'],
  ])
  expect(signal.sessions).toEqual([{ id: 's-1', startedAt: Date.UTC(2026, 2, 1, 9) }])
  expect(signal.sourceStatus).toBe('in-progress')
})

test('evidence in the role of the attacker is the actor', () => {
  const app = {
    '@odata.type': 'oauthApplicationEvidence',
    appId: 'evil',
    displayName: 'Free games',
    roles: ['attacker'],
  }
  const user = { '@odata.type': 'userEvidence', userAccount: { accountName: 'ana' }, roles: ['compromised'] }
  const signal = signalOf(microsoftGraphAlert, anAlert(app, user))
  expect(signal.actor?.label).toBe('Free games')
  expect(signal.affected.map((ref) => ref.label)).toEqual(['ana'])
})

test('a page of the API is a list of alerts', () => {
  const page = { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2', value: [anAlert()] }
  expect(microsoftGraphAlert.unwrap?.(page)).toHaveLength(1)
  expect(microsoftGraphAlert.unwrap?.({ value: [{ id: 1 }] })).toBeNull()
})
