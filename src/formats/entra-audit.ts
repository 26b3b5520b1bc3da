import { isObject, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, Severity, Signal } from '../domain/signal/signal.ts'
import { entraActor, entraTargets, isAtRisk } from './entra-identity.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { m365Directory } from './m365-directory.ts'
import { networkOf } from './shared/network.ts'
import { listUnder, member, memberText, othersThan, pipelineType, recordId, sentence } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Microsoft Entra ID: sign-ins and directory audits, as diagnostic settings export them (the event in `properties`), as
 * Microsoft Graph answers (the event itself), or as the Microsoft 365 audit log writes them (`Workload`).
 */
export const entraAudit: Format = {
  name: 'entra-audit',
  title: 'Microsoft Entra sign-in and audit log',
  form: 'event',
  unwrap: (value) => listUnder(value, 'records') ?? listUnder(value, 'value'),
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (m365Directory.recognise(record)) return { certainty: 98, because: 'Workload is AzureActiveDirectory' }
  if (pipelineType(record) === 'Azure.Audit') return { certainty: 97, because: 'p_log_type is Azure.Audit' }
  if (/\/providers\/microsoft\.aadiam$/i.test(textAt(record, 'resourceId') ?? '')) {
    return { certainty: 98, because: 'the resourceId is of Microsoft.aadiam' }
  }
  if (textAt(record, 'activityDisplayName') !== null && isObject(own(record, 'initiatedBy'))) {
    return { certainty: 96, because: 'activityDisplayName and initiatedBy' }
  }
  const isSignIn = textAt(record, 'appDisplayName') !== null && isObject(own(record, 'status'))
  return isSignIn && (textAt(record, 'userPrincipalName') ?? textAt(record, 'servicePrincipalId')) !== null
    ? { certainty: 93, because: 'appDisplayName, status and the account that signed in' }
    : { certainty: 0, because: 'no mark of Entra' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  if (m365Directory.recognise(record)) return m365Directory.normalise(record, context)
  const properties = own(record, 'properties')
  const body: JsonObject = isObject(properties) ? properties : record
  const isSignIn = isSignInRecord(record, body)
  const operation =
    memberText(record, 'operationName') ?? textAt(body, 'activityDisplayName') ?? (isSignIn ? 'Sign-in activity' : null)
  if (operation === null) return refused('an Entra record names its activity', '/operationName')
  const actor = entraActor(body, memberText(record, 'category'))
  const { identities, resources, credentials } = entraTargets(body)
  // Whoever signed in is the actor; when Entra itself holds the account to be at risk, it is also the one attacked.
  const affected = isSignIn && isAtRisk(body) && actor !== null ? [actor] : identities
  const call = callOf(record, body, operation)
  const risk = textAt(body, 'riskLevelDuringSignIn') ?? textAt(body, 'riskLevelAggregated')
  const id = recordId(textAt(body, 'id') ?? correlated(record, operation), record, context)
  return toSignal({
    format: 'entra-audit',
    form: 'event',
    id,
    dedupKey: `entra-audit:${id}`,
    vendor: 'Microsoft',
    product: 'Entra ID',
    type: operation,
    title: sentence(
      operation,
      {
        target: othersThan(actor, affected),
        place: placeOf(body, resources, isSignIn),
        actor: actor?.label ?? null,
      },
      call,
    ),
    description: textAt(body, 'resultReason') ?? textAt(body, 'status', 'failureReason'),
    severity: RISK_SEVERITY.get(risk) ?? 'unknown',
    severityOriginal: risk,
    ...observed(
      own(body, 'activityDateTime'),
      own(body, 'createdDateTime'),
      member(record, 'time'),
      own(record, 'p_event_time'),
    ),
    actor,
    affected,
    sessions: sessionsOf(body),
    credentials: [...credentialsUsed(body), ...credentials],
    resources,
    network: networkOf({
      origin:
        textAt(body, 'ipAddress') ??
        textAt(body, 'initiatedBy', 'user', 'ipAddress') ??
        memberText(record, 'callerIpAddress') ??
        memberText(record, 'ipAddress'),
      asn: textAt(body, 'autonomousSystemNumber'),
      country: textAt(body, 'location', 'countryOrRegion'),
      city: textAt(body, 'location', 'city'),
    }),
    account: memberText(record, 'tenantId') ?? textAt(body, 'tenantId') ?? textAt(body, 'resourceTenantId'),
    userAgent: textAt(body, 'userAgent') ?? additional(body, 'User-Agent'),
    call,
    labels: labelsOf([
      ['category', textAt(body, 'category') ?? memberText(record, 'category')],
      ['loggedBy', own(body, 'loggedByService')],
      ['operationType', own(body, 'operationType')],
      ['application', own(body, 'appDisplayName')],
      ['accessedResource', own(body, 'resourceDisplayName')],
      ['riskState', own(body, 'riskState')],
      ['riskDetail', own(body, 'riskDetail')],
      ['riskEventTypes', own(body, 'riskEventTypes_v2') ?? own(body, 'riskEventTypes')],
      ['authenticationRequirement', own(body, 'authenticationRequirement')],
      ['clientApp', own(body, 'clientAppUsed')],
      ['correlationId', textAt(body, 'correlationId') ?? memberText(record, 'correlationId')],
    ]),
  })
}

function isSignInRecord(record: JsonObject, body: JsonObject): boolean {
  return (
    /SignInLogs$/i.test(memberText(record, 'category') ?? '') ||
    (!isObject(own(body, 'initiatedBy')) && textAt(body, 'activityDisplayName') === null)
  )
}

/** Without an id of its own, a record is known by its correlation id, its operation and its time. */
function correlated(record: JsonObject, operation: string): string | null {
  const correlation = memberText(record, 'correlationId')
  const time = memberText(record, 'time')
  return correlation === null || time === null ? null : [correlation, operation, time].join('/')
}

/** Entra's own judgement of a sign-in. `hidden` means that the tenant's licence does not show it. */
const RISK_SEVERITY: ReadonlyMap<string | null, Severity> = new Map([
  ['none', 'informational'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
])

/** Sign-ins say it with an error code, audits with a word, and the outer record of either may hold only a result type. */
function callOf(record: JsonObject, body: JsonObject, operation: string): ApiCall {
  const service = textAt(body, 'loggedByService') ?? textAt(body, 'resourceDisplayName')
  const code = textAt(body, 'status', 'errorCode')
  const word = textAt(body, 'result') ?? textAt(record, 'resultType')
  if (code !== null && code !== '0') {
    return { service, operation, outcome: 'failure', error: code }
  }
  if (code === '0' || /^(?:success|succeeded|0)$/i.test(word ?? '')) {
    return { service, operation, outcome: 'success', error: null }
  }
  return word === null
    ? { service, operation, outcome: 'unknown', error: null }
    : { service, operation, outcome: 'failure', error: /^fail/i.test(word) ? null : word }
}

function placeOf(body: JsonObject, resources: Signal['resources'], isSignIn: boolean): string | null {
  if (isSignIn) return textAt(body, 'resourceDisplayName') ?? textAt(body, 'appDisplayName')
  const [first] = resources
  return first === undefined ? null : (first.name ?? first.id)
}

function sessionsOf(body: JsonObject): Signal['sessions'] {
  const id = textAt(body, 'sessionId')
  return id === null ? [] : [{ id, startedAt: null }]
}

/** With which secret, certificate or federated trust an application signed in, and the id of the token it got. */
function credentialsUsed(body: JsonObject): Signal['credentials'] {
  const key = textAt(body, 'servicePrincipalCredentialKeyId')
  const federated = textAt(body, 'federatedCredentialId')
  const token = textAt(body, 'uniqueTokenIdentifier')
  return [
    ...(key === null ? [] : [{ id: key, kind: 'entra-app-credential' }]),
    ...(federated === null ? [] : [{ id: federated, kind: 'entra-federated-credential' }]),
    ...(token === null ? [] : [{ id: token, kind: 'entra-token' }]),
  ]
}

function additional(body: JsonObject, key: string): string | null {
  return textAt(
    objectsAt(body, 'additionalDetails').find((item) => textAt(item, 'key') === key),
    'value',
  )
}
