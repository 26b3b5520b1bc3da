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
import type { ApiCall, Resource, Severity, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { gcpActor, gcpAffected, policyChanges, serviceAccountKeys } from './gcp-identity.ts'
import { networkOf } from './shared/network.ts'
import {
  distinctResources,
  embedded,
  member,
  othersThan,
  pipelineType,
  recordId,
  sentence,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Google Cloud audit logs: a LogEntry with a `protoPayload`, alone, as `entries`, or in a Pub/Sub push (`message.data`). */
export const gcpAudit: Format = {
  name: 'gcp-audit',
  title: 'Google Cloud audit log',
  form: 'event',
  unwrap,
  recognise,
  normalise,
}

const AUDIT_LOG = 'type.googleapis.com/google.cloud.audit.AuditLog'

function unwrap(value: JsonObject): readonly Json[] | null {
  const entries = own(value, 'entries')
  if (Array.isArray(entries)) return entries
  const data = textAt(value, 'message', 'data')
  if (data === null) return null
  const entry = embedded(fromBase64(data))
  return isObject(entry) ? [entry] : null
}

function fromBase64(text: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)))
  } catch {
    return undefined
  }
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const payload = member(record, 'protoPayload')
  if (member(payload, '@type') === AUDIT_LOG) return { certainty: 100, because: 'protoPayload is a Google AuditLog' }
  if (pipelineType(record) === 'GCP.AuditLog') return { certainty: 97, because: 'p_log_type is GCP.AuditLog' }
  if (!isObject(payload)) return { certainty: 0, because: 'no protoPayload' }
  return textAt(payload, 'methodName') === null && objectsAt(payload, 'authorizationInfo').length === 0
    ? { certainty: 40, because: 'a protoPayload without methodName' }
    : { certainty: 90, because: 'protoPayload with methodName or authorizationInfo' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const payload = member(record, 'protoPayload')
  if (!isObject(payload)) return refused('a Google Cloud audit entry has a protoPayload', '/protoPayload')
  const permission = textAt(objectsAt(payload, 'authorizationInfo')[0], 'permission')
  const method = textAt(payload, 'methodName') ?? textAt(payload, 'metadata', 'methodName') ?? permission
  if (method === null) return refused('the entry names neither a method nor a permission', '/protoPayload/methodName')
  // Some exporters put these beside the payload, some inside it.
  const resource = firstObject(member(record, 'resource'), own(payload, 'resource'))
  const request = own(payload, 'requestMetadata')
  const actor = gcpActor(own(payload, 'authenticationInfo'))
  const affected = gcpAffected(method, payload, resource)
  const resources = resourcesOf(payload, resource)
  const call = callOf(record, payload, method)
  const severity = textAt(record, 'severity') ?? textAt(payload, 'severity')
  const id = recordId(idOf(record), record, context)
  return toSignal({
    format: 'gcp-audit',
    form: 'event',
    id,
    dedupKey: `gcp-audit:${id}`,
    vendor: 'Google Cloud',
    product: 'Cloud Audit Logs',
    type: method,
    title: sentence(
      lastWord(method),
      {
        target: othersThan(actor, affected),
        place: affected.length === 0 ? (resources[0]?.id ?? null) : null,
        actor: actor?.label ?? null,
      },
      call,
    ),
    description: textAt(payload, 'status', 'message'),
    severity: logSeverity(severity),
    severityOriginal: severity,
    ...observed(
      member(record, 'timestamp'),
      own(payload, 'timestamp'),
      at(request, 'requestAttributes', 'time'),
      member(record, 'receiveTimestamp'),
      own(record, 'p_event_time'),
    ),
    actor,
    affected,
    credentials: credentialsOf(payload),
    resources,
    network: networkOf({ origin: textAt(request, 'callerIp') ?? textAt(request, 'callerIP') }),
    account: accountOf(record, resource),
    region: regionOf(payload, resource),
    userAgent: textAt(request, 'callerSuppliedUserAgent'),
    call,
    labels: labelsOf([
      ['service', at(payload, 'serviceName')],
      ['logName', member(record, 'logName')],
      ['resourceType', at(resource, 'type')],
      ['permission', permission],
      ['oauthClientId', at(payload, 'authenticationInfo', 'oauthInfo', 'oauthClientId')],
      ['delegatedBy', delegation(payload)],
      ['principalSubject', at(payload, 'authenticationInfo', 'principalSubject')],
      [
        'policyChanges',
        policyChanges(payload).map((delta) =>
          ['action', 'role', 'member'].map((key) => textAt(delta, key) ?? '?').join(' '),
        ),
      ],
      ['cluster', at(resource, 'labels', 'cluster_name')],
      ['operationId', at(record, 'operation', 'id')],
    ]),
  })
}

