/*
 * Sixteen cases of a lane at once. What a case is looked up by is loaded one after the other, since there are no gathers; all that
 * follows is computed for sixteen bytes together.
 */
import { KEY, KEY_CLASS, NEED_OVER, SLOT_ABSENT, SLOT_BELOW, SPOT, SPOTS } from './parameters'
import { word } from './state'

/** The classes of the keys of the cases from `i` on. */
@inline export function keyClasses(i: u32): v128 {
  const key = word(KEY) + (i << 2)
  const classes = word(KEY_CLASS)
  let is = i8x16.splat(0)
  is = v128.load_lane<u8>(classes + load<u32>(key), is, 0)
  is = v128.load_lane<u8>(classes + load<u32>(key, 4), is, 1)
  is = v128.load_lane<u8>(classes + load<u32>(key, 8), is, 2)
  is = v128.load_lane<u8>(classes + load<u32>(key, 12), is, 3)
  is = v128.load_lane<u8>(classes + load<u32>(key, 16), is, 4)
  is = v128.load_lane<u8>(classes + load<u32>(key, 20), is, 5)
  is = v128.load_lane<u8>(classes + load<u32>(key, 24), is, 6)
  is = v128.load_lane<u8>(classes + load<u32>(key, 28), is, 7)
  is = v128.load_lane<u8>(classes + load<u32>(key, 32), is, 8)
  is = v128.load_lane<u8>(classes + load<u32>(key, 36), is, 9)
  is = v128.load_lane<u8>(classes + load<u32>(key, 40), is, 10)
  is = v128.load_lane<u8>(classes + load<u32>(key, 44), is, 11)
  is = v128.load_lane<u8>(classes + load<u32>(key, 48), is, 12)
  is = v128.load_lane<u8>(classes + load<u32>(key, 52), is, 13)
  is = v128.load_lane<u8>(classes + load<u32>(key, 56), is, 14)
  return v128.load_lane<u8>(classes + load<u32>(key, 60), is, 15)
}

/** The classes of the spots of the cases from `i` on. */
@inline export function spotClasses(i: u32): v128 {
  const spot = word(SPOT) + (i << 2)
  const spots = word(SPOTS)
  let is = i8x16.splat(0)
  is = v128.load_lane<u8>(spots + (load<u32>(spot) << 4), is, 0)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 4) << 4), is, 1)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 8) << 4), is, 2)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 12) << 4), is, 3)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 16) << 4), is, 4)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 20) << 4), is, 5)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 24) << 4), is, 6)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 28) << 4), is, 7)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 32) << 4), is, 8)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 36) << 4), is, 9)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 40) << 4), is, 10)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 44) << 4), is, 11)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 48) << 4), is, 12)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 52) << 4), is, 13)
  is = v128.load_lane<u8>(spots + (load<u32>(spot, 56) << 4), is, 14)
  return v128.load_lane<u8>(spots + (load<u32>(spot, 60) << 4), is, 15)
}

/** What is needed by classes of key and spot together. `off`: all ones where the lane's trigger is off. */
@inline export function needs(is: v128, matrix: v128, capAt: v128, off: v128): v128 {
  const uncapped = i8x16.swizzle(matrix, v128.and(is, i8x16.splat(15)))
  const tier = v128.bitselect(i8x16.min_u(uncapped, capAt), uncapped, isCapped(is))
  const eighths = i8x16.add(uncapped, uncapped)
  const quarters = i8x16.add(eighths, eighths)
  const high = v128.or(i8x16.add(quarters, quarters), v128.and(is, i8x16.splat(<i8>NEED_OVER)))
  const isAbsent = v128.and(off, i8x16.lt_s(is, i8x16.splat(0)))
  return v128.bitselect(i8x16.splat(-128), v128.or(tier, high), isAbsent)
}

@inline function isCapped(is: v128): v128 {
  return i8x16.eq(v128.and(is, i8x16.splat(16)), i8x16.splat(16))
}

/** Twice the slot of the choice that such cases need. */
@inline export function slots(is: v128, need: v128): v128 {
  const past = i8x16.sub(v128.and(need, i8x16.splat(7)), i8x16.splat(2))
  const slot = v128.or(i8x16.add(past, past), v128.and(isCapped(is), i8x16.splat(8)))
  const known = v128.bitselect(i8x16.splat(<i8>(SLOT_BELOW << 1)), slot, i8x16.lt_s(past, i8x16.splat(0)))
  return v128.bitselect(i8x16.splat(<i8>(SLOT_ABSENT << 1)), known, i8x16.lt_s(need, i8x16.splat(0)))
}

/** Of cases by their needs, whether caps hold them back. */
@inline export function areHeldBack(need: v128): v128 {
  const seven = i8x16.splat(7)
  return i8x16.lt_s(v128.and(need, seven), v128.and(i8x16.shr_u(need, 3), seven))
}
