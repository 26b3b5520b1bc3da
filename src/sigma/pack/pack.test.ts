import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { playbookById } from '../../domain/action/playbooks.ts'
import type { Json, JsonObject } from '../../domain/json/json.ts'
import { readJson } from '../../domain/json/read-json.ts'
import { normaliseBatch } from '../../formats/normalise-batch.ts'
import { FORMATS } from '../../formats/registry.ts'
import { explain } from '../explain.ts'
import { type Evidence, seenBy } from '../fires.ts'
import { firesAlone, formatsOf } from '../trigger-logic.ts'
import { loadPack } from './pack.ts'

const FIXTURES = new URL('../../../mocks/fixtures/', import.meta.url)
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function evidenceOf(format: string, record: unknown): Promise<Evidence> {
  const bytes = new TextEncoder().encode(JSON.stringify(record))
  const batch = await normaliseBatch(bytes, { format, digest, headers: {} })
  const [read] = batch.ok ? batch.records : []
  if (!read?.ok) throw new Error(`${format} does not read ${JSON.stringify(record).slice(0, 200)}`)
  return { format, record: read.record, signal: read.signal, facts: {} }
}

function textOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new TypeError('the fixture holds no text there')
  return value
}

function lines(path: string): readonly JsonObject[] {
  const text = readFileSync(new URL(path, FIXTURES), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const read = readJson(line)
      if (!read.ok) throw new Error(read.reason)
      return read.value as JsonObject
    })
}

const cases = await Promise.all(
  lines('triggers/cases.ndjson').map(async ({ id, format, record }) => ({
    id: textOf(id),
    evidence: await evidenceOf(textOf(format), record),
  })),
)

function firedOn(evidence: Evidence): readonly string[] {
  return loadPack()
    .filter(({ logic }) => firesAlone(logic, evidence))
    .map(({ trigger }) => trigger.id)
}

/** Real records, by the one trigger that fires on them; every record that is not here has to be calm. */
const FIRES: Readonly<Record<string, readonly string[]>> = {
  'stolen-instance-role': [
    'AWS.CloudTrail.IMDSCredentialExfiltration/1',
    'AWS.CloudTrail.IMDSCredentialExfiltration/10',
    'invictus GetCallerIdentity bf68f8c0',
  ],
  'audit-trail-tampered': ['invictus PutEventSelectors 076e96d5'],
  'audit-trail-tampered-by-role': ['AWS.CloudTrail.Stopped/1'],
  'new-administrator': ['invictus AttachRolePolicy 493e08b7', 'invictus AttachUserPolicy f4923a37'],
  'access-key-for-another': [
    'AWS.IAM.Backdoor.User.Keys/2',
    'invictus CreateAccessKey 64b7de64',
    'invictus CreateAccessKey 8c282c0b',
  ],
  'key-quarantined': ['AWS.CloudTrail.IAMCompromisedKeyQuarantine/1'],
  'guardduty-session-abuse': ['AWS.GuardDuty.HighSeverityFinding/1'],
  'secret-found-in-code': ['secret_scanning_alert.reopened'],
  'decoy-touched-aws': ['Decoy.IAM.Assumed/1', 'Decoy.Secret.Accessed/1'],
  'decoy-touched-tracebit': ['Tracebit.Alert/1', 'Tracebit.Alert/3'],
  'decoy-touched-thinkst': ['Thinkst.CanaryIncident/1', 'Thinkst.CanaryTokenIncident/1'],
  'github-app-installed': ['installation.created'],
  'deploy-key-created': ['deploy_key.created'],
  'worm-repository': ['GitHub.Webhook.Sha1HuludRepoCreated/1'],
  'service-account-token-minted': [1, 3, 4, 5].map((n) => `Kubernetes.ServiceAccount.TokenCreated/${n}`),
  'secrets-listed': [2, 3].map((n) => `Kubernetes.BulkSecretAccess/${n}`),
  'model-access-enabled': [
    'stratus bedrock PutFoundationModelEntitlement',
    'stratus bedrock PutUseCaseForModelAccess',
    'stratus bedrock CreateFoundationModelAgreement',
  ],
  'agent-guardrail-intervened': ['AWS.BedrockModelInvocation.GuardRailIntervened/3'],
  'ai-key-with-all-scopes': [2, 3, 5, 6].map((n) => `OpenAI.API.Key.Anomalous.Activity/${n}`),
  'ai-service-key-created': ['Anthropic.Activity.Service.Key.Created/1'],
  'falco-disallowed-identity': ['falco-website-01'],
  'container-foothold': ['falco-website-09', 'falco-website-10'],
  'posture-weakness': ['Wiz.Alert.Passthrough/1'],
  'okta-api-token-created': ['Okta.APIKeyCreated/1'],
}

/** No public record shows these; each is a real record changed in the one place that the trigger is about. */
const CHANGED: readonly (readonly [trigger: string, id: string, change: (record: JsonObject) => JsonObject])[] = [
  ['new-administrator-by-role', 'invictus AttachUserPolicy f4923a37', asRole],
  ['access-key-made-by-role', 'invictus CreateAccessKey 8c282c0b', asRole],
  ['guardduty-credential-abuse', 'aws-samples-iam-finding', asNoSample],
  ['agent-administrative-tool', 'AWS.BedrockModelInvocation.GuardRailIntervened/1', askingForTool('grant_access')],
]

