/** Milliseconds since 1970-01-01T00:00:00Z, an integer. */
export type EpochMs = number

/** What had to be assumed or distrusted to read a time. Shown beside it; never a reason to drop an alert. */
export type TimeFlag = 'absent' | 'zone-assumed' | 'unit-guessed' | 'leap-second' | 'out-of-window' | 'unreadable'

export interface ReadTime {
  /** Null where the source gave none, the "zero time" (0001-01-01, 1970-01-01 as 0), or nothing that can be read. */
  readonly at: EpochMs | null
  readonly flags: readonly TimeFlag[]
}

export type EpochUnit = 's' | 'ms' | 'us' | 'ns'

/** Times before this are no alert's time: the first of the field's products is younger. 2001-01-01T00:00:00Z. */
const EARLIEST: EpochMs = 978_307_200_000
/** 2200-01-01T00:00:00Z; a later year is a broken clock or a wrong unit, and PostgreSQL ends at 294276. */
const LATEST: EpochMs = 7_258_118_400_000

/** The last instant that a `Date` can hold, 275760-09-13. */
const LAST_DATE: EpochMs = 8.64e15

const ABSENT: ReadTime = { at: null, flags: ['absent'] }

/**
 * Reads a source's time: RFC 3339 in its many dialects (any fraction, `+0000` without colon, space for `T`, `:60`),
 * or an epoch number in the unit named; without a unit it is guessed from its size and flagged.
 * A text without a zone is read as UTC and flagged. "Zero time" means absent. A time outside 2001–2200 is kept and
 * flagged, so that it is ordered by receipt instead.
 */
export function readTime(value: unknown, unit?: EpochUnit): ReadTime {
  if (value === null || value === undefined || value === '') return ABSENT
  if (typeof value === 'number') return fromEpoch(value, unit)
  if (typeof value !== 'string') return { at: null, flags: ['unreadable'] }
  const text = value.trim()
  if (text === '') return ABSENT
  if (/^-?\d+(\.\d+)?$/.test(text)) return fromEpoch(Number(text), unit)
  return fromText(text)
}

/** The first of several candidates that gives a time; else the first one's answer (with its reason). */
export function firstTime(...candidates: readonly ReadTime[]): ReadTime {
  return candidates.find((candidate) => candidate.at !== null) ?? candidates[0] ?? ABSENT
}

const TEXT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/

function fromText(text: string): ReadTime {
  const match = TEXT.exec(text)
  if (match === null) return { at: null, flags: ['unreadable'] }
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = match
  if (year === '0001' || year === '0000') return ABSENT
  const isLeap = second === '60'
  const millis = isLeap ? 999 : Number(fraction.padEnd(3, '0').slice(0, 3))
  const offset = zoneOffsetMs(zone)
  const day0 = midnight(Number(year), Number(month), Number(day))
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60_000 + (isLeap ? 59 : Number(second)) * 1000 + millis
  const isClock = Number(minute) < 60 && Number(second) <= 60 && (Number(hour) < 24 || ofDay === DAY_MS)
  if (day0 === null || offset === null || !isClock) return { at: null, flags: ['unreadable'] }
  const utc = day0 + ofDay - offset
  if (utc === 0) return ABSENT
  const flags: TimeFlag[] = []
  if (zone === undefined) flags.push('zone-assumed')
  if (isLeap) flags.push('leap-second')
  return inWindow(utc, flags)
}

const DAY_MS = 86_400_000

/** Midnight UTC of a calendar day, or null for a day that is in no calendar. `Date.UTC` reads the year 24 as 1924. */
function midnight(year: number, month: number, day: number): EpochMs | null {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null
}

/** Null for an offset that no zone has. */
function zoneOffsetMs(zone: string | undefined): number | null {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const hours = Number(digits.slice(0, 2))
  const minutes = Number(digits.slice(2, 4))
  return hours > 14 || minutes > 59 ? null : sign * (hours * 60 + minutes) * 60_000
}

function fromEpoch(value: number, unit?: EpochUnit): ReadTime {
  if (!Number.isFinite(value)) return { at: null, flags: ['unreadable'] }
  if (value === 0) return ABSENT
  const flags: TimeFlag[] = unit === undefined ? ['unit-guessed'] : []
  return inWindow(toMs(value, unit ?? guessUnit(Math.abs(value))), flags)
}

/** Divides instead of multiplying by 1e-6, which no double holds exactly: whole milliseconds stay whole. */
function toMs(value: number, unit: EpochUnit): EpochMs {
  if (unit === 's') return Math.round(value * 1000)
  if (unit === 'ms') return Math.trunc(value)
  return Math.trunc(value / (unit === 'us' ? 1e3 : 1e6))
}

/**
 * Today's epoch has 10 digits in seconds, 13 in ms, 16 in µs, 19 in ns; the bounds lie a factor of about 30 off each.
 */
function guessUnit(size: number): EpochUnit {
  if (size < 5e10) return 's'
  if (size < 5e13) return 'ms'
  if (size < 5e16) return 'us'
  return 'ns'
}

function inWindow(at: EpochMs, flags: readonly TimeFlag[]): ReadTime {
  if (at >= EARLIEST && at <= LATEST) return { at, flags }
  return { at: Math.abs(at) > LAST_DATE ? null : at, flags: [...flags, 'out-of-window'] }
}
