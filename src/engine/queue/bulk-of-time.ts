import { bulkOf, mostOutside } from '../../domain/time/bulk.ts'
import { HOUR, TIERS } from './hour-codes.ts'

/** Rows by a unit of time, then by tier: those of the unit that begins at `from + n * unit` and tier `t` are at `n * 5 + t`. */
export interface Counted {
  /** ms */
  readonly unit: number
  /** Where the first unit begins, epoch ms UTC. */
  readonly from: number
  readonly counts: Uint32Array
}

/** Units from `first` to `last`, both by where they begin, epoch ms UTC. */
export interface Stretch {
  readonly first: number
  readonly last: number
}

/** Clocks of sources differ by less than this: what lies further ahead is a clock that is wrong. */
const AHEAD = HOUR

/** The units with rows; null where there is none. */
export function stretchOf({ unit, from, counts }: Counted): Stretch | null {
  const first = counts.findIndex((count) => count > 0)
  if (first < 0) return null
  const last = counts.findLastIndex((count) => count > 0)
  const timeAt = (place: number) => from + Math.floor(place / TIERS) * unit
  return { first: timeAt(first), last: timeAt(last) }
}

/**
 * The stretch in which nearly all rows lie where a few are far from them (`bulkOf`), else the whole of it. The newest are always inside,
 * but for those whose time has not come yet at `now`. `total` is of all rows; those outside of `whole` have been left out before.
 */
export function stretchOfMost(counted: Counted, whole: Stretch, total: number, now: number): Stretch {
  const { unit } = counted
  const count = (whole.last - whole.first) / unit + 1
  const rows = rowsByUnit(counted, whole, count)
  const inWhole = rows.reduce((sum, one) => sum + one, 0)
  const most = mostOutside(total) - (total - inWhole)
  if (most <= 0) return whole
  const newest = rows.findLastIndex((one, at) => one > 0 && whole.first + at * unit <= now + AHEAD)
  const kept = bulkOf(rows, most, newest)
  return kept === null ? whole : { first: whole.first + kept.start * unit, last: whole.first + kept.end * unit }
}

function rowsByUnit({ unit, from, counts }: Counted, { first }: Stretch, count: number): Uint32Array {
  const rows = new Uint32Array(count)
  let at = ((first - from) / unit) * TIERS
  for (let place = 0; place < count; place += 1)
    for (let tier = 0; tier < TIERS; tier += 1, at += 1) rows[place] = (rows[place] ?? 0) + (counts[at] ?? 0)
  return rows
}

/** Rows of units that begin at `from` or later and before `to`. */
export function rowsIn({ unit, from: begin, counts }: Counted, from: number, to: number): number {
  const at = (time: number) => Math.min(counts.length, Math.max(0, Math.ceil((time - begin) / unit) * TIERS))
  let sum = 0
  for (let place = at(from); place < at(to); place += 1) sum += counts[place] ?? 0
  return sum
}
