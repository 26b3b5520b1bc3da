import { type FieldName, fieldNamed, type NamedField, QUERY_FIELDS, type QueryField } from './fields.ts'
import { isKeyword } from './parse.ts'
import { isRawField, RAW } from './raw-field.ts'
import { scanQuery, type Token } from './scan.ts'

/**
 * What could be written at the caret. `prefix` is what stands there already, without quotes and escapes; a choice replaces
 * `from` to `to`.
 */
export type QueryPlace = {
  readonly from: number
  readonly to: number
  readonly prefix: string
} /** A field's name, `not`, a bracket, or free text. */ & (
  | { readonly kind: 'field' }
  /** `:`, and where the field has an order also `>` and its like. Null is a raw field, or one that nobody knows. */
  | { readonly kind: 'operator'; readonly field: QueryField | null }
  /** A value of the field named; `op` is what stands before it. */
  | { readonly kind: 'value'; readonly field: string; readonly op: string }
  /** `and`, `or`, or the next condition. */
  | { readonly kind: 'join' }
)

/** What could be written at a caret (0 to the text's length), whether the rest of the query is right or not. */
export function placeAt(text: string, caret: number): QueryPlace {
  const tokens = scanQuery(text)
  const touched = tokens.find((token) => token.from < caret && caret <= token.to && token.kind !== 'mark')
  const before = tokens.filter((token) => token.to <= (touched?.from ?? caret))
  const isOp = touched?.kind === 'op'
  const here =
    touched === undefined || isOp
      ? { from: caret, to: caret, prefix: '' }
      : { from: touched.from, to: touched.to, prefix: prefixOf(touched, text, caret) }
  return { ...here, ...kindOf(isOp ? [...before, touched] : before, touched === undefined || isOp) }
}

type Kind =
  | { readonly kind: 'field' | 'join' }
  | { readonly kind: 'operator'; readonly field: QueryField | null }
  | { readonly kind: 'value'; readonly field: string; readonly op: string }

/** What follows these tokens. `isFree` where a space lies between, so that a word before it has ended. */
function kindOf(before: readonly Token[], isFree: boolean): Kind {
  const last = before.at(-1)
  if (last === undefined || (last.kind === 'word' && isKeyword(last))) return listAround(before) ?? { kind: 'field' }
  if (last.kind === 'op') return { kind: 'value', field: nameBefore(before, before.length - 1), op: last.text }
  const list = listAround(before)
  const isTo = last.kind === 'word' && last.text.toLowerCase() === 'to'
  if (list !== null) return last.kind === 'mark' || isTo || !isFree ? list : { kind: 'join' }
  if (last.kind === 'mark') return { kind: last.text === '(' ? 'field' : 'join' }
  const isValue = before.at(-2)?.kind === 'op'
  if (isValue || last.kind === 'string' || !isFree) return { kind: 'join' }
  const field = fieldNamed(last.text)
  return field !== null || isRawField(last.text) ? { kind: 'operator', field } : { kind: 'join' }
}

/** Inside `field : (…` or `field : […`, that field's value. */
function listAround(before: readonly Token[]): Extract<Kind, { kind: 'value' }> | null {
  let depth = 0
  for (let at = before.length - 1; at > 0; at -= 1) {
    const token = before[at]
    if (token?.kind !== 'mark') continue
    depth += token.text === ')' || token.text === ']' ? 1 : -1
    if (depth >= 0) continue
    const op = before[at - 1]
    return op?.kind === 'op' ? { kind: 'value', field: nameBefore(before, at - 1), op: op.text } : null
  }
  return null
}

function nameBefore(tokens: readonly Token[], op: number): string {
  const name = tokens[op - 1]
  return name?.kind === 'word' ? (fieldNamed(name.text)?.name ?? name.text) : ''
}

function prefixOf(token: Token, text: string, caret: number): string {
  const written = text.slice(token.from, caret)
  return token.kind === 'string' ? written.slice(1).replace(/\\(.)/gs, '$1') : written.replace(/\\(.)/gs, '$1')
}

/** Whether what stands at the place may yet become the name of a field. */
export function startsField({ kind, prefix }: QueryPlace): boolean {
  const written = prefix.toLowerCase()
  return (
    (kind === 'field' || kind === 'join') &&
    written !== '' &&
    (RAW.startsWith(written) ||
      isRawField(written) ||
      QUERY_FIELDS.some(({ name }) => name.toLowerCase().startsWith(written)))
  )
}

/** Names of fields that begin so, those that begin with it before those that hold it. */
export function fieldsLike(prefix: string, labelOf: (name: FieldName) => string): readonly NamedField[] {
  const wanted = prefix.toLowerCase()
  const begins = ({ name }: NamedField) =>
    name.toLowerCase().startsWith(wanted) || labelOf(name).toLowerCase().startsWith(wanted)
  const fields: readonly NamedField[] = QUERY_FIELDS
  const holds = fields.filter((field) => !begins(field) && field.name.toLowerCase().includes(wanted))
  return [...fields.filter(begins), ...holds]
}
