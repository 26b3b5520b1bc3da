import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { azureActivity } from './azure-activity.ts'
import { CONTEXT, describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const AZURE = 'azure/panther-monitoractivity-selected.ndjson'

describeTelemetry(azureActivity, { own: [AZURE], others: fixturesOfOthers('azure-activity') })

const byText = (text: string) =>
  signalOf(azureActivity, fixture(AZURE).find((record) => JSON.stringify(record).includes(text)) ?? {})

const SCOPE = '/subscriptions/s1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/prod'
const anActivity = (members: JsonObject): JsonObject => ({
  time: '2026-03-02T09:00:00.1234567Z',
  resourceId: SCOPE,
  operationName: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',
  category: 'Administrative',
  resultType: 'Success',
  correlationId: 'c1',
  tenantId: 't1',
  ...members,
})
const read = (members: JsonObject) => signalOf(azureActivity, anActivity(members))

test('keys that were listed affect the keys of that account; the caller is a person', () => {
  const id =
    '/subscriptions/12345678-1234-1234-1234-123456789abc/resourceGroups/prod-rg/providers/Microsoft.Storage/storageAccounts/prodstorage123'
  const signal = byText('denethor@lotr.com')
  expect(signal.actor).toEqual({
    kind: 'human',
    label: 'denethor@lotr.com',
    names: [{ kind: 'email', value: 'denethor@lotr.com' }],
  })
  expect(signal.affected).toEqual([
    {
      kind: 'api-key',
      label: 'keys of prodstorage123',
      names: [
        { kind: 'other', value: id },
        { kind: 'other', value: id.toLowerCase() },
      ],
    },
  ])
  expect(signal.credentials).toEqual([{ id, kind: 'azure-resource-key' }])
  expect(signal).toMatchObject({
    title: 'listkeys storageaccounts for keys of prodstorage123 on prodstorage123 by denethor@lotr.com',
    account: '12345678-1234-1234-1234-123456789abc',
    region: 'eastus',
    observedAt: Date.UTC(2024, 11, 24, 10, 30),
    timeFlags: [],
    severity: 'unknown',
    call: { service: 'Microsoft.Storage', outcome: 'success' },
  })
})

test('a managed identity is a workload by the resource it belongs to', () => {
  const mirid = '/subscriptions/s1/resourcegroups/g/providers/Microsoft.Compute/virtualMachines/build-1'
  const signal = read({
    identity: {
      claims: {
        appid: 'app-1',
        idtyp: 'app',
        xms_mirid: mirid,
        'http://schemas.microsoft.com/identity/claims/objectidentifier': 'oid-1',
      },
    },
  })
  expect(signal.actor).toEqual({
    kind: 'workload',
    label: 'build-1',
    names: [
      { kind: 'object-id', value: 'oid-1' },
      { kind: 'app-id', value: 'app-1' },
      { kind: 'other', value: mirid },
      { kind: 'other', value: mirid.toLowerCase() },
    ],
  })
})

test('the application through which a person signed in is no name of the person', () => {
  const signal = read({ identity: { claims: { appid: 'portal', upn: 'ana@example.com', oid: 'oid-ana' } } })
  expect(signal.actor).toMatchObject({ kind: 'human', label: 'ana@example.com' })
  expect(signal.actor?.names.map((name) => name.value)).not.toContain('portal')
})

test('a service principal is an application', () => {
  const signal = read({
    identity: {
      claims: { appid: 'app-1', oid: 'oid-1' },
      authorization: { evidence: { principalType: 'ServicePrincipal' } },
    },
  })
  expect(signal.actor).toMatchObject({ kind: 'oauth-app', names: [{ value: 'oid-1' }, { value: 'app-1' }] })
})

test('a role assignment affects the principal that gets the role', () => {
  const signal = read({
    operationName: 'Microsoft.Authorization/roleAssignments/write',
    properties: {
      requestbody:
        '{"Properties":{"PrincipalId":"oid-9","PrincipalType":"ServicePrincipal","RoleDefinitionId":"owner"}}',
    },
  })
  expect(signal.affected).toEqual([
    { kind: 'oauth-app', label: 'oid-9', names: [{ kind: 'object-id', value: 'oid-9' }] },
  ])
})

test('a runbook that is started affects the automation account it runs under, in one spelling whatever the case', () => {
  const names = (path: string) =>
    read({
      operationName: 'MICROSOFT.AUTOMATION/AUTOMATIONACCOUNTS/JOBS/WRITE',
      resourceId: `/subscriptions/s1/${path}/jobs/j1`,
    }).affected[0]?.names.at(-1)?.value
  const lower = names('resourceGroups/g/providers/Microsoft.Automation/automationAccounts/Ops')
  expect(lower).toBe('/subscriptions/s1/resourcegroups/g/providers/microsoft.automation/automationaccounts/ops')
  expect(names('RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.AUTOMATION/AUTOMATIONACCOUNTS/OPS')).toBe(lower)
})

test('the REST dialect is read: wrapped names, eventTimestamp, httpRequest', () => {
  const signal = signalOf(azureActivity, {
    eventDataId: 'e-1',
    eventTimestamp: '2026-03-02T09:00:00Z',
    resourceId: SCOPE,
    operationName: { value: 'Microsoft.Storage/storageAccounts/delete', localizedValue: 'Delete' },
    category: { value: 'Administrative' },
    status: { value: 'Failed' },
    caller: 'ana@example.com',
    httpRequest: { clientIpAddress: '203.0.113.7' },
  })
  expect(signal).toMatchObject({
    id: 'e-1',
    actor: { kind: 'human', label: 'ana@example.com' },
    network: { ip: '203.0.113.7' },
    call: { outcome: 'failure', error: 'Failed' },
  })
})

test('an operation that starts and succeeds under one correlation id is two records', () => {
  expect(read({ resultType: 'Start' }).id).not.toBe(read({ resultType: 'Success' }).id)
})

test('a refused call is a failure, whatever level its line has', () => {
  expect(byText('ProtectedVault')).toMatchObject({ call: { outcome: 'failure', error: '403' } })
})

test('a port after the address is no part of the address', () => {
  expect(byText('internal_doc_15').network.ip).toBe('5.5.5.5')
})

test('the audit log of AKS is read as Kubernetes, inside its Azure resource', () => {
  const signal = byText('backdoor-sa')
  expect(signal).toMatchObject({
    format: 'azure-activity',
    product: 'Azure Kubernetes Service',
    actor: { label: 'persistence-user@example.com' },
    affected: [{ kind: 'service-account', label: 'default/backdoor-sa' }],
  })
})

test('a record of the directory is not taken for a resource record', () => {
  expect(
    azureActivity.recognise({ resourceId: '/tenants/t/providers/Microsoft.aadiam', operationName: 'Sign-in activity' })
      .certainty,
  ).toBe(0)
})

test('a record without an operation is refused', () => {
  expect(azureActivity.normalise({ resourceId: SCOPE }, CONTEXT)).toMatchObject({ ok: false, at: '/operationName' })
})
