import { THREATS } from '../../domain/action/action-words.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'

/*
 * What the kernel reads and writes, in one memory. Its first words are the parameters: addresses in bytes unless said otherwise.
 *
 * A case is decided from two small numbers: the class of its key (what makes it how confident) and its spot (whom it is about, and
 * how). Cases stand in pieces; all cases of a piece have the same lane, which is a trigger, or none.
 *
 * key class  bits 2–3 band of confidence, bit 6 whether it reaches the trigger's automation threshold
 * spot       16 bytes: class (bits 0–1 band of urgency, 4 capped, 7 raised by an event alone), gate bits (see `GATE_BITS`), caps, 0,
 *            then a word each: menu, place of the identity, plane of its team or 0 where nobody knows the owner
 * need       bits 0–2 tier, 3–5 uncapped tier, 6 as in the key class, 7 no alert
 * needs      by key class and spot's class together (8 bits), and once more where the trigger is off: need, then bits 8–10 the choice's
 *            slot
 * answer     bits 0–3 kind of answer (see `KINDS_OF_ANSWER`), 4–8 action (0 none, else its place in the catalogue + 1)
 * before     bits 0–4 cell of the baseline, 5–9 its action
 * entry      an alert: its hour since the first, times four
 * caps       a bit a cap, by place in `CAPS`
 * tally      a byte a disposition: how many alerts of the case have it; from `HEAVY` on, which of `heavies` says so in words
 * piece      7 words: lane, first case, end, which cells of the baseline there are among them, first of `heavies`, end of those, the
 *            case from which on each has one alert (the end where the last has more)
 * lane       4 words: 1 where its trigger is off, what it asks for, address of its scope or 0 for all, 0
 * ask        playbook × threats + threat, or `OWN_ASK`: what the case itself threatens
 * menu       4 words: row of cuts, obstacles, kind of identity, own threat; told by its distance from the first, in bytes
 * choice     bits 0–4 action + 1, 5–6 level, 7–9 traits, 10 exercised; one of `CHOICES`, or `UNKNOWN` where it was never asked for
 * cell       by tier × 16 + kind of answer, its cell
 * plane      a word an hour, then bits of `PLANE`; told by its distance from the first, in bytes
 * ownerPlane by action + 1, plane of the domain that answers for the action: of one approval, 32 words on of two where the owner of the
 *            identity is known, and 32 more on of two where it is not
 */

/** What whoever counts has for itself, in this order from where its block begins. */
export const COUNTERS = [
  'joint',
  'moves',
  'caps',
  'touched',
  'moved',
  'planes',
  /** Kept from one draft to the next; the parameter is 0 where there are so many menus that no choice is kept. */
  'choices',
  // Of one piece: nothing in them outlives it, and tallies are left empty.
  'tallies',
  /** By case, cell of the baseline × 80 + tier × 16 + kind of answer. */
  'places',
  'kinds',
  /** By case, the caps that hold it back. */
  'held',
  'lists',
  'sixteen',
  /** See `SAMPLED_WORDS`. */
  'sampled',
] as const
export type Counter = (typeof COUNTERS)[number]

/** The words at the beginning of the memory. */
export const PARAMETERS = [
  'pieces',
  'lanes',
  'key',
  'spot',
  'need',
  'answer',
  'before',
  'from',
  'entry',
  'tally',
  'heavies',
  'keyClass',
  'spots',
  'scopeOf',
  'menus',
  'cutOf',
  'score',
  'level',
  'candidates',
  'candidate',
  'traits',
  'exercised',
  'playbookOf',
  'gates',
  'matrix',
  'needs',
  'cells',
  /** By eight bits, the places of those that are set, a byte each. */
  'picks',
  /** A tier. */
  'capAt',
  /** How many. */
  'menuCount',
  /** How many. */
  'hours',
  /** The plane of alerts that ask nobody. */
  'noPlane',
  'ownerPlane',
  /** Bits: whether planes by owner of the action are asked for, 1 of one approval, 2 of two of a known team. Others hold nothing of worth. */
  'ownersAsked',
  ...COUNTERS,
] as const

export type Parameter = (typeof PARAMETERS)[number]

export const MODE_NEED = 1
export const MODE_ANSWER = 2

export const NEED_OVER = 0x40
export const NEED_NO_ALERT = 0x80

