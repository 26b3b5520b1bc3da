/* The second stage of a piece, eight cases at once: where each is tallied, what moved from the baseline, and what caps hold back. */
import { bumpFour, fourAlerts, sumOf } from './count'
import { BEFORE, CAPS, CAP_COUNT, CELLS, HELD, MOVED, PLACES } from './parameters'
import { bump, word } from './state'

export function mark(from: u32, to: u32, counters: u32, need: u32, answer: u32): void {
  const befores = word(BEFORE)
  const places = counters + word(PLACES) - (from << 1)
  const held = counters + word(HELD) - from
  const cellOf = v128.load(word(CELLS))
  const none = i32x4.splat(0)
  const end = i32x4.splat(to)
  let alerts = none
  let cases = none
  let at = i32x4.add(i32x4.splat(from), v128(0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0))
  for (let i = from; i < to; i += 8) {
    const tier = v128.and(v128.load8x8_u(need + i), i16x8.splat(7))
    const is = v128.load(answer + (i << 1))
    const kind = v128.and(is, i16x8.splat(15))
    const before = v128.load(befores + (i << 1))
    const cell = v128.and(before, i16x8.splat(31))
    v128.store(places + (i << 1), i16x8.add(i16x8.mul(cell, i16x8.splat(80)), i16x8.add(i16x8.shl(tier, 4), kind)))
    const now = i16x8.add(i8x16.swizzle(cellOf, kind), i16x8.shl(tier, 2))
    const moved = i16x8.ne(before, v128.or(now, i16x8.shl(v128.and(is, i16x8.splat(0x1f0)), 1)))
    // What follows the last case of the piece is none of it, and has no alerts here.
    const low = v128.and(fourAlerts(i), i32x4.lt_s(at, end))
    at = i32x4.add(at, i32x4.splat(4))
    const high = v128.and(fourAlerts(i + 4), i32x4.lt_s(at, end))
    at = i32x4.add(at, i32x4.splat(4))
    const lowMoved = i32x4.extend_low_i16x8_s(moved)
    const highMoved = i32x4.extend_high_i16x8_s(moved)
    alerts = i32x4.add(alerts, i32x4.add(v128.and(low, lowMoved), v128.and(high, highMoved)))
    cases = i32x4.sub(cases, v128.and(i32x4.ne(low, none), lowMoved))
    cases = i32x4.sub(cases, v128.and(i32x4.ne(high, none), highMoved))
    if (load<u64>(held + i) != 0) holdEight(v128.load8x8_u(held + i), low, high, counters + word(CAPS))
  }
  const moved = counters + word(MOVED)
  bump(moved, sumOf(cases))
  bump(moved + 4, sumOf(alerts))
}

/** The alerts of eight cases to the caps that hold them back, in four sums a cap. */
function holdEight(caps: v128, low: v128, high: v128, at: u32): void {
  let bit = i16x8.splat(1)
  for (const end = at + (CAP_COUNT << 4); at < end; at += 16) {
    const isHeld = i16x8.eq(v128.and(caps, bit), bit)
    bumpFour(at, v128.and(low, i32x4.extend_low_i16x8_s(isHeld)))
    bumpFour(at, v128.and(high, i32x4.extend_high_i16x8_s(isHeld)))
    bit = i16x8.add(bit, bit)
  }
}
