/* Where the alerts of a case count. */
import { ANSWER_BLOCKED, ANSWER_ONE, ANSWER_TWO, CAPS, CELLS, FROM, HEAVIES, HEAVY, HEAVY_WORDS, HOURS, NO_PLANE, OWNER_PLANE, OWNER_PLANES, OWNERS_ASKED, PLANE_COUNTED, TALLY } from './parameters'
import { bump, lane, word } from './state'

/** How many alerts a case has, and how many each of four has. */
@inline export function alertsOf(i: u32): u32 {
  const own = word(FROM) + (i << 2)
  return load<u32>(own, 4) - load<u32>(own)
}

@inline export function fourAlerts(i: u32): v128 {
  const own = word(FROM) + (i << 2)
  return i32x4.sub(v128.load(own, 4), v128.load(own))
}

/** How many of its alerts have each disposition. */
@inline export function tallyOf(i: u32): v128 {
  const at = word(TALLY) + (i << 2)
  const packed = load<u32>(at)
  if (packed >= HEAVY) return v128.load(word(HEAVIES) + (packed - HEAVY) * (HEAVY_WORDS << 2))
  return widened(at)
}

/** Four bytes as four words. */
@inline export function widened(at: u32): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)))
}

/** The four words together. */
@inline export function sumOf(four: v128): u32 {
  const two = i32x4.add(four, i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return i32x4.extract_lane(two, 0) + i32x4.extract_lane(two, 1)
}

/** Says of a plane that it is counted in. */
@inline export function markPlane(plane: u32): void {
  store<u32>(plane + (word(HOURS) << 2), PLANE_COUNTED)
}

/** The plane in which such an answer counts by hour. */
@inline export function planeOf(answer: u32, about: u32): u32 {
  const kind = answer & 15
  if (kind >= ANSWER_BLOCKED) return word(NO_PLANE)
  if (kind < ANSWER_ONE) return (1 + lane) * ((word(HOURS) + 1) << 2)
  return kind < ANSWER_TWO ? 0 : planeOfTwo(answer, about)
}

/** That of the team, or where nobody knows it that of whoever answers for the action. */
@inline export function planeOfTwo(answer: u32, about: u32): u32 {
  const plane = load<u32>(about, 12)
  return plane != 0 ? plane : load<u32>(word(OWNER_PLANE) + ((2 * OWNER_PLANES + (answer >> 4)) << 2))
}

/** The plane in which it counts once more, by whoever answers for the action; that of none where nobody asks for it. */
@inline export function ownerPlaneOf(answer: u32, about: u32): u32 {
  const kind = answer & 15
  if (kind < ANSWER_ONE || kind >= ANSWER_BLOCKED) return word(NO_PLANE)
  const isTwo = u32(kind >= ANSWER_TWO)
  if ((word(OWNERS_ASKED) & (1 << isTwo)) == 0 || (isTwo && load<u32>(about, 12) == 0)) return word(NO_PLANE)
  return load<u32>(word(OWNER_PLANE) + ((isTwo * OWNER_PLANES + (answer >> 4)) << 2))
}

@inline export function cellAndAction(joined: u32, answer: u32): u32 {
  return load<u8>(word(CELLS) + joined) | ((answer >> 4) << 5)
}

/** Adds alerts to each of some caps, told by bits. */
@inline export function countHeldBack(caps: u32, alerts: u32, counters: u32): void {
  const at = counters + word(CAPS)
  for (; caps != 0; caps &= caps - 1) bump(at + (ctz(caps) << 4), alerts)
}

@inline export function bumpFour(at: u32, amounts: v128): void {
  v128.store(at, i32x4.add(v128.load(at), amounts))
}

@inline export function takeFour(at: u32, amounts: v128): void {
  v128.store(at, i32x4.sub(v128.load(at), amounts))
}
