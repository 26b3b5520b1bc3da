/*
 * The third stage of a piece: its alerts by disposition, by cell of the baseline and answer. Four numbers of sixteen bits lie in one
 * word; a piece has too few alerts for more. Two tables take turns, since whoever adds to what was just stored has to wait for it.
 */
import { bumpFour, sumOf, widened } from './count'
import { HEAVIES, HEAVY_WORDS, JOINT, MOVES, PLACES, TALLIES, TALLIES_WORDS, TALLY } from './parameters'
import { bump, lane, word } from './state'

/** Places of a cell of the baseline; bytes of a place, and of a table. */
const PLACES_OF_CELL: u32 = 80
const OTHER: u32 = TALLIES_WORDS << 1

export function tally(from: u32, to: u32, counters: u32): void {
  const tallies = counters + word(TALLIES)
  let place = counters + word(PLACES)
  let own = word(TALLY) + (from << 2)
  const end = word(TALLY) + (to << 2)
  for (; own + 8 <= end; own += 8, place += 4) {
    const two = v128.load8x8_u(own)
    const a = tallies + (<u32>load<u16>(place) << 3)
    const b = tallies + (<u32>load<u16>(place, 2) << 3)
    store<u64>(a, load<u64>(a) + i64x2.extract_lane(two, 0))
    store<u64>(b, load<u64>(b, OTHER) + i64x2.extract_lane(two, 1), OTHER)
  }
  if (own < end) {
    const one = i64x2.extract_lane(i16x8.extend_low_i8x16_u(v128.load32_zero(own)), 0)
    const a = tallies + (<u32>load<u16>(place) << 3)
    store<u64>(a, load<u64>(a) + one)
  }
}

/** A case with too many alerts for bytes was tallied as if its bytes were some: instead as many as there are. */
export function mend(first: u32, end: u32, from: u32, counters: u32): void {
  for (let heavy = first; heavy < end; heavy += 1) {
    const at = word(HEAVIES) + heavy * (HEAVY_WORDS << 2)
    const i = load<u32>(at, 16)
    const missing = i32x4.sub(v128.load(at), widened(word(TALLY) + (i << 2)))
    const place: u32 = load<u16>(counters + word(PLACES) + ((i - from) << 1))
    bumpFour(counters + word(JOINT) + lane * 1280 + ((place % PLACES_OF_CELL) << 4), missing)
    bump(counters + word(MOVES) + (place << 2), sumOf(missing))
  }
}

/** Adds the tallies up in both ways, of those cells of the baseline that there are, and leaves none behind. */
export function fold(seen: u32, counters: u32): void {
  const tallies = counters + word(TALLIES)
  const joint = counters + word(JOINT) + lane * 1280
  const moves = counters + word(MOVES)
  while (seen != 0) {
    const first = ctz(seen) * PLACES_OF_CELL
    seen &= seen - 1
    // Below tier 2 nothing is contained: the last two kinds are all that there are.
    for (let joined: u32 = 14; joined < PLACES_OF_CELL; joined += joined == 14 ? 16 : 2) {
      const at = tallies + ((first + joined) << 3)
      const two = i16x8.add(v128.load(at), v128.load(at, OTHER))
      if (!v128.any_true(two)) continue
      v128.store(at, i16x8.splat(0))
      v128.store(at, i16x8.splat(0), OTHER)
      bumpFour(joint + (joined << 4), i32x4.extend_low_i16x8_u(two))
      bumpFour(joint + (joined << 4) + 16, i32x4.extend_high_i16x8_u(two))
      const pairs = i32x4.extadd_pairwise_i16x8_u(two)
      bump(moves + ((first + joined) << 2), i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1))
      bump(moves + ((first + joined) << 2) + 4, i32x4.extract_lane(pairs, 2) + i32x4.extract_lane(pairs, 3))
    }
  }
}
