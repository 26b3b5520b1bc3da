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

/** So much shorter the stretch has to become, or all of it is shown: nobody is sent outside for a bar that is a little wider. */
const WORTH = 8
/** A stretch is nearly as short as the shortest up to so many times its length. */
const ENOUGH = 2
/** Of a hundred rows so many may lie outside, and in a small view so many in all. */
const MOST_PERCENT = 2
const MOST_OF_FEW = 3
/** A row for so many others: where there are fewer, an old one is what there is to see. */
const FOR_EACH = 8
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
 * The stretch in which nearly all rows lie, where a few that are far from them would squeeze them into a bar or two; else the whole of
 * it. The newest are always inside, but for those whose time has not come yet at `now`. `total` is of all rows; those outside of `whole`
 * have been left out before.
 */
export function bulkOf(counted: Counted, whole: Stretch, total: number, now: number): Stretch {
  const { unit } = counted
  const count = (whole.last - whole.first) / unit + 1
  const rows = rowsByUnit(counted, whole, count)
  const inWhole = rows.reduce((sum, one) => sum + one, 0)
  const few = Math.min(MOST_OF_FEW, Math.floor(total / FOR_EACH))
  const most = Math.max(few, Math.floor((total * MOST_PERCENT) / 100)) - (total - inWhole)
  if (most <= 0) return whole
  const newest = rows.findLastIndex((one, at) => one > 0 && whole.first + at * unit <= now + AHEAD)

  let best: Kept | null = null
  for (const kept of tightest(rows, newest, most)) if (best === null || lengthOf(kept) < lengthOf(best)) best = kept
  // Of those that are nearly as short, the one that leaves out the fewest.
  let chosen = best
  for (const kept of tightest(rows, newest, most)) {
    if (best !== null && chosen !== null && lengthOf(kept) <= ENOUGH * lengthOf(best) && kept.out < chosen.out)
      chosen = kept
  }
  if (chosen === null || lengthOf(chosen) * WORTH > count) return whole
  return { first: whole.first + chosen.start * unit, last: whole.first + chosen.end * unit }
}

/** Units from `start` to `end`, with a row in both, and how many rows that leaves out. */
interface Kept {
  readonly start: number
  readonly end: number
  readonly out: number
}

function lengthOf({ start, end }: Kept): number {
  return end - start + 1
}

/** For each number of rows that may be left out before the beginning, as many at the end as are allowed then. */
function* tightest(rows: Uint32Array, newest: number, most: number): Iterable<Kept> {
  let [end, before, after] = [rows.length - 1, 0, 0]
  while (end > newest && after + (rows[end] ?? 0) <= most) {
    after += rows[end] ?? 0
    end -= 1
  }
  for (let start = 0; start <= end && before <= most; start += 1) {
    while (before + after > most) {
      end += 1
      after -= rows[end] ?? 0
    }
    if (rows[start] !== 0) yield { start, end, out: before + after }
    before += rows[start] ?? 0
  }
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
