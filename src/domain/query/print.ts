import type { Query, QueryValue } from './query.ts'

/** The query as a text that reads back as the same tree; the empty text for everything. */
export function printQuery(query: Query): string {
  if (query.kind === 'all') return ''
  if (query.kind === 'and') return query.parts.map((part) => inBrackets(part, ['or'])).join(' and ')
  if (query.kind === 'or') return query.parts.map(printQuery).join(' or ')
  if (query.kind === 'not') return `not ${inBrackets(query.part, ['and', 'or'])}`
  if (query.kind === 'exists') return `${query.field} : *`
  if (query.kind === 'compare') return `${query.field} ${query.op} ${literalText(query.value, true)}`
  if (query.kind === 'between') {
    return `${query.field} : [${literalText(query.from, true)} to ${literalText(query.to, true)}]`
  }
  if (query.kind === 'text') {
    return query.value.kind === 'literal' ? literalText(query.value.text, false) : printValue(query.value)
  }
  const values = query.values.map(printValue)
  return `${query.field} : ${values.length === 1 ? values.join('') : `(${values.join(' or ')})`}`
}

function inBrackets(part: Query, kinds: readonly Query['kind'][]): string {
  return kinds.includes(part.kind) ? `(${printQuery(part)})` : printQuery(part)
}

export function printValue(value: QueryValue): string {
  return value.kind === 'literal' ? literalText(value.text, true) : value.parts.map(escaped).join('*')
}

const SPECIAL = /[\s()[\]":<>=*\\]/

/** In quotes wherever a bare word would read otherwise. */
function literalText(text: string, isValue: boolean): string {
  const isBare = text !== '' && !SPECIAL.test(text) && !/^(?:and|or|not|to)$/i.test(text)
  return isBare || (isValue && TIME.test(text)) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Behind an operator times stand bare, as people write them. */
const TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-][\d:]+)?$/

function escaped(part: string): string {
  return part.replace(/[\s()[\]":<>=*\\]/g, '\\$&')
}
