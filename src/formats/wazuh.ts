import { at, type Json, type JsonObject, numberAt, own, textAt, textsAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityRef, Resource, Severity } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { awsCredentials, awsIdentity, awsSessions } from './shared/aws.ts'
import {
  identitiesOf,
  identityOf,
  isEmail,
  isGoogleServiceAccount,
  kubernetesServiceAccount,
} from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { severityBand } from './shared/severity.ts'
import { recordId, resourceOf } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Wazuh alerts. What happened stands under `data`, in the shape of whatever log was read; the rule and agent around it. */
export const wazuh: Format = { name: 'wazuh', title: 'Wazuh alert', form: 'finding', recognise, normalise }

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (numberAt(record, 'rule', 'level') === null || textAt(record, 'rule', 'id') === null) {
    return { certainty: 0, because: 'no rule.level with rule.id' }
  }
  const isManaged = textAt(record, 'manager', 'name') !== null
  if (isManaged && own(record, 'agent') !== undefined)
    return { certainty: 98, because: 'rule.level, manager.name and agent' }
  return isManaged || own(record, 'decoder') !== undefined
    ? { certainty: 92, because: 'rule.level with a manager or decoder' }
    : { certainty: 60, because: 'rule.level and rule.id' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const rule = own(record, 'rule')
  const ruleId = textAt(rule, 'id')
  if (ruleId === null) return refused('a Wazuh alert has a rule.id', '/rule/id')
  const level = numberAt(rule, 'level')
  const data = own(record, 'data')
  const aws = own(data, 'aws')
  const id = recordId(textAt(record, 'id'), record, context)
  return toSignal({
    format: 'wazuh',
    form: 'finding',
    id,
    dedupKey: `wazuh:${textAt(record, 'manager', 'name') ?? ''}:${id}`,
    vendor: 'Wazuh',
    product: 'Wazuh',
    type: ruleId,
    title: textAt(rule, 'description') ?? `Wazuh rule ${ruleId}`,
    description: textAt(record, 'full_log'),
    severity: severityFrom(level),
    severityOriginal: level === null ? null : String(level),
    ...observed(at(record, 'timestamp'), at(record, '@timestamp')),
    actor: actorFrom(data),
    affected: identitiesOf(targetFrom(data), hostFrom(record)),
    sessions: awsSessions(textAt(aws, 'userIdentity', 'arn')),
    credentials: awsCredentials(textAt(aws, 'userIdentity', 'accessKeyId')),
    resources: resourcesOf(record, data),
    network: networkOf({
      origin:
        textAt(data, 'srcip') ??
        textAt(aws, 'sourceIPAddress') ??
        textAt(aws, 'source_ip_address') ??
        textAt(data, 'office365', 'ClientIP') ??
        textAt(data, 'gcp', 'protoPayload', 'requestMetadata', 'callerIp') ??
        textAt(data, 'github', 'actor_ip'),
      country: textAt(record, 'GeoLocation', 'country_name'),
      city: textAt(record, 'GeoLocation', 'city_name'),
    }),
    account:
      textAt(aws, 'aws_account_id') ??
      textAt(aws, 'recipientAccountId') ??
      textAt(data, 'office365', 'OrganizationId') ??
      textAt(data, 'gcp', 'resource', 'labels', 'project_id') ??
      textAt(data, 'github', 'org'),
    region: textAt(aws, 'awsRegion') ?? textAt(aws, 'region'),
    userAgent: textAt(aws, 'userAgent') ?? textAt(data, 'office365', 'UserAgent'),
    call: callOf(data),
    labels: labelsOf([
      ['groups', at(rule, 'groups')],
      ['firedTimes', at(rule, 'firedtimes')],
      ['agent', at(record, 'agent', 'name')],
      ['manager', at(record, 'manager', 'name')],
      ['decoder', at(record, 'decoder', 'name')],
      ['location', at(record, 'location')],
      ['tactics', at(rule, 'mitre', 'tactic')],
      ['integration', at(data, 'integration')],
    ]),
    attacks: attackIds(textsAt(rule, 'mitre', 'id')),
  })
}

/** Levels 0–16. The bands are ours; Wazuh itself only says from which level it writes an alert and sends a mail. */
function severityFrom(level: number | null): Severity {
  return severityBand(level, [
    [15, 'critical'],
    [12, 'high'],
    [7, 'medium'],
    [4, 'low'],
    [0, 'informational'],
  ])
}

function actorFrom(data: Json | undefined): IdentityRef | null {
  const aws = at(data, 'aws', 'userIdentity')
  if (aws !== undefined) {
    return awsIdentity({
      type: textAt(aws, 'type'),
      arn: textAt(aws, 'arn'),
      principalId: textAt(aws, 'principalId'),
      userName: textAt(aws, 'userName') ?? textAt(aws, 'sessionContext', 'sessionIssuer', 'userName'),
      accessKeyId: textAt(aws, 'accessKeyId'),
      issuerArn: textAt(aws, 'sessionContext', 'sessionIssuer', 'arn'),
      invokedBy: textAt(aws, 'invokedBy'),
      isMfa: textAt(aws, 'sessionContext', 'attributes', 'mfaAuthenticated') === 'true',
    })
  }
  const name =
    textAt(data, 'gcp', 'protoPayload', 'authenticationInfo', 'principalEmail') ??
    textAt(data, 'office365', 'UserId') ??
    textAt(data, 'github', 'actor') ??
    textAt(data, 'okta', 'actor', 'alternateId') ??
    textAt(data, 'user', 'username') ??
    textAt(data, 'srcuser')
  return named(name)
}

/** The account that was logged into or changed, where the log tells it from the one that acted. */
function targetFrom(data: Json | undefined): IdentityRef | null {
  return named(textAt(data, 'dstuser'))
}

function named(name: string | null): IdentityRef | null {
  const kind = isGoogleServiceAccount(name) ? 'service-account' : 'unknown'
  return kubernetesServiceAccount(name) ?? identityOf(kind, name, [[isEmail(name) ? 'email' : 'user-name', name]])
}

/** Agent 000 is the manager itself, which reads cloud logs for others: it is not where anything happened. */
function hostFrom(record: JsonObject): IdentityRef | null {
  if (textAt(record, 'agent', 'id') === '000') return null
  return identityOf('workload', textAt(record, 'agent', 'name'), [['host', textAt(record, 'agent', 'name')]])
}

function callOf(data: Json | undefined): ApiCall | null {
  const aws = own(data, 'aws')
  const operation =
    textAt(aws, 'eventName') ??
    textAt(data, 'office365', 'Operation') ??
    textAt(data, 'gcp', 'protoPayload', 'methodName') ??
    textAt(data, 'github', 'action')
  if (operation === null) return null
  const error = textAt(aws, 'errorCode')
  return {
    service: textAt(aws, 'eventSource') ?? textAt(data, 'integration'),
    operation,
    outcome: error === null ? 'unknown' : 'failure',
    error,
  }
}

function resourcesOf(record: JsonObject, data: Json | undefined): Resource[] {
  return [
    ...resourceOf('file', textAt(record, 'syscheck', 'path')),
    ...resourceOf('gcp-resource', textAt(data, 'gcp', 'protoPayload', 'resourceName')),
    ...resourceOf('github-repository', textAt(data, 'github', 'repo')),
    ...resourceOf('office365-object', textAt(data, 'office365', 'ObjectId')),
  ]
}