test('every real record fires exactly the trigger that it should, and all others are calm', () => {
  const wanted = Object.entries(FIRES).flatMap(([trigger, ids]) => ids.map((id) => `${trigger} on ${id}`))
  const fired = cases.flatMap(({ id, evidence }) => firedOn(evidence).map((trigger) => `${trigger} on ${id}`))
  expect(fired.sort()).toEqual(wanted.sort())
})

test.each(CHANGED)('%s fires on %s with one change, and not without it', async (trigger, id, change) => {
  const before = cases.find((one) => one.id === id)
  if (before === undefined) throw new Error(`no case ${id}`)
  const { format, record } = before.evidence
  expect(firedOn(before.evidence)).not.toContain(trigger)
  expect(firedOn(await evidenceOf(format, change(record)))).toEqual([trigger])
})

test('every trigger has a record that fires it and one of its kind that does not', () => {
  const shown = new Set([...Object.keys(FIRES), ...CHANGED.map(([trigger]) => trigger)])
  for (const { trigger, logic } of loadPack()) {
    const ofKind = cases.filter(({ evidence }) => formatsOf(logic)?.includes(evidence.format) ?? true)
    const calm = ofKind.filter(({ evidence }) => !firedOn(evidence).includes(trigger.id))
    const isCalmShown = calm.length > 0 || trigger.id === 'decoy-touched-tracebit'
    expect([trigger.id, shown.has(trigger.id), isCalmShown]).toEqual([trigger.id, true, true])
  }
})

test('of Tracebit only canary alerts fire, since all its public records are such', async () => {
  const record = cases.find(({ id }) => id === 'Tracebit.Alert/1')?.evidence.record ?? {}
  const other = { ...record, discriminator: { type: 'tracebit_health_log', subtype: 'connector' } }
  expect(firedOn(await evidenceOf('tracebit', other))).toEqual([])
})

test('an agent that asks for an approved tool is calm', async () => {
  const record = cases.find(({ id }) => id === 'AWS.BedrockModelInvocation.GuardRailIntervened/1')?.evidence.record
  expect(firedOn(await evidenceOf('bedrock-invocation', askingForTool('record_read')(record ?? {})))).toEqual([])
})

test('the recording of an attack on an AWS account stays calm but for the steps of the attack', async () => {
  const events = lines('cloudtrail/invictus-story.ndjson')
  const fired: string[] = []
  for (const event of events) {
    for (const trigger of firedOn(await evidenceOf('cloudtrail', event)))
      fired.push(`${textOf(event['eventName'])}: ${trigger}`)
  }
  expect(events.length).toBeGreaterThan(150)
  expect([...Map.groupBy(fired, (line) => line)].map(([line, all]) => `${all.length} × ${line}`).sort()).toEqual([
    '1 × AttachUserPolicy: new-administrator',
    '1 × CreateAccessKey: access-key-for-another',
    '1 × DescribeInstances: stolen-instance-role',
    '1 × GetCallerIdentity: stolen-instance-role',
    '1 × PutEventSelectors: audit-trail-tampered',
    '3 × StopLogging: audit-trail-tampered',
  ])
})

test('the session, its key and its agent are named apart where the stolen role is explained', () => {
  const loaded = loadPack().find(({ trigger }) => trigger.id === 'stolen-instance-role')
  const calm = cases.find(({ id }) => id === 'invictus UpdateInstanceInformation 696b9be3')
  if (loaded === undefined || calm === undefined) throw new Error('the story is missing')
  const [rule] = loaded.logic.set.rules
  const [reads] = loaded.logic.reads
  if (rule === undefined || reads === undefined) throw new Error('the rule is missing')
  const tree = explain(rule, seenBy(reads, calm.evidence))
  const truths = tree.parts.map(({ text, isTrue }) => `${text}: ${isTrue}`)
  expect(truths).toEqual(['session_of_instance: true', 'takes_stock: false', 'not 1 of filter_*: false'])
})

test('every trigger has its own id, a playbook that covers what it threatens, and formats that exist', () => {
  const formats = new Set(FORMATS.map((format) => format.name))
  const ids = loadPack().map(({ trigger }) => trigger.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { trigger, logic } of loadPack()) {
    expect(playbookById(trigger.response.playbook)?.threats).toContain(trigger.response.threatens)
    for (const format of formatsOf(logic) ?? []) expect(formats).toContain(format)
    expect(logic.head.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(logic.head.description).not.toBeNull()
  }
  expect(new Set(loadPack().map(({ logic }) => logic.head.id)).size).toBe(ids.length)
})

/** The call as a session of the stolen role would have made it. */
function asRole(record: JsonObject): JsonObject {
  const stolen = cases.find(({ id }) => id === 'invictus GetCallerIdentity bf68f8c0')?.evidence.record
  return { ...record, userIdentity: stolen?.['userIdentity'] ?? null }
}

/** The finding without the mark that GuardDuty puts on its samples. */
function asNoSample(record: JsonObject): JsonObject {
  const service = record['service'] as JsonObject
  return { ...record, service: { ...service, additionalInfo: {} } }
}

function askingForTool(name: string): (record: JsonObject) => JsonObject {
  const content = [{ toolUse: { toolUseId: 'tooluse_1', name, input: {} } }]
  return (record) => ({
    ...record,
    output: { outputBodyJson: { stopReason: 'tool_use', output: { message: { role: 'assistant', content } } } },
  })
}
