import type { Json } from '../../domain/json/json.ts'
import { type Subject, valuesAt } from '../fields.ts'
import { type Path, readPath } from '../path.ts'
import { fits, type Padding, readWildcard } from '../wildcard.ts'

/** A text with the values of other fields in it: `C:\Users\%User%\*`. Texts are as written, escapes and wildcards included. */
export interface Template {
  readonly parts: readonly (string | Path)[]
  readonly padding: Padding
  readonly isCased: boolean
}

/** `\%` is a percent sign; in `\\%` the backslash is one, and the percent sign begins a placeholder. */
const PLACEHOLDER = /(?<!(?<!\\)(?:\\\\)*\\)%([^%\\\s]{1,200})%/g

/** The names between unescaped `%`, with their places. */
function placeholdersIn(
  text: string,
): readonly { readonly name: string; readonly from: number; readonly to: number }[] {
  return [...text.matchAll(PLACEHOLDER)].map((found) => ({
    name: found[1] ?? '',
    from: found.index,
    to: found.index + found[0].length,
  }))
}

/** The text with escaped percent signs as plain ones; other escapes are left to whoever reads wildcards. */
export function plainPercents(text: string): string {
  return text.replaceAll(/\\([\\%])/g, (whole, escaped) => (escaped === '%' ? '%' : whole))
}

export function hasPlaceholder(text: string): boolean {
  return placeholdersIn(text).length > 0
}

/**
 * The text with a second backslash before each `\%name%` inside a path, where it would have no placeholder at all:
 * whoever asks for `expand` of `C:\Users\%User%` does not mean a percent sign.
 */
export function withSeparators(text: string): string {
  if (hasPlaceholder(text)) return text
  return text.replaceAll(/(?<=[^\\])\\(?=%[^%\\\s]{1,200}%)/g, '\\\\')
}

/** Null where a name is no field's name. */
export function readTemplate(text: string, padding: Padding, isCased: boolean, hasSelectors: boolean): Template | null {
  const parts: (string | Path)[] = []
  let end = 0
  for (const { name, from, to } of placeholdersIn(text)) {
    const field = readPath(name, hasSelectors)
    if (field === null || field.elements !== null) return null
    parts.push(plainPercents(text.slice(end, from)), field.path)
    end = to
  }
  parts.push(plainPercents(text.slice(end)))
  return { parts, padding, isCased }
}

/** Placeholders take the first values of their fields, if they are short; more would multiply. */
const MAX_VALUES = 10
const MAX_VALUE = 1_000
const MAX_TEXTS = 100

/** Whether the value is what the template makes of the record. A field that is not there makes nothing. */
export function templateHolds(template: Template, value: Json, subject: Subject): boolean {
  if (value === null || typeof value === 'object') return false
  let texts: readonly string[] = ['']
  for (const part of template.parts) {
    const ends = typeof part === 'string' ? [part] : valuesAt(subject, part).slice(0, MAX_VALUES).flatMap(literal)
    texts = texts.flatMap((text) => ends.map((end) => text + end)).slice(0, MAX_TEXTS)
  }
  return texts.some((text) => fits(readWildcard(text, template.padding, template.isCased), String(value)))
}

/** A value of the record stands for itself: a `*` in it is a star. */
function literal(value: Json): readonly string[] {
  if (value === null || typeof value === 'object') return []
  const text = String(value)
  return text.length > MAX_VALUE ? [] : [text.replaceAll(/[\\*?]/g, '\\$&')]
}
