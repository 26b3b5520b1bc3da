/*
 * Cases of which most are answered otherwise: all of them are counted anew. In stages over one piece, each of which writes where
 * the next one reads, since a processor only runs ahead where it knows early what is stored where: answers first, into columns;
 * then counters, without branches that nobody can foretell. Whatever can is counted by case, with its alerts as a weight.
 */
import { aboutOf, choicesOf, chosen, gateBits } from './answer'
import { bumpFour, cellAndAction, hourOf, sumOf, widened } from './count'
import {
  ANSWER_BLOCKED,
  ANSWER_ONE,
  ANSWER_TWO,
  BEFORE,
  CAPS,
  CELLS,
  ENTRY,
  FROM,
  GATES,
  HEAVIES,
  HEAVY_WORDS,
  HOURS,
  JOINT,
  KEY,
  KEY_CLASS,
  KIND_PLANES,
  LISTS,
  MOVED,
  MOVES,
  NEEDS,
  NO_PLANE,
  PIECE_CASES,
  PLACES,
  PLANES,
  PLANE_OF,
  SPOT,
  SPOTS,
  TALLIES,
  TALLY,
  TOUCHED,
} from './parameters'
import { bump, enter, isOff, lane, pieceAt, word } from './state'

/**
 * Decides the cases of one piece again and counts all of them, into counters that hold nothing of them. What was answered before is
 * not looked at; `need` and `answer` say where the columns begin into which it is written.
 */
export function recount(piece: u32, counters: u32, need: u32, answer: u32): void {
  const at = pieceAt(piece)
  enter(load<u32>(at))
  const from = load<u32>(at, 4)
  const to = load<u32>(at, 8)
  decide(from, to, counters, need, answer)
  mark(from, to, counters, need, answer)
  tally(from, to, counters)
  mend(load<u32>(at, 16), load<u32>(at, 20), from, counters, answer)
  fold(load<u32>(at, 12), counters)
  countHours(from, to, counters)
}

/** Answers, the plane of each case, and who of them is held back or automatic. */
function decide(from: u32, to: u32, counters: u32, need: u32, answer: u32): void {
  const keys = word(KEY)
  const spotOf = word(SPOT)
  const keyClass = word(KEY_CLASS)
  const spots = word(SPOTS)
  const needs = word(NEEDS) + (isOff << 9)
  const choices = choicesOf(counters)
  const gates = word(GATES)
  const kindPlanes = planesOfKinds(counters)
  const lists = counters + word(LISTS)
  let plane = counters + word(PLANE_OF)
  let heldBack = lists
  let automatic = lists + (PIECE_CASES << 2)
  for (let i = from; i < to; i += 1) {
    const about = spots + (load<u32>(spotOf + (i << 2)) << 4)
    const is: u32 = load<u8>(keyClass + load<u32>(keys + (i << 2))) | load<u8>(about)
    const needed: u32 = load<u16>(needs + (is << 1))
    const choice = chosen(choices, load<u32>(about, 4), (needed >> 8) & 7)
    const kind: u32 = load<u8>(gates + ((choice & ~31) << 3) + gateBits(about, needed))
    store<u8>(need + i, needed)
    store<u16>(answer + (i << 1), kind | ((choice & 31) << 4))
    const byKind = load<u64>(kindPlanes + (kind << 3))
    store<u32>(plane, <u32>byKind + (load<u32>(about, 12) & <u32>(byKind >> 32)))
    plane += 4
    store<u32>(heldBack, i)
    heldBack += (needed >> 9) & 4
    store<u32>(automatic, i)
    automatic += u32(kind < ANSWER_ONE) << 2
  }
  const froms = word(FROM)
  const caps = counters + word(CAPS)
  for (let one = lists; one < heldBack; one += 4) {
    const i = load<u32>(one)
    const own = froms + (i << 2)
    bump(caps + (<u32>load<u8>(aboutOf(i), 2) << 2), load<u32>(own, 4) - load<u32>(own))
  }
  const touched = counters + word(TOUCHED)
  for (let one = lists + (PIECE_CASES << 2); one < automatic; one += 4) {
    const i = load<u32>(one)
    const own = froms + (i << 2)
    bump(touched + (load<u32>(aboutOf(i), 8) << 2), load<u32>(own, 4) - load<u32>(own))
  }
}

/** Where each kind of answer of this lane counts by hour: an address, or where the mask lets it be the team's. */
function planesOfKinds(counters: u32): u32 {
  const at = counters + word(KIND_PLANES)
  const planes = counters + word(PLANES)
  const own = (1 + lane) * ((word(HOURS) + 1) << 2)
  for (let kind: u32 = 0; kind < 16; kind += 1) {
    const isTeams = kind >= ANSWER_TWO && kind < ANSWER_BLOCKED
    const plane = kind >= ANSWER_BLOCKED ? word(NO_PLANE) : kind < ANSWER_ONE ? own : 0
    store<u32>(at + (kind << 3), planes + plane)
    store<u32>(at + (kind << 3), isTeams ? 0xffffffff : 0, 4)
  }
  return at
}

