import { ACTION_IDS } from '../../domain/action/action.ts'
import { ACTION_OWNERS } from '../../domain/action/action-words.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { type Kernel, openKernel } from '../kernel/kernel.ts'
import {
  ACTION_SLOTS,
  ASKS,
  CELL_OF_NO_ALERT,
  GATE_OF_KIND,
  HEAVY,
  HEAVY_WORDS,
  KINDS_OF_ANSWER,
  MENU_SLOTS,
  OWNER_PLANES,
  PIECE_CASES,
  PIECE_TALLIES,
  PIECE_WORDS,
  type Planes,
  planesOf,
  planeWords,
  TRAITS,
} from '../kernel/layout.ts'
import { CANDIDATES, PLAYBOOK_OF_THREAT } from './draft-tables.ts'
import type { Lookups } from './evaluate.ts'
import { GATE_TABLE } from './gate-table.ts'
import { layOut, type Memory } from './memory.ts'
import { menusOf } from './menus.ts'
import { type Scopes, scopesOf } from './scopes.ts'
import { createSharedPass, type SharedPass, type SharedPlan, type ToHelper } from './shared-pass.ts'
import type { Tables } from './tables.ts'
import { createChoice, type TurnChoice } from './turn-choice.ts'

/** Above so many choices none is kept: an estate in which hardly two identities are alike. */
const MOST_CHOICES = 4 << 20

export interface MachineOptions {
  /** The kernel's twin in TypeScript does the work, as where there is no SIMD. */
  readonly isTwin?: boolean
  /** Choices that are kept at most; with more of them each is made again where it is needed. */
  readonly mostChoices?: number
  /** Whether everything that is counted anew begins in the plane of one approval; left out, where a sample says that it is less work. */
  readonly isUsual?: boolean
  /** Whoever counts along in another thread; left out, nobody. */
  readonly crew?: Crew
  /** Cases below which nobody is asked to: telling them takes longer. */
  readonly leastShared?: number
  /** Which turns call the helper; left out, those that are faster for it. */
  readonly choice?: TurnChoice
}

/** A helper in another thread, which shares memories with this one. */
export interface Crew {
  tell(message: ToHelper): void
  /** A number that no other memory has that is shared with this helper. */
  nextId(): number
  /** Any steady clock, ms. */
  now(): number
}

const LEAST_SHARED = 200_000

/** The columns of a history with the counters over them, in one memory, and the kernel that works on it. */
export interface Machine extends Memory {
  readonly kernel: Kernel
  /** Null where nobody helps. */
  readonly shared: SharedPass | null
  /** Nothing is asked of it afterwards. */
  close(): void
  /** How many, and those of a lane: a trigger's, or the last for none. Cases of one trigger need not stand together. */
  readonly pieces: number
  readonly piecesOf: (lane: number) => readonly number[]
  readonly casesOf: (piece: number) => number
  readonly lanes: number
  /** The cases that a trigger corroborates without leading them: where they begin in the list of `concerned`, and how many. */
  readonly concernedBy: (trigger: number) => { readonly at: number; readonly count: number }
  readonly scopes: Scopes
  readonly planes: Planes
  readonly hours: number
  readonly firstHour: number
}

