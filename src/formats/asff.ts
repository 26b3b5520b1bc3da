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
import type { ApiCall, IdentityRef, Network, Resource, Severity, Signal } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { guardDutyDedupKey } from './guardduty.ts'
import { awsCredentials, awsIdentity, awsSessions, parseArn } from './shared/aws.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { confidenceOf, severityBand, severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { distinctById, distinctResources, listUnder } from './shared/telemetry.ts'
import { attackIds, entriesOf, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * AWS Security Hub findings (ASFF 2018-10-08). One EventBridge event holds several. Findings that GuardDuty sent to
 * Security Hub keep GuardDuty's dedup key, so a house that connects both has one alert.
 */
export const asff: Format = {
  name: 'asff',
  title: 'AWS Security Hub (ASFF)',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const detail = own(value, 'detail')
  const list = isObject(detail) ? listUnder(detail, 'findings') : listUnder(value, 'Findings')
  return list?.some((item) => isObject(item) && recognise(item).certainty > 0) ? list : null
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const hasArn = textAt(record, 'ProductArn') !== null && textAt(record, 'AwsAccountId') !== null
  if (hasArn && textAt(record, 'SchemaVersion') === '2018-10-08') {
    return { certainty: 100, because: 'ProductArn, AwsAccountId and SchemaVersion 2018-10-08' }
  }
  return hasArn && textAt(record, 'GeneratorId') !== null
    ? { certainty: 95, because: 'ProductArn, AwsAccountId and GeneratorId' }
    : { certainty: 0, because: 'no ProductArn with AwsAccountId' }
}

function normalise(record: JsonObject): Normalised {
  const findingId = textAt(record, 'Id')
  const productArn = textAt(record, 'ProductArn')
  if (findingId === null) return refused('a Security Hub finding has an Id', '/Id')
  if (productArn === null) return refused('a Security Hub finding has a ProductArn', '/ProductArn')
  const isGuardDuty = parseArn(findingId)?.service === 'guardduty'
  const isArchived = textAt(record, 'RecordState') === 'ARCHIVED'
  const parties = partiesOf(record)
  const types = textsAt(record, 'Types')
  const label = textAt(record, 'Severity', 'Label')
  return toSignal(
    {
      format: 'asff',
      form: 'finding',
      id: findingId,
      dedupKey: isGuardDuty ? guardDutyDedupKey(findingId) : `asff:${productArn}|${findingId}`,
      vendor: textAt(record, 'CompanyName') ?? 'AWS',
      product: textAt(record, 'ProductName') ?? (isGuardDuty ? 'GuardDuty' : 'Security Hub'),
      type: types[0] ?? textAt(record, 'GeneratorId') ?? 'finding',
      title: textAt(record, 'Title') ?? findingId,
      description: textAt(record, 'Description'),
      severity: severityFrom(record, label),
      severityOriginal: label ?? textAt(record, 'Severity', 'Original') ?? textAt(record, 'Severity', 'Normalized'),
      confidence: confidenceOf(
        numberAt(record, 'Confidence') ?? numberAt(record, 'FindingProviderFields', 'Confidence'),
        100,
      ),
      ...observed(at(record, 'UpdatedAt'), at(record, 'LastObservedAt'), at(record, 'CreatedAt')),
      firstSeenAt: timeAt(at(record, 'FirstObservedAt')) ?? timeAt(at(record, 'CreatedAt')),
      lastSeenAt: timeAt(at(record, 'LastObservedAt')) ?? timeAt(at(record, 'UpdatedAt')),
      actor: parties.actors[0] ?? null,
      affected: parties.affected,
      sessions: sessionsOf(record),
      credentials: distinctById(keysOf(record).flatMap((key) => awsCredentials(textAt(key, 'AccessKeyId')))),
      resources: resourcesOf(record),
      network: networkFrom(record),
      account: textAt(record, 'AwsAccountId'),
      region: textAt(record, 'Region') ?? textAt(record, 'Resources', 0, 'Region'),
      userAgent: userAgentOf(record),
      call: callOf(record),
      labels: labelsOf([
        ['generator', at(record, 'GeneratorId')],
        ['compliance', at(record, 'Compliance', 'Status')],
        ['criticality', at(record, 'Criticality')],
        ...entriesOf(own(record, 'ProductFields')),
        ...entriesOf(own(record, 'UserDefinedFields')),
      ]),
      attacks: attackIds(types),
      sourceStatus: isArchived
        ? 'archived'
        : statusOf(textAt(record, 'Workflow', 'Status') ?? textAt(record, 'WorkflowState')),
      isSample:
        at(record, 'Sample') === true ||
        textAt(record, 'ProductFields', 'aws/guardduty/service/additionalInfo/sample') === 'true',
      link: textAt(record, 'SourceUrl'),
    },
    '/Id',
  )
}

/** The label is the vendor's word; the number may disagree with it (LOW with 40 occurs) and then loses. */
function severityFrom(record: JsonObject, label: string | null): Severity {
  const byLabel = severityOf(label)
  if (byLabel !== 'unknown') return byLabel
  return severityBand(numberAt(record, 'Severity', 'Normalized'), [
    [90, 'critical'],
    [70, 'high'],
    [40, 'medium'],
    [1, 'low'],
    [0, 'informational'],
  ])
}

/** A resource with the role Actor acted; one without a role, or with Target, is what the finding is about. */
function partiesOf(record: JsonObject): { actors: IdentityRef[]; affected: IdentityRef[] } {
  const resources = objectsAt(record, 'Resources')
  const isActor = (resource: JsonObject): boolean => /^actor$/i.test(textAt(resource, 'ResourceRole') ?? '')
  return {
    actors: identitiesOf(resources.filter(isActor).map(identityFrom)),
    affected: identitiesOf(resources.filter((resource) => !isActor(resource)).map(identityFrom)),
  }
}

function identityFrom(resource: JsonObject): IdentityRef | null {
  const id = textAt(resource, 'Id')
  switch (textAt(resource, 'Type') ?? '') {
    case 'AwsIamAccessKey':
      return keyHolder(resource)
    case 'AwsIamRole':
      return awsIdentity({ type: id?.includes(':user/') ? 'IAMUser' : 'Role', arn: id })
    case 'AwsIamUser':
      return awsIdentity({ type: 'IAMUser', arn: id })
    case 'AwsEc2Instance':
      return identityOf('workload', id?.split('/').at(-1), [
        ['arn', id],
        ['host', id?.split('/').at(-1)],
      ])
    default:
      return null
  }
}

function keyHolder(resource: JsonObject): IdentityRef | null {
  const key = at(resource, 'Details', 'AwsIamAccessKey')
  const issuer = at(key, 'SessionContext', 'SessionIssuer')
  return awsIdentity({
    type: textAt(key, 'PrincipalType'),
    principalId: textAt(key, 'PrincipalId'),
    userName: textAt(key, 'PrincipalName') ?? textAt(key, 'UserName') ?? textAt(issuer, 'UserName'),
    accessKeyId: textAt(key, 'AccessKeyId') ?? plainKeyId(textAt(resource, 'Id')),
    issuerArn: textAt(issuer, 'Arn'),
    isMfa: at(key, 'SessionContext', 'Attributes', 'MfaAuthenticated') === true,
  })
}

/** Security Hub writes `AWS::IAM::AccessKey:<id>` or the bare id. */
function plainKeyId(id: string | null): string | null {
  return id?.split(':').at(-1) ?? null
}

function keysOf(record: JsonObject): Json[] {
  return objectsAt(record, 'Resources').flatMap((resource) => {
    const key = at(resource, 'Details', 'AwsIamAccessKey')
    return key === undefined ? [] : [key]
  })
}

function sessionsOf(record: JsonObject): Signal['sessions'] {
  return distinctById(
    keysOf(record).flatMap((key) => {
      const issuer = parseArn(textAt(key, 'SessionContext', 'SessionIssuer', 'Arn'))
      const roleName = issuer?.resource.startsWith('role/') ? issuer.resource.split('/').at(-1) : undefined
      const session = (textAt(key, 'PrincipalId') ?? '').split(':')[1]
      if (!issuer || !roleName || !session) return []
      const arn = `arn:${issuer.partition}:sts::${issuer.account ?? ''}:assumed-role/${roleName}/${session}`
      return awsSessions(arn, timeAt(at(key, 'SessionContext', 'Attributes', 'CreationDate')))
    }),
  )
}

function resourcesOf(record: JsonObject): Resource[] {
  return distinctResources(
    objectsAt(record, 'Resources').flatMap((resource) => {
      const id = textAt(resource, 'Id')
      return id === null ? [] : [{ type: textAt(resource, 'Type'), id, name: textAt(resource, 'Tags', 'Name') }]
    }),
  )
}

function networkFrom(record: JsonObject): Network {
  const action = own(record, 'Action')
  const remote =
    at(action, 'AwsApiCallAction', 'RemoteIpDetails') ??
    at(action, 'NetworkConnectionAction', 'RemoteIpDetails') ??
    at(action, 'PortProbeAction', 'PortProbeDetails', 0, 'RemoteIpDetails')
  return networkOf({
    origin:
      textAt(remote, 'IpAddressV4') ??
      textAt(record, 'Network', 'SourceIpV4') ??
      textAt(record, 'Network', 'SourceIpV6') ??
      textAt(action, 'AwsApiCallAction', 'DomainDetails', 'Domain'),
    asn: textAt(remote, 'Organization', 'Asn'),
    organization: textAt(remote, 'Organization', 'AsnOrg'),
    country: textAt(remote, 'Country', 'CountryName') ?? textAt(remote, 'Country', 'CountryCode'),
    city: textAt(remote, 'City', 'CityName'),
  })
}

function callOf(record: JsonObject): ApiCall | null {
  const call = at(record, 'Action', 'AwsApiCallAction')
  const operation = textAt(call, 'Api')
  return operation === null
    ? null
    : { service: textAt(call, 'ServiceName'), operation, outcome: 'unknown', error: null }
}

/** ASFF has no field for it; products put it into their own, whose names end alike. */
function userAgentOf(record: JsonObject): string | null {
  const entry = entriesOf(own(record, 'ProductFields')).find(([key]) => /(^|[/.])userAgent$/i.test(key))
  return typeof entry?.[1] === 'string' && entry[1] !== '' ? entry[1] : null
}
