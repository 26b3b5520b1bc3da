import { type EpochMs, readTime } from '../time/instant.ts'
import type { QueryField } from './fields.ts'

/** A stretch of time, its end excluded: a day is one, `now-24h` is a millisecond. */
export interface TimeSpan {
  readonly from: EpochMs
  readonly to: EpochMs
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/

/** Null where it is no number of at most fifteen digits. */
export function readNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null
}

/** Place of a value in the order of an `ordered` field; a tier is also understood without its T. Null where there is none. */
export function readRank({ values = [] }: QueryField, text: string): number | null {
  const wanted = text.toLowerCase()
  const at = values.findIndex((value) => value.toLowerCase() === wanted || value.toLowerCase() === `t${wanted}`)
  return at < 0 ? null : at
}

const RELATIVE = /^now(?:([+-])(\d{1,6})([smhdw]))?$/i
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i

/**
 * A moment as a query writes it: `now`, `now-24h` (s, m, h, d, w; `+` looks ahead), or RFC 3339 as far as it is known, where a
 * day means the whole day and a minute the whole minute. Without a zone it is UTC. Null where it is none.
 */
export function readSpan(text: string, now: EpochMs): TimeSpan | null {
  const relative = RELATIVE.exec(text)
  if (relative !== null) {
    const [, sign, amount = '0', unit = 's'] = relative
    const by = Number(amount) * (UNIT_MS[unit.toLowerCase()] ?? 0)
    const at = sign === '-' ? now - by : now + by
    return { from: at, to: at + 1 }
  }
  const absolute = ABSOLUTE.exec(text)
  if (absolute === null) return null
  const { at } = readTime(text.toUpperCase())
  if (at === null) return null
  const [, seconds, fraction] = absolute
  const length = fraction !== undefined ? 1 : seconds !== undefined ? 1000 : text.length > 10 ? 60_000 : 86_400_000
  return { from: at, to: at + length }
}