/** Cost: cases and alerts, once a history, and once more where identities are supposed to be others. */
export function openMachine(
  tables: Tables,
  lookups: Lookups,
  {
    isTwin = false,
    mostChoices = MOST_CHOICES,
    crew,
    leastShared = LEAST_SHARED,
    choice = createChoice(),
  }: MachineOptions = {},
): Machine {
  const { history, spots } = tables
  const { cases, rows, triggers } = history
  const lanes = triggers.length + 1
  const firstHour = hourOf(rows.minute[0] ?? 0)
  const hours = hourOf(rows.minute[rows.count - 1] ?? 0) - firstHour + 1
  const { menus, menuOf, cutRows } = menusOf(tables, lookups)
  const scopes = scopesOf(lookups.identities)
  const concerned = concernedIn(tables)
  const tallies = talliesIn(tables)
  const pieces = piecesIn(cases.trigger, tallies.packed, lanes - 1)
  const planes = planesOf(lanes, lookups.identities.teams.length, ACTION_OWNERS.length)
  const choices = ASKS * (menus.length / 4) * MENU_SLOTS
  const memory = layOut({
    pieces: pieces.length,
    lanes,
    cases: cases.count,
    alerts: rows.count,
    heavies: tallies.heavies.length,
    keys: tables.confidenceKeys.count,
    spots: spots.who.length,
    people: lookups.identities.kind.length,
    menus: menus.length / 4,
    choices: choices <= mostChoices ? choices : 0,
    cutRows: cutRows.length / ACTION_SLOTS,
    cuts: lookups.cuts.cuts.length + 1,
    playbooks: PLAYBOOKS.length,
    threats: PLAYBOOK_OF_THREAT.length,
    offers: CANDIDATES.length,
    candidates: CANDIDATES.flat().length,
    gates: GATE_TABLE.length,
    hours,
    planes: planes.count,
    concerned: concerned.list.length,
    scopeClasses: scopes.classes.length,
    isShared: crew !== undefined && cases.count >= leastShared,
  })
  const { words, bytes, at } = memory
  for (const [piece, own] of pieces.entries()) {
    const within = tallies.heavies.flatMap(({ i }, heavy) => (i >= own[1] && i < own[2] ? [heavy] : []))
    const first = within[0] ?? 0
    words.set([...own, 1, first, first + within.length, 0], (at.pieces >> 2) + piece * PIECE_WORDS)
  }
  words.set(tables.confidenceKey, at.key >> 2)
  words.set(tables.spot, at.spot >> 2)
  fillEntries(tables, firstHour, memory)
  fillSingles(pieces, memory)
  words.set(tallies.packed, at.tally >> 2)
  for (const [heavy, { i, counts }] of tallies.heavies.entries())
    words.set([...counts, i], (at.heavies >> 2) + heavy * HEAVY_WORDS)
  for (let spot = 0; spot < menuOf.length; spot += 1) {
    const who = spots.who[spot] ?? 0
    const team = lookups.identities.team[who] ?? 0
    const plane = team === 0 ? 0 : (planes.two + team - 1) * planeWords(hours) * 4
    words.set([(menuOf[spot] ?? 0) * 16, who, plane], (at.spots >> 2) + spot * 4 + 1)
    words[(at.scopeOf >> 2) + spot] = scopes.classOf[who] ?? 0
  }
  words.set(menus, at.menus >> 2)
  words.set(cutRows, at.cutOf >> 2)
  fillCandidates(memory)
  bytes.set(ACTION_IDS.map(traitsOf), at.traits)
  bytes.set(PLAYBOOK_OF_THREAT, at.playbookOf)
  bytes.set(GATE_TABLE, at.gates)
  bytes.set(CELLS, at.cells)
  bytes.set(PICKS, at.picks)
  fillOwnerPlanes(memory, planes, hours)
  words.set(concerned.list, at.concerned >> 2)
  const kernel = openKernel(memory.memory, isTwin)
  const shared =
    crew === undefined || cases.count < leastShared
      ? null
      : shareWith(crew, choice, memory, kernel, { pieces: pieces.length, isTwin })
  const byLane = Map.groupBy(pieces.keys(), (piece) => pieces[piece]?.[0] ?? -1)
  return {
    ...memory,
    kernel,
    shared: shared?.pass ?? null,
    close: () => shared?.close(),
    pieces: pieces.length,
    piecesOf: (lane) => byLane.get(lane) ?? [],
    casesOf: (piece) =>
      (words[(at.pieces >> 2) + piece * PIECE_WORDS + 2] ?? 0) -
      (words[(at.pieces >> 2) + piece * PIECE_WORDS + 1] ?? 0),
    lanes,
    concernedBy: (trigger) => {
      const from = concerned.from[trigger] ?? 0
      return { at: at.concerned + from * 4, count: (concerned.from[trigger + 1] ?? from) - from }
    },
    scopes,
    planes,
    hours,
    firstHour,
  }
}

