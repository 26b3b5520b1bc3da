/*
 * Cases of which most are answered otherwise: all of them are counted anew. In stages over one piece, each of which writes where
 * the next one reads, since a processor only runs ahead where it knows early what is stored where. Whatever can is counted by case,
 * with its alerts as a weight.
 */
import { decide } from './decide'
import { countHours } from './hours'
import { mark } from './mark'
import { enter, pieceAt } from './state'
import { fold, mend, tally } from './tally'

/**
 * Decides the cases of one piece again and counts all of them, into counters that hold nothing of them. What was answered before is
 * not looked at; `need` and `answer` say where the columns begin into which it is written. `isUsual`: 1 where the plane of one approval
 * holds all alerts already.
 */
export function recount(piece: u32, counters: u32, need: u32, answer: u32, isUsual: u32): void {
  const at = pieceAt(piece)
  enter(load<u32>(at))
  const from = load<u32>(at, 4)
  const to = load<u32>(at, 8)
  decide(from, to, counters, need, answer)
  mark(from, to, counters, need, answer)
  tally(from, to, counters)
  fold(load<u32>(at, 12), counters)
  mend(load<u32>(at, 16), load<u32>(at, 20), from, counters)
  countHours(from, to, load<u32>(at, 24), counters, answer, isUsual)
}
