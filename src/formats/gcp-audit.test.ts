import { expect, test } from 'vitest'
import { type JsonObject, own } from '../domain/json/json.ts'
import { gcpAudit } from './gcp-audit.ts'
import { gcpPrincipal } from './gcp-identity.ts'
import { describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const GCP = 'gcp-audit/panther-selected.ndjson'

describeTelemetry(gcpAudit, { own: [GCP], refuses: 1, others: fixturesOfOthers('gcp-audit') })

const byText = (text: string) =>
  signalOf(gcpAudit, fixture(GCP).find((record) => JSON.stringify(record).includes(text)) ?? {})

const anEntry = (payload: JsonObject, members: JsonObject = {}): JsonObject => ({
  insertId: 'i1',
  logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Factivity',
  timestamp: '2026-03-02T09:00:00.123456789Z',
  severity: 'NOTICE',
  protoPayload: { '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', methodName: 'SetIamPolicy', ...payload },
  ...members,
})

test('a key made for a service account affects the account and names the key, not its content', () => {
  const signal = byText('"methodName":"google.iam.admin.v1.CreateServiceAccountKey"')
  const email = 'created-service-account@gcp-project1.iam.gserviceaccount.com'
  const key = `projects/gcp-project1/serviceAccounts/${email}/keys/69049163b190437ab9279b28e8afa24bb5c5b076`
  expect(signal.title).toBe(`CreateServiceAccountKey for ${email} by staging@company.io`)
  expect(signal.actor).toMatchObject({ kind: 'human', names: [{ kind: 'email', value: 'staging@company.io' }] })
  expect(signal.affected).toEqual([
    {
      kind: 'service-account',
      label: email,
      names: [
        { kind: 'principal-id', value: '123456789098765434567' },
        { kind: 'token-id', value: key },
        { kind: 'email', value: email },
      ],
    },
  ])
  expect(signal.credentials).toEqual([{ id: key, kind: 'gcp-service-account-key' }])
  expect(signal).toMatchObject({
    severity: 'informational',
    severityOriginal: 'NOTICE',
    account: 'gcp-project1',
    network: { ip: '1.2.3.4' },
    observedAt: Date.UTC(2023, 2, 9, 15, 50, 36, 148),
    timeFlags: ['zone-assumed'],
    call: { service: 'iam.googleapis.com', outcome: 'success' },
  })
})

test('a policy change affects the members that it added or removed', () => {
  const added = byText('user:backdoor@example.com')
  expect(added.actor).toMatchObject({ kind: 'service-account', label: 'terraform@platform.iam.gserviceaccount.com' })
  expect(added.affected.map((ref) => [ref.kind, ref.label])).toEqual([['human', 'backdoor@example.com']])
  expect(added.labels['policyChanges']).toBe('ADD roles/owner user:backdoor@example.com')
  expect(added.credentials).toEqual([
    {
      id: 'projects/platform/serviceAccounts/terraform@platform.iam.gserviceaccount.com/keys/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
      kind: 'gcp-service-account-key',
    },
  ])
  expect(byText('serviceAccount:diana@').affected.map((ref) => ref.label)).toEqual([
    'diana@platform.iam.gserviceaccount.com',
  ])
})

test('nanoseconds are cut and a zone is believed', () => {
  expect(signalOf(gcpAudit, anEntry({}))).toMatchObject({
    observedAt: Date.UTC(2026, 2, 2, 9, 0, 0, 123),
    timeFlags: [],
    timeOriginal: '2026-03-02T09:00:00.123456789Z',
  })
})

test('an insert id counts within its log and time only', () => {
  const first = signalOf(gcpAudit, anEntry({}))
  const other = signalOf(gcpAudit, anEntry({}, { logName: 'projects/other/logs/cloudaudit.googleapis.com%2Factivity' }))
  expect(other.id).not.toBe(first.id)
})

test('a status code is a failure by its name; a refused permission too', () => {
  expect(signalOf(gcpAudit, anEntry({ status: { code: 7 } })).call).toMatchObject({
    outcome: 'failure',
    error: 'PERMISSION_DENIED',
  })
  expect(signalOf(gcpAudit, anEntry({ status: {} })).call?.outcome).toBe('success')
  expect(signalOf(gcpAudit, anEntry({})).call?.outcome).toBe('unknown')
  const refused = fixture(GCP).find((record) => JSON.stringify(record).includes('"granted":false'))
  expect(signalOf(gcpAudit, refused ?? {}).call).toMatchObject({ outcome: 'failure', error: 'PERMISSION_DENIED' })
})

test('an anonymous caller of a cluster is named by the authority it chose', () => {
  expect(byText('"authoritySelector":"system:anonymous"').actor).toMatchObject({
    kind: 'unknown',
    label: 'system:anonymous',
  })
})

test('entering a pod affects the pod; the account of a machine is affected by its creation', () => {
  expect(byText('pods/database/exec').affected).toMatchObject([{ kind: 'workload', label: 'production/database' }])
  expect(byText('abcmail@some-project').affected).toMatchObject([
    { kind: 'service-account', label: 'abcmail@some-project.iam.gserviceaccount.com' },
  ])
})

test('a service account that acts for somebody tells for whom', () => {
  const signal = signalOf(
    gcpAudit,
    anEntry({
      authenticationInfo: {
        principalEmail: 'deploy@shop.iam.gserviceaccount.com',
        serviceAccountDelegationInfo: [{ firstPartyPrincipal: { principalEmail: 'ana@example.com' } }],
      },
    }),
  )
  expect(signal.actor?.label).toBe('deploy@shop.iam.gserviceaccount.com')
  expect(signal.labels['delegatedBy']).toBe('ana@example.com')
})

test.each([
  ['serviceAccount:deploy@shop.iam.gserviceaccount.com', 'service-account'],
  ['service-951849100836@gcp-sa-logging.iam.gserviceaccount.com', 'cloud-service'],
  ['123@cloudservices.gserviceaccount.com', 'cloud-service'],
  ['123-compute@developer.gserviceaccount.com', 'service-account'],
  ['user:ana@example.com', 'human'],
  ['domain-admin@example.com', 'human'],
  ['deploy@shop.iam.gserviceaccount.com.evil.example', 'human'],
  ['principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/s', 'workload'],
])('%s is of kind %s', (member, kind) => {
  expect(gcpPrincipal(member)?.kind).toBe(kind)
})

test.each(['group:admins@example.com', 'domain:example.com', 'allUsers', 'allAuthenticatedUsers'])(
  '%s is no identity',
  (member) => {
    expect(gcpPrincipal(member)).toBeNull()
  },
)

test('a deleted account keeps its name', () => {
  expect(gcpPrincipal('deleted:serviceAccount:old@shop.iam.gserviceaccount.com?uid=1')?.label).toBe(
    'old@shop.iam.gserviceaccount.com',
  )
})

test('a Pub/Sub push is opened, and one that holds something else is left as it is', () => {
  const entry = anEntry({})
  const push = (text: string) => ({ message: { data: btoa(text), messageId: '1' } })
  expect(gcpAudit.unwrap?.(push(JSON.stringify(entry)))).toEqual([entry])
  expect(gcpAudit.unwrap?.(push('not json'))).toBeNull()
  expect(gcpAudit.unwrap?.({ message: { data: '%%%' } })).toBeNull()
})

test('keys that a pipeline wrote in lower case are read', () => {
  const record = fixture(GCP).find((item) => own(item, 'protopayload') !== undefined)
  expect(signalOf(gcpAudit, record ?? {})).toMatchObject({
    actor: { label: 'user@company.io' },
    account: 'gcp-project1',
  })
})
