import { atPointer, isArray, type Json, type JsonObject, textAt } from '../domain/json/json.ts'
import type { IdentityRef, Resource, Severity, Signal } from '../domain/signal/signal.ts'
import { readTime } from '../domain/time/instant.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { type Condition, type Identity, Mapping, type Source, type Time } from './generic-mapping.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { confidenceOf, severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { resourceOf } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observedIn } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

export type ReadMapping =
  | { readonly ok: true; readonly format: Format }
  /** One entry for each thing wrong: `at` is the JSON Pointer into the mapping document. */
  | { readonly ok: false; readonly problems: readonly { readonly at: string; readonly reason: string }[] }

/** A format from a mapping document, or everything that is wrong with the document. Never throws. */
export function formatFromMapping(document: unknown): ReadMapping {
  const parsed = Mapping.safeParse(document)
  if (parsed.success) return { ok: true, format: genericFormat(parsed.data) }
  const problems = parsed.error.issues.map((issue) => ({
    at: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    reason: issue.message,
  }))
  return { ok: false, problems }
}

/** A mapping matches what its author says, not what a vendor guarantees: it never outbids a format that knows its vendor. */
const CERTAINTY = 85

function genericFormat(mapping: Mapping): Format {
  const { name, title, form, records } = mapping
  return {
    name,
    title,
    form,
    ...(records === undefined ? {} : { unwrap: (value: JsonObject) => listAt(value, records) }),
    recognise: (record) => recognise(record, mapping.recognise ?? []),
    normalise: (record, context) => normalise(record, mapping, context),
  }
}

function listAt(value: JsonObject, pointer: string): readonly Json[] | null {
  const list = atPointer(value, pointer)
  return isArray(list) ? list : null
}

function recognise(record: JsonObject, conditions: readonly Condition[]): { certainty: number; because: string } {
  if (conditions.length === 0) return { certainty: 0, because: 'the mapping says nothing to recognise it by' }
  const missing = conditions.find((condition) => !holds(record, condition))
  if (missing !== undefined) return { certainty: 0, because: `not as the mapping says at ${missing.at}` }
  return { certainty: CERTAINTY, because: conditions.map((condition) => condition.at).join(', ') }
}

function holds(record: JsonObject, condition: Condition): boolean {
  const value = atPointer(record, condition.at)
  return 'exists' in condition ? value !== undefined && value !== null : value === condition.equals
}

function normalise(record: JsonObject, mapping: Mapping, context: FormatContext): Normalised {
  const { fields } = mapping
  const text = (source: Source | undefined): string | null => textFrom(record, source)
  const id = text(fields.id)
  if (id === null) return refused(`the mapping ${mapping.name} finds no id`, pointerOf(fields.id))
  const dedup = (fields.dedup ?? [fields.id]).map((source) => text(source))
  const stated = text(fields.severity.from)
  const type = text(fields.type) ?? mapping.title
  const operation = text(fields.operation)
  const network = { origin: text(fields.ip), asn: text(fields.asn), organization: text(fields.organization) }
  return toSignal(
    {
      format: mapping.name,
      form: mapping.form,
      id,
      // A digest, since the values may be long and may hold any separator.
      dedupKey: `${mapping.name}:${fields.dedup === undefined ? id : context.digest(JSON.stringify(dedup))}`,
      vendor: mapping.vendor,
      product: mapping.product,
      type,
      title: text(fields.title) ?? type,
      description: text(fields.description),
      severity: severityFrom(stated, fields.severity.map),
      severityOriginal: stated,
      confidence: fields.confidence === undefined ? null : confidenceFrom(record, fields.confidence),
      ...observedIn(fields.observedAt.unit, ...valuesOf(record, fields.observedAt)),
      firstSeenAt: timeFrom(record, fields.firstSeenAt),
      lastSeenAt: timeFrom(record, fields.lastSeenAt),
      actor: fields.actor === undefined ? null : identityFrom(record, fields.actor),
      affected: identitiesOf((fields.affected ?? []).map((one) => identityFrom(record, one))),
      sessions: (fields.sessions ?? []).flatMap((source) => {
        const session = text(source)
        return session === null ? [] : [{ id: session, startedAt: null }]
      }),
      credentials: (fields.credentials ?? []).flatMap((one) => {
        const credential = text(one.from)
        return credential === null ? [] : [{ id: credential, kind: one.kind }]
      }),
      resources: (fields.resources ?? []).flatMap((one): Resource[] =>
        resourceOf(text(one.type), text(one.id), text(one.name)),
      ),
      network: networkOf({ ...network, country: text(fields.country), city: text(fields.city) }),
      account: text(fields.account),
      region: text(fields.region),
      userAgent: text(fields.userAgent),
      call: operation === null ? null : { service: text(fields.service), operation, outcome: 'unknown', error: null },
      tool: text(fields.tool),
      labels: labelsOf(Object.entries(fields.labels ?? {}).map(([key, source]) => [key, text(source)] as const)),
      attacks: attackIds((fields.attacks ?? []).flatMap((source) => textsFrom(record, source))),
      sourceStatus: fields.status === undefined ? null : statusFrom(text(fields.status.from), fields.status.map),
      isSample: fields.sample !== undefined && holds(record, fields.sample),
      link: text(fields.link),
    },
    pointerOf(fields.id),
  )
}

