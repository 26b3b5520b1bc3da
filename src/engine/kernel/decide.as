/*
 * The first stage of a piece: what each of its cases is answered, sixteen at once. What a case refers to has to be loaded one by one,
 * since there are no gathers; everything else is computed for sixteen cases together.
 */
import { aboutOf, answerOf, choicesOf, chosen, needOf } from './answer'
import { CAP_AT, GATES, HELD, KINDS, MATRIX, NEED_OVER, SCOPE_OF, SIXTEEN, SPOT, SPOTS, UNKNOWN } from './parameters'
import { areHeldBack, keyClasses, needs, slots } from './sixteen'
import { isOff, scope, word } from './state'

/** Where, after the addresses of sixteen choices, the places of their kinds wait to be looked up. */
const PLACES_OF_KINDS: u32 = 64

/**
 * Needs and answers into columns that begin at `need` and `answer`; kinds of answer, and the caps that hold a case back, into those of
 * the piece, where sixteen kinds more follow that count nowhere.
 */
export function decide(from: u32, to: u32, counters: u32, need: u32, answer: u32): void {
  const spotOf = word(SPOT)
  const spots = word(SPOTS)
  const choices = choicesOf(counters)
  const gates = word(GATES)
  const kindsOfPiece = counters + word(KINDS) - from
  const held = counters + word(HELD) - from
  const sixteen = counters + word(SIXTEEN)
  const matrix = v128.load(word(MATRIX))
  const capAt = i8x16.splat(<i8>word(CAP_AT))
  const off = i8x16.splat(isOff ? -1 : 0)
  let i = from
  if (choices != 0) {
    for (; i + 16 <= to; i += 16) {
      const spot = spotOf + (i << 2)
      const a = fourSpots(spot, spots, sixteen)
      const b = fourSpots(spot + 16, spots, sixteen + 16)
      const c = fourSpots(spot + 32, spots, sixteen + 32)
      const d = fourSpots(spot + 48, spots, sixteen + 48)
      // Of each word its first byte, then its second one.
      const ab = v128.shuffle<u8>(a, b, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29)
      const cd = v128.shuffle<u8>(c, d, 0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29)
      const is = v128.or(keyClasses(i), v128.shuffle<u64>(ab, cd, 0, 2))
      let bits = v128.shuffle<u64>(ab, cd, 1, 3)
      const now = needs(is, matrix, capAt, off)
      v128.store(need + i, now)
      const isHeldBack = areHeldBack(now)
      if (v128.any_true(isHeldBack)) {
        const ab = v128.shuffle<u8>(a, b, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30)
        const cd = v128.shuffle<u8>(c, d, 2, 6, 10, 14, 18, 22, 26, 30, 2, 6, 10, 14, 18, 22, 26, 30)
        v128.store(held + i, v128.and(isHeldBack, v128.shuffle<u64>(ab, cd, 0, 2)))
      } else v128.store(held + i, i8x16.splat(0))
      placesOfChoices(slots(is, now), choices, sixteen)
      let low = eightChoices(sixteen)
      let high = eightChoices(sixteen + 32)
      const unknown = i16x8.splat(<i16>UNKNOWN)
      if (v128.any_true(v128.or(i16x8.eq(low, unknown), i16x8.eq(high, unknown)))) {
        for (let one: u32 = 0; one < 16; one += 1) chooseAt(load<u32>(sixteen + (one << 2)), choices)
        low = eightChoices(sixteen)
        high = eightChoices(sixteen + 32)
      }
      const over = v128.and(now, i8x16.splat(<i8>NEED_OVER))
      bits = v128.or(bits, i8x16.add(over, over))
      if (scope != 0) bits = v128.or(bits, outOfScope(spot))
      const left = i16x8.splat(<i16>0xffe0)
      v128.store(sixteen + PLACES_OF_KINDS, v128.or(i16x8.shl(v128.and(low, left), 3), i16x8.extend_low_i8x16_u(bits)))
      v128.store(sixteen + PLACES_OF_KINDS + 16, v128.or(i16x8.shl(v128.and(high, left), 3), i16x8.extend_high_i8x16_u(bits)))
      const kinds = kindsAt(sixteen + PLACES_OF_KINDS, gates)
      v128.store(kindsOfPiece + i, kinds)
      const action = i16x8.splat(31)
      v128.store(answer + (i << 1), v128.or(i16x8.extend_low_i8x16_u(kinds), i16x8.shl(v128.and(low, action), 4)))
      v128.store(answer + (i << 1) + 16, v128.or(i16x8.extend_high_i8x16_u(kinds), i16x8.shl(v128.and(high, action), 4)))
    }
  }
  for (; i < to; i += 1) {
    const now = needOf(i)
    const is = answerOf(i, now, counters)
    store<u8>(need + i, now)
    store<u16>(answer + (i << 1), is)
    store<u8>(kindsOfPiece + i, is & 15)
    store<u8>(held + i, (now & 7) < ((now >> 3) & 7) ? load<u8>(aboutOf(i), 2) : 0)
  }
  v128.store(kindsOfPiece + to, i8x16.splat(-1))
}

