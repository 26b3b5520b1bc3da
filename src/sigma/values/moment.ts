/** The parts of a date that a rule may compare. */
export const MOMENT_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type MomentPart = (typeof MOMENT_PARTS)[number]

/** What each part may be, both ends included. */
export const MOMENT_RANGES: Readonly<Record<MomentPart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [1, 9999],
}

/**
 * One part of a date as it is written: a text in ISO 8601 order is read without regard to its time zone, since Sigma
 * converts none; a number counts since 1970 in UTC, in the unit that makes it a date of our time: seconds, from 10^11 on
 * milliseconds, from 10^14 microseconds, from 10^17 nanoseconds. `week` is the ISO week. Null where the value is no date, or a date without that part (`2024-07-10` has no hour).
 */
export function partOf(value: string | number | boolean, part: MomentPart): number | null {
  const date = typeof value === 'string' ? written(value) : typeof value === 'number' ? counted(value) : null
  if (date === null) return null
  const { year, month, day, hour, minute } = date
  if (part === 'week') return isoWeek(year, month, day)
  return { year, month, day, hour, minute }[part]
}

interface Written {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number | null
  readonly minute: number | null
}

const ISO = /^\s*(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[T ,]\s*(\d{2}):?(\d{2})|\s*$)/

function written(text: string): Written | null {
  const found = ISO.exec(text)
  if (found === null) return /^\s*\d{10,19}\s*$/.test(text) ? counted(Number(text)) : null
  const [year = 0, month = 0, day = 0] = found.slice(1, 4).map(Number)
  const time = found[4] === undefined ? null : { hour: Number(found[4]), minute: Number(found[5]) }
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31
  if (!isDate || (time !== null && (time.hour > 23 || time.minute > 59))) return null
  return { year, month, day, hour: time?.hour ?? null, minute: time?.minute ?? null }
}

function counted(number: number): Written | null {
  const size = Math.abs(number)
  const perMs = size < 1e11 ? 0.001 : size < 1e14 ? 1 : size < 1e17 ? 1_000 : 1_000_000
  const date = new Date(Math.floor(number / perMs))
  if (Number.isNaN(date.getTime())) return null
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  }
}

const DAY_MS = 86_400_000

/** Weeks begin on Monday; the first holds the year's first Thursday. */
function isoWeek(year: number, month: number, day: number): number {
  const date = Date.UTC(year, month - 1, day)
  const weekday = (new Date(date).getUTCDay() + 6) % 7
  const thursday = date + (3 - weekday) * DAY_MS
  const firstOfYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
  return Math.floor((thursday - firstOfYear) / (7 * DAY_MS)) + 1
}
