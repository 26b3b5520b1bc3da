/* Sums over words, zeros, and reads that only say what looking costs. */
import { KEY, KEY_CLASS, SPOT, SPOTS } from './parameters'
import { bump, word } from './state'

/** How far so many amounts go past a budget, in all. */
export function past(at: u32, amounts: u32, budget: i32): u32 {
  const most = i32x4.splat(budget)
  const none = i32x4.splat(0)
  let sum = none
  const end = at + (amounts << 2)
  for (; at + 16 <= end; at += 16) sum = i32x4.add(sum, i32x4.max_s(i32x4.sub(v128.load(at), most), none))
  let total = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)
  for (; at < end; at += 4) total += max(load<i32>(at) - budget, 0)
  return total
}

/** Leaves zeros. In a memory that threads share an array's own `fill` goes word by word. */
export function clear(at: u32, bytes: u32): void {
  memory.fill(at, 0, bytes)
}

/** Adds so many words to as many others. */
export function add(from: u32, to: u32, words: u32): void {
  const end = from + (words << 2)
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, i32x4.add(v128.load(to), v128.load(from)))
  for (; from < end; from += 4, to += 4) bump(to, load<u32>(from))
}

/** A sum over what the first so many cases refer to: the class of each key and all that is known of each spot. */
export function look(cases: u32): u32 {
  const keys = word(KEY)
  const spotOf = word(SPOT)
  const keyClass = word(KEY_CLASS)
  const spots = word(SPOTS)
  let sum = i32x4.splat(0)
  let classes: u32 = 0
  const end = cases << 2
  for (let at: u32 = 0; at < end; at += 4) {
    sum = i32x4.add(sum, v128.load(spots + (load<u32>(spotOf + at) << 4)))
    classes += load<u8>(keyClass + load<u32>(keys + at))
  }
  return classes + i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)
}

/** The sum of whole words, sixteen bytes at once: what anything costs at least that looks at them. Takes a multiple of 64 bytes. */
export function read(at: u32, bytes: u32): u32 {
  let a = i32x4.splat(0)
  let b = i32x4.splat(0)
  const end = at + bytes
  for (; at < end; at += 64) {
    a = i32x4.add(a, i32x4.add(v128.load(at), v128.load(at, 16)))
    b = i32x4.add(b, i32x4.add(v128.load(at, 32), v128.load(at, 48)))
  }
  a = i32x4.add(a, b)
  return i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3)
}
