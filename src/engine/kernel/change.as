/* Cases of which few are answered otherwise: those are taken out of where they counted, and put in where they count now. */
import { aboutOf, answerOf, needOf } from './answer'
import { bumpFour, cellAndAction, hourOf, planeOf, sumOf, takeFour, tallyOf } from './count'
import {
  ANSWER,
  ANSWER_ONE,
  BEFORE,
  CAPS,
  CAP_AT,
  ENTRY,
  FROM,
  HOURS,
  JOINT,
  KEY,
  KEY_CLASS,
  MATRIX,
  MODE_ANSWER,
  MODE_NEED,
  MOVED,
  MOVES,
  NEED,
  NEED_OVER,
  NO_PLANE,
  PIECE_WORDS,
  PLANES,
  SCRATCH,
  SPOT,
  SPOTS,
  TOUCHED,
} from './parameters'
import { bump, enter, isOff, lane, pieceAt, word } from './state'

/** Decides the cases of one piece again, and counts those whose answer is another. */
export function pass(piece: u32, mode: u32, counters: u32): void {
  const at = pieceAt(piece)
  enter(load<u32>(at))
  let i = load<u32>(at, 4)
  const to = load<u32>(at, 8)
  const need = word(NEED)
  const matrix = v128.load(word(MATRIX))
  const capAt = i8x16.splat(<i8>word(CAP_AT))
  const scratch = counters + word(SCRATCH)
  const off = i8x16.splat(isOff ? -1 : 0)
  for (; i + 16 <= to; i += 16) {
    const old = v128.load(need + i)
    let now = old
    let bits: u32 = 0
    if (mode & MODE_NEED) {
      now = need16(i, matrix, capAt, off)
      bits = <u32>i8x16.bitmask(i8x16.ne(now, old))
    }
    if (mode & MODE_ANSWER) bits |= <u32>i8x16.bitmask(i8x16.gt_u(v128.and(now, i8x16.splat(7)), i8x16.splat(1)))
    if (bits != 0) {
      v128.store(scratch, now)
      do {
        const one = ctz(bits)
        bits &= bits - 1
        settle(i + one, load<u8>(need + i + one), load<u8>(scratch + one), counters)
      } while (bits != 0)
      v128.store(need + i, now)
    }
  }
  for (; i < to; i += 1) alone(i, mode, counters)
}

/** The same for the cases of a list that stand in the order of pieces. */
export function list(at: u32, count: u32, mode: u32, counters: u32): void {
  let piece = pieceAt(0) - (PIECE_WORDS << 2)
  let to: u32 = 0
  for (let n: u32 = 0; n < count; n += 1) {
    const i = load<u32>(at + (n << 2))
    if (i >= to) {
      do {
        piece += PIECE_WORDS << 2
        to = load<u32>(piece, 8)
      } while (i >= to)
      enter(load<u32>(piece))
    }
    alone(i, mode, counters)
  }
}

/** How many of every so many cases of a piece have another answer than before. Changes nothing but choices that are kept. */
export function sample(piece: u32, step: u32, counters: u32): u32 {
  const at = pieceAt(piece)
  enter(load<u32>(at))
  const to = load<u32>(at, 8)
  let others: u32 = 0
  for (let i = load<u32>(at, 4); i < to; i += step) {
    const now = needOf(i)
    const was: u32 = load<u8>(word(NEED) + i)
    const old: u32 = load<u16>(word(ANSWER) + (i << 1))
    others += u32(answerOf(i, now, counters) != old || ((was ^ now) & ~NEED_OVER) != 0)
  }
  return others
}

function alone(i: u32, mode: u32, counters: u32): void {
  const at = word(NEED) + i
  const was: u32 = load<u8>(at)
  const now = mode & MODE_NEED ? needOf(i) : was
  if (now == was && !(mode & MODE_ANSWER)) return
  settle(i, was, now, counters)
  store<u8>(at, now)
}

