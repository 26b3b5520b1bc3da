import { type FieldKind, fieldNamed, QUERY_FIELDS, type QueryField } from './fields.ts'
import { nearest } from './nearest.ts'
import { readNumber, readRank, readSpan } from './operand.ts'
import type { QueryValue } from './query.ts'
import { isRawField, rawField, rawPath } from './raw-field.ts'

/** A field as it is spelled, or why there is none. A raw field has no kind: whatever stands there is compared as what it is. */
export type FoundField =
  | { readonly ok: true; readonly name: string; readonly field: QueryField | null }
  | { readonly ok: false; readonly message: string }

export function findField(written: string): FoundField {
  if (isRawField(written)) {
    const path = rawPath(written)
    if (path === null)
      return no('A path of the raw record is written like raw.userIdentity.type, with a name between the dots.')
    return { ok: true, name: rawField(path), field: null }
  }
  const field = fieldNamed(written)
  if (field !== null) return { ok: true, name: field.name, field }
  const close = nearest(
    written,
    QUERY_FIELDS.map(({ name }) => name),
  )
  const hint = close === null ? 'Known fields begin with status, tier, severity, identity' : `Did you mean ${close}?`
  return no(
    `There is no field ${quoted(written)}. ${hint}${close === null ? '; a path of the raw record begins with raw.' : ''} To search for it as text, put it in quotes.`,
  )
}

/** A value as the field spells it, or why it cannot be one. */
export type CheckedValue<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string }

export function checkValue(field: QueryField | null, value: QueryValue): CheckedValue<QueryValue> {
  if (field === null) return { ok: true, value }
  if (value.kind === 'pattern') {
    return PATTERNLESS.includes(field.kind)
      ? no(`${field.name} is ${KIND_WORDS[field.kind]} and takes no *. ${rightFor(field)}`)
      : { ok: true, value }
  }
  const { text } = value
  if (field.kind === 'number' && readNumber(text) === null) return wrong(field, text)
  if (field.kind === 'time' && readSpan(text, 0) === null) return wrong(field, text)
  if (field.kind === 'boolean' && !/^(?:true|false)$/i.test(text)) return wrong(field, text)
  if (field.kind === 'boolean') return { ok: true, value: { kind: 'literal', text: text.toLowerCase() } }
  if (field.values === undefined) return { ok: true, value }
  const rank = readRank(field, text)
  const known = rank === null ? undefined : field.values[rank]
  return known === undefined ? wrong(field, text) : { ok: true, value: { kind: 'literal', text: known } }
}

/** The other side of `>`, `<` and of a range. */
export function checkBound(field: QueryField | null, text: string): CheckedValue<string> {
  if (field === null) return { ok: true, value: text }
  if (!COMPARABLE.includes(field.kind)) {
    return no(
      `${field.name} is ${KIND_WORDS[field.kind]}, and one is not more than another. Write ${field.name} : value.`,
    )
  }
  const checked = checkValue(field, { kind: 'literal', text })
  if (!checked.ok) return checked
  return { ok: true, value: checked.value.kind === 'literal' ? checked.value.text : text }
}

const PATTERNLESS: readonly FieldKind[] = ['number', 'time', 'boolean']
const COMPARABLE: readonly FieldKind[] = ['number', 'time', 'ordered']

const KIND_WORDS: Readonly<Record<FieldKind, string>> = {
  keyword: 'a name',
  closed: 'one of a few words',
  ordered: 'one of a few words',
  text: 'text',
  number: 'a number',
  time: 'a time',
  boolean: 'true or false',
}

function wrong(field: QueryField, text: string): { readonly ok: false; readonly message: string } {
  const close = field.values === undefined ? null : nearest(text, field.values)
  const hint = close === null ? rightFor(field) : `Did you mean ${close}?`
  return no(`${quoted(text)} is no value of ${field.name}. ${hint}`)
}

function rightFor(field: QueryField): string {
  if (field.kind === 'number') return `Write a number, as in ${field.name} >= 80.`
  if (field.kind === 'time') return `Write a day, a time or a distance from now, as in ${field.name} >= now-24h.`
  if (field.kind === 'boolean') return `Write ${field.name} : true or ${field.name} : false.`
  const values = field.values ?? []
  const shown = values.slice(0, 8).join(', ')
  return `It is one of ${shown}${values.length > 8 ? ' and others' : ''}.`
}

/** As a message quotes what somebody wrote: its beginning. */
function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}

function no(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message }
}
