import { at, isArray, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { distinctById, listUnder, othersThan, pipelineType, recordId, sentence } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Anthropic organisation activity (compliance API), alone or as it is listed (`data`). */
export const anthropicActivity: Format = {
  name: 'anthropic-activity',
  title: 'Anthropic organisation activity',
  form: 'event',
  unwrap: (value) => {
    const list = listUnder(value, 'data')
    return list !== null && list.every((item) => textAt(item, 'organization_id') !== null) ? list : null
  },
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'Anthropic.Activity')
    return { certainty: 97, because: 'p_log_type is Anthropic.Activity' }
  const type = textAt(record, 'type')
  const isActor = textAt(record, 'actor', 'type')?.endsWith('_actor') ?? false
  if (type === null || !isActor) return { certainty: 0, because: 'no actor of a type that ends in _actor' }
  const isOurs = textAt(record, 'organization_id') !== null && textAt(record, 'created_at') !== null
  return isOurs
    ? { certainty: type.startsWith('claude_') ? 98 : 92, because: 'type, actor.type, organization_id and created_at' }
    : { certainty: 60, because: 'type and actor.type only' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const type = textAt(record, 'type')
  if (type === null) return refused('an Anthropic activity has a type', '/type')
  const actor = actorOf(own(record, 'actor'))
  const affected = identitiesOf(keyIn(record), accountIn(record))
  const id = recordId(textAt(record, 'id'), record, context)
  const call = callOf(type)
  return toSignal({
    format: 'anthropic-activity',
    form: 'event',
    id,
    // Ids are unique within an organisation.
    dedupKey: `anthropic-activity:${textAt(record, 'organization_id') ?? ''}:${id}`,
    vendor: 'Anthropic',
    product: 'Claude',
    type,
    title: sentence(type.replaceAll('_', ' '), { target: othersThan(actor, affected), actor: actor?.label ?? null }),
    ...observed(own(record, 'created_at')),
    actor,
    affected,
    credentials: credentialsOf(record),
    resources: resourcesOf(record),
    network: networkOf({ origin: textAt(record, 'actor', 'ip_address') }),
    account: textAt(record, 'organization_id'),
    userAgent: textAt(record, 'actor', 'user_agent'),
    call,
    labels: labelsOf([
      ['actorType', at(record, 'actor', 'type')],
      ['changed', changedSettings(record)],
    ]),
  })
}

/** A person, a key of the API, or somebody who has not signed in: that one has no name, only an address. */
function actorOf(actor: Json | undefined): IdentityRef | null {
  const key = textAt(actor, 'api_key_id') ?? textAt(actor, 'service_key_id') ?? textAt(actor, 'admin_api_key_id')
  if (key !== null) return identityOf('api-key', key, [['token-id', key]])
  const mail = textAt(actor, 'email_address')
  return identityOf(textAt(actor, 'type') === 'user_actor' ? 'human' : 'unknown', mail, [
    ['object-id', textAt(actor, 'user_id')],
    ['email', mail],
  ])
}

const KEY_FIELDS = ['service_key_id', 'api_key_id', 'admin_api_key_id'] as const

function keyIn(record: JsonObject): IdentityRef | null {
  const id = KEY_FIELDS.map((field) => textAt(record, field)).find((value) => value !== null) ?? null
  const name = textAt(record, 'service_key_name') ?? textAt(record, 'api_key_name')
  return identityOf('api-key', name ?? id, [['token-id', id]])
}

/** The account that was invited, changed or removed: `deleted_user_id`, `invited_user_email`, `target_user_id`, … */
function accountIn(record: JsonObject): IdentityRef | null {
  const find = (ending: RegExp) => Object.keys(record).find((key) => ending.test(key))
  const id = find(/(?:^|_)user_id$/)
  const mail = find(/(?:^|_)(?:user_email|email_address|invited_email)$/)
  const email = mail === undefined ? null : textAt(record, mail)
  return identityOf('human', email, [
    ['object-id', id === undefined ? null : textAt(record, id)],
    ['email', email],
  ])
}

function credentialsOf(record: JsonObject): Signal['credentials'] {
  const ids = [
    ...KEY_FIELDS.map((field) => textAt(record, 'actor', field)),
    ...KEY_FIELDS.map((field) => textAt(record, field)),
  ]
  return distinctById(ids.flatMap((id) => (id === null ? [] : [{ id, kind: 'anthropic-api-key' }])))
}

/** Chats, projects, files and artifacts are named as `claude_<kind>_id`. */
function resourcesOf(record: JsonObject): Resource[] {
  return Object.keys(record).flatMap((key) => {
    const kind = /^(claude_\w+)_id$/.exec(key)?.[1]
    const id = textAt(record, key)
    return kind === undefined || id === null ? [] : [{ type: kind, id, name: null }]
  })
}

/** Which settings were changed; not to what, for values may be anything. */
function changedSettings(record: JsonObject): readonly string[] {
  const updates = own(record, 'updates')
  return isArray(updates) ? updates.map((update) => textAt(update, 'type') ?? '').filter((name) => name !== '') : []
}

function callOf(type: string): ApiCall {
  return {
    service: 'Anthropic',
    operation: type,
    outcome: type.endsWith('_failed') ? 'failure' : 'success',
    error: null,
  }
}
