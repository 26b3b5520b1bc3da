import {
  at,
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectsAt,
  own,
  textAt,
  textsAt,
} from '../domain/json/json.ts'
import { fromEntries } from '../domain/json/read-json.ts'
import type { ApiCall, Network, Resource } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { guardDutyIdentities, guardDutyKeys, guardDutySessions } from './guardduty-identity.ts'
import { NO_NETWORK, networkOf } from './shared/network.ts'
import { confidenceOf, severityBand } from './shared/severity.ts'
import { distinctResources, embedded, listUnder, resourceOf } from './shared/telemetry.ts'
import { attackIds, entriesOf, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Amazon GuardDuty findings in both casings: `id` as over EventBridge and in S3, `Id` as the API and SDKs print them.
 * The same finding comes again with a higher count and a later `updatedAt`; its ARN is what stays.
 */
export const guardduty: Format = {
  name: 'guardduty',
  title: 'Amazon GuardDuty',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const detail = own(value, 'detail')
  if (isObject(detail) && textAt(value, 'source') === 'aws.guardduty') return [detail]
  const list = listUnder(value, 'Findings') ?? listUnder(value, 'findings')
  return list?.some((item) => isObject(item) && recognise(item).certainty > 0) ? list : null
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const finding = lowerCamel(record)
  if (/^arn:aws[a-z-]*:guardduty:/.test(textAt(finding, 'arn') ?? '')) {
    return { certainty: 100, because: 'arn names a GuardDuty finding' }
  }
  if (textAt(finding, 'service', 'serviceName') === 'guardduty') {
    return { certainty: 98, because: 'service.serviceName is guardduty' }
  }
  const hasDetector = textAt(finding, 'service', 'detectorId') !== null
  if (hasDetector && textAt(finding, 'type') !== null && textAt(finding, 'accountId') !== null) {
    return { certainty: 90, because: 'type, accountId and service.detectorId' }
  }
  return { certainty: 0, because: 'no arn of a GuardDuty finding and no service of GuardDuty' }
}

function normalise(record: JsonObject): Normalised {
  const finding = lowerCamel(record)
  const id = textAt(finding, 'id')
  const type = textAt(finding, 'type')
  if (id === null) return refused('a GuardDuty finding has an id', '/id')
  if (type === null) return refused('a GuardDuty finding has a type', '/type')
  const service = own(finding, 'service')
  const action = actionOf(service)
  const { identities, workloads } = guardDutyIdentities(finding)
  const isActor = /^actor$/i.test(textAt(service, 'resourceRole') ?? '')
  const parties = [...identities, ...workloads]
  const severity = numberAt(finding, 'severity')
  return toSignal(
    {
      format: 'guardduty',
      form: 'finding',
      id,
      dedupKey: guardDutyDedupKey(textAt(finding, 'arn') ?? arnOf(finding, id)),
      vendor: 'AWS',
      product: 'GuardDuty',
      type,
      title: textAt(finding, 'title') ?? type,
      description: textAt(finding, 'description'),
      severity: severityBand(severity, [
        [9, 'critical'],
        [7, 'high'],
        [4, 'medium'],
        [1, 'low'],
      ]),
      severityOriginal: severity === null ? textAt(finding, 'severity') : String(severity),
      confidence: confidenceOf(numberAt(finding, 'confidence'), 100),
      ...observed(at(finding, 'updatedAt'), at(finding, 'createdAt'), at(service, 'eventLastSeen')),
      firstSeenAt: timeAt(at(service, 'eventFirstSeen')),
      lastSeenAt: timeAt(at(service, 'eventLastSeen')),
      // The resource of a finding is what was attacked or abused; only where it acted itself is it the actor.
      actor: isActor ? (parties[0] ?? null) : null,
      affected: isActor ? parties.slice(1) : parties,
      sessions: guardDutySessions(finding),
      credentials: guardDutyKeys(finding),
      resources: resourcesOf(finding, action),
      network: networkFrom(action),
      account: textAt(finding, 'accountId'),
      region: textAt(finding, 'region'),
      userAgent: textAt(action, 'userAgent') ?? textsAt(action, 'userAgent')[0] ?? null,
      call: callOf(action),
      labels: labelsFrom(finding, service),
      attacks: attackIds(
        objectsAt(service, 'detection', 'sequence', 'sequenceIndicators').flatMap((one) => textsAt(one, 'values')),
      ),
      sourceStatus: at(service, 'archived') === true ? 'archived' : 'new',
      isSample: isSample(service),
    },
    '/id',
  )
}

/** The finding's ARN rebuilt, so that the same finding read over Security Hub, which has only the ARN, is the same alert. */
function arnOf(finding: JsonObject, id: string): string {
  const detector = textAt(finding, 'service', 'detectorId') ?? ''
  const place = [
    textAt(finding, 'partition') ?? 'aws',
    'guardduty',
    textAt(finding, 'region'),
    textAt(finding, 'accountId'),
  ]
  return `arn:${place.map((part) => part ?? '').join(':')}:detector/${detector}/finding/${id}`
}

/** The one action object of a finding, whatever its type: `awsApiCallAction`, `networkConnectionAction`, … */
function actionOf(service: Json | undefined): JsonObject | undefined {
  const action = own(service, 'action')
  if (!isObject(action)) return undefined
  return Object.entries(action).flatMap(([key, value]) => (key.endsWith('Action') && isObject(value) ? [value] : []))[0]
}

function networkFrom(action: Json | undefined): Network {
  const remote = own(action, 'remoteIpDetails') ?? at(action, 'portProbeDetails', 0, 'remoteIpDetails')
  const asn = textAt(remote, 'organization', 'asn')
  const origin = textAt(remote, 'ipAddressV4') ?? textAt(remote, 'ipAddressV6') ?? textAt(action, 'sourceIPs', 0)
  const viaService = textAt(action, 'domainDetails', 'domain')
  if (remote === undefined && origin === null && viaService === null) return NO_NETWORK
  return networkOf({
    origin: origin ?? viaService,
    asn: asn === '-1' || asn === '0' ? null : asn,
    organization: textAt(remote, 'organization', 'asnOrg') ?? textAt(remote, 'organization', 'org'),
    country: textAt(remote, 'country', 'countryName') ?? textAt(remote, 'country', 'countryCode'),
    city: textAt(remote, 'city', 'cityName'),
  })
}

function callOf(action: Json | undefined): ApiCall | null {
  const error = textAt(action, 'errorCode')
  const api = textAt(action, 'api')
  if (api !== null) {
    const service = textAt(action, 'serviceName')
    return { service, operation: api, outcome: error === null ? 'unknown' : 'failure', error }
  }
  const verb = textAt(action, 'verb')
  if (verb === null) return null
  const statusCode = numberAt(action, 'statusCode')
  const operation = [verb, textAt(action, 'requestUri') ?? textAt(action, 'resource')].filter(Boolean).join(' ')
  const outcome = statusCode === null ? 'unknown' : statusCode < 400 ? 'success' : 'failure'
  return { service: 'kubernetes', operation, outcome, error: outcome === 'failure' ? String(statusCode) : null }
}

function resourcesOf(finding: JsonObject, action: Json | undefined): Resource[] {
  const resource = own(finding, 'resource')
  const affected = entriesOf(own(action, 'affectedResources')).flatMap(([type, id]) =>
    typeof id === 'string' ? resourceOf(type, id) : [],
  )
  const cluster = own(resource, 'eksClusterDetails')
  return distinctResources([
    ...objectsAt(resource, 's3BucketDetails').flatMap((bucket) =>
      resourceOf('AWS::S3::Bucket', textAt(bucket, 'arn') ?? textAt(bucket, 'name'), textAt(bucket, 'name')),
    ),
    ...resourceOf('AWS::EC2::Instance', textAt(resource, 'instanceDetails', 'instanceId')),
    ...resourceOf('AWS::EKS::Cluster', textAt(cluster, 'arn') ?? textAt(cluster, 'name'), textAt(cluster, 'name')),
    ...resourceOf(
      'AWS::ECS::Cluster',
      textAt(resource, 'ecsClusterDetails', 'arn'),
      textAt(resource, 'ecsClusterDetails', 'name'),
    ),
    ...resourceOf(
      'AWS::Lambda::Function',
      textAt(resource, 'lambdaDetails', 'functionArn'),
      textAt(resource, 'lambdaDetails', 'functionName'),
    ),
    ...resourceOf('AWS::RDS::DBInstance', textAt(resource, 'rdsDbInstanceDetails', 'dbInstanceArn')),
    ...affected,
  ])
}

function labelsFrom(finding: JsonObject, service: Json | undefined): Record<string, string> {
  return labelsOf([
    ['count', at(service, 'count')],
    ['resourceType', at(finding, 'resource', 'resourceType')],
    ['resourceRole', at(service, 'resourceRole')],
    ['actionType', at(service, 'action', 'actionType')],
    ['detectorId', at(service, 'detectorId')],
    ['threatList', at(service, 'evidence', 'threatIntelligenceDetails', 0, 'threatListName')],
    ['featureName', at(service, 'featureName')],
  ])
}

/** `create-sample-findings` marks its findings; the API prints the mark as JSON text in `Value`. */
function isSample(service: Json | undefined): boolean {
  const info = own(service, 'additionalInfo')
  return at(info, 'sample') === true || at(embedded(at(info, 'value')), 'sample') === true
}

/** The API's `AccessKeyDetails` as EventBridge's `accessKeyDetails`, at every level; a record in lower case stays as it is. */
function lowerCamel(record: JsonObject): JsonObject {
  if (Object.hasOwn(record, 'id') || Object.hasOwn(record, 'type') || Object.hasOwn(record, 'service')) return record
  const lowered = withLowerKeys(record)
  return isObject(lowered) ? lowered : record
}

function withLowerKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withLowerKeys)
  if (!isObject(value)) return value
  return fromEntries(
    Object.entries(value).map(
      ([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), withLowerKeys(item)] as const,
    ),
  )
}

/** Under Security Hub a GuardDuty finding is known by this very ARN; see `asff.ts`. */
export function guardDutyDedupKey(findingArn: string): string {
  return `guardduty:${findingArn}`
}