@inline function need16(i: u32, matrix: v128, capAt: v128, off: v128): v128 {
  const key = word(KEY) + (i << 2)
  const spot = word(SPOT) + (i << 2)
  const keys = word(KEY_CLASS)
  const spots = word(SPOTS)
  let a = i8x16.splat(0)
  let b = i8x16.splat(0)
  a = v128.load_lane<u8>(keys + load<u32>(key), a, 0)
  b = v128.load_lane<u8>(spots + (load<u32>(spot) << 4), b, 0)
  a = v128.load_lane<u8>(keys + load<u32>(key, 4), a, 1)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 4) << 4), b, 1)
  a = v128.load_lane<u8>(keys + load<u32>(key, 8), a, 2)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 8) << 4), b, 2)
  a = v128.load_lane<u8>(keys + load<u32>(key, 12), a, 3)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 12) << 4), b, 3)
  a = v128.load_lane<u8>(keys + load<u32>(key, 16), a, 4)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 16) << 4), b, 4)
  a = v128.load_lane<u8>(keys + load<u32>(key, 20), a, 5)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 20) << 4), b, 5)
  a = v128.load_lane<u8>(keys + load<u32>(key, 24), a, 6)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 24) << 4), b, 6)
  a = v128.load_lane<u8>(keys + load<u32>(key, 28), a, 7)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 28) << 4), b, 7)
  a = v128.load_lane<u8>(keys + load<u32>(key, 32), a, 8)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 32) << 4), b, 8)
  a = v128.load_lane<u8>(keys + load<u32>(key, 36), a, 9)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 36) << 4), b, 9)
  a = v128.load_lane<u8>(keys + load<u32>(key, 40), a, 10)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 40) << 4), b, 10)
  a = v128.load_lane<u8>(keys + load<u32>(key, 44), a, 11)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 44) << 4), b, 11)
  a = v128.load_lane<u8>(keys + load<u32>(key, 48), a, 12)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 48) << 4), b, 12)
  a = v128.load_lane<u8>(keys + load<u32>(key, 52), a, 13)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 52) << 4), b, 13)
  a = v128.load_lane<u8>(keys + load<u32>(key, 56), a, 14)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 56) << 4), b, 14)
  a = v128.load_lane<u8>(keys + load<u32>(key, 60), a, 15)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 60) << 4), b, 15)
  const is = v128.or(a, b)
  const uncapped = i8x16.swizzle(matrix, v128.and(is, i8x16.splat(15)))
  const isCapped = i8x16.eq(v128.and(is, i8x16.splat(16)), i8x16.splat(16))
  const tier = v128.bitselect(i8x16.min_u(uncapped, capAt), uncapped, isCapped)
  const eighths = i8x16.add(uncapped, uncapped)
  const quarters = i8x16.add(eighths, eighths)
  const high = v128.or(i8x16.add(quarters, quarters), v128.and(is, i8x16.splat(<i8>NEED_OVER)))
  const isAbsent = v128.and(off, i8x16.lt_s(is, i8x16.splat(0)))
  return v128.bitselect(i8x16.splat(-128), v128.or(tier, high), isAbsent)
}

@inline function settle(i: u32, was: u32, now: u32, counters: u32): void {
  const at = word(ANSWER) + (i << 1)
  const old: u32 = load<u16>(at)
  const is = answerOf(i, now, counters)
  if (is == old && ((was ^ now) & ~NEED_OVER) == 0) return
  store<u16>(at, is)
  shift(i, was, old, now, is, counters)
}

/** Takes the alerts of a case out of where its old answer counted, and puts them where the new one does. */
@inline function shift(i: u32, was: u32, old: u32, now: u32, is: u32, counters: u32): void {
  let entry = word(ENTRY) + (load<u32>(word(FROM) + (i << 2)) << 2)
  const end = word(ENTRY) + (load<u32>(word(FROM) + (i << 2), 4) << 2)
  if (entry == end) return
  const kind = is & 15
  const oldKind = old & 15
  const about = aboutOf(i)
  const tally = tallyOf(i)
  const alerts = (end - entry) >> 2
  const joined = ((now & 7) << 4) + kind
  const oldJoined = ((was & 7) << 4) + oldKind
  const joint = counters + word(JOINT) + lane * 1280
  bumpFour(joint + (joined << 4), tally)
  takeFour(joint + (oldJoined << 4), tally)
  const plane = planeOf(kind, about)
  const oldPlane = planeOf(oldKind, about)
  if (plane != oldPlane) {
    const noPlane = word(NO_PLANE)
    const into = counters + word(PLANES) + plane
    const outOf = counters + word(PLANES) + oldPlane
    store<u32>(into + (word(HOURS) << 2), 1)
    store<u32>(outOf + (word(HOURS) << 2), 1)
    for (; entry < end; entry += 4) {
      const hour = hourOf(load<u32>(entry))
      if (plane != noPlane) bump(into + hour, 1)
      if (oldPlane != noPlane) bump(outOf + hour, -1)
    }
  }
  const before: u32 = load<u16>(word(BEFORE) + (i << 1))
  const moves = counters + word(MOVES) + (before & 31) * 320
  bump(moves + (joined << 2), alerts)
  bump(moves + (oldJoined << 2), 0 - alerts)
  const isMoved = u32(before != cellAndAction(joined, is))
  const wasMoved = u32(before != cellAndAction(oldJoined, old))
  const moved = counters + word(MOVED)
  bump(moved, isMoved - wasMoved)
  store<u32>(moved, load<u32>(moved, 4) + (isMoved - wasMoved) * alerts, 4)
  const caps = counters + word(CAPS) + (<u32>load<u8>(about, 2) << 2)
  bump(caps, (u32((now & 7) < ((now >> 3) & 7)) - u32((was & 7) < ((was >> 3) & 7))) * alerts)
  const touched = counters + word(TOUCHED) + (load<u32>(about, 8) << 2)
  if (kind < ANSWER_ONE) bump(touched, alerts)
  if (oldKind < ANSWER_ONE) bump(touched, 0 - alerts)
}
