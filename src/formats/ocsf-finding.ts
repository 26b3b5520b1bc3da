import { at, type Json, type JsonObject, numberAt, objectsAt, own, textAt, textsAt } from '../domain/json/json.ts'
import type {
  ApiCall,
  IdentityKind,
  IdentityRef,
  Network,
  Resource,
  Severity,
  Signal,
} from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { identitiesOf, identityOf, isEmail } from './shared/identity.ts'
import { NO_NETWORK, networkOf } from './shared/network.ts'
import { severityOf } from './shared/severity.ts'
import { distinctById, distinctResources } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * OCSF Detection Finding (class 2004), schema 1.0 to 1.8. `time` is milliseconds by the schema, but products in the
 * field write seconds; the size of the number tells, and a unit that had to be told so is flagged.
 */
export const ocsfFinding: Format = {
  name: 'ocsf-finding',
  title: 'OCSF Detection Finding',
  form: 'finding',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (numberAt(record, 'class_uid') !== 2004) return { certainty: 0, because: 'class_uid is not 2004' }
  const isComplete = own(record, 'finding_info') !== undefined && own(record, 'metadata') !== undefined
  return isComplete
    ? { certainty: 100, because: 'class_uid 2004 with finding_info and metadata' }
    : { certainty: 90, because: 'class_uid is 2004' }
}

function normalise(record: JsonObject): Normalised {
  const info = own(record, 'finding_info')
  const id = textAt(info, 'uid') ?? textAt(record, 'metadata', 'uid')
  if (id === null) return refused('an OCSF finding has finding_info.uid', '/finding_info/uid')
  const product = at(record, 'metadata', 'product')
  const evidences = objectsAt(record, 'evidences')
  const resources = objectsAt(record, 'resources')
  const severityId = numberAt(record, 'severity_id')
  const acting = [at(record, 'actor'), ...evidences.map((one) => own(one, 'actor'))].filter((one) => one !== undefined)
  return toSignal(
    {
      format: 'ocsf-finding',
      form: 'finding',
      id,
      dedupKey: ['ocsf', textAt(product, 'vendor_name'), textAt(product, 'name'), id].filter(Boolean).join(':'),
      vendor: textAt(product, 'vendor_name') ?? textAt(product, 'name') ?? 'OCSF',
      product: textAt(product, 'name') ?? 'OCSF',
      type:
        textAt(record, 'metadata', 'event_code') ??
        textsAt(info, 'types')[0] ??
        textAt(info, 'analytic', 'name') ??
        'Detection Finding',
      title: textAt(info, 'title') ?? textAt(record, 'message') ?? id,
      description: textAt(record, 'status_detail') ?? textAt(record, 'message') ?? textAt(info, 'desc'),
      severity: SEVERITIES[severityId ?? -1] ?? severityOf(textAt(record, 'severity')),
      severityOriginal: textAt(record, 'severity') ?? (severityId === null ? null : String(severityId)),
      confidence: confidenceFrom(record),
      ...observed(...timesOf(record)),
      firstSeenAt: timeAt(at(info, 'first_seen_time')) ?? timeAt(at(info, 'created_time')),
      lastSeenAt: timeAt(at(info, 'last_seen_time')) ?? timeAt(at(info, 'modified_time')),
      actor: identitiesOf(acting.map(actorFrom))[0] ?? null,
      affected: identitiesOf(
        evidences.map((one) => userFrom(own(one, 'user'))),
        resources.map((one) => userFrom(own(one, 'user')) ?? identityResource(one)),
      ),
      sessions: sessionsOf(acting),
      credentials: distinctById(acting.flatMap((one) => credentialsOf(own(one, 'user')))),
      resources: resourcesOf(resources),
      network: networkFrom(record, evidences),
      account: textAt(record, 'cloud', 'account', 'uid') ?? textAt(record, 'cloud', 'account', 'name'),
      region: textAt(record, 'cloud', 'region') ?? textAt(record, 'resources', 0, 'region'),
      userAgent:
        first(evidences, (one) => textAt(one, 'http_request', 'user_agent')) ??
        textAt(record, 'http_request', 'user_agent'),
      call: first(evidences, (one) => callOf(own(one, 'api'))) ?? callOf(own(record, 'api')),
      tool: textAt(record, 'actor', 'app_name'),
      labels: labelsOf([
        ['statusCode', at(record, 'status_code')],
        ['provider', at(record, 'cloud', 'provider')],
        ['analytic', at(info, 'analytic', 'name')],
        ['activity', at(record, 'activity_name')],
        ['verdict', at(record, 'verdict')],
        ['risk', at(record, 'risk_level')],
        ['organisation', at(record, 'cloud', 'org', 'name')],
      ]),
      attacks: attacksOf(record, info),
      // A posture check that passed is still sent as a new finding.
      sourceStatus:
        textAt(record, 'status_code') === 'PASS' ? 'resolved' : (STATUSES[numberAt(record, 'status_id') ?? 0] ?? null),
      isSample: numberAt(record, 'verdict_id') === 6,
      link: textAt(info, 'src_url') ?? textAt(record, 'src_url'),
    },
    '/finding_info/uid',
  )
}

const SEVERITIES: Readonly<Record<number, Severity>> = {
  1: 'informational',
  2: 'low',
  3: 'medium',
  4: 'high',
  5: 'critical',
  6: 'critical',
}
const STATUSES: Readonly<Record<number, Signal['sourceStatus']>> = {
  1: 'new',
  2: 'in-progress',
  3: 'suppressed',
  4: 'resolved',
  5: 'archived',
  6: 'archived',
}

