import { type Counted, rowsIn, type Stretch, stretchOf, stretchOfMost } from './bulk-of-time.ts'
import { HOUR, type Instants, TIERS, tierNumbers } from './hour-codes.ts'
import type { QueueTable } from './queue-table.ts'
import type { Tally } from './tally.ts'

export interface Histogram {
  /** Where the first bar begins, epoch ms UTC; a whole number of `widthMs` since 1970. */
  readonly from: number
  readonly widthMs: number
  /** Rows by bar, then by tier 0 to 4: bar `b` of tier `t` is at `b * 5 + t`. */
  readonly counts: Uint32Array
  /** A few rows that are older by far than those in the bars; null where there are none. */
  readonly before: RowsOutside | null
  /** A few whose time has not come yet by far. */
  readonly after: RowsOutside | null
}

/** Rows that no bar holds. All of them lie from `from` on and before `to`, epoch ms UTC. */
export interface RowsOutside {
  readonly count: number
  readonly from: number
  readonly to: number
}

const MINUTE = 60_000
const DAY = 24 * HOUR
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY] as const
/** Twenty years. Clocks that are further apart are counted by the month first. */
const MOST_HOURS = 175_200
/** What a bar may hold beyond the rows that it was made wide for, at either end. */
const BESIDE = { [MINUTE]: 7 * DAY, [HOUR]: 90 * DAY }

/**
 * Rows of the view over time, in at most `bars` bars of a width that people know. Null where no row has a time. The bars are for the bulk
 * of the rows: one that is years old would make all others one bar, so it is counted outside of them. Rows are counted once, by the hour,
 * before it is known how wide a bar will be; only what is less than a few hours is counted again, by the minute.
 */
export function histogramOf(
  table: QueueTable,
  field: Instants,
  view: Tally,
  bars: number,
  now: number,
): Histogram | null {
  const span = table.spanOf(field)
  const isLong = (span.last - span.first) / HOUR >= MOST_HOURS
  let counted = isLong ? countBy(table, field, view.rows(), span, 30 * DAY) : byHour(view, field)
  const whole = counted === null ? null : stretchOf(counted)
  if (counted === null || whole === null) return null
  const all = { first: whole.first, end: whole.last + counted.unit }
  const total = rowsIn(counted, all.first, all.end)
  let bulk = stretchOfMost(counted, whole, total, now)
  /** Rows that are outside of what is counted now. */
  const outside = { before: 0, after: 0 }
  while (counted.unit > MINUTE && (bulk.last - bulk.first) / counted.unit < bars) {
    const unit = counted.unit === HOUR ? MINUTE : HOUR
    const end = bulk.last + counted.unit
    const from = Math.max(all.first, bulk.first - BESIDE[unit])
    const to = Math.min(all.end, end + BESIDE[unit])
    outside.before += rowsIn(counted, all.first, from)
    outside.after += rowsIn(counted, to, all.end)
    const finer: Counted = countBy(table, field, view.rows(), { first: from, last: to - 1 }, unit)
    const within = withRows(finer, { first: bulk.first, last: end - unit })
    counted = finer
    bulk = unit === HOUR ? stretchOfMost(counted, within, total, now) : within
  }
  const { unit } = counted
  const { first, last } = bulk
  const startOf = (width: number) => Math.floor(first / width) * width
  let width = WIDTHS.find((one) => one >= unit && (last - startOf(one)) / one < bars) ?? 30 * DAY
  while ((last - startOf(width)) / width >= bars) width *= 2
  const from = startOf(width)
  const counts = folded(counted, from, width, Math.floor((last - from) / width) + 1)
  const end = from + (counts.length / TIERS) * width
  const before = outside.before + rowsIn(counted, all.first, from)
  const after = outside.after + rowsIn(counted, end, all.end)
  return {
    from,
    widthMs: width,
    counts,
    before: before === 0 ? null : { count: before, from: all.first, to: from },
    after: after === 0 ? null : { count: after, from: end, to: all.end },
  }
}

/** Units as bars. */
function folded(counted: Counted, from: number, width: number, bars: number): Uint32Array {
  const counts = new Uint32Array(bars * TIERS)
  const end = Math.min(from + bars * width, counted.from + (counted.counts.length / TIERS) * counted.unit)
  for (let time = Math.max(counted.from, from); time < end; time += counted.unit) {
    const at = ((time - counted.from) / counted.unit) * TIERS
    const to = Math.floor((time - from) / width) * TIERS
    for (let tier = 0; tier < TIERS; tier += 1)
      counts[to + tier] = (counts[to + tier] ?? 0) + (counted.counts[at + tier] ?? 0)
  }
  return counts
}

/** As much of a stretch as has rows at both ends. It has some. */
function withRows(counted: Counted, { first, last }: Stretch): Stretch {
  let stretch = { first, last }
  const isFree = (time: number) => rowsIn(counted, time, time + counted.unit) === 0
  while (stretch.first < last && isFree(stretch.first)) stretch = { ...stretch, first: stretch.first + counted.unit }
  while (stretch.last > stretch.first && isFree(stretch.last))
    stretch = { ...stretch, last: stretch.last - counted.unit }
  return stretch
}

function byHour(view: Tally, field: Instants): Counted {
  const { first, counts } = view.byHour(field)
  return { unit: HOUR, from: first * HOUR, counts }
}

function countBy(
  table: QueueTable,
  field: Instants,
  rows: Uint32Array | null,
  span: { readonly first: number; readonly last: number },
  unit: number,
): Counted {
  const from = Math.floor(span.first / unit) * unit
  const units = Math.max(0, Math.floor((span.last - from) / unit) + 1)
  const end = from + units * unit
  const counts = new Uint32Array(units * TIERS)
  const times = table.numbers(field)
  const codes = table.codes('tier')
  const tiers = tierNumbers(table)
  const count = rows?.length ?? table.count
  for (let place = 0; place < count; place += 1) {
    const row = rows === null ? place : (rows[place] ?? 0)
    const time = times[row] ?? Number.NaN
    if (!(time >= from && time < end)) continue
    // No less than 0, so that cutting off is rounding down.
    const at = (((time - from) / unit) | 0) * TIERS + (tiers[codes[row] ?? 0] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { unit, from, counts }
}
