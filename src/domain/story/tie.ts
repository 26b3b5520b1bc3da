import type { EpochMs } from '../time/instant.ts'
import type { Side, ThreadKind } from './thread.ts'

/** A thread as an alert holds it: from when to when its records showed it, in whole steps. */
export interface Tie {
  readonly alertId: string
  /** Digest of the thread's value. */
  readonly key: string
  readonly kind: ThreadKind
  readonly side: Side
  readonly label: string
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
}

/** Longer apart than this, the same thing is another day's work. Counted between steps, so give or take half an hour. */
export const WINDOW_MS = 24 * 60 * 60_000

/** Ties of one kind and side that an alert keeps: a guessing attack comes from more addresses than anybody reads. */
export const MOST_TIES = 16

/**
 * Whoever shares something with more than so many others on a day or the one before shares nothing worth a word: the way out of
 * an office, a build farm, a session id that is always the same. An attacker who plays this many identities from one address
 * hides it among them; sessions, credentials and what is done to whom still tell.
 */
export const MOST_USERS = 16

const DAY_MS = 86_400_000
const STEP_MS = 15 * 60_000

/** The steps that hold these instants. A noisy alert then changes its ties four times an hour and not with every record. */
export function stepsOf(firstAt: EpochMs, lastAt: EpochMs): Pick<Tie, 'firstAt' | 'lastAt'> {
  return { firstAt: Math.floor(firstAt / STEP_MS) * STEP_MS, lastAt: Math.ceil(lastAt / STEP_MS) * STEP_MS }
}

/** The day of an instant, since 1970 in UTC. */
export function dayOf(at: EpochMs): number {
  return Math.floor(at / DAY_MS)
}

/** Days on which it matters how many use what this tie is about; of a tie that lasts for months the first ones. */
export function daysOf(tie: Pick<Tie, 'firstAt' | 'lastAt'>): readonly number[] {
  const from = dayOf(tie.firstAt) - 1
  const to = Math.min(dayOf(tie.lastAt), from + MOST_DAYS)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

const MOST_DAYS = 30

/** Whether two alerts belong together because of these. Symmetric. */
export function joins(a: Tie, b: Tie): boolean {
  return a.key === b.key && a.alertId !== b.alertId && gapMs(a, b) <= WINDOW_MS
}

/** From the end of the earlier to the beginning of the later; 0 where they overlap. */
export function gapMs(a: Pick<Tie, 'firstAt' | 'lastAt'>, b: Pick<Tie, 'firstAt' | 'lastAt'>): number {
  return Math.max(0, Math.max(a.firstAt, b.firstAt) - Math.min(a.lastAt, b.lastAt))
}

/**
 * The ties of one alert with more of its own. Which ones are kept beyond the bound depends on their digests alone: not on
 * the order of arrival, nor on how the records were cut into deliveries.
 */
export function mergeTies(ties: readonly Tie[], more: readonly Tie[]): readonly Tie[] {
  const merged = new Map<string, Tie>()
  for (const tie of [...ties, ...more]) {
    const id = `${tie.kind} ${tie.side} ${tie.key}`
    const known = merged.get(id)
    merged.set(id, known === undefined ? tie : spanning(known, tie))
  }
  const groups = Map.groupBy(merged.values(), ({ kind, side }) => `${kind} ${side}`)
  return [...groups.values()].flatMap((group) => group.sort(byKey).slice(0, MOST_TIES))
}

/** One text of several for the same thing is kept by itself, not by who came first. */
function spanning(a: Tie, b: Tie): Tie {
  return {
    ...(a.label <= b.label ? a : b),
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  }
}

function byKey(a: Tie, b: Tie): number {
  return a.key < b.key ? -1 : Number(a.key > b.key)
}

/** Who was seen with one thing on one day, as digests in ascending order; one more than `MOST_USERS` is enough to know. */
export function withUsers(known: readonly string[], more: Iterable<string>): readonly string[] {
  return [...new Set([...known, ...more])].sort().slice(0, MOST_USERS + 1)
}

export function isBusy(users: readonly string[]): boolean {
  return users.length > MOST_USERS
}
