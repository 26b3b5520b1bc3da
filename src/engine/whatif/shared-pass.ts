import { type Kernel, openKernel } from '../kernel/kernel.ts'
import { PIECE_WORDS, UNKNOWN } from '../kernel/layout.ts'
import { addCounters, type CounterPlan, emptyCounters } from './counter-block.ts'
import type { TurnChoice } from './turn-choice.ts'

/*
 * Counting everything anew in two threads over one memory. The main thread takes pieces from the first on, a helper from the last
 * one down, until they meet. Each piece has a word that says who has it, as turn × 8 + one of `STATES`; a lower turn is free.
 *
 * The main thread hardly waits for a helper that does not run. What a helper finds lies apart until its piece is finished, its
 * counters are its own, and a piece that it began and holds up is taken from it: then all that it counted in this turn is counted
 * again by the main thread. Only copying a finished piece (12 KB) is waited for to the end. Whoever waits sleeps after a moment, since
 * there may be one core for both, and the helper needs it to finish. Which
 * turns call the helper at all is decided by what turns took: see `turn-choice.ts`.
 */
export const STATES = { mine: 1, begun: 2, copying: 3, taken: 4, done: 5 } as const
const PER_TURN = 8

/** What a helper has to know of a memory. Addresses in bytes; `block` is where its own counters and choices lie. */
export interface SharedPlan {
  readonly memory: WebAssembly.Memory
  readonly isTwin: boolean
  readonly pieces: number
  readonly claims: number
  /** Words: the turn, how often choices were forgotten, and what `recount` is told. */
  readonly board: number
  readonly block: number
  readonly counters: CounterPlan
  /** Of a block, where its choices begin. */
  readonly choicesAt: number
  readonly choiceBytes: number
  readonly piecesAt: number
  readonly need: number
  readonly answer: number
  /** Room for a piece's needs, and then for its answers. */
  readonly apartNeed: number
  readonly apartAnswer: number
}

/** Main thread to helper. */
export type ToHelper =
  | { readonly type: 'hold'; readonly id: number; readonly plan: SharedPlan }
  | { readonly type: 'help'; readonly id: number; readonly turn: number }
  | { readonly type: 'drop'; readonly id: number }

/** What a helper does with each message. `isCut` is asked when a piece is counted and not yet handed in: true leaves it so. */
export function createHelper(isCut: () => boolean = () => false): (message: ToHelper) => void {
  const held = new Map<number, (turn: number) => void>()
  return (message) => {
    if (message.type === 'hold') held.set(message.id, createHelp(message.plan, isCut))
    else if (message.type === 'drop') held.delete(message.id)
    else held.get(message.id)?.(message.turn)
  }
}

function createHelp(plan: SharedPlan, isCut: () => boolean): (turn: number) => void {
  const { claims, board, pieces, block, choicesAt, choiceBytes, apartNeed, apartAnswer } = plan
  const kernel = openKernel(plan.memory, plan.isTwin)
  const bytes = new Uint8Array(plan.memory.buffer)
  const halves = new Uint16Array(plan.memory.buffer)
  const words = new Int32Array(plan.memory.buffer)
  const own = { kernel, words: new Uint32Array(plan.memory.buffer), at: block }
  let forgotten = -1
  return (turn) => {
    if (Atomics.load(words, board >> 2) !== turn) return
    emptyCounters(own, plan.counters)
    const now = Atomics.load(words, (board >> 2) + 1)
    if (now !== forgotten) halves.fill(UNKNOWN, (block + choicesAt) >> 1, (block + choicesAt + choiceBytes) >> 1)
    forgotten = now
    const isUsual = Atomics.load(words, (board >> 2) + 2)
    for (let piece = pieces - 1; piece >= 0; piece -= 1) {
      if (!claim(words, (claims >> 2) + piece, turn, STATES.begun)) return
      const from = words[(plan.piecesAt >> 2) + piece * PIECE_WORDS + 1] ?? 0
      const to = words[(plan.piecesAt >> 2) + piece * PIECE_WORDS + 2] ?? 0
      kernel.recount(piece, block, apartNeed - from, apartAnswer - from * 2, isUsual)
      if (isCut() || !pass(words, (claims >> 2) + piece, turn, STATES.begun, STATES.copying)) return
      bytes.copyWithin(plan.need + from, apartNeed, apartNeed + to - from)
      bytes.copyWithin(plan.answer + from * 2, apartAnswer, apartAnswer + (to - from) * 2)
      Atomics.store(words, (claims >> 2) + piece, turn * PER_TURN + STATES.done)
      Atomics.notify(words, (claims >> 2) + piece)
    }
  }
}

/** The main thread's side. */
export interface SharedPass {
  /** All pieces, into counters that hold nothing, or all alerts as asking for one approval. Answers how many of them a helper counted. */
  recount(isUsual: number): number
  /** Choices that were kept do not hold any more. */
  forget(): void
}

/** A piece that a helper began is waited for so long at most, awake and then asleep: several times what one takes. */
const AWAKE_MS = 0.03
const PATIENCE_MS = 0.2

export function createSharedPass(
  plan: SharedPlan,
  kernel: Kernel,
  counters: number,
  {
    call,
    now,
    choice,
  }: { readonly call: (turn: number) => void; readonly now: () => number; readonly choice: TurnChoice },
): SharedPass {
  const { claims, board, pieces } = plan
  const words = new Int32Array(plan.memory.buffer)
  const ours = { kernel, words: new Uint32Array(plan.memory.buffer), at: counters }
  let turn = 0
  const stateOf = (piece: number) => Atomics.load(words, (claims >> 2) + piece) - turn * PER_TURN

  /** Whether the helper has handed in the piece, at which the two met. */
  const isDone = (piece: number): boolean => {
    const place = (claims >> 2) + piece
    const until = now() + AWAKE_MS
    while (stateOf(piece) === STATES.begun && now() < until);
    Atomics.wait(words, place, turn * PER_TURN + STATES.begun, PATIENCE_MS)
    if (pass(words, place, turn, STATES.begun, STATES.taken)) return false
    while (stateOf(piece) !== STATES.done) Atomics.wait(words, place, turn * PER_TURN + STATES.copying, PATIENCE_MS)
    return true
  }

  return {
    recount(isUsual) {
      const own = (piece: number) => kernel.recount(piece, counters, plan.need, plan.answer, isUsual)
      const startedAt = now()
      const isCalled = choice.isCalled(isUsual)
      turn += 1
      Atomics.store(words, (board >> 2) + 2, isUsual)
      Atomics.store(words, board >> 2, turn)
      if (isCalled) call(turn)
      let piece = 0
      while (piece < pieces && claim(words, (claims >> 2) + piece, turn, STATES.mine)) {
        own(piece)
        piece += 1
      }
      const helped = piece < pieces && isDone(piece) ? pieces - piece : 0
      if (helped > 0) addCounters(ours, plan.block, plan.counters)
      else for (; piece < pieces; piece += 1) own(piece)
      choice.learn({ kind: isUsual, isCalled, ms: now() - startedAt, helped: helped / Math.max(1, pieces) })
      return helped
    },
    forget() {
      Atomics.add(words, (board >> 2) + 1, 1)
    },
  }
}

function claim(words: Int32Array, place: number, turn: number, state: number): boolean {
  const before = Atomics.load(words, place)
  return before < turn * PER_TURN && Atomics.compareExchange(words, place, before, turn * PER_TURN + state) === before
}

function pass(words: Int32Array, place: number, turn: number, from: number, to: number): boolean {
  const before = turn * PER_TURN + from
  return Atomics.compareExchange(words, place, before, turn * PER_TURN + to) === before
}
