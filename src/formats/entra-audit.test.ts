import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { entraAudit } from './entra-audit.ts'
import { describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const ENTRA = 'azure/panther-audit-selected.ndjson'
const M365 = 'azure/panther-microsoft365-directory.ndjson'

describeTelemetry(entraAudit, { own: [ENTRA, M365], others: fixturesOfOthers('entra-audit') })

const byText = (text: string, file = ENTRA) =>
  signalOf(entraAudit, fixture(file).find((record) => JSON.stringify(record).includes(text)) ?? {})

const anAudit = (members: JsonObject): JsonObject => ({
  id: 'Directory_1',
  activityDateTime: '2026-03-02T09:00:00.1234567Z',
  activityDisplayName: 'Update application – Certificates and secrets management',
  loggedByService: 'Core Directory',
  result: 'success',
  initiatedBy: { user: { id: 'oid-ana', userPrincipalName: 'ana@example.com', ipAddress: '203.0.113.7' } },
  ...members,
})

test('a secret added to an application affects the application and names the key by its id', () => {
  const signal = signalOf(
    entraAudit,
    anAudit({
      targetResources: [
        {
          id: 'oid-app',
          displayName: 'ci-deployer',
          type: 'Application',
          modifiedProperties: [
            { displayName: 'AppId', newValue: '"0f2c6a1e-0000-4000-8000-000000000001"' },
            {
              displayName: 'KeyDescription',
              oldValue: '[]',
              newValue:
                '["[KeyIdentifier=9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d,KeyType=Password,KeyUsage=Verify,DisplayName=ci]"]',
            },
          ],
        },
      ],
    }),
  )
  expect(signal.actor).toMatchObject({ kind: 'human', label: 'ana@example.com' })
  expect(signal.affected).toEqual([
    {
      kind: 'oauth-app',
      label: 'ci-deployer',
      names: [
        { kind: 'object-id', value: 'oid-app' },
        { kind: 'app-id', value: '0f2c6a1e-0000-4000-8000-000000000001' },
      ],
    },
  ])
  expect(signal.credentials).toEqual([{ id: '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d', kind: 'entra-app-password' }])
})

test('a display name, which anybody may choose, is a name only where there is no other', () => {
  const app = { displayName: 'Payroll', servicePrincipalId: 'oid-1' }
  expect(signalOf(entraAudit, anAudit({ initiatedBy: { app } })).actor).toEqual({
    kind: 'oauth-app',
    label: 'Payroll',
    names: [{ kind: 'object-id', value: 'oid-1' }],
  })
  const nameless = signalOf(entraAudit, anAudit({ initiatedBy: { app: { displayName: 'Payroll' } } }))
  expect(nameless.actor?.names).toEqual([{ kind: 'other', value: 'Payroll' }])
})

test('a policy is a resource, a user an affected identity', () => {
  const policy = byText('Outside MFA')
  expect(policy).toMatchObject({
    title: 'Delete conditional access policy on Outside MFA by aragorn@lotr.com',
    affected: [],
    resources: [{ type: 'Policy', id: '5e3cb481-2814-4295-b4cc-2440a6d66c86', name: 'Outside MFA' }],
    observedAt: Date.UTC(2024, 10, 27, 2, 22, 58, 727),
  })
  expect(byText('Invite external user').affected).toMatchObject([{ kind: 'human', label: 'Zeus.Theboss' }])
})

test('a time without a zone is read as UTC, and says so', () => {
  expect(byText('Invite external user')).toMatchObject({
    observedAt: Date.UTC(2024, 8, 23, 14, 33, 9, 49),
    timeFlags: ['zone-assumed'],
  })
})

test('a failed sign-in says with which error; the one who tried is the actor', () => {
  expect(byText('boromir@lotr.com')).toMatchObject({
    actor: { kind: 'human', label: 'boromir@lotr.com' },
    affected: [],
    severity: 'unknown',
    call: { outcome: 'failure', error: '50053' },
    network: { ip: '4.4.4.4', country: 'RU' },
    account: 'tenant-123',
  })
})

test('an account that Entra holds to be at risk is also affected, as badly as Entra says', () => {
  const risky = byText('confirmedCompromised')
  expect(risky).toMatchObject({ severity: 'high', severityOriginal: 'high', affected: [{ label: 'aragorn@lotr.com' }] })
  expect(signalOf(entraAudit, { ...anAudit({}), riskLevelDuringSignIn: 'none' })).toMatchObject({
    severity: 'informational',
  })
})

test('a service principal signs in with a credential that is named, in a session that is named', () => {
  const signal = signalOf(entraAudit, {
    category: 'ServicePrincipalSignInLogs',
    operationName: 'Sign-in activity',
    time: '2026-03-02T09:00:00Z',
    properties: {
      id: 's-1',
      createdDateTime: '2026-03-02T08:59:59Z',
      appId: 'app-1',
      servicePrincipalId: 'oid-1',
      servicePrincipalName: 'ci-deployer',
      servicePrincipalCredentialKeyId: 'key-1',
      sessionId: 'session-1',
      status: { errorCode: 0 },
      ipAddress: '203.0.113.7',
    },
  })
  expect(signal).toMatchObject({
    id: 's-1',
    actor: { kind: 'oauth-app', label: 'ci-deployer', names: [{ value: 'oid-1' }, { value: 'app-1' }] },
    credentials: [{ id: 'key-1', kind: 'entra-app-credential' }],
    sessions: [{ id: 'session-1', startedAt: null }],
    call: { outcome: 'success' },
    observedAt: Date.UTC(2026, 2, 2, 8, 59, 59),
  })
})

test('a managed identity that signs in is a workload', () => {
  const record = {
    category: 'ManagedIdentitySignInLogs',
    operationName: 'Sign-in activity',
    properties: { servicePrincipalId: 'oid-1', servicePrincipalName: 'build-1', uniqueTokenIdentifier: 'uti-1' },
  }
  expect(signalOf(entraAudit, record)).toMatchObject({
    actor: { kind: 'workload', label: 'build-1' },
    credentials: [{ id: 'uti-1', kind: 'entra-token' }],
  })
})

test('in the Microsoft 365 dress, a failed sign-in fails though its status says success', () => {
  expect(byText('UserLoginFailed', M365)).toMatchObject({
    type: 'UserLoginFailed',
    actor: { kind: 'human', label: 'sample.user@yourorg.onmicrosoft.com' },
    affected: [],
    call: { outcome: 'failure', error: 'InvalidUserNameOrPassword' },
    observedAt: Date.UTC(2022, 11, 12, 15, 57, 57),
  })
})

test('in the Microsoft 365 dress, a service principal changes a user', () => {
  const signal = byText('StrongAuthenticationMethod', M365)
  expect(signal.title).toBe(
    'Update user for sample.user@yourorg.onmicrosoft.com by Azure MFA StrongAuthenticationService',
  )
  expect(signal.actor?.kind).toBe('oauth-app')
  expect(signal.affected).toMatchObject([{ kind: 'human', label: 'sample.user@yourorg.onmicrosoft.com' }])
  expect(signal.affected[0]?.names).toContainEqual({ kind: 'object-id', value: '111-222-bbb' })
})

test('other workloads of Microsoft 365 are left alone', () => {
  expect(
    entraAudit.recognise({ Workload: 'Exchange', Operation: 'New-InboxRule', UserId: 'ana@example.com' }).certainty,
  ).toBe(0)
})
