import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../domain/json/json.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import { loadPack } from './pack.ts'
import { createReplay, jsonOf, linesOf, readEvidence, textOf } from './testing/world.ts'

/** Folders of `mocks/fixtures` and the format that reads their files; where a folder holds several, by the file's name. */
const FORMAT_OF: readonly (readonly [path: RegExp, format: string])[] = [
  [/^ai-agents\/panther-anthropic/, 'anthropic-activity'],
  [/^ai-agents\/panther-bedrock/, 'bedrock-invocation'],
  [/^ai-agents\/panther-openai/, 'openai-audit'],
  [/^azure\/panther-monitoractivity/, 'azure-activity'],
  [/^azure\//, 'entra-audit'],
  [/^cloudtrail\//, 'cloudtrail'],
  [/^falco\//, 'falco'],
  [/^gcp-audit\//, 'gcp-audit'],
  [/^github\/panther-audit/, 'github-audit'],
  [/^github\//, 'github-webhook'],
  [/^guardduty\//, 'guardduty'],
  [/^kubernetes-audit\//, 'kubernetes-audit'],
  [/^microsoft-alerts\//, 'microsoft-graph-alert'],
  [/^ocsf\//, 'ocsf-finding'],
  [/^okta\//, 'okta-system-log'],
  [/^securityhub\//, 'asff'],
  [/^vendor-alerts\/panther-thinkst/, 'thinkst-canary'],
  [/^vendor-alerts\/panther-tracebit/, 'tracebit'],
  [/^vendor-alerts\/panther-wiz-detections/, 'wiz-detection'],
  [/^vendor-alerts\/panther-wiz/, 'wiz-issue'],
]

/** Every trigger that fires while the records of one fixture are told in the order of the file. */
const HITS: Readonly<Record<string, readonly string[]>> = {
  'ai-agents/panther-anthropic-activity.ndjson': ['1 × ai-service-key-created: service_key_created'],
  'ai-agents/panther-bedrock-invocation.ndjson': ['1 × agent-guardrail-intervened: Converse'],
  'ai-agents/panther-openai-audit.ndjson': [
    '1 × ai-key-with-all-scopes: api_key.updated',
    '2 × ai-directory-sync-stopped: scim.disabled',
    '3 × ai-key-with-all-scopes: api_key.created',
  ],
  'azure/panther-monitoractivity-selected.ndjson': [
    '1 × azure-storage-keys-listed: Microsoft.Storage/storageAccounts/listkeys/action',
  ],
  'cloudtrail/invictus-selected.ndjson': [
    '1 × access-key-for-another: CreateAccessKey',
    '1 × administrator-planted: CreateAccessKey',
    '1 × audit-trail-tampered: PutEventSelectors',
    '1 × audit-trail-tampered: StopLogging',
    '1 × instance-session-elsewhere: DescribeInstances',
    '1 × instance-session-elsewhere: GetCallerIdentity',
    '1 × new-administrator: AttachUserPolicy',
    '1 × role-trusts-outsider: UpdateAssumeRolePolicy',
    '1 × stolen-instance-role: DescribeInstances',
    '1 × stolen-instance-role: GetCallerIdentity',
  ],
  'cloudtrail/invictus-story.ndjson': [
    '1 × access-key-for-another: CreateAccessKey',
    '1 × administrator-planted: CreateAccessKey',
    '1 × audit-trail-tampered: PutEventSelectors',
    '1 × instance-session-elsewhere: DescribeInstances',
    '1 × instance-session-elsewhere: GetCallerIdentity',
    '1 × new-administrator: AttachUserPolicy',
    '1 × stolen-instance-role: DescribeInstances',
    '1 × stolen-instance-role: GetCallerIdentity',
    '1 × trust-anchor-created: CreateTrustAnchor',
    '3 × audit-trail-tampered: StopLogging',
  ],
  'cloudtrail/panther-selected.ndjson': ['1 × key-quarantined: AttachUserPolicy'],
  'cloudtrail/stratus-bedrock-invoke-model.ndjson': [
    '1 × model-access-enabled: PutFoundationModelEntitlement',
    '1 × model-access-enabled: PutUseCaseForModelAccess',
    '1 × models-opened-and-used: InvokeModel',
  ],
  'cloudtrail/stratus-iam-backdoor-user.ndjson': ['1 × access-key-for-another: CreateAccessKey'],
  'cloudtrail/stratus-sts-federation-token.ndjson': ['1 × federation-token-made: GetFederationToken'],
  'falco/falco-website-alerts.ndjson': [
    '1 × container-foothold: Contact K8S API Server From Container',
    '2 × falco-disallowed-identity: Disallowed K8s User',
    '3 × container-foothold: Terminal shell in container',
  ],
  'gcp-audit/panther-selected.ndjson': [
    '1 × gcp-service-account-key-made: google.iam.admin.v1.CreateServiceAccountKey',
  ],
  'github/panther-audit-selected.ndjson': [
    '1 × github-app-installed-by-log: integration_installation.create',
    '1 × secret-reported-by-log: secret_scanning_alert.create',
  ],
  'github/panther-webhook-selected.ndjson': ['1 × worm-repository: repository.created'],
  'github/webhooks/deploy_key.created.json': ['1 × deploy-key-created: deploy_key.created'],
  'github/webhooks/installation.created.json': ['1 × github-app-installed: installation.created'],
  'github/webhooks/secret_scanning_alert.reopened.json': ['1 × secret-found-in-code: secret_scanning_alert.reopened'],
  'guardduty/panther-aws-guardduty.ndjson': [
    '2 × guardduty-session-abuse: PrivilegeEscalation:IAMUser/AdministrativePermissions',
  ],
  'kubernetes-audit/panther-selected.ndjson': [
    '1 × cluster-role-widened: create clusterroles',
    '1 × files-copied-from-pod: create pods/exec',
    '1 × service-account-from-outside: watch endpointslices',
    '1 × service-account-token-minted: create serviceaccounts/token',
    '1 × system-role-changed: update clusterroles',
  ],
  'okta/panther-selected.ndjson': ['1 × okta-api-token-created: system.api_token.create'],
  'securityhub/panther-aws-securityfindingformat.ndjson': ['2 × decoy-touched-aws: Unusual Behaviors'],
  'vendor-alerts/panther-thinkstcanary-alert.ndjson': [
    '1 × decoy-touched-thinkst: canarytoken',
    '1 × decoy-touched-thinkst: smbfileopen',
  ],
  'vendor-alerts/panther-tracebit-alert.ndjson': ['2 × decoy-touched-tracebit: canary_resource_accessed'],
  'vendor-alerts/panther-wiz-issues.ndjson': ['1 × posture-weakness: Alert Name'],
}

/** What the stories of the sample estate are made of, as they were recorded. */
const STORIES: Readonly<Record<string, readonly string[]>> = {
  decoy: ['decoy-touched-aws', 'decoy-touched-tracebit'],
  'kubernetes-service-account': ['falco-disallowed-identity', 'secrets-listed', 'service-account-token-minted'],
  'leaked-key': [
    'access-key-for-another',
    'administrator-planted',
    'guardduty-session-abuse',
    'key-quarantined',
    'new-administrator',
    'secret-found-in-code',
    'secret-reported-by-log',
  ],
  'llm-jacking': [
    'agent-guardrail-intervened',
    'ai-key-with-all-scopes',
    'ai-service-key-created',
    'model-access-enabled',
    'models-opened-and-used',
  ],
  'stolen-instance-role': [
    'access-key-for-another',
    'administrator-planted',
    'audit-trail-tampered',
    'instance-session-elsewhere',
    'new-administrator',
    'stolen-instance-role',
  ],
  'supply-chain-worm': ['deploy-key-created', 'github-app-installed', 'github-app-installed-by-log', 'worm-repository'],
}

const FIXTURES = new URL('../../../mocks/fixtures/', import.meta.url)
const FILES = readdirSync(FIXTURES, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => /\.(json|ndjson)$/.test(name) && formatOf(name) !== undefined)
  .sort()

test.each(FILES)('over %s the pack says what it should and is calm on the rest', async (path) => {
  const format = formatOf(path) ?? ''
  const replay = createReplay()
  const fired: string[] = []
  for (const record of recordsOf(path)) {
    const evidence = await readEvidence(format, record)
    if (evidence === null) continue
    for (const trigger of replay.tell(evidence)) fired.push(`${trigger}: ${evidence.signal.type}`)
  }
  const counted = [...Map.groupBy(fired, (line) => line)].map(([line, all]) => `${all.length} × ${line}`)
  expect(counted.sort()).toEqual(HITS[path] ?? [])
})

test.each(Object.keys(STORIES))('the story %s is told by its triggers', async (story) => {
  const replay = createReplay()
  const told: string[] = []
  for (const { format, record } of listOf(jsonOf(`stories/${story}.json`))) {
    const evidence = await readEvidence(textOf(format), record)
    if (evidence !== null) told.push(...replay.tell(evidence))
  }
  expect([...new Set(told)].sort()).toEqual(STORIES[story])
})

test('the stolen role is no longer a suspicion: what its instance did before makes the trigger sure', () => {
  const sure = loadPack().find(({ trigger }) => trigger.id === 'instance-session-elsewhere')?.trigger.response
  expect(sure?.confidence).toBeGreaterThan(STARTING_POLICY.confidence.bands.high)
  expect(sure?.automation.allowed).toBe(true)
  expect(HITS['cloudtrail/invictus-story.ndjson']).toContain('1 × instance-session-elsewhere: GetCallerIdentity')
})

function formatOf(path: string): string | undefined {
  return FORMAT_OF.find(([pattern]) => pattern.test(path))?.[1]
}

/** Records of a file: a line each, a list, a delivered file with `Records`, or one alone; without the wrapping of test suites. */
function recordsOf(path: string): readonly JsonObject[] {
  const records = path.endsWith('.ndjson') ? linesOf(path) : listOf(jsonOf(path))
  return records.map((record) => (isObject(record['event']) ? record['event'] : record))
}

function listOf(value: Json): readonly JsonObject[] {
  const inner = isObject(value) ? (value['Records'] ?? [value]) : value
  return Array.isArray(inner) ? inner.filter(isObject) : []
}