/** Of each case, where its cell of the baseline and its answer are tallied, eight at once; and how many moved. */
function mark(from: u32, to: u32, counters: u32, need: u32, answer: u32): void {
  const befores = word(BEFORE)
  const tallies = word(TALLY)
  const places = counters + word(PLACES)
  const cellOf = v128.load(word(CELLS))
  let alerts = i32x4.splat(0)
  let cases = i32x4.splat(0)
  const none = i32x4.splat(0)
  let i = from
  for (; i + 8 <= to; i += 8) {
    const tier = v128.and(v128.load8x8_u(need + i), i16x8.splat(7))
    const is = v128.load(answer + (i << 1))
    const kind = v128.and(is, i16x8.splat(15))
    const before = v128.load(befores + (i << 1))
    const cell = v128.and(before, i16x8.splat(31))
    const joined = i16x8.add(i16x8.shl(tier, 4), kind)
    v128.store(places + ((i - from) << 1), i16x8.add(i16x8.mul(cell, i16x8.splat(80)), joined))
    const now = i16x8.add(i8x16.swizzle(cellOf, kind), i16x8.shl(tier, 2))
    const moved = i16x8.ne(before, v128.or(now, i16x8.shl(v128.and(is, i16x8.splat(0x1f0)), 1)))
    const low = alertsOf(v128.load(tallies + (i << 2)))
    const high = alertsOf(v128.load(tallies + (i << 2), 16))
    const lowMoved = i32x4.extend_low_i16x8_s(moved)
    const highMoved = i32x4.extend_high_i16x8_s(moved)
    alerts = i32x4.add(alerts, i32x4.add(v128.and(low, lowMoved), v128.and(high, highMoved)))
    cases = i32x4.sub(cases, v128.and(i32x4.ne(low, none), lowMoved))
    cases = i32x4.sub(cases, v128.and(i32x4.ne(high, none), highMoved))
  }
  const moved = counters + word(MOVED)
  bump(moved, sumOf(cases))
  bump(moved + 4, sumOf(alerts))
  for (; i < to; i += 1) {
    const before: u32 = load<u16>(befores + (i << 1))
    const is: u32 = load<u16>(answer + (i << 1))
    const joined = ((<u32>load<u8>(need + i) & 7) << 4) + (is & 15)
    store<u16>(places + ((i - from) << 1), (before & 31) * 80 + joined)
    const own = sumOf(widened(tallies + (i << 2)))
    const isMoved = u32(before != cellAndAction(joined, is))
    bump(moved, isMoved & u32(own != 0))
    bump(moved + 4, own * isMoved)
  }
}

/** Of four packed tallies. */
@inline function alertsOf(four: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(four))
}

/** The alerts by disposition of each cell of the baseline and each answer. */
function tally(from: u32, to: u32, counters: u32): void {
  const tallies = counters + word(TALLIES)
  let place = counters + word(PLACES)
  const end = word(TALLY) + (to << 2)
  for (let own = word(TALLY) + (from << 2); own < end; own += 4, place += 2) {
    bumpFour(tallies + (<u32>load<u16>(place) << 4), widened(own))
  }
}

/** A case with too many alerts for bytes was counted as if its bytes were some: instead as many as there are. */
function mend(first: u32, end: u32, from: u32, counters: u32, answer: u32): void {
  for (let heavy = first; heavy < end; heavy += 1) {
    const at = word(HEAVIES) + heavy * (HEAVY_WORDS << 2)
    const i = load<u32>(at, 16)
    const missing = i32x4.sub(v128.load(at), widened(word(TALLY) + (i << 2)))
    const place: u32 = load<u16>(counters + word(PLACES) + ((i - from) << 1))
    bumpFour(counters + word(TALLIES) + (place << 4), missing)
    const before: u32 = load<u16>(word(BEFORE) + (i << 1))
    const isMoved = u32(before != cellAndAction(place - (before & 31) * 80, load<u16>(answer + (i << 1))))
    bump(counters + word(MOVED) + 4, sumOf(missing) * isMoved)
  }
}

/** Adds the tallies up in both ways, of those cells of the baseline that there are, and leaves none behind. */
function fold(seen: u32, counters: u32): void {
  const tallies = counters + word(TALLIES)
  const joint = counters + word(JOINT) + lane * 1280
  const moves = counters + word(MOVES)
  while (seen != 0) {
    const before = ctz(seen)
    seen &= seen - 1
    for (let joined: u32 = 0; joined < 80; joined += 1) {
      const at = tallies + before * 1280 + (joined << 4)
      const own = v128.load(at)
      if (!v128.any_true(own)) continue
      bumpFour(joint + (joined << 4), own)
      bump(moves + before * 320 + (joined << 2), sumOf(own))
      v128.store(at, i32x4.splat(0))
    }
  }
}

/** Puts each alert into the hour of its case's plane. */
function countHours(from: u32, to: u32, counters: u32): void {
  const planeOf = counters + word(PLANE_OF)
  const froms = word(FROM)
  let entry = word(ENTRY) + (load<u32>(froms + (from << 2)) << 2)
  const end = word(ENTRY) + (load<u32>(froms + (to << 2)) << 2)
  for (; entry + 16 <= end; entry += 16) {
    const two = load<u64>(entry)
    const more = load<u64>(entry, 8)
    countHour(planeOf, <u32>two)
    countHour(planeOf, <u32>(two >> 32))
    countHour(planeOf, <u32>more)
    countHour(planeOf, <u32>(more >> 32))
  }
  for (; entry < end; entry += 4) countHour(planeOf, load<u32>(entry))
}

@inline function countHour(planeOf: u32, entry: u32): void {
  bump(load<u32>(planeOf + ((entry & 0xfff) << 2)) + hourOf(entry), 1)
}
