import { at, isObject, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type {
  ApiCall,
  IdentityKind,
  IdentityRef,
  NameKind,
  Resource,
  Severity,
  Signal,
} from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { identityOf, isEmail } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import {
  distinctById,
  identitiesIn,
  listUnder,
  MOST_LISTED,
  member,
  memberText,
  othersThan,
  pipelineType,
  recordId,
  resourceOf,
  sentence,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Okta System Log: LogEvents alone, as a list, as an event hook sends them (`data.events`), or over EventBridge (`detail`). */
export const oktaSystemLog: Format = {
  name: 'okta-system-log',
  title: 'Okta System Log',
  form: 'event',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const data = own(value, 'data')
  if (isObject(data)) return listUnder(data, 'events')
  const detail = own(value, 'detail')
  return isObject(detail) && /okta/i.test(textAt(value, 'source') ?? '') ? [detail] : null
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'Okta.SystemLog') return { certainty: 97, because: 'p_log_type is Okta.SystemLog' }
  if (memberText(record, 'eventType') === null) return { certainty: 0, because: 'no eventType' }
  const marks = [
    'legacyEventType',
    'displayMessage',
    'securityContext',
    'authenticationContext',
    'debugContext',
  ].filter((key) => member(record, key) !== undefined)
  if (marks.length >= 2 && member(record, 'outcome') !== undefined) {
    return { certainty: 97, because: `eventType, outcome, ${marks.join(' and ')}` }
  }
  const isLogEvent = memberText(record, 'published') !== null && isObject(member(record, 'actor'))
  return isLogEvent
    ? { certainty: 90, because: 'eventType, published and actor' }
    : { certainty: 0, because: 'eventType without the other fields of a LogEvent' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const eventType = memberText(record, 'eventType')
  if (eventType === null) return refused('an Okta LogEvent has an eventType', '/eventType')
  const actor = partyOf(member(record, 'actor'))
  const targets = objectsAt(record, 'target').slice(0, MOST_LISTED)
  const affected = identitiesIn(targets.filter((target) => isAffected(eventType, target)).map(partyOf))
  const call = callOf(record, eventType)
  const severity = memberText(record, 'severity')
  const client = member(record, 'client')
  const place = at(client, 'geographicalContext')
  const security = member(record, 'securityContext')
  const id = recordId(memberText(record, 'uuid'), record, context)
  return toSignal({
    format: 'okta-system-log',
    form: DETECTIONS.test(eventType) ? 'finding' : 'event',
    id,
    dedupKey: `okta-system-log:${id}`,
    vendor: 'Okta',
    product: 'System Log',
    type: eventType,
    title: sentence(
      memberText(record, 'displayMessage') ?? eventType,
      { target: othersThan(actor, affected), actor: actor?.label ?? null },
      call,
    ),
    severity: LEVELS.get(severity) ?? 'unknown',
    severityOriginal: severity,
    ...observed(member(record, 'published'), own(record, 'p_event_time')),
    actor,
    affected,
    sessions: sessionsOf(record),
    credentials: credentialsOf(record, targets),
    resources: targets.flatMap((target) => (isAffected(eventType, target) ? [] : resourcesOf(target))),
    network: networkOf({
      origin:
        textAt(client, 'ipAddress') ??
        textAt(member(record, 'request'), 'ipChain', 0, 'ip') ??
        // An attacker without an account appears as an actor whose name is the address.
        (textAt(member(record, 'actor'), 'type') === 'IP address' ? textAt(member(record, 'actor'), 'id') : null),
      asn: textAt(security, 'asNumber'),
      organization: textAt(security, 'asOrg'),
      country: textAt(place, 'country'),
      city: textAt(place, 'city'),
    }),
    account: textAt(member(record, 'debugContext'), 'debugData', 'tenantId'),
    userAgent: textAt(client, 'userAgent', 'rawUserAgent'),
    call,
    labels: labelsOf([
      ['legacyEventType', member(record, 'legacyEventType')],
      ['credentialType', at(member(record, 'authenticationContext'), 'credentialType')],
      ['isProxy', at(security, 'isProxy')],
      ['domain', at(security, 'domain')],
      ['clientId', at(client, 'id')],
      ['device', at(client, 'device')],
      ['threatSuspected', debug(record, 'threatSuspected')],
      ['requestUri', debug(record, 'requestUri')],
      ['transactionId', at(record, 'transaction', 'id')],
      ['transactionType', at(record, 'transaction', 'type')],
    ]),
  })
}

/** In these Okta tells what it has found; all others tell what somebody did. */
const DETECTIONS = /^(?:security\.(?:threat|attack|breached_credential)\.|user\.risk\.detect)/

/** Okta's own log level; that WARN is medium and ERROR high is our reading, for Okta publishes none. */
const LEVELS: ReadonlyMap<string | null, Severity> = new Map([
  ['DEBUG', 'informational'],
  ['INFO', 'informational'],
  ['WARN', 'medium'],
  ['ERROR', 'high'],
])

const KINDS: Readonly<Record<string, IdentityKind>> = {
  User: 'human',
  AppUser: 'human',
  PublicClientApp: 'oauth-app',
  PublicClientAppEntity: 'oauth-app',
  ServiceClient: 'oauth-app',
  AppInstance: 'oauth-app',
  Token: 'api-key',
  ApiToken: 'api-key',
  SystemPrincipal: 'cloud-service',
  OktaWorkflow: 'bot',
}

/** An actor or target as an identity; null for what is none (a policy, a group) and where Okta itself says it does not know. */
function partyOf(party: Json | undefined): IdentityRef | null {
  const type = textAt(party, 'type') ?? ''
  const kind = KINDS[type]
  if (kind === undefined) return null
  const login = known(textAt(party, 'alternateId'))
  const display = known(textAt(party, 'displayName'))
  const id = known(textAt(party, 'id'))
  const isPerson = kind === 'human'
  return identityOf(kind, isPerson ? (login ?? display) : (display ?? login), [
    [ID_KINDS[type] ?? 'object-id', id],
    // Whoever sets up an application or token names it as he likes: that identifies only where nothing else does.
    [isEmail(login) ? 'email' : isPerson ? 'user-name' : 'other', isPerson || id === null ? login : null],
    ['other', id === null && login === null ? display : null],
  ])
}

const ID_KINDS: Readonly<Record<string, NameKind>> = {
  PublicClientApp: 'client-id',
  PublicClientAppEntity: 'client-id',
  ServiceClient: 'client-id',
  AppInstance: 'app-id',
  Token: 'token-id',
  ApiToken: 'token-id',
}

/** Okta writes `unknown` where it could not tell. Taken for a name, it would make all the unknown one identity. */
function known(text: string | null): string | null {
  return text === null || text.toLowerCase() === 'unknown' ? null : text
}

/** In a sign-in, the application is the door and not the victim; its user account, or anything in other events, is affected. */
function isAffected(eventType: string, target: JsonObject): boolean {
  const type = textAt(target, 'type') ?? ''
  if (partyOf(target) === null) return false
  const isSignIn = /^(?:user\.authentication|user\.session|policy\.evaluate|app\.oauth2)/.test(eventType)
  return !(isSignIn && KINDS[type] === 'oauth-app')
}

function resourcesOf(target: JsonObject): Resource[] {
  const name = known(textAt(target, 'displayName')) ?? known(textAt(target, 'alternateId'))
  return resourceOf(textAt(target, 'type'), known(textAt(target, 'id')) ?? name, name)
}

function sessionsOf(record: JsonObject): Signal['sessions'] {
  const authentication = member(record, 'authenticationContext')
  const id = textAt(authentication, 'rootSessionId') ?? textAt(authentication, 'externalSessionId')
  return id === null || id === 'unknown' ? [] : [{ id, startedAt: null }]
}

/** The API token that made the call (`transaction.detail`), and the tokens that the event is about. */
function credentialsOf(record: JsonObject, targets: readonly JsonObject[]): Signal['credentials'] {
  const used = textAt(record, 'transaction', 'detail', 'requestApiTokenId')
  const made = targets
    .filter((target) => KINDS[textAt(target, 'type') ?? ''] === 'api-key')
    .map((target) => textAt(target, 'id'))
  const ids = [used, ...made].flatMap((id) => (known(id) === null || id === null ? [] : [id]))
  return distinctById(ids.map((id) => ({ id, kind: 'okta-api-token' })))
}

/** `result` is an open list; what Okta refused, challenged or could not do did not succeed. */
function callOf(record: JsonObject, operation: string): ApiCall {
  const result = textAt(record, 'outcome', 'result')
  const reason = textAt(record, 'outcome', 'reason')
  if (result === 'FAILURE' || result === 'DENY' || result === 'RATE_LIMIT') {
    return { service: 'Okta', operation, outcome: 'failure', error: reason ?? result }
  }
  const isGood = result === 'SUCCESS' || result === 'ALLOW'
  return { service: 'Okta', operation, outcome: isGood ? 'success' : 'unknown', error: null }
}

function debug(record: JsonObject, key: string): Json | undefined {
  return at(member(record, 'debugContext'), 'debugData', key)
}
