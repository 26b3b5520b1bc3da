import { at, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import {
  distinctById,
  listUnder,
  othersThan,
  pipelineType,
  recordId,
  resourceOf,
  sentence,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observedIn } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** OpenAI organisation audit log, alone or as the API lists it (`{"object":"list","data":[…]}`). Times are in seconds. */
export const openaiAudit: Format = {
  name: 'openai-audit',
  title: 'OpenAI audit log',
  form: 'event',
  unwrap: (value) => (textAt(value, 'object') === 'list' ? listUnder(value, 'data') : null),
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'object') === 'organization.audit_log') {
    return { certainty: 99, because: 'object is organization.audit_log' }
  }
  if (pipelineType(record) === 'OpenAI.Audit') return { certainty: 97, because: 'p_log_type is OpenAI.Audit' }
  return typeof own(record, 'effective_at') === 'number' && textAt(record, 'type')?.includes('.') === true
    ? { certainty: 80, because: 'effective_at in seconds and a dotted type' }
    : { certainty: 0, because: 'no object and no effective_at' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const type = textAt(record, 'type')
  if (type === null) return refused('an OpenAI audit record has a type', '/type')
  // The details stand under the type's own name: `api_key.created` → `api_key_created`.
  const detail = own(record, type) ?? own(record, type.replaceAll('.', '_'))
  const actor = actorOf(own(record, 'actor'))
  const affected = affectedOf(type, detail)
  const session = sessionOf(record)
  const id = recordId(textAt(record, 'id'), record, context)
  const call = callOf(type)
  return toSignal({
    format: 'openai-audit',
    form: 'event',
    id,
    dedupKey: `openai-audit:${id}`,
    vendor: 'OpenAI',
    product: 'Audit log',
    type,
    title: sentence(type, { target: othersThan(actor, affected), actor: actor?.label ?? null }),
    ...observedIn('s', own(record, 'effective_at')),
    actor,
    affected,
    credentials: credentialsOf(record, type, detail),
    resources: affected.length > 0 ? projectOf(record) : [...projectOf(record), ...objectOf(type, detail)],
    network: networkOf({
      origin: textAt(session, 'ip_address'),
      asn: textAt(session, 'ip_address_details', 'asn'),
      country: textAt(session, 'ip_address_details', 'country'),
      city: textAt(session, 'ip_address_details', 'city'),
    }),
    account: textAt(record, 'project', 'id'),
    userAgent: textAt(session, 'user_agent'),
    call,
    labels: labelsOf([
      ['actorType', at(record, 'actor', 'type')],
      ['scopes', at(detail, 'data', 'scopes') ?? at(detail, 'changes_requested', 'scopes')],
      ['role', at(detail, 'data', 'role') ?? at(detail, 'changes_requested', 'role')],
      ['ja3', at(session, 'ja3')],
      ['ja4', at(session, 'ja4')],
    ]),
  })
}

/** A person in a browser session; a service account, or a person's key, through the API. */
function actorOf(actor: Json | undefined): IdentityRef | null {
  const key = at(actor, 'api_key')
  const keyId = textAt(key, 'id')
  const serviceAccount = textAt(key, 'service_account', 'id')
  const owner = textAt(key, 'user', 'email') ?? textAt(key, 'user', 'id')
  if (serviceAccount !== null) {
    return identityOf('service-account', serviceAccount, [
      ['service-account', serviceAccount],
      ['token-id', keyId],
    ])
  }
  if (keyId !== null) {
    return identityOf('api-key', owner === null ? keyId : `${keyId} of ${owner}`, [
      ['token-id', keyId],
      ['object-id', textAt(key, 'user', 'id')],
      ['email', textAt(key, 'user', 'email')],
    ])
  }
  return personOf(at(actor, 'session', 'user'))
}

function personOf(user: Json | undefined): IdentityRef | null {
  return identityOf('human', textAt(user, 'email'), [
    ['object-id', textAt(user, 'id')],
    ['email', textAt(user, 'email')],
  ])
}

function affectedOf(type: string, detail: Json | undefined): IdentityRef[] {
  const id = textAt(detail, 'id')
  const name = textAt(detail, 'data', 'name')
  const [subject] = type.split('.')
  switch (subject) {
    case 'api_key':
    case 'admin_api_key':
      return identitiesOf(identityOf('api-key', name, [['token-id', id]]))
    case 'service_account':
      return identitiesOf(identityOf('service-account', name, [['service-account', id]]))
    case 'user':
      return identitiesOf(personOf({ id, email: textAt(detail, 'data', 'email') }))
    case 'invite':
      return identitiesOf(personOf({ id: null, email: textAt(detail, 'data', 'email') }))
    case undefined:
    default:
      return []
  }
}

function credentialsOf(record: JsonObject, type: string, detail: Json | undefined): Signal['credentials'] {
  const used = textAt(record, 'actor', 'api_key', 'id')
  const made = /^(?:admin_)?api_key\./.test(type) ? textAt(detail, 'id') : null
  return distinctById([used, made].flatMap((id) => (id === null ? [] : [{ id, kind: 'openai-api-key' }])))
}

function sessionOf(record: JsonObject): Json | undefined {
  return at(record, 'actor', 'session')
}

function projectOf(record: JsonObject): Resource[] {
  return resourceOf('project', textAt(record, 'project', 'id'), textAt(record, 'project', 'name'))
}

function objectOf(type: string, detail: Json | undefined): Resource[] {
  return resourceOf(type.split('.')[0] ?? null, textAt(detail, 'id'), textAt(detail, 'data', 'name'))
}

/** The log holds what took effect; only sign-ins and sign-outs are also logged when they fail. */
function callOf(type: string): ApiCall {
  return { service: 'OpenAI', operation: type, outcome: type.endsWith('.failed') ? 'failure' : 'success', error: null }
}
