import type { NumberName } from './columns.ts'
import type { Mask } from './filter.ts'
import type { QueueTable } from './queue-table.ts'

export interface Histogram {
  /** Where the first bar begins, epoch ms UTC; a whole number of `widthMs` since 1970. */
  readonly from: number
  readonly widthMs: number
  /** Rows by bar, then by tier 0 to 4: bar `b` of tier `t` is at `b * 5 + t`. */
  readonly counts: Uint32Array
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WIDTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY] as const
const TIERS = 5

/** Rows of the view over time, in at most `bars` bars of a width that people know. Null where no row has a time. */
export function histogramOf(
  table: QueueTable,
  field: Extract<NumberName, 'received' | 'lastSeen'>,
  view: Mask,
  bars: number,
): Histogram | null {
  const times = table.numbers(field)
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let row = 0; row < view.length; row += 1) {
    if (view[row] !== 1) continue
    const time = times[row] ?? 0
    if (time < first) first = time
    if (time > last) last = time
  }
  if (first > last) return null
  const startOf = (width: number) => Math.floor(first / width) * width
  let width = WIDTHS.find((one) => (last - startOf(one)) / one < bars) ?? 30 * DAY
  while ((last - startOf(width)) / width >= bars) width *= 2
  const from = startOf(width)
  const counts = new Uint32Array((Math.floor((last - from) / width) + 1) * TIERS)
  const codes = table.codes('tier')
  const words = table.words('tier')
  const tierOf = Uint8Array.from({ length: words.size }, (_, code) => Number(words.wordAt(code)?.slice(1) ?? 0))
  for (let row = 0; row < view.length; row += 1) {
    if (view[row] !== 1) continue
    const at = Math.floor(((times[row] ?? 0) - from) / width) * TIERS + (tierOf[codes[row] ?? 0] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { from, widthMs: width, counts }
}
