import { isObject, type Json } from '../../domain/json/json.ts'
import type { Path } from '../path.ts'
import { fits, type Wildcard } from '../wildcard.ts'
import { type MomentPart, partOf } from './moment.ts'
import { isInside, type Network } from './network.ts'
import type { Pattern } from './pattern.ts'
import type { Template } from './placeholders.ts'
import { fold } from './text.ts'

/** What is asked of one value of a field. */
export type ValueTest =
  | { readonly kind: 'text'; readonly pattern: Wildcard }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Absent, or there as null. */
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly value: boolean }
  | { readonly kind: 'regex'; readonly pattern: Pattern }
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'compare'; readonly by: Comparison; readonly value: number }
  | { readonly kind: 'moment'; readonly part: MomentPart; readonly by: Comparison; readonly value: number }
  /** Another field of the same record. */
  | { readonly kind: 'reference'; readonly to: Path; readonly how: Likeness; readonly isCased: boolean }
  | { readonly kind: 'template'; readonly template: Template }
  /** One value that stands for several: what `base64offset` or a list behind a placeholder makes of it. */
  | { readonly kind: 'either'; readonly of: readonly ValueTest[] }

export const COMPARISONS = ['lt', 'lte', 'gt', 'gte', 'eq', 'neq'] as const
export type Comparison = (typeof COMPARISONS)[number]
export type Likeness = 'equals' | 'contains' | 'startswith' | 'endswith'

export function compares(left: number, by: Comparison, right: number): boolean {
  if (by === 'lt') return left < right
  if (by === 'lte') return left <= right
  if (by === 'gt') return left > right
  if (by === 'gte') return left >= right
  return by === 'eq' ? left === right : left !== right
}

/** The tests that look at nothing but one value; the others need the record around it. */
export type PlainTest = Exclude<ValueTest, { kind: 'null' | 'exists' | 'reference' | 'template' | 'either' }>

/**
 * Whether one value that stands in the record passes. A map has a text, its JSON, so that "anything" (`*`, `.+`) is true
 * of it; an empty map has the empty text, and no map is a number, a date or an address.
 */
export function plainHolds(test: PlainTest, value: Json): boolean {
  if (value === null) return false
  if (typeof value === 'object') {
    if (test.kind !== 'text' && test.kind !== 'regex') return false
    return plainHolds(test, textOfMap(value))
  }
  switch (test.kind) {
    case 'text':
      return fits(test.pattern, String(value))
    case 'number':
      return numberOf(value) === test.value
    case 'boolean':
      return value === test.value || (typeof value === 'string' && fold(value) === String(test.value))
    case 'regex':
      return test.pattern.isIn(String(value))
    case 'network':
      return typeof value === 'string' && isInside(test.network, value)
    case 'compare': {
      const number = numberOf(value)
      return number !== null && compares(number, test.by, test.value)
    }
    case 'moment': {
      const part = partOf(value, test.part)
      return part !== null && compares(part, test.by, test.value)
    }
    default:
      return test satisfies never
  }
}

/** What a text test sees of a map. */
export function textOfMap(value: Extract<Json, object>): string {
  return isObject(value) && Object.keys(value).length === 0 ? '' : JSON.stringify(value)
}

/** The text by which a value is equal to others; none of what is equal to nothing. Equal numbers have equal texts. */
export function likenessOf(value: Json, isCased: boolean): readonly string[] {
  if (value === null || typeof value === 'object') return []
  return [isCased ? String(value) : fold(String(value))]
}

export function isPart(text: string, part: string, how: Exclude<Likeness, 'equals'>): boolean {
  if (how === 'contains') return text.includes(part)
  return how === 'startswith' ? text.startsWith(part) : text.endsWith(part)
}

/** Vendors differ on quoting: 403 and "403" are one amount. Only plain decimals are amounts; "0x1f" and "" are not. */
export function numberOf(value: string | number | boolean): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean' || !DECIMAL.test(value)) return null
  return Number(value)
}

const DECIMAL = /^\s*[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,3})?\s*$/
