import { canonicalJson } from '../../domain/json/canonical-json.ts'
import { isArray, isObject, type Json, type JsonObject, objectsAt, own } from '../../domain/json/json.ts'
import { readJson } from '../../domain/json/read-json.ts'
import type { ApiCall, IdentityRef, Resource } from '../../domain/signal/signal.ts'
import type { FormatContext } from '../format.ts'
import { identitiesOf } from './identity.ts'

/**
 * The own member of this name, else of its lower-case spelling, else of its `at_sign_` spelling: log pipelines lower
 * keys (`eventtime`) and write `@timestamp` as `at_sign_timestamp`. The vendor's own spelling always wins.
 */
export function member(record: Json | undefined, name: string): Json | undefined {
  return (
    own(record, name) ??
    own(record, name.toLowerCase()) ??
    (name.startsWith('@') ? own(record, `at_sign_${name.slice(1)}`) : undefined)
  )
}

/** As `member`, for a text that is not blank; numbers become their decimal text. Null where there is none. */
export function memberText(record: Json | undefined, name: string): string | null {
  return textOf(member(record, name))
}

/** A text that is not blank, a number as text, or null. */
export function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

/** What JSON text inside a field holds (an Azure request body, a forwarded log line); anything that is no JSON stays as it is. */
export function embedded(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  const read = readJson(value)
  return read.ok ? read.value : value
}

/** The source's id, else `sha256:` and the digest of the whole record: the same record twice is the same signal. */
export function recordId(id: string | null, record: JsonObject, context: FormatContext): string {
  return id !== null && id.length <= MAX_ID_LENGTH ? id : `sha256:${context.digest(stableText(record))}`
}

/** `toSignal` refuses longer ones; a digest tells such records apart just as well. */
const MAX_ID_LENGTH = 512

function stableText(record: JsonObject): string {
  try {
    return canonicalJson(record)
  } catch {
    // Only a value that never was JSON text gets here (NaN, half a surrogate pair); it still needs an id.
    return JSON.stringify(record)
  }
}

/** What was done to whom by whom, and what went wrong, as one line a person would say. Parts that are null are left out. */
export function sentence(
  operation: string,
  parts: { readonly target?: string | null; readonly place?: string | null; readonly actor?: string | null },
  call: ApiCall | null = null,
): string {
  const words = [operation]
  if (parts.target) words.push(`for ${parts.target}`)
  if (parts.place) words.push(`on ${parts.place}`)
  if (parts.actor) words.push(`by ${parts.actor}`)
  if (call?.outcome === 'failure') words.push(call.error ? `(failed: ${call.error})` : '(failed)')
  return words.join(' ')
}

/** The labels of the affected that are not the actor, at most two by name; null where there is nobody else. */
export function othersThan(actor: IdentityRef | null, affected: readonly IdentityRef[]): string | null {
  const labels = affected.map((ref) => ref.label).filter((label) => label !== actor?.label)
  if (labels.length === 0) return null
  const named = labels.slice(0, 2).join(' and ')
  return labels.length > 2 ? `${named} and ${labels.length - 2} more` : named
}

/** How many items of a list are looked at. A Signal keeps a hundred; the raw record keeps all. */
export const MOST_LISTED = 1000

/**
 * The identities of a list that a record may make as long as it likes: what is no identity and repeats are left out.
 * Cut first, for a call with a million arguments would throw.
 */
export function identitiesIn(found: readonly (IdentityRef | null)[]): IdentityRef[] {
  return identitiesOf(...found.slice(0, MOST_LISTED))
}

/** A resource, or nothing where the record gives no id. */
export function resourceOf(type: string | null, id: string | null, name: string | null = null): Resource[] {
  return id === null ? [] : [{ type, id, name }]
}

/** Without a second resource of the same id; the first stays. */
export function distinctResources(resources: readonly Resource[]): Resource[] {
  return distinctById(resources)
}

/** Without a second item of the same id; the first stays. Linear, since a record may list as many as it likes. */
export function distinctById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  const byId = new Map<string, T>()
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item)
  return [...byId.values()]
}

/** The list under `key` where a record is only an envelope of it; null where there is no such list. */
export function listUnder(value: JsonObject, key: string): readonly Json[] | null {
  const list = own(value, key)
  return isArray(list) ? list : null
}

/** The records in a batch of CloudWatch Logs (`logEvents[].message`, each a JSON text); null where it is none. */
export function cloudWatchMessages(value: JsonObject): readonly Json[] | null {
  const events = listUnder(value, 'logEvents')
  if (events === null || objectsAt(value, 'logEvents').length !== events.length) return null
  return events.map((event) => {
    const message = embedded(own(event, 'message'))
    return isObject(message) ? message : event
  })
}

/** What the origin's pipeline says a record is (`p_log_type`, e.g. `AWS.CloudTrail`), null without such a mark. */
export function pipelineType(record: JsonObject): string | null {
  return textOf(own(record, 'p_log_type'))
}
