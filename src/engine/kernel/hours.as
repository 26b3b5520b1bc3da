/*
 * The last stage of a piece: its alerts by hour, in the planes of those who act by themselves or are asked. Cases that count nowhere
 * are passed over; the others stand in lists, a list a kind of plane, so that nobody has to foretell which kind comes next. Where most
 * alerts ask for one approval, all of them stand in that plane from the beginning, and those of the other cases are taken out.
 * Where a policy asks whoever answers for the action, alerts that ask somebody are counted once more, by that.
 */
import { ANSWER_BLOCKED, ANSWER_ONE, ANSWER_TWO, ENTRY, FROM, HOURS, KINDS, LISTS, NO_PLANE, OWNERS_ASKED, PICKS, PIECE_CASES, PLANES, SPOT, SPOTS, TOUCHED } from './parameters'
import { aboutOf } from './answer'
import { markPlane, ownerPlaneOf, planeOfTwo } from './count'
import { bump, lane, word } from './state'

/** Bytes of a list, with room for the sixteen that are written at once. */
const LIST: u32 = (PIECE_CASES << 1) + 32

/** `single`: the first case from which on each has one alert. */
export function countHours(from: u32, to: u32, single: u32, counters: u32, answer: u32, isUsual: u32): void {
  const lists = counters + word(LISTS)
  const planes = counters + word(PLANES)
  const ownPlane = planes + (1 + lane) * ((word(HOURS) + 1) << 2)
  const kinds = counters + word(KINDS)
  const cases = to - from
  const ones = single - from
  const automatic = listed(kinds, cases, 0, ANSWER_ONE, lists)
  const twos = listed(kinds, cases, ANSWER_TWO, ANSWER_BLOCKED, lists + LIST)
  spread(lists, automatic, from, ones, ownPlane, 1)
  touch(lists, automatic, from, counters)
  const answers = answer + (from << 1)
  spreadByTeam(lists + LIST, twos, from, planes, answers)
  if (isUsual) {
    spread(lists, automatic, from, ones, planes, -1)
    spread(lists + LIST, twos, from, ones, planes, -1)
    spread(lists, listed(kinds, cases, ANSWER_BLOCKED, 16, lists), from, ones, planes, -1)
  } else spread(lists, listed(kinds, cases, ANSWER_ONE, ANSWER_TWO, lists), from, ones, planes, 1)
  const asked = word(OWNERS_ASKED)
  if (asked & 1) spreadByOwner(lists, listed(kinds, cases, ANSWER_ONE, ANSWER_TWO, lists), from, planes, answers)
  if (asked & 2) spreadByOwner(lists + LIST, twos, from, planes, answers)
}

/** Lists the places of the cases whose kinds lie in a range. Answers where the list ends. */
function listed(kinds: u32, cases: u32, first: u32, end: u32, list: u32): u32 {
  const picks = word(PICKS)
  const least = i8x16.splat(<i8>first)
  const kindsOfRange = i8x16.splat(<i8>(end - first))
  let place = i16x8.splat(0)
  const eight = i16x8.splat(8)
  for (const stop = kinds + cases; kinds < stop; kinds += 16) {
    const bits: u32 = i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(kinds), least), kindsOfRange))
    const low = bits & 255
    const high = bits >> 8
    v128.store(list, i16x8.add(v128.load8x8_u(picks + (low << 3)), place))
    list += popcnt(low) << 1
    place = i16x8.add(place, eight)
    v128.store(list, i16x8.add(v128.load8x8_u(picks + (high << 3)), place))
    list += popcnt(high) << 1
    place = i16x8.add(place, eight)
  }
  return list
}

/**
 * Adds an amount to a plane for each alert of the listed cases. From the place `ones` on each case has one alert: their entries stand
 * as they do, so that neither where those of a case begin nor where they end has to be looked up.
 */
function spread(list: u32, end: u32, from: u32, ones: u32, plane: u32, amount: u32): void {
  if (list == end) return
  markPlane(plane)
  const froms = word(FROM) + (from << 2)
  const entries = word(ENTRY)
  for (; list < end; list += 2) {
    const place = <u32>load<u16>(list)
    if (place >= ones) break
    const own = froms + (place << 2)
    let entry = entries + (load<u32>(own) << 2)
    for (const stop = entries + (load<u32>(own, 4) << 2); entry < stop; entry += 4) bump(plane + load<u32>(entry), amount)
  }
  const single = entries + ((load<u32>(froms + (ones << 2)) - ones) << 2)
  for (; list < end; list += 2) bump(plane + load<u32>(single + (<u32>load<u16>(list) << 2)), amount)
}

/** The same, into the plane of the team of each case. */
function spreadByTeam(list: u32, end: u32, from: u32, planes: u32, answers: u32): void {
  const froms = word(FROM) + (from << 2)
  const spotOf = word(SPOT) + (from << 2)
  const spots = word(SPOTS)
  const entries = word(ENTRY)
  for (; list < end; list += 2) {
    const place = <u32>load<u16>(list) << 2
    const about = spots + (load<u32>(spotOf + place) << 4)
    const plane = planes + planeOfTwo(load<u16>(answers + (place >> 1)), about)
    markPlane(plane)
    let entry = entries + (load<u32>(froms + place) << 2)
    const stop = entries + (load<u32>(froms + place, 4) << 2)
    for (; entry < stop; entry += 4) bump(plane + load<u32>(entry), 1)
  }
}

/** The same, into the plane of whoever answers for the action of each case. */
function spreadByOwner(list: u32, end: u32, from: u32, planes: u32, answers: u32): void {
  const froms = word(FROM) + (from << 2)
  const entries = word(ENTRY)
  const noPlane = word(NO_PLANE)
  for (; list < end; list += 2) {
    const place = <u32>load<u16>(list)
    const ownerPlane = ownerPlaneOf(load<u16>(answers + (place << 1)), aboutOf(from + place))
    if (ownerPlane == noPlane) continue
    const plane = planes + ownerPlane
    markPlane(plane)
    const own = froms + (place << 2)
    let entry = entries + (load<u32>(own) << 2)
    for (const stop = entries + (load<u32>(own, 4) << 2); entry < stop; entry += 4) bump(plane + load<u32>(entry), 1)
  }
}

/** The alerts of the listed cases by their identity. */
function touch(list: u32, end: u32, from: u32, counters: u32): void {
  const touched = counters + word(TOUCHED)
  const froms = word(FROM) + (from << 2)
  const spotOf = word(SPOT) + (from << 2)
  const spots = word(SPOTS)
  for (; list < end; list += 2) {
    const place = <u32>load<u16>(list) << 2
    const who = load<u32>(spots + (load<u32>(spotOf + place) << 4), 8)
    bump(touched + (who << 2), load<u32>(froms + place, 4) - load<u32>(froms + place))
  }
}
