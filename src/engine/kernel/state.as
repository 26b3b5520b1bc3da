/*
 * What every part of the kernel looks at. The words of the parameters and the constants of `layout.ts` come from there: the
 * compiler is handed them as `parameters`.
 */
import { LANES, PIECES, PIECE_WORDS } from './parameters'

/** The lane that is passed over, whether its trigger is off, what it asks for, and its scope. */
export let lane: u32 = 0
export let isOff: u32 = 0
export let ask: u32 = 0
export let scope: u32 = 0

@inline export function word(at: u32): u32 {
  return load<u32>(at << 2)
}

@inline export function bump(at: u32, amount: u32): void {
  store<u32>(at, load<u32>(at) + amount)
}

@inline export function pieceAt(piece: u32): u32 {
  return word(PIECES) + piece * (PIECE_WORDS << 2)
}

export function enter(which: u32): void {
  const at = word(LANES) + (which << 4)
  lane = which
  isOff = load<u32>(at)
  ask = load<u32>(at, 4)
  scope = load<u32>(at, 8)
}
