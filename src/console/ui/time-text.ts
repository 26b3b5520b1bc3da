import * as words from '#words/ui.ts'

/**
 * All instants are epoch ms UTC; `zone` decides only how they are written, and every absolute text names it: UTC, the zone of this
 * computer, or one of the IANA database by its name (`Europe/Berlin`).
 */
export type Zone = 'utc' | 'local' | (string & {})

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365.25 * DAY

/** Age for lists: `12s`, `33m`, `4h`, `2d`, `4y`: never more than four characters, since times are never cut. A time that lies in the future (a source's clock) says `in 5m`. */
export function ageText(at: number, now: number): string {
  const distance = Math.abs(now - at)
  const size =
    distance < MINUTE
      ? words.secondsShort(Math.floor(distance / SECOND))
      : distance < HOUR
        ? words.minutesShort(Math.floor(distance / MINUTE))
        : distance < 2 * DAY
          ? words.hoursShort(Math.floor(distance / HOUR))
          : distance < 1000 * DAY
            ? words.daysShort(Math.floor(distance / DAY))
            : words.yearsShort(Math.floor(distance / YEAR))
  return at > now + SECOND ? words.ahead(size) : size
}

/** Age for sentences: `12 s ago`, `33 min ago`, `4 h ago`, `2 days ago`; `in 5 min` for what lies ahead. */
export function agoText(at: number, now: number): string {
  const distance = Math.abs(now - at)
  const size =
    distance < MINUTE
      ? words.secondsLong(Math.floor(distance / SECOND))
      : distance < HOUR
        ? words.minutesLong(Math.floor(distance / MINUTE))
        : distance < 2 * DAY
          ? words.hoursLong(Math.floor(distance / HOUR))
          : words.daysLong(Math.floor(distance / DAY))
  return at > now + SECOND ? words.ahead(size) : words.ago(size)
}

/** Time left: `24:42` under an hour, `1:12:20` above; never under zero. Rounded up, so that 0:00 means over. */
export function leftText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / SECOND))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Length for sentences and SLA cells: `h:mm`, e.g. `0:12`, `27:05`. Rounded down to the minute. */
export function hoursMinutes(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** Whole minutes that are left, from 0; once none are, −1 and less: one more than those that it is over. */
export function minutesLeft(leftMs: number): number {
  return leftMs > 0 ? Math.floor(leftMs / MINUTE) : -1 - Math.floor(-leftMs / MINUTE)
}

/** Time of day with its zone: `11:57:22 UTC`. */
export function clockText(at: number, zone: Zone): string {
  return `${parts(at, zone).time} ${zoneName(at, zone)}`
}

/** `11:57:22 UTC` if it is the same day as `now`, else with the date: `10 Jul 2023, 11:57:22 UTC`. */
export function absoluteText(at: number, now: number, zone: Zone): string {
  return parts(at, zone).date === parts(now, zone).date ? clockText(at, zone) : fullText(at, zone)
}

/** Date, time and zone: `10 Jul 2023, 11:57:22 UTC`. */
export function fullText(at: number, zone: Zone): string {
  return `${dateText(at, zone)}, ${clockText(at, zone)}`
}

/** `10 Jul 2023`. */
export function dateText(at: number, zone: Zone): string {
  return parts(at, zone).date
}

/** Two whole minutes: `10 Jul 2023, 12:00 – 18:00 UTC`, with what differs: the day, then the year. Without a date where both are today. */
export function spanText(from: number, to: number, now: number, zone: Zone): string {
  const [begin, end] = [parts(from, zone), parts(to, zone)]
  const minute = (time: string) => time.slice(0, -':00'.length)
  if (begin.date === end.date) {
    const day = end.date === parts(now, zone).date ? '' : `${end.date}, `
    return `${day}${minute(begin.time)} – ${minute(end.time)} ${zoneName(to, zone)}`
  }
  return `${begin.year === end.year ? begin.day : begin.date}, ${minute(begin.time)} – ${end.date}, ${minute(end.time)} ${zoneName(to, zone)}`
}

/** `UTC`, or the local offset at that moment: `UTC+2`, `UTC−3:30`. Abbreviations such as IST mean three zones; offsets one. */
export function zoneName(at: number, zone: Zone): string {
  const minutes = offsetMinutes(at, zone)
  if (minutes === 0) return 'UTC'
  const rest = Math.abs(minutes) % 60
  const hours = Math.floor(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const MONTHS = [
  words.jan,
  words.feb,
  words.mar,
  words.apr,
  words.may,
  words.jun,
  words.jul,
  words.aug,
  words.sep,
  words.oct,
  words.nov,
  words.dec,
]

// Not Intl: a grid writes thousands of these, and the words must not change with the browser's language.
function parts(at: number, zone: Zone): { date: string; day: string; year: number; time: string } {
  const shifted = at + offsetMinutes(at, zone) * MINUTE
  const date = new Date(shifted)
  const two = (value: number) => String(value).padStart(2, '0')
  const month = MONTHS[date.getUTCMonth()] ?? ''
  const year = date.getUTCFullYear()
  return {
    date: words.date(date.getUTCDate(), month, year),
    day: words.dayOfYear(date.getUTCDate(), month),
    year,
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
  }
}

/** The instant at which clocks of the zone show this, where `wall` is that reading as if it were UTC. In the hour that a zone repeats, one of the two. */
export function instantOfWall(wall: number, zone: Zone): number {
  const near = wall - offsetMinutes(wall, zone) * MINUTE
  return wall - offsetMinutes(near, zone) * MINUTE
}

function offsetMinutes(at: number, zone: Zone): number {
  if (zone === 'utc') return 0
  return zone === 'local' ? -new Date(at).getTimezoneOffset() : namedOffset(at, zone)
}

/** Zones change at quarters of an hour, so an answer holds for its quarter. */
const QUARTER = 15 * MINUTE
const MOST_OFFSETS = 5000
const offsets = new Map<string, number>()

/** Minutes east of UTC at that moment; 0 for a zone that this browser does not know. */
function namedOffset(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  const found = readOffset(quarter * QUARTER, zone)
  offsets.set(key, found)
  return found
}

function readOffset(at: number, zone: string): number {
  if (!isKnownZone(zone)) return 0
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const read = /^GMT([+-])(\d{2}):(\d{2})/.exec(name)
  if (read === null) return 0
  return (read[1] === '-' ? -1 : 1) * (Number(read[2]) * 60 + Number(read[3]))
}

/** Whether this browser can tell the time there. */
export function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A zone for people: `Europe/Isle of Man`. */
export function zoneTitle(zone: Zone): string {
  return zone.replaceAll('_', ' ')
}