/** An insertId is unique within its log and time only, so all three make the id. */
function idOf(record: JsonObject): string | null {
  const insertId = textAt(record, 'insertId') ?? textAt(record, 'insertid')
  if (insertId === null) return null
  const log = textAt(record, 'logName') ?? textAt(record, 'logname') ?? ''
  return `${log}/${textAt(record, 'timestamp') ?? ''}/${insertId}`
}

/** `google.iam.admin.v1.CreateServiceAccountKey` → `CreateServiceAccountKey`; `v1.compute.instances.insert` → `instances.insert`. */
function lastWord(method: string): string {
  const parts = method.split('.')
  const last = parts.at(-1) ?? method
  return /^[A-Z]/.test(last) || parts.length < 2 ? last : `${parts.at(-2)}.${last}`
}

/**
 * Cloud Logging's severity grades the log line: every refused call is an ERROR, every granted one a NOTICE. None of it
 * says how bad the event is, so it is informational here, and the word is kept.
 */
function logSeverity(severity: string | null): Severity {
  return severity === null || severity === 'DEFAULT' ? 'unknown' : 'informational'
}

/** A status code other than 0 is an error; without a status, what the authorisation says is all there is. */
function callOf(record: JsonObject, payload: JsonObject, method: string): ApiCall {
  const status = firstObject(own(payload, 'status'), own(record, 'status'))
  const service = textAt(payload, 'serviceName') ?? textAt(record, 'serviceName')
  const code = numberAt(status, 'code')
  if (code !== null && code !== 0) {
    return { service, operation: method, outcome: 'failure', error: GRPC_CODES[code] ?? `code ${code}` }
  }
  const granted = objectsAt(payload, 'authorizationInfo').map((info) => own(info, 'granted'))
  if (granted.includes(false)) return { service, operation: method, outcome: 'failure', error: 'PERMISSION_DENIED' }
  return {
    service,
    operation: method,
    outcome: isObject(status) || granted.includes(true) ? 'success' : 'unknown',
    error: null,
  }
}

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html, by number. */
const GRPC_CODES: readonly string[] = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
]

function credentialsOf(payload: JsonObject): Signal['credentials'] {
  const secret =
    textAt(payload, 'serviceName') === 'secretmanager.googleapis.com' ? textAt(payload, 'resourceName') : null
  return [
    ...serviceAccountKeys(payload).map((id) => ({ id, kind: 'gcp-service-account-key' })),
    ...(secret === null ? [] : [{ id: secret, kind: 'gcp-secret' }]),
  ]
}

function resourcesOf(payload: JsonObject, resource: Json | undefined): Resource[] {
  const type = textAt(resource, 'type')
  const named = textAt(payload, 'resourceName') ?? textAt(payload, 'metadata', 'resourceName')
  const authorised = objectsAt(payload, 'authorizationInfo').flatMap((info) => {
    const id = textAt(info, 'resource')
    return id === null ? [] : [{ type: textAt(info, 'resourceAttributes', 'type'), id, name: null }]
  })
  return distinctResources([...(named === null ? [] : [{ type, id: named, name: null }]), ...authorised])
}

/** Who stands behind a service account that acts for somebody: the chain of impersonation, nearest first. */
function delegation(payload: JsonObject): readonly string[] {
  return objectsAt(payload, 'authenticationInfo', 'serviceAccountDelegationInfo').flatMap((step) => {
    const who = textAt(step, 'firstPartyPrincipal', 'principalEmail') ?? textAt(step, 'principalSubject')
    return who === null ? [] : [who]
  })
}

function accountOf(record: JsonObject, resource: Json | undefined): string | null {
  const [scope, name] = (textAt(record, 'logName') ?? textAt(record, 'logname') ?? '').split('/')
  const fromLog = scope === 'projects' || scope === 'organizations' || scope === 'folders' ? (name ?? null) : null
  return textAt(resource, 'labels', 'project_id') ?? textAt(resource, 'labels', 'organization_id') ?? fromLog
}

function regionOf(payload: JsonObject, resource: Json | undefined): string | null {
  const labels = at(resource, 'labels')
  const place = textAt(labels, 'location') ?? textAt(labels, 'region') ?? textAt(labels, 'zone')
  return place ?? textsAt(payload, 'resourceLocation', 'currentLocations')[0] ?? null
}

function firstObject(...values: readonly (Json | undefined)[]): JsonObject | undefined {
  return values.find(isObject)
}
