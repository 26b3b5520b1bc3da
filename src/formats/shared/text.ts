import { isObject, type Json } from '../../domain/json/json.ts'

/** Longest text kept in one place of a Signal, in UTF-16 code units. The raw record keeps the whole. */
export const TEXT_LIMITS = { title: 1024, description: 16_384, labelKey: 128, labelValue: 1024, field: 2048 } as const
const MOST_LABELS = 64

/** Cuts a text that is too long and shows that it was cut; never between the halves of a surrogate pair. */
export function clamp(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/**
 * Labels from pairs: null and empty values are left out, numbers and booleans become text, lists of them are joined
 * with a comma. At most 64, in the order given, each cut to `TEXT_LIMITS`; the first of two equal keys stays.
 */
export function labelsOf(pairs: Iterable<readonly [string, Json | undefined]>): Record<string, string> {
  const labels = new Map<string, string>()
  for (const [key, value] of pairs) {
    if (labels.size === MOST_LABELS) break
    const text = plain(value)
    const name = clamp(key, TEXT_LIMITS.labelKey)
    if (text === null || name === '' || labels.has(name)) continue
    labels.set(name, clamp(text, TEXT_LIMITS.labelValue))
  }
  return Object.fromEntries(labels)
}

/** The own entries of an object, for `labelsOf`, their keys led by `prefix`; nothing if it is no object. */
export function entriesOf(value: Json | undefined, prefix = ''): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value).map(([key, item]) => [`${prefix}${key}`, item] as const) : []
}

function plain(value: Json | undefined): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const parts = value.map(plain).filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

/**
 * The text as an absolute https address with a host and no user info, or null. Control characters, spaces and other
 * schemes are refused rather than repaired: what is shown must be what is followed.
 */
export function httpsLink(text: string | null | undefined): string | null {
  if (typeof text !== 'string' || text.length > TEXT_LIMITS.field || !/^https:\/\/[^\s\\]+$/i.test(text)) return null
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '' ? text : null
}

/**
 * The ATT&CK technique ids in the texts, upper case, without repeats, in order of appearance. Finds `T1078` and
 * `T1078.004` as whole words, so also in `attack.t1078`, `mitre_T1078` and a technique's address.
 */
export function attackIds(texts: Iterable<string>): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    for (const match of text.slice(0, TEXT_LIMITS.field).matchAll(/(?<![a-z0-9])t(\d{4})(?:[./](\d{3}))?(?!\d)/gi)) {
      found.add(match[2] === undefined ? `T${match[1]}` : `T${match[1]}.${match[2]}`)
    }
  }
  return [...found].slice(0, 50)
}