/** A spot's bits beside its class. */
export const GATE_BITS = {
  isNobody: 1,
  isStale: 2,
  asksTwo: 4,
  hasNoDomain: 8,
  isMapped: 16,
  mayBeAutomatic: 32,
  // The last two come with the case.
  isOutOfScope: 64,
  isOver: 128,
} as const

/** Automatic by level 0–1, one approval by level 0–2, two by level 0–3, blocked by place in `BLOCKS`, below containing, no alert. */
export const KINDS_OF_ANSWER = { automatic: 0, one: 2, two: 5, blocked: 9, below: 14, absent: 15 } as const
/** The gate of each kind, by its place in `GATES`. */
export const GATE_OF_KIND = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 1, 0] as const

/** Traits of an action in a choice. The last two together, which no action has, say that there is none. */
export const TRAITS = { isIrreversible: 1, cutsIdentity: 2, cutsNothing: 4 } as const
export const NOTHING = (TRAITS.cutsIdentity | TRAITS.cutsNothing) << 7
export const UNKNOWN = 0xffff
/** Where nothing is to be contained, and where there is no alert. */
export const CHOICES = { below: 64 << 5, absent: 65 << 5 } as const
export const OWN_ASK = PLAYBOOKS.length * THREATS.length
export const ASKS = OWN_ASK + 1
/** By action; its place + 1 has five bits everywhere, so there are never more. */
export const ACTION_SLOTS = 32
/** Of a menu: tier 2–4 and less, the same capped and no alert. */
export const MENU_SLOTS = 8
export const SLOTS = { below: 3, capped: 4, absent: 7 } as const
/** Of `needs`, where triggers are on and again where they are off. */
export const NEED_CLASSES = 256
export const SPOT_BYTES = 16
export const PIECE_WORDS = 7
export const CELL_OF_NO_ALERT = 20
/** Most cases of a piece. */
export const PIECE_CASES = 4096
/** Most that the tallies of a piece come to, whatever their bytes stand for: sums of them have sixteen bits. */
export const PIECE_TALLIES = 0xffff
/** From here on a tally says which of `heavies` has it: four words, then the case. */
export const HEAVY = 0xff000000
export const HEAVY_WORDS = 8

/** Counters, in words. `joint`: lane × 320 + (tier × 16 + kind) × 4 + disposition. */
export const JOINT_WORDS = 320
/** `moves`: cell of the baseline × 80 + tier × 16 + kind. */
export const MOVES_WORDS = 21 * 80
/** `caps`: those that are held back, by place in `CAPS` four words whose sum counts. */
export const CAP_COUNT = 5
export const CAPS_WORDS = CAP_COUNT * 4
/** `moved`: cases, alerts. */
export const MOVED_WORDS = 2
/** `tallies`: two tables of (cell of the baseline × 80 + tier × 16 + kind) × 4 + disposition, in sixteen bits each. */
export const TALLIES_WORDS = MOVES_WORDS * 4
/** `sampled`: cases with another answer than before, then alerts by kind of answer. */
export const SAMPLED_WORDS = 1 + 16
/** Of `ownerPlane`, each time. */
export const OWNER_PLANES = 32

/** What the word after the hours of a plane says: one of them changed since it was summed; not all of them are known to be 0. */
export const PLANE = { isChanged: 1, isFilled: 2 } as const

/** Words of a plane. */
export function planeWords(hours: number): number {
  return hours + 1
}

/** Where which planes begin, and how many there are. */
export interface Planes {
  readonly one: number
  /** By lane. */
  readonly automatic: number
  /** Two approvals by team, and where nobody knows the identity's owner by owner of the action. */
  readonly two: number
  readonly twoOfNobody: number
  /** One approval, and two of a known team, once more by owner of the action. */
  readonly oneByOwner: number
  readonly twoByOwner: number
  readonly none: number
  readonly count: number
}

export function planesOf(lanes: number, teams: number, owners: number): Planes {
  const two = 1 + lanes
  const twoOfNobody = two + teams
  const oneByOwner = twoOfNobody + owners
  const twoByOwner = oneByOwner + owners
  const none = twoByOwner + owners
  return { one: 0, automatic: 1, two, twoOfNobody, oneByOwner, twoByOwner, none, count: none + 1 }
}
