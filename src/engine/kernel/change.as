/* Cases of which few are answered otherwise: those are taken out of where they counted, and put in where they count now. */
import { aboutOf, answerOf, needOf } from './answer'
import { alertsOf, bumpFour, cellAndAction, countHeldBack, markPlane, ownerPlaneOf, planeOf, takeFour, tallyOf } from './count'
import {
  ANSWER,
  ANSWER_ONE,
  BEFORE,
  CAP_AT,
  ENTRY,
  FROM,
  JOINT,
  MATRIX,
  MODE_ANSWER,
  MODE_NEED,
  MOVED,
  MOVES,
  NEED,
  NEED_OVER,
  NO_PLANE,
  OWNERS_ASKED,
  PIECE_WORDS,
  PLANES,
  SAMPLED,
  SIXTEEN,
  TOUCHED,
} from './parameters'
import { keyClasses, needs, spotClasses } from './sixteen'
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
  const scratch = counters + word(SIXTEEN)
  const off = i8x16.splat(isOff ? -1 : 0)
  for (; i + 16 <= to; i += 16) {
    const old = v128.load(need + i)
    let now = old
    let bits: u32 = 0
    if (mode & MODE_NEED) {
      now = needs(v128.or(keyClasses(i), spotClasses(i)), matrix, capAt, off)
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

/** Of every so many cases of a piece, adds up those with another answer than before, and alerts by kind of answer. */
export function sample(piece: u32, step: u32, counters: u32): void {
  const at = pieceAt(piece)
  enter(load<u32>(at))
  const to = load<u32>(at, 8)
  const sampled = counters + word(SAMPLED)
  for (let i = load<u32>(at, 4); i < to; i += step) {
    const now = needOf(i)
    const was: u32 = load<u8>(word(NEED) + i)
    const old: u32 = load<u16>(word(ANSWER) + (i << 1))
    const is = answerOf(i, now, counters)
    bump(sampled, u32(is != old || ((was ^ now) & ~NEED_OVER) != 0))
    bump(sampled + 4 + ((is & 15) << 2), alertsOf(i))
  }
}

function alone(i: u32, mode: u32, counters: u32): void {
  const at = word(NEED) + i
  const was: u32 = load<u8>(at)
  const now = mode & MODE_NEED ? needOf(i) : was
  if (now == was && !(mode & MODE_ANSWER)) return
  settle(i, was, now, counters)
  store<u8>(at, now)
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
  const entry = word(ENTRY) + (load<u32>(word(FROM) + (i << 2)) << 2)
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
  move(entry, end, planeOf(old, about), planeOf(is, about), counters)
  if (word(OWNERS_ASKED) != 0) move(entry, end, ownerPlaneOf(old, about), ownerPlaneOf(is, about), counters)
  const before: u32 = load<u16>(word(BEFORE) + (i << 1))
  const moves = counters + word(MOVES) + (before & 31) * 320
  bump(moves + (joined << 2), alerts)
  bump(moves + (oldJoined << 2), 0 - alerts)
  const isMoved = u32(before != cellAndAction(joined, is))
  const wasMoved = u32(before != cellAndAction(oldJoined, old))
  const moved = counters + word(MOVED)
  bump(moved, isMoved - wasMoved)
  store<u32>(moved, load<u32>(moved, 4) + (isMoved - wasMoved) * alerts, 4)
  const caps: u32 = load<u8>(about, 2)
  if ((now & 7) < ((now >> 3) & 7)) countHeldBack(caps, alerts, counters)
  if ((was & 7) < ((was >> 3) & 7)) countHeldBack(caps, 0 - alerts, counters)
  const touched = counters + word(TOUCHED) + (load<u32>(about, 8) << 2)
  if (kind < ANSWER_ONE) bump(touched, alerts)
  if (oldKind < ANSWER_ONE) bump(touched, 0 - alerts)
}

/** Takes alerts out of one plane and puts them into another. */
function move(entry: u32, end: u32, oldPlane: u32, plane: u32, counters: u32): void {
  if (plane == oldPlane) return
  const noPlane = word(NO_PLANE)
  const into = counters + word(PLANES) + plane
  const outOf = counters + word(PLANES) + oldPlane
  markPlane(into)
  markPlane(outOf)
  for (; entry < end; entry += 4) {
    const hour = load<u32>(entry)
    if (plane != noPlane) bump(into + hour, 1)
    if (oldPlane != noPlane) bump(outOf + hour, -1)
  }
}
