import { at, isArray, isObject, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, Resource } from '../domain/signal/signal.ts'
import { type CloudTrailEvent, cloudTrailActor, cloudTrailSessions } from './cloudtrail-actor.ts'
import { cloudTrailAffected, cloudTrailCredentials } from './cloudtrail-affected.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { networkOf } from './shared/network.ts'
import {
  cloudWatchMessages,
  distinctResources,
  embedded,
  listUnder,
  member,
  memberText,
  othersThan,
  pipelineType,
  recordId,
  resourceOf,
  sentence,
  textOf,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * AWS CloudTrail: management, data and service events, alone, as delivered to S3 (`Records`), over EventBridge (`detail`)
 * or CloudWatch Logs. CloudTrail states no severity. The absence of `errorCode` is its way to say that a call succeeded.
 */
export const cloudtrail: Format = {
  name: 'cloudtrail',
  title: 'AWS CloudTrail',
  form: 'event',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const detail = own(value, 'detail')
  if (isObject(detail) && (textAt(value, 'detail-type') ?? '').endsWith('via CloudTrail')) return [detail]
  return listUnder(value, 'Records') ?? cloudWatchMessages(value)
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'AWS.CloudTrail') return { certainty: 97, because: 'p_log_type is AWS.CloudTrail' }
  if (memberText(record, 'eventName') === null) return { certainty: 0, because: 'no eventName' }
  const isAws = memberText(record, 'eventSource')?.endsWith('.amazonaws.com') ?? false
  if (isAws && memberText(record, 'eventVersion') !== null) {
    return { certainty: 99, because: 'eventVersion, eventName and an eventSource of amazonaws.com' }
  }
  if (isAws) return { certainty: 92, because: 'eventName and an eventSource of amazonaws.com' }
  if (/^Aws[A-Z]/.test(memberText(record, 'eventType') ?? '')) {
    return { certainty: 88, because: 'eventName and an eventType of AWS' }
  }
  if (isObject(member(record, 'userIdentity')) && memberText(record, 'awsRegion') !== null) {
    return { certainty: 85, because: 'eventName, userIdentity and awsRegion' }
  }
  return { certainty: 0, because: 'eventName without any other field of CloudTrail' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const eventName = memberText(record, 'eventName')
  if (eventName === null) return refused('a CloudTrail event has an eventName', '/eventName')
  const event: CloudTrailEvent = {
    name: eventName,
    source: memberText(record, 'eventSource'),
    // Some pipelines deliver these two as JSON text.
    request: embedded(member(record, 'requestParameters')),
    response: embedded(member(record, 'responseElements')),
    identity: member(record, 'userIdentity'),
  }
  const actor = cloudTrailActor(event, record)
  const affected = cloudTrailAffected(event, actor)
  const resources = resourcesOf(record, event)
  const call = callOf(record, event)
  const id = recordId(memberText(record, 'eventID'), record, context)
  const firstResource = resources[0]
  return toSignal({
    format: 'cloudtrail',
    form: 'event',
    id,
    dedupKey: `cloudtrail:${id}`,
    vendor: 'AWS',
    product: 'CloudTrail',
    type: eventName,
    title: sentence(
      eventName,
      {
        target: othersThan(actor, affected),
        place: affected.length === 0 && firstResource !== undefined ? shortName(firstResource) : null,
        actor: actor?.label ?? null,
      },
      call,
    ),
    description: errorMessage(record),
    ...observed(member(record, 'eventTime'), own(record, 'p_event_time')),
    actor,
    affected,
    sessions: cloudTrailSessions(event.identity),
    credentials: cloudTrailCredentials(event),
    resources,
    network: networkOf({ origin: memberText(record, 'sourceIPAddress') }),
    account: memberText(record, 'recipientAccountId') ?? textAt(event.identity, 'accountId'),
    region: memberText(record, 'awsRegion'),
    userAgent: memberText(record, 'userAgent'),
    call,
    labels: labelsOf([
      ['eventCategory', member(record, 'eventCategory')],
      ['eventType', member(record, 'eventType')],
      ['readOnly', member(record, 'readOnly')],
      ['callerType', at(event.identity, 'type')],
      ['sessionName', sessionName(event.identity)],
      ['sourceIdentity', at(event.identity, 'sessionContext', 'sourceIdentity')],
      ['mfaAuthenticated', at(event.identity, 'sessionContext', 'attributes', 'mfaAuthenticated')],
      ['fromConsole', member(record, 'sessionCredentialFromConsole')],
      ['mfaUsed', at(member(record, 'additionalEventData'), 'MFAUsed')],
      ['invokedBy', at(event.identity, 'invokedBy')],
      ['vpcEndpointId', member(record, 'vpcEndpointId')],
      ['sharedEventId', member(record, 'sharedEventID')],
      ['requestId', member(record, 'requestID')],
    ]),
  })
}

/** The console's sign-in events say in the response, under the event's own name, how it went. */
function callOf(
  record: JsonObject,
  event: { name: string; source: string | null; response: Json | undefined },
): ApiCall {
  const error = memberText(record, 'errorCode') ?? (memberText(record, 'errorMessage') === null ? null : 'error')
  const hasFailed = error !== null || at(event.response, event.name) === 'Failure'
  return { service: event.source, operation: event.name, outcome: hasFailed ? 'failure' : 'success', error }
}

/** The encoded half of an authorisation message is a kilobyte that only AWS can read. */
function errorMessage(record: JsonObject): string | null {
  const [message] = (memberText(record, 'errorMessage') ?? '').split('Encoded authorization failure message:', 1)
  return message?.trim() || null
}

/** The half of `AROA…:name` that whoever assumed the role chose: shown, never matched. */
function sessionName(identity: Json | undefined): string | null {
  const [, ...name] = (textAt(identity, 'principalId') ?? '').split(':')
  return textAt(identity, 'type') === 'AssumedRole' && name.length > 0 ? name.join(':') : null
}

/** Parameters that name one thing, with its CloudFormation type; `service` and `call` where the word means other things elsewhere. */
const NAMED_THINGS: readonly { key: string; type: string; service?: string; call?: string }[] = [
  { key: 'bucketName', type: 'AWS::S3::Bucket' },
  { key: 'functionName', type: 'AWS::Lambda::Function' },
  { key: 'instanceId', type: 'AWS::EC2::Instance' },
  { key: 'snapshotId', type: 'AWS::EC2::Snapshot' },
  { key: 'secretId', type: 'AWS::SecretsManager::Secret' },
  { key: 'keyId', type: 'AWS::KMS::Key' },
  { key: 'dBInstanceIdentifier', type: 'AWS::RDS::DBInstance' },
  { key: 'dBSnapshotIdentifier', type: 'AWS::RDS::DBSnapshot' },
  { key: 'tableName', type: 'AWS::DynamoDB::Table' },
  { key: 'repositoryName', type: 'AWS::ECR::Repository' },
  { key: 'modelId', type: 'AWS::Bedrock::FoundationModel' },
  { key: 'guardrailIdentifier', type: 'AWS::Bedrock::Guardrail' },
  { key: 'agentId', type: 'AWS::Bedrock::Agent' },
  { key: 'trustAnchorId', type: 'AWS::RolesAnywhere::TrustAnchor' },
  { key: 'name', type: 'AWS::CloudTrail::Trail', service: 'cloudtrail.amazonaws.com' },
  { key: 'trailName', type: 'AWS::CloudTrail::Trail', service: 'cloudtrail.amazonaws.com' },
  { key: 'name', type: 'AWS::SSM::Parameter', service: 'ssm.amazonaws.com', call: 'Parameter' },
  { key: 'names', type: 'AWS::SSM::Parameter', service: 'ssm.amazonaws.com', call: 'Parameter' },
  { key: 'name', type: 'AWS::SecretsManager::Secret', service: 'secretsmanager.amazonaws.com' },
  { key: 'userName', type: 'AWS::IAM::User', service: 'iam.amazonaws.com' },
  { key: 'roleName', type: 'AWS::IAM::Role', service: 'iam.amazonaws.com' },
  { key: 'groupName', type: 'AWS::IAM::Group', service: 'iam.amazonaws.com' },
  { key: 'policyArn', type: 'AWS::IAM::Policy', service: 'iam.amazonaws.com' },
  { key: 'instanceProfileName', type: 'AWS::IAM::InstanceProfile', service: 'iam.amazonaws.com' },
]

/** The ARNs that the record lists, then the things its request names, unless an ARN already ends in that name. */
function resourcesOf(record: JsonObject, { name, source, request, response }: CloudTrailEvent): Resource[] {
  const listed = objectsAt(record, 'resources')
    .slice(0, MOST_NAMED)
    .flatMap((item) => {
      const id = textAt(item, 'ARN') ?? textAt(item, 'arn') ?? textAt(item, 'ARNPrefix')
      return resourceOf(textAt(item, 'type'), id)
    })
  const made = textAt(response, 'arn') ?? textAt(response, 'aRN') ?? textAt(response, 'functionArn')
  const known: Resource[] = [...listed, ...resourceOf(null, made)]
  for (const thing of NAMED_THINGS) {
    if (thing.service !== undefined && thing.service !== source) continue
    if (thing.call !== undefined && !name.includes(thing.call)) continue
    for (const id of textsOf(at(request, thing.key)).slice(0, MOST_NAMED)) {
      const same = known.find((item) => isNamed(item.id, id))
      if (same === undefined) known.push({ type: thing.type, id, name: null })
      else same.type ??= thing.type
    }
  }
  for (const item of objectsAt(request, 'instancesSet', 'items')) {
    const id = textAt(item, 'instanceId')
    if (id !== null) known.push({ type: 'AWS::EC2::Instance', id, name: null })
  }
  return distinctResources(known)
}

/** A Signal keeps a hundred resources; comparing each name with each ARN must not cost more than that. */
const MOST_NAMED = 100

function isNamed(arn: string, name: string): boolean {
  const bare = name.replace(/^\//, '')
  return arn === name || arn.endsWith(`:${bare}`) || arn.endsWith(`/${bare}`)
}

function textsOf(value: Json | undefined): readonly string[] {
  const items: readonly (Json | undefined)[] = isArray(value) ? value : [value]
  return items.map(textOf).filter((text) => text !== null)
}

/** `arn:aws:s3:::logs` → `logs`: the last part is what people call it. */
function shortName(resource: Resource): string {
  return resource.name ?? resource.id.split(/[:/]/).at(-1) ?? resource.id
}