function pointersOf(source: Source | undefined): readonly string[] {
  if (typeof source === 'string') return [source]
  return Array.isArray(source) ? source : []
}

function pointerOf(source: Source): string {
  return pointersOf(source)[0] ?? ''
}

function textFrom(record: JsonObject, source: Source | undefined): string | null {
  return textsFrom(record, source)[0] ?? null
}

/** The texts at the first pointer that gives any; a list gives all of its texts. */
function textsFrom(record: JsonObject, source: Source | undefined): readonly string[] {
  if (source !== undefined && typeof source === 'object' && 'constant' in source) return [source.constant]
  for (const pointer of pointersOf(source)) {
    const value = atPointer(record, pointer)
    const texts = (isArray(value) ? value : [value]).flatMap((item) => textOrFlag(item) ?? [])
    if (texts.length > 0) return texts
  }
  return []
}

function textOrFlag(value: Json | undefined): string | null {
  return typeof value === 'boolean' ? String(value) : textAt(value)
}

function valuesOf(record: JsonObject, time: Time): (Json | undefined)[] {
  return (typeof time.from === 'string' ? [time.from] : time.from).map((pointer) => atPointer(record, pointer))
}

function timeFrom(record: JsonObject, time: Time | undefined): number | null {
  if (time === undefined) return null
  const times = valuesOf(record, time).map((value) => readTime(value, time.unit).at)
  return times.find((at) => at !== null) ?? null
}

function identityFrom(record: JsonObject, identity: Identity): IdentityRef | null {
  return identityOf(
    identity.kind,
    textFrom(record, identity.label),
    identity.names.map((one) => [one.kind, textFrom(record, one.from)] as const),
  )
}

/** A constant is written by the mapping's author and read as a word, like one from the record. */
function severityFrom(word: string | null, map: Readonly<Record<string, Severity>> | undefined): Severity {
  return mapped(word, map) ?? (map === undefined ? severityOf(word) : 'unknown')
}

function statusFrom(
  word: string | null,
  map: Readonly<Record<string, NonNullable<Signal['sourceStatus']>>> | undefined,
): Signal['sourceStatus'] {
  return mapped(word, map) ?? (map === undefined ? statusOf(word) : null)
}

function mapped<T>(word: string | null, map: Readonly<Record<string, T>> | undefined): T | null {
  const wanted = word?.toLowerCase()
  return Object.entries(map ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null
}

function confidenceFrom(record: JsonObject, source: { readonly from: string; readonly scale: 1 | 100 }): number | null {
  const text = textAt(atPointer(record, source.from))
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? confidenceOf(Number(text), source.scale) : null
}
