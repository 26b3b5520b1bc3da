import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { sentinelIncident } from './sentinel-incident.ts'
import { signalOf } from './telemetry-kit.ts'

// No public record of either shape could be copied here; these follow the vendor's documentation.
const INCIDENT: JsonObject = {
  id: '/subscriptions/sub-1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/soc/providers/Microsoft.SecurityInsights/Incidents/8a0f',
  name: '8A0F',
  type: 'Microsoft.SecurityInsights/Incidents',
  properties: {
    title: 'Service principal signed in from a new country',
    description: 'First sign-in from this country.',
    severity: 'Medium',
    status: 'Active',
    owner: { userPrincipalName: 'ana@example.com' },
    incidentNumber: 3177,
    firstActivityTimeUtc: '2026-03-01T09:00:00Z',
    lastActivityTimeUtc: '2026-03-01T09:30:00.5555555Z',
    createdTimeUtc: '2026-03-01T09:31:00Z',
    incidentUrl: 'https://portal.azure.com/#asset/incident/8a0f',
    additionalData: {
      alertsCount: 1,
      alertProductNames: ['Azure Sentinel'],
      tactics: ['InitialAccess'],
      techniques: ['T1078'],
    },
    relatedEntities: [
      { kind: 'Account', properties: { accountName: 'svc-backup', upnSuffix: 'example.com', aadUserId: 'oid-1' } },
      { kind: 'CloudApplication', properties: { appName: 'Backup', appId: '3acc04f1-3423-4960-8c19-6888bcf03bd6' } },
      { kind: 'Ip', properties: { address: '203.0.113.7', location: { countryName: 'Norway', asn: 64_500 } } },
      { kind: 'Host', properties: { hostName: 'vm-1', azureID: '/subscriptions/sub-1/vm-1' } },
    ],
  },
}

const ROW: JsonObject = {
  Type: 'SecurityAlert',
  SystemAlertId: 'E2B1',
  TimeGenerated: '2026-03-01T10:05:00Z',
  StartTime: '2026-03-01T10:00:00Z',
  EndTime: '2026-03-01T10:04:00Z',
  AlertName: 'Suspicious key use',
  DisplayName: 'Suspicious use of an access key',
  AlertSeverity: 'High',
  ConfidenceScore: 0.85,
  ProductName: 'Microsoft Defender for Cloud',
  VendorName: 'Microsoft',
  Status: 'New',
  Techniques: '["T1552"]',
  SubTechniques: '["T1552.005"]',
  ResourceId: '/subscriptions/sub-1/storage',
  AlertLink: 'https://portal.azure.com/alert',
  ExtendedProperties: '{"Client":"AzCopy"}',
  Entities:
    '[{"$id":"1","Type":"account","Name":"svc-copy","AadUserId":"oid-2"},{"$id":"2","Type":"ip","Address":"198.51.100.4"},{"$id":"3","Type":"azure-resource","ResourceId":"/subscriptions/sub-1/keyvault"}]',
}

test('an incident, alone or as a playbook sends it, names who is concerned and leaves the actor open', () => {
  expect(sentinelIncident.unwrap?.({ objectSchemaType: 'Incident', object: INCIDENT })).toEqual([INCIDENT])
  expect(sentinelIncident.recognise(INCIDENT).certainty).toBe(100)
  const signal = signalOf(sentinelIncident, INCIDENT)
  expect(signal).toMatchObject({
    id: '8A0F',
    dedupKey: 'sentinel-incident:8a0f',
    severity: 'medium',
    observedAt: Date.UTC(2026, 2, 1, 9, 30, 0, 555),
    firstSeenAt: Date.UTC(2026, 2, 1, 9),
    actor: null,
    account: 'sub-1',
    network: { ip: '203.0.113.7', country: 'Norway', asn: '64500' },
    labels: { incidentNumber: '3177', workspace: 'soc', owner: 'ana@example.com' },
    attacks: ['T1078'],
    sourceStatus: 'in-progress',
  })
  expect(signal.affected.map((ref) => ref.names.map((name) => name.value))).toEqual([
    ['oid-1', 'svc-backup@example.com', 'svc-backup'],
    ['3acc04f1-3423-4960-8c19-6888bcf03bd6', 'Backup'],
  ])
  expect(signal.resources.map((resource) => resource.id)).toEqual(['/subscriptions/sub-1/vm-1'])
})

test('a SecurityAlert row carries its entities as JSON in a text, and its confidence from 0 to 1', () => {
  expect(sentinelIncident.recognise(ROW).certainty).toBe(99)
  const signal = signalOf(sentinelIncident, ROW)
  expect(signal).toMatchObject({
    id: 'E2B1',
    dedupKey: 'sentinel-alert:e2b1',
    product: 'Microsoft Defender for Cloud',
    title: 'Suspicious use of an access key',
    severity: 'high',
    confidence: 85,
    observedAt: Date.UTC(2026, 2, 1, 10, 4),
    network: { ip: '198.51.100.4' },
    labels: { Client: 'AzCopy' },
    attacks: ['T1552', 'T1552.005'],
    link: 'https://portal.azure.com/alert',
  })
  expect(signal.affected.map((ref) => ref.names[0]?.value)).toEqual(['oid-2'])
  expect(signal.resources.map((resource) => resource.id)).toEqual([
    '/subscriptions/sub-1/storage',
    '/subscriptions/sub-1/keyvault',
  ])
})

test('entities that are no JSON cost the entities, not the alert', () => {
  const signal = signalOf(sentinelIncident, { ...ROW, Entities: '[{"broken' })
  expect(signal.affected).toEqual([])
  expect(signal.severity).toBe('high')
})