/** By tier × 16 + kind of answer. */
const CELLS = Uint8Array.from({ length: 5 * 16 }, (_, at) =>
  (at & 15) === KINDS_OF_ANSWER.absent ? CELL_OF_NO_ALERT : (at >> 4) * 4 + (GATE_OF_KIND[at & 15] ?? 0),
)

/** By eight bits, the places of those that are set. */
const PICKS = Uint8Array.from({ length: 256 * 8 }, (_, at) => {
  const places = [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => ((at >> 3) & (1 << bit)) !== 0)
  return places[at & 7] ?? 0
})

function shareWith(
  crew: Crew,
  choice: TurnChoice,
  { memory, at, counterPlan, choiceBytes }: Memory,
  kernel: Kernel,
  { pieces, isTwin }: { readonly pieces: number; readonly isTwin: boolean },
): { readonly pass: SharedPass; close(): void } {
  const id = crew.nextId()
  const plan: SharedPlan = {
    memory,
    isTwin,
    pieces,
    claims: at.claims,
    board: at.board,
    block: at.helping,
    counters: counterPlan,
    choicesAt: at.choices,
    choiceBytes,
    piecesAt: at.pieces,
    need: at.need,
    answer: at.answer,
    apartNeed: at.apartNeed,
    apartAnswer: at.apartAnswer,
  }
  crew.tell({ type: 'hold', id, plan })
  const call = (turn: number) => crew.tell({ type: 'help', id, turn })
  return {
    pass: createSharedPass(plan, kernel, at.counters, { call, now: () => crew.now(), choice }),
    close: () => crew.tell({ type: 'drop', id }),
  }
}

function hourOf(minute: number): number {
  return Math.floor(minute / 60)
}

type Piece = readonly [lane: number, first: number, end: number]

/** Stretches of cases of one lane, none with more cases or alerts than its counters hold. */
function piecesIn(trigger: ArrayLike<number>, tallies: Uint32Array, none: number): Piece[] {
  const pieces: Piece[] = []
  let [from, sum] = [0, 0]
  for (const [i, packed] of tallies.entries()) {
    const more = (packed & 255) + ((packed >>> 8) & 255) + ((packed >>> 16) & 255) + (packed >>> 24)
    if (i > from && (trigger[i] !== trigger[from] || i - from >= PIECE_CASES || sum + more > PIECE_TALLIES)) {
      pieces.push([laneOf(trigger[from], none), from, i])
      from = i
      sum = 0
    }
    sum += more
  }
  if (tallies.length > 0) pieces.push([laneOf(trigger[from], none), from, tallies.length])
  return pieces
}

function laneOf(trigger: number | undefined, none: number): number {
  return trigger === undefined || trigger < 0 ? none : trigger
}

/** By trigger, the cases that it corroborates without leading them, in their order. */
function concernedIn({ history }: Tables): { list: Uint32Array; from: Uint32Array } {
  const { cases, corroborations, triggers } = history
  const members = corroborations.map((set) => set.map(({ trigger }) => trigger).filter((trigger) => trigger >= 0))
  const from = new Uint32Array(triggers.length + 1)
  const each = (visit: (trigger: number, i: number) => void) => {
    for (let i = 0; i < cases.count; i += 1) {
      for (const other of members[cases.corroboration[i] ?? -1] ?? []) if (other !== cases.trigger[i]) visit(other, i)
    }
  }
  each((trigger) => {
    from[trigger + 1] = (from[trigger + 1] ?? 0) + 1
  })
  for (let trigger = 0; trigger < triggers.length; trigger += 1) {
    from[trigger + 1] = (from[trigger + 1] ?? 0) + (from[trigger] ?? 0)
  }
  const list = new Uint32Array(from[triggers.length] ?? 0)
  const next = from.slice()
  each((trigger, i) => {
    const place = next[trigger] ?? 0
    next[trigger] = place + 1
    list[place] = i
  })
  return { list, from }
}