/** The first words of four spots; their menus are left at `menus`. */
@inline function fourSpots(spot: u32, spots: u32, menus: u32): v128 {
  const a = v128.load(spots + (load<u32>(spot) << 4))
  const b = v128.load(spots + (load<u32>(spot, 4) << 4))
  const c = v128.load(spots + (load<u32>(spot, 8) << 4))
  const d = v128.load(spots + (load<u32>(spot, 12) << 4))
  const ab = v128.shuffle<u32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<u32>(c, d, 0, 4, 1, 5)
  v128.store(menus, v128.shuffle<u64>(ab, cd, 1, 3))
  return v128.shuffle<u64>(ab, cd, 0, 2)
}

/** Makes of menus the addresses of choices. */
@inline function placesOfChoices(slots: v128, choices: u32, at: u32): void {
  const first = i32x4.splat(choices)
  const low = i16x8.extend_low_i8x16_u(slots)
  const high = i16x8.extend_high_i8x16_u(slots)
  placeFour(at, first, i32x4.extend_low_i16x8_u(low))
  placeFour(at + 16, first, i32x4.extend_high_i16x8_u(low))
  placeFour(at + 32, first, i32x4.extend_low_i16x8_u(high))
  placeFour(at + 48, first, i32x4.extend_high_i16x8_u(high))
}

@inline function placeFour(at: u32, first: v128, slots: v128): void {
  v128.store(at, i32x4.add(i32x4.add(v128.load(at), first), slots))
}

@inline function eightChoices(at: u32): v128 {
  let found = i16x8.splat(0)
  found = v128.load_lane<u16>(load<u32>(at), found, 0)
  found = v128.load_lane<u16>(load<u32>(at, 4), found, 1)
  found = v128.load_lane<u16>(load<u32>(at, 8), found, 2)
  found = v128.load_lane<u16>(load<u32>(at, 12), found, 3)
  found = v128.load_lane<u16>(load<u32>(at, 16), found, 4)
  found = v128.load_lane<u16>(load<u32>(at, 20), found, 5)
  found = v128.load_lane<u16>(load<u32>(at, 24), found, 6)
  return v128.load_lane<u16>(load<u32>(at, 28), found, 7)
}

/** Makes the choice that is kept at an address, unless it is made. */
function chooseAt(at: u32, choices: u32): void {
  const place = at - choices
  chosen(choices, place & ~15, (place & 15) >> 1)
}

@inline function kindsAt(at: u32, gates: u32): v128 {
  let found = i8x16.splat(0)
  found = v128.load_lane<u8>(gates + load<u16>(at), found, 0)
  found = v128.load_lane<u8>(gates + load<u16>(at, 2), found, 1)
  found = v128.load_lane<u8>(gates + load<u16>(at, 4), found, 2)
  found = v128.load_lane<u8>(gates + load<u16>(at, 6), found, 3)
  found = v128.load_lane<u8>(gates + load<u16>(at, 8), found, 4)
  found = v128.load_lane<u8>(gates + load<u16>(at, 10), found, 5)
  found = v128.load_lane<u8>(gates + load<u16>(at, 12), found, 6)
  found = v128.load_lane<u8>(gates + load<u16>(at, 14), found, 7)
  found = v128.load_lane<u8>(gates + load<u16>(at, 16), found, 8)
  found = v128.load_lane<u8>(gates + load<u16>(at, 18), found, 9)
  found = v128.load_lane<u8>(gates + load<u16>(at, 20), found, 10)
  found = v128.load_lane<u8>(gates + load<u16>(at, 22), found, 11)
  found = v128.load_lane<u8>(gates + load<u16>(at, 24), found, 12)
  found = v128.load_lane<u8>(gates + load<u16>(at, 26), found, 13)
  found = v128.load_lane<u8>(gates + load<u16>(at, 28), found, 14)
  return v128.load_lane<u8>(gates + load<u16>(at, 30), found, 15)
}

/** The bit of the gate that says so, of each case. */
@inline function outOfScope(spot: u32): v128 {
  const scopes = word(SCOPE_OF)
  let bits = i8x16.splat(0)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 0) << 2)), bits, 0)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 4) << 2)), bits, 1)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 8) << 2)), bits, 2)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 12) << 2)), bits, 3)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 16) << 2)), bits, 4)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 20) << 2)), bits, 5)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 24) << 2)), bits, 6)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 28) << 2)), bits, 7)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 32) << 2)), bits, 8)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 36) << 2)), bits, 9)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 40) << 2)), bits, 10)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 44) << 2)), bits, 11)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 48) << 2)), bits, 12)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 52) << 2)), bits, 13)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 56) << 2)), bits, 14)
  bits = v128.load_lane<u8>(scope + load<u32>(scopes + (load<u32>(spot, 60) << 2)), bits, 15)
  return bits
}
