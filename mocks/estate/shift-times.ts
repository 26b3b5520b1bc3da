import { isArray, isObject, type Json } from '../../src/domain/json/json.ts'
import { fromEntries } from '../../src/domain/json/read-json.ts'

const ISO = /^(\d{4}-\d{2}-\d{2})([T ])(\d{2}:\d{2}:\d{2})((?:\.\d+)?)(Z|)$/
const WORDS = /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/
/** Keys under which a number is an instant, and its unit in ms. */
const NUMBER_KEYS: Readonly<Record<string, number>> = {
  created_at: 1000,
  updated_at: 1000,
  effective_at: 1000,
  'evt.time': 1e-6,
}

/**
 * A copy of a record in which every instant lies `byMs` later, each written as it was: the digits of a fraction, a space
 * for `T`, `Jul 10, 2023 12:24:49 PM`, epoch numbers in their unit. What is no instant stays, dates of a policy version among them.
 */
export function shiftTimes(value: Json, byMs: number, key = ''): Json {
  if (typeof value === 'string') return shiftText(value, byMs)
  if (typeof value === 'number') {
    const unitMs = Object.hasOwn(NUMBER_KEYS, key) ? NUMBER_KEYS[key] : undefined
    return unitMs === undefined ? value : value + Math.round(byMs / unitMs)
  }
  if (isArray(value)) return value.map((item) => shiftTimes(item, byMs))
  if (!isObject(value)) return value
  return fromEntries(Object.entries(value).map(([name, item]) => [name, shiftTimes(item, byMs, name)] as const))
}

/** The instants that a record holds as ISO texts, ms. */
export function instantsIn(value: Json): readonly number[] {
  if (typeof value === 'string') {
    const at = ISO.test(value) ? readIso(value) : Number.NaN
    return Number.isNaN(at) ? [] : [at]
  }
  if (isArray(value)) return value.flatMap(instantsIn)
  return isObject(value) ? Object.values(value).flatMap(instantsIn) : []
}

function shiftText(text: string, byMs: number): string {
  const match = ISO.exec(text)
  if (match !== null) {
    const [, , between = 'T', , fraction = '', zone = ''] = match
    // The fraction is carried over as it stands, so only whole seconds move.
    const shifted = new Date(readIso(text) + Math.round(byMs / 1000) * 1000).toISOString()
    return `${shifted.slice(0, 10)}${between}${shifted.slice(11, 19)}${fraction}${zone}`
  }
  if (!WORDS.test(text)) return text
  const at = new Date(Date.parse(`${text} UTC`) + Math.round(byMs / 1000) * 1000)
  const hour = at.getUTCHours()
  const pad = (part: number) => String(part).padStart(2, '0')
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`
  return `${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${clock} ${hour < 12 ? 'AM' : 'PM'}`
}

/** To the second; a text without a zone is UTC, as everywhere in these records. */
function readIso(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