/** `confidence_id` is a band, not a number: it is left to the label. The score's range is not fixed, so only 0–100 is taken. */
function confidenceFrom(record: JsonObject): number | null {
  const score = numberAt(record, 'confidence_score')
  return score === null || score < 0 || score > 100 ? null : Math.round(score)
}

/**
 * `time` in the schema's unit first; then a text that states its zone; then a number in another unit, told by its size;
 * last a text without a zone, which products write in local time. 10¹¹ ms is the year 1973.
 */
function timesOf(record: JsonObject): (Json | undefined)[] {
  const time = at(record, 'time')
  const text = at(record, 'time_dt')
  const isMilliseconds = typeof time === 'number' && time >= 1e11 && time < 1e14
  const hasZone = typeof text === 'string' && /(Z|[+-]\d{2}:?\d{2})$/i.test(text)
  return [isMilliseconds ? new Date(time).toISOString() : undefined, hasZone ? text : undefined, time, text]
}

function actorFrom(actor: Json | undefined): IdentityRef | null {
  const user = userFrom(own(actor, 'user'))
  if (user !== null) return user
  const app = textAt(actor, 'app_name')
  return identityOf('oauth-app', app, [
    ['app-id', textAt(actor, 'app_uid')],
    ['user-name', app],
  ])
}

function userFrom(user: Json | undefined): IdentityRef | null {
  const name = textAt(user, 'name') ?? textAt(user, 'email_addr')
  const uid = textAt(user, 'uid')
  return identityOf(kindOf(numberAt(user, 'type_id'), uid), name, [
    [uid?.startsWith('arn:') ? 'arn' : 'principal-id', uid],
    ['principal-id', textAt(user, 'uid_alt')],
    ...objectsAt(user, 'programmatic_credentials').map((one) => ['access-key-id', textAt(one, 'uid')] as const),
    ['email', textAt(user, 'email_addr')],
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}

function kindOf(typeId: number | null, uid: string | null): IdentityKind {
  if (/:role\/|:assumed-role\//.test(uid ?? '')) return 'cloud-role'
  if (typeId === 4) return 'service-account'
  if (typeId === 3) return 'cloud-service'
  return typeId === 1 || typeId === 2 ? 'human' : 'unknown'
}

/** A resource that is itself an identity: an IAM user or role, a service account, an API key. */
function identityResource(resource: JsonObject): IdentityRef | null {
  const type = textAt(resource, 'type') ?? ''
  const uid = textAt(resource, 'uid')
  const kind = RESOURCE_KINDS.find(([pattern]) => pattern.test(type))?.[1]
  if (kind === undefined) return null
  const name = textAt(resource, 'name')
  return identityOf(kind, name, [
    [uid?.startsWith('arn:') ? 'arn' : 'principal-id', uid],
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}

const RESOURCE_KINDS: readonly (readonly [RegExp, IdentityKind])[] = [
  [/iam.?role/i, 'cloud-role'],
  [/service.?account(?!.?key)/i, 'service-account'],
  [/(api|access|service.?account).?key/i, 'api-key'],
  [/iam.?user/i, 'unknown'],
  [/service.?principal|oauth|app.?registration/i, 'oauth-app'],
]

function sessionsOf(acting: readonly Json[]): Signal['sessions'] {
  return distinctById(
    acting.flatMap((one) => {
      const id = textAt(one, 'session', 'uid')
      return id === null ? [] : [{ id, startedAt: timeAt(at(one, 'session', 'created_time')) }]
    }),
  )
}

function credentialsOf(user: Json | undefined): Signal['credentials'] {
  const listed = objectsAt(user, 'programmatic_credentials').flatMap((one) => {
    const id = textAt(one, 'uid')
    return id === null ? [] : [{ id, kind: textAt(one, 'type') ?? 'key' }]
  })
  const deprecated = textAt(user, 'credential_uid')
  return deprecated === null ? listed : [...listed, { id: deprecated, kind: 'key' }]
}

function resourcesOf(resources: readonly JsonObject[]): Resource[] {
  return distinctResources(
    resources.flatMap((resource) => {
      const id = textAt(resource, 'uid') ?? textAt(resource, 'name')
      return id === null ? [] : [{ type: textAt(resource, 'type'), id, name: textAt(resource, 'name') }]
    }),
  )
}

function networkFrom(record: JsonObject, evidences: readonly JsonObject[]): Network {
  const source = first(evidences, (one) => own(one, 'src_endpoint') ?? null) ?? own(record, 'src_endpoint')
  if (source === undefined) return NO_NETWORK
  return networkOf({
    origin: textAt(source, 'ip') ?? textAt(source, 'svc_name') ?? textAt(source, 'domain'),
    asn: textAt(source, 'autonomous_system', 'number'),
    organization: textAt(source, 'autonomous_system', 'name') ?? textAt(source, 'isp'),
    country: textAt(source, 'location', 'country'),
    city: textAt(source, 'location', 'city'),
  })
}

function callOf(api: Json | undefined): ApiCall | null {
  const operation = textAt(api, 'operation')
  if (operation === null) return null
  const error = textAt(api, 'response', 'error')
  return { service: textAt(api, 'service', 'name'), operation, outcome: error === null ? 'unknown' : 'failure', error }
}

function attacksOf(record: JsonObject, info: Json | undefined): string[] {
  const attacks = [...objectsAt(record, 'attacks'), ...objectsAt(info, 'attacks')]
  const ids = attacks.flatMap((one) => [textAt(one, 'sub_technique', 'uid') ?? textAt(one, 'technique', 'uid') ?? ''])
  return attackIds([...ids, ...textsAt(record, 'unmapped', 'compliance', 'MITRE-ATTACK')])
}

function first<T>(list: readonly JsonObject[], find: (item: JsonObject) => T | null): T | null {
  for (const item of list) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}