/** The alerts of each case, oldest first, with their hours. */
function fillEntries({ history }: Tables, firstHour: number, { words, at }: Memory): void {
  const { cases, rows } = history
  const [from, entry] = [at.from >> 2, at.entry >> 2]
  const next = words.subarray(from, from + cases.count + 1)
  for (let row = 0; row < rows.count; row += 1) {
    const own = rows.caseOf[row] ?? 0
    next[own] = (next[own] ?? 0) + 1
  }
  for (let i = 0, sum = 0; i <= cases.count; i += 1) {
    sum += next[i] ?? 0
    next[i] = sum
  }
  // Filled from the end, so that what is left are the beginnings.
  for (let row = rows.count - 1; row >= 0; row -= 1) {
    const own = rows.caseOf[row] ?? 0
    const place = (next[own] ?? 0) - 1
    next[own] = place
    const hour = hourOf(rows.minute[row] ?? 0) - firstHour
    words[entry + place] = hour * 4
    words[(at.byHour >> 2) + hour] = (words[(at.byHour >> 2) + hour] ?? 0) + 1
  }
}

/** Of each piece, from where on its cases have one alert each. */
function fillSingles(pieces: readonly Piece[], { words, at }: Memory): void {
  const from = at.from >> 2
  for (const [piece, [, first, end]] of pieces.entries()) {
    let single = end
    while (single > first && (words[from + single] ?? 0) - (words[from + single - 1] ?? 0) === 1) single -= 1
    words[(at.pieces >> 2) + piece * PIECE_WORDS + 6] = single
  }
}

/** A case with more alerts than bytes hold, and how many by disposition. */
interface Heavy {
  readonly i: number
  readonly counts: readonly number[]
}

/** The alerts of each case by disposition: a byte each, or words where there are too many. */
function talliesIn({ history }: Tables): { packed: Uint32Array; heavies: readonly Heavy[] } {
  const { cases, rows } = history
  const all = new Uint32Array(cases.count * 4)
  for (let row = 0; row < rows.count; row += 1) {
    const own = (rows.caseOf[row] ?? 0) * 4 + (rows.disposition[row] ?? 0)
    all[own] = (all[own] ?? 0) + 1
  }
  const packed = new Uint32Array(cases.count)
  const heavies: Heavy[] = []
  for (let i = 0; i < cases.count; i += 1) {
    const own = i * 4
    const [a, b, c, d] = [all[own] ?? 0, all[own + 1] ?? 0, all[own + 2] ?? 0, all[own + 3] ?? 0]
    if (Math.max(a, b, c) < 256 && d < HEAVY >>> 24) packed[i] = a | (b << 8) | (c << 16) | (d << 24)
    else packed[i] = HEAVY + heavies.push({ i, counts: [a, b, c, d] }) - 1
  }
  return { packed, heavies }
}

function fillCandidates({ bytes, halves, at }: Memory): void {
  let next = 0
  for (const [offer, candidates] of CANDIDATES.entries()) {
    halves.set([next, candidates.length], (at.candidates >> 1) + offer * 2)
    for (const { action, strength, tierMet } of candidates) {
      bytes.set([action, strength, tierMet], at.candidate + next * 4)
      next += 1
    }
  }
}

function fillOwnerPlanes({ words, at }: Memory, { oneByOwner, twoByOwner, twoOfNobody }: Planes, hours: number): void {
  for (const [time, first] of [oneByOwner, twoByOwner, twoOfNobody].entries()) {
    const planes = ACTION_IDS.map((id) => (first + ACTION_OWNERS.indexOf(actionOf(id).owner)) * planeWords(hours) * 4)
    words.set(planes, (at.ownerPlane >> 2) + time * OWNER_PLANES + 1)
  }
}

function traitsOf(id: (typeof ACTION_IDS)[number]): number {
  const { reversible, cuts } = actionOf(id)
  return (
    (reversible ? 0 : TRAITS.isIrreversible) |
    (cuts.includes('identity') ? TRAITS.cutsIdentity : 0) |
    (cuts.length === 0 ? TRAITS.cutsNothing : 0)
  )
}
