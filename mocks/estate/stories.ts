import { isObject, type Json } from '../../src/domain/json/json.ts'
import { fromEntries } from '../../src/domain/json/read-json.ts'
import type { EpochMs } from '../../src/domain/time/instant.ts'
import decoy from '../fixtures/stories/decoy.json' with { type: 'json' }
import kubernetes from '../fixtures/stories/kubernetes-service-account.json' with { type: 'json' }
import leakedKey from '../fixtures/stories/leaked-key.json' with { type: 'json' }
import llmJacking from '../fixtures/stories/llm-jacking.json' with { type: 'json' }
import stolenRole from '../fixtures/stories/stolen-instance-role.json' with { type: 'json' }
import worm from '../fixtures/stories/supply-chain-worm.json' with { type: 'json' }
import { agentRecords } from './agent-story.ts'
import { MINUTE_MS } from './describe.ts'
import { shiftTimes } from './shift-times.ts'

/** A record on its way to ingest, as text: what a source would have sent. */
export interface RawRecord {
  readonly format: string
  /** Where it stands in the stream, epoch ms UTC. For a record without a time of its own, that of its neighbours. */
  readonly at: EpochMs
  readonly text: string
}

interface StoryRecord {
  readonly format: string
  readonly recording: string
  readonly record: Json
}

const STORIES: readonly (readonly StoryRecord[])[] = [stolenRole, leakedKey, llmJacking, kubernetes, decoy, worm]

/**
 * When each recording ended in truth, and how many minutes before now the sample lets it end. Distances inside one
 * recording stay as they were; recordings of different years that tell one story are put one after the other.
 * Null: the record holds no time, so nothing in it is shifted.
 */
const ENDINGS: Readonly<Record<string, readonly [endedAt: string | null, minutesAgo: number]>> = {
  'invictus-aws': ['2023-07-10T12:24:50Z', 4],
  'panther-aws-cloudtrail#AWS.CloudTrail.IMDSCredentialExfiltration/1': ['2024-01-15T10:30:00Z', 52],
  'secret_scanning_alert.reopened': [null, 48],
  'panther-github-audit#GitHub.Secret.Scanning.Alert.Created/1': ['2023-10-18T18:20:52Z', 47],
  'panther-aws-cloudtrail#AWS.CloudTrail.IAMCompromisedKeyQuarantine/1': ['2023-11-21T23:23:52Z', 39],
  'aws-samples-iam-finding': ['2022-01-13T00:00:47Z', 36],
  'panther-aws-guardduty#AWS.GuardDuty.HighSeverityFinding/1': ['2020-02-14T18:12:22Z', 22],
  'aws.persistence.iam-create-admin-user': ['2024-08-01T13:33:28Z', 9],
  'aws.impact.bedrock-invoke-model': ['2024-10-17T20:11:24Z', 75],
  'panther-aws-bedrockmodelinvocation': ['2025-05-15T14:17:22Z', 70],
  'panther-openai-audit#OpenAI.API.Key.Anomalous.Activity/5': ['2023-12-18T00:00:00Z', 66],
  'panther-anthropic-activity#Anthropic.Activity.Service.Key.Created/1': ['2026-05-07T10:00:00Z', 61],
  'falco-website-alerts#falco-website-01': ['2025-02-10T09:15:40Z', 130],
  'falco-website-alerts#falco-website-06': ['2023-05-10T14:09:17Z', 128],
  'panther-amazon-eks-audit#Kubernetes.ServiceAccount.TokenCreated/1': [null, 127],
  'panther-amazon-eks-audit#Kubernetes.BulkSecretAccess/2': [null, 126],
  'panther-aws-securityfindingformat#Decoy.IAM.Assumed/1': ['2024-05-24T13:17:21Z', 14],
  'panther-tracebit-alert#Tracebit.Alert/1': ['2024-09-04T08:06:28Z', 12],
  'panther-github-webhook#GitHub.Webhook.Sha1HuludRepoCreated/1': ['2025-11-25T17:32:12Z', 18],
  'panther-github-audit#Github.Organization.App.Integration.Installed/1': ['2022-12-11T05:28:05Z', 17],
  'deploy_key.created': ['2019-04-02T17:37:07Z', 16],
  'installation.created': ['2019-05-15T15:19:51Z', 15],
}

/** Every record of the stories, its times shifted so that all of it happened in the two hours before `now`. Oldest first. */
export function storyRecords(now: EpochMs): readonly RawRecord[] {
  const told = STORIES.flat().map(({ format, recording, record }): RawRecord => {
    const [endedAt, minutesAgo] = ENDINGS[recording] ?? [null, 60]
    const endsAt = now - minutesAgo * MINUTE_MS
    if (endedAt === null) return { format, at: endsAt, text: JSON.stringify(markedAsCopy(record)) }
    const byMs = endsAt - Date.parse(endedAt)
    return { format, at: ownTime(record, byMs) ?? endsAt, text: JSON.stringify(markedAsCopy(shiftTimes(record, byMs))) }
  })
  return [...told, ...agentRecords(now)].sort((a, b) => a.at - b.at)
}

const OWN_IDS = new Set(['eventID', 'id', 'Id', 'uuid', 'auditID', '_document_id', 'alert_id', 'requestId'])

/**
 * A copy with other times is not the record: its own id says so. Whoever then delivers the original gets it accepted instead of
 * refused as a second body under one id.
 */
function markedAsCopy(record: Json): Json {
  if (!isObject(record)) return record
  return fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      OWN_IDS.has(key) && typeof value === 'string' ? `sample-${value}` : value,
    ]),
  )
}

/** CloudTrail is the only recording of several moments; elsewhere the end of the recording is the moment. */
function ownTime(record: Json, byMs: number): EpochMs | null {
  const eventTime = typeof record === 'object' && record !== null && 'eventTime' in record ? record['eventTime'] : null
  return typeof eventTime === 'string' ? Date.parse(eventTime) + byMs : null
}
