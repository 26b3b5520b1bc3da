import {
  ACTION_SLOTS,
  CAPS_WORDS,
  COUNTERS,
  type Counter,
  HEAVY_WORDS,
  JOINT_WORDS,
  MOVED_WORDS,
  MOVES_WORDS,
  NEED_CLASSES,
  OWNER_PLANES,
  PARAMETERS,
  type Parameter,
  PIECE_CASES,
  PIECE_WORDS,
  planeWords,
  SAMPLED_WORDS,
  SPOT_BYTES,
  TALLIES_WORDS,
} from '../kernel/layout.ts'
import type { CounterPlan } from './counter-block.ts'

const PAGE = 65_536
type Amount = 'capAt' | 'menuCount' | 'hours' | 'noPlane' | 'ownersAsked'
/** Parts that no parameter names: passed by address. */
type Unnamed =
  | 'counters'
  | 'byHour'
  | 'concerned'
  | 'scopes'
  | 'claims'
  | 'board'
  | 'apartNeed'
  | 'apartAnswer'
  | 'helping'

/** How many of each there are. */
export interface Counts {
  readonly pieces: number
  readonly lanes: number
  readonly cases: number
  readonly alerts: number
  readonly heavies: number
  readonly keys: number
  readonly spots: number
  readonly people: number
  readonly menus: number
  /** 0 where choices are not kept. */
  readonly choices: number
  readonly cutRows: number
  readonly cuts: number
  readonly playbooks: number
  readonly threats: number
  readonly offers: number
  readonly candidates: number
  readonly gates: number
  readonly hours: number
  readonly planes: number
  readonly concerned: number
  readonly scopeClasses: number
  /** Whether threads share the memory. */
  readonly isShared: boolean
}

/** One memory with the same bytes seen in three ways, and where its parts begin. */
export interface Memory {
  readonly memory: WebAssembly.Memory
  readonly bytes: Uint8Array
  readonly halves: Uint16Array
  readonly words: Uint32Array
  /** Addresses in bytes; of counters, from `counters` on. */
  readonly at: Readonly<Record<Exclude<Parameter, Amount> | Unnamed, number>>
  /** Of what a block begins with: the counters that are emptied and added up. */
  readonly counterPlan: CounterPlan
  /** Bytes of the choices that follow. */
  readonly choiceBytes: number
}

/** Lays out what the kernel works on, with the parameters that say where. Everything begins at a multiple of 16. */
export function layOut(counts: Counts): Memory {
  const at = {} as Record<Exclude<Parameter, Amount> | Unnamed, number>
  const sizes = counterSizes(counts)
  const blockBytes = place(
    at,
    0,
    COUNTERS.map((name) => [name, sizes[name]]),
  )
  const { isShared } = counts
  const end = place(
    at,
    aligned(PARAMETERS.length * 4),
    Object.entries({
      ...partSizes(counts),
      claims: isShared ? counts.pieces * 4 : 0,
      board: 12,
      apartNeed: isShared ? PIECE_CASES : 0,
      apartAnswer: isShared ? PIECE_CASES * 2 : 0,
      // Apart from what the other thread writes.
      gap: 64,
      counters: blockBytes,
      helping: isShared ? blockBytes : 0,
    }),
  )
  const pages = Math.ceil(end / PAGE)
  const memory = new WebAssembly.Memory(
    isShared ? { initial: pages, maximum: pages, shared: true } : { initial: pages },
  )
  const words = new Uint32Array(memory.buffer)
  const amounts: Readonly<Record<string, number>> = {
    ...at,
    menuCount: counts.menus,
    hours: counts.hours,
    noPlane: (counts.planes - 1) * planeWords(counts.hours) * 4,
  }
  words.set(PARAMETERS.map((name) => (name === 'choices' && counts.choices === 0 ? 0 : (amounts[name] ?? 0))))
  return {
    memory,
    bytes: new Uint8Array(memory.buffer),
    halves: new Uint16Array(memory.buffer),
    words,
    at,
    counterPlan: { planesAt: at.planes, planes: counts.planes, hours: counts.hours },
    choiceBytes: sizes.choices,
  }
}

function place(at: Record<string, number>, from: number, sizes: readonly (readonly [string, number])[]): number {
  let end = from
  for (const [name, size] of sizes) {
    at[name] = end
    end = aligned(end + size)
  }
  return end
}

function counterSizes({ lanes, people, planes, hours, choices }: Counts): Record<Counter, number> {
  return {
    joint: lanes * JOINT_WORDS * 4,
    moves: MOVES_WORDS * 4,
    caps: CAPS_WORDS * 4,
    touched: people * 4,
    moved: MOVED_WORDS * 4,
    planes: planes * planeWords(hours) * 4,
    choices: choices * 2,
    tallies: TALLIES_WORDS * 4,
    places: PIECE_CASES * 2,
    kinds: PIECE_CASES + 16,
    held: PIECE_CASES + 16,
    lists: (PIECE_CASES * 2 + 32) * 2,
    sixteen: 96,
    sampled: SAMPLED_WORDS * 4,
  }
}

function partSizes(
  counts: Counts,
): Record<Exclude<Parameter, Counter | Amount> | 'byHour' | 'concerned' | 'scopes', number> {
  return {
    pieces: counts.pieces * PIECE_WORDS * 4,
    lanes: counts.lanes * 16,
    need: counts.cases,
    answer: counts.cases * 2,
    // What counting everything anew reads of the history, from here to `scopeOf`: see `MereReads`.
    key: counts.cases * 4,
    spot: counts.cases * 4,
    before: counts.cases * 2,
    from: (counts.cases + 1) * 4,
    entry: counts.alerts * 4,
    tally: counts.cases * 4,
    heavies: counts.heavies * HEAVY_WORDS * 4,
    keyClass: counts.keys,
    spots: counts.spots * SPOT_BYTES,
    scopeOf: counts.spots * 4,
    menus: counts.menus * 16,
    cutOf: counts.cutRows * ACTION_SLOTS * 4,
    score: counts.cuts,
    level: counts.cuts,
    candidates: counts.offers * 4,
    candidate: counts.candidates * 4,
    traits: ACTION_SLOTS,
    exercised: counts.playbooks,
    playbookOf: counts.threats,
    gates: counts.gates,
    matrix: 16,
    needs: NEED_CLASSES * 2 * 2,
    cells: 5 * 16,
    picks: 256 * 8,
    ownerPlane: 3 * OWNER_PLANES * 4,
    byHour: counts.hours * 4,
    concerned: counts.concerned * 4,
    scopes: counts.lanes * counts.scopeClasses,
  }
}

function aligned(address: number): number {
  return (address + 15) & ~15
}
