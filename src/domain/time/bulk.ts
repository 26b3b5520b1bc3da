/** So much shorter the stretch has to become, or all of it is shown: nobody is sent outside for a bar that is a little wider. */
const WORTH = 8
/** A stretch is nearly as short as the shortest up to so many times its length. */
const ENOUGH = 2
/** Of a hundred so many may lie outside, and of few so many in all. */
const MOST_PERCENT = 2
const MOST_OF_FEW = 3
/** One for so many others: where there are fewer, an old one is what there is to see. */
const FOR_EACH = 8

/** Places from `start` to `end`, both with something in them, and how much of the whole lies outside. */
export interface Bulk {
  readonly start: number
  readonly end: number
  readonly out: number
}

/** How many of `total` may lie outside of what is shown of a time. */
export function mostOutside(total: number): number {
  const few = Math.min(MOST_OF_FEW, Math.floor(total / FOR_EACH))
  return Math.max(few, Math.floor((total * MOST_PERCENT) / 100))
}

/**
 * The stretch in which nearly all lie, where a few that are far from them would squeeze them into a bar or two; null where all of it is to
 * be shown. `counts` by equal units of time, the oldest first; `most` may lie outside, and those at `newest` or before it only at the
 * beginning. Of stretches that are nearly as short as the shortest it is the one that leaves out the fewest. Cost: units.
 */
export function bulkOf(counts: Uint32Array, most: number, newest = counts.length - 1): Bulk | null {
  let shortest = Number.POSITIVE_INFINITY
  for (const kept of tightest(counts, newest, most)) shortest = Math.min(shortest, lengthOf(kept))
  let chosen: Bulk | null = null
  for (const kept of tightest(counts, newest, most)) {
    if (lengthOf(kept) <= ENOUGH * shortest && (chosen === null || kept.out < chosen.out)) chosen = kept
  }
  return chosen === null || lengthOf(chosen) * WORTH > counts.length ? null : chosen
}

function lengthOf({ start, end }: Bulk): number {
  return end - start + 1
}

/** For each number that may be left out before the beginning, as many at the end as are allowed then. */
function* tightest(counts: Uint32Array, newest: number, most: number): Iterable<Bulk> {
  let [end, before, after] = [counts.length - 1, 0, 0]
  while (end > newest && after + (counts[end] ?? 0) <= most) {
    after += counts[end] ?? 0
    end -= 1
  }
  for (let start = 0; start <= end && before <= most; start += 1) {
    while (before + after > most) {
      end += 1
      after -= counts[end] ?? 0
    }
    if (counts[start] !== 0) yield { start, end, out: before + after }
    before += counts[start] ?? 0
  }
}
