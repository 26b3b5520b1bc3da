import { HOUR, type Instants, TIERS, tierNumbers } from './hour-codes.ts'
import type { QueueTable } from './queue-table.ts'
import type { Tally } from './tally.ts'

export interface Histogram {
  /** Where the first bar begins, epoch ms UTC; a whole number of `widthMs` since 1970. */
  readonly from: number
  readonly widthMs: number
  /** Rows by bar, then by tier 0 to 4: bar `b` of tier `t` is at `b * 5 + t`. */
  readonly counts: Uint32Array
}

const MINUTE = 60_000
const DAY = 24 * HOUR
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY] as const
/** Twenty years. Clocks that are further apart are counted by the month first. */
const MOST_HOURS = 175_200

/**
 * Rows of the view over time, in at most `bars` bars of a width that people know. Null where no row has a time. Rows are counted once, by
 * the hour, before it is known how wide a bar will be; only what is less than a few hours is counted again, by the minute.
 */
export function histogramOf(table: QueueTable, field: Instants, view: Tally, bars: number): Histogram | null {
  const span = table.spanOf(field)
  const isLong = (span.last - span.first) / HOUR >= MOST_HOURS
  let counted = isLong ? countBy(table, field, view.rows(), span, 30 * DAY) : byHour(view, field)
  while (counted !== null && counted.unit > MINUTE && (counted.last - counted.first) / counted.unit < bars) {
    const within = { first: counted.first, last: counted.last + counted.unit - 1 }
    counted = countBy(table, field, view.rows(), within, counted.unit === HOUR ? MINUTE : HOUR)
  }
  if (counted === null) return null
  const { unit, first, last } = counted
  const startOf = (width: number) => Math.floor(first / width) * width
  let width = WIDTHS.find((one) => one >= unit && (last - startOf(one)) / one < bars) ?? 30 * DAY
  while ((last - startOf(width)) / width >= bars) width *= 2
  const from = startOf(width)
  const folded = new Uint32Array((Math.floor((last - from) / width) + 1) * TIERS)
  for (let time = first; time <= last; time += unit) {
    const at = ((time - counted.from) / unit) * TIERS
    const to = Math.floor((time - from) / width) * TIERS
    for (let tier = 0; tier < TIERS; tier += 1)
      folded[to + tier] = (folded[to + tier] ?? 0) + (counted.counts[at + tier] ?? 0)
  }
  return { from, widthMs: width, counts: folded }
}

interface Counted {
  readonly unit: number
  /** Where the first unit begins. */
  readonly from: number
  /** The first and the last unit with a row. */
  readonly first: number
  readonly last: number
  /** Rows by unit, then by tier. */
  readonly counts: Uint32Array
}

function byHour(view: Tally, field: Instants): Counted | null {
  const { first, counts } = view.byHour(field)
  return trimmed(HOUR, first * HOUR, counts)
}

/** Null where no row has a time in the span. */
function countBy(
  table: QueueTable,
  field: Instants,
  rows: Uint32Array | null,
  span: { readonly first: number; readonly last: number },
  unit: number,
): Counted | null {
  if (!(span.first <= span.last)) return null
  const from = Math.floor(span.first / unit) * unit
  const units = Math.floor((span.last - from) / unit) + 1
  const counts = new Uint32Array(units * TIERS)
  const times = table.numbers(field)
  const codes = table.codes('tier')
  const tiers = tierNumbers(table)
  const count = rows?.length ?? table.count
  for (let place = 0; place < count; place += 1) {
    const row = rows === null ? place : (rows[place] ?? 0)
    const time = times[row] ?? Number.NaN
    if (!(time >= from)) continue
    // No less than 0, so that cutting off is rounding down.
    const at = (((time - from) / unit) | 0) * TIERS + (tiers[codes[row] ?? 0] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return trimmed(unit, from, counts)
}

function trimmed(unit: number, from: number, counts: Uint32Array): Counted | null {
  let [firstAt, lastAt] = [0, counts.length - 1]
  while (firstAt < counts.length && counts[firstAt] === 0) firstAt += 1
  if (firstAt === counts.length) return null
  while (counts[lastAt] === 0) lastAt -= 1
  const timeAt = (at: number) => from + Math.floor(at / TIERS) * unit
  return { unit, from, first: timeAt(firstAt), last: timeAt(lastAt), counts }
}
