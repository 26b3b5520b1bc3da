import type { EpochMs } from '../time/instant.ts'
import type { Side, ThreadKind } from './thread.ts'
import { gapMs, joins, type Tie, WINDOW_MS } from './tie.ts'

/** What is to be known of an alert to tell of it. */
export interface Told {
  readonly id: string
  readonly number: number
  readonly identityId: string | null
  readonly firstSeenAt: EpochMs
}

/** Why an alert belongs to the one before it. */
export interface Reason {
  readonly kind: ThreadKind
  /** The number of the other alert. */
  readonly with: number
  /** Holds what records wrote: shown as text and nothing else. */
  readonly words: string
}

/** Reasons worth reading, one of a kind. */
const MOST_REASONS = 3

/** All that hangs together with this alert, itself included. The same set from wherever in it one asks. */
export function storyOf(alertId: string, ties: readonly Tie[]): ReadonlySet<string> {
  return partsOf(ties).find((part) => part.has(alertId)) ?? new Set([alertId])
}

/** The stories that these ties make; alerts without a tie are in none. Independent of the order of the ties. */
export function partsOf(ties: readonly Tie[]): readonly ReadonlySet<string>[] {
  const partOf = new Map<string, Set<string>>()
  const join = (a: string, b: string) => {
    const [one, other] = [partOf.get(a) ?? new Set([a]), partOf.get(b) ?? new Set([b])]
    const [large, small] = one.size >= other.size ? [one, other] : [other, one]
    for (const id of [a, b, ...small]) {
      large.add(id)
      partOf.set(id, large)
    }
  }
  for (const sharing of Map.groupBy(ties, ({ key }) => key).values()) {
    // In order of beginning, each one joins whoever before it lasted longest, or nobody.
    let longest: Tie | undefined
    for (const tie of sharing.sort((a, b) => a.firstAt - b.firstAt)) {
      join(tie.alertId, longest !== undefined && gapMs(longest, tie) <= WINDOW_MS ? longest.alertId : tie.alertId)
      if (longest === undefined || tie.lastAt > longest.lastAt) longest = tie
    }
  }
  return [...new Set(partOf.values())]
}

/** In the order in which it happened. */
export function inOrder<T extends Told>(alerts: readonly T[]): readonly T[] {
  return [...alerts].sort((a, b) => a.firstSeenAt - b.firstSeenAt || a.number - b.number)
}

/**
 * For each alert, in the order of `alerts`, why it belongs to an earlier one, the most telling first: of several alerts with
 * which it shares the same sort of thing the nearest. One that only later alerts hold says why it belongs to those. Empty for
 * the first.
 */
export function reasonsOf(alerts: readonly Told[], ties: readonly Tie[]): readonly (readonly Reason[])[] {
  const byKey = Map.groupBy(ties, ({ key }) => key)
  const byAlert = Map.groupBy(ties, ({ alertId }) => alertId)
  const place = new Map(alerts.map(({ id }, index) => [id, index]))
  return alerts.map((alert, index) => {
    if (index === 0) return []
    const found: Found[] = []
    for (const tie of byAlert.get(alert.id) ?? []) {
      for (const theirs of byKey.get(tie.key) ?? []) {
        const at = place.get(theirs.alertId)
        const other = at === undefined ? undefined : alerts[at]
        if (at === undefined || other === undefined || !joins(tie, theirs)) continue
        found.push({ ...reasonFor(tie, theirs, alert, other), with: other.number, distance: at - index })
      }
    }
    const earlier = found.filter(({ distance }) => distance < 0)
    return bestOf(earlier.length > 0 ? earlier : found)
  })
}

interface Found extends Reason {
  readonly rank: number
  readonly distance: number
}

/** One of each kind, the nearest; alike whichever was found first. */
function bestOf(found: readonly Found[]): readonly Reason[] {
  const sorted = [...found].sort(
    (a, b) =>
      a.rank - b.rank ||
      Math.abs(a.distance) - Math.abs(b.distance) ||
      compare(a.words, b.words) ||
      compare(a.kind, b.kind),
  )
  const best = [...Map.groupBy(sorted, ({ kind }) => kind).values()].flatMap(([first]) => first ?? [])
  const isOnlyAddress = best.every(({ kind }) => kind === 'address')
  return best.slice(0, MOST_REASONS).map(({ kind, with: other, words }) => ({
    kind,
    with: other,
    words: isOnlyAddress ? `only the ${words}` : words,
  }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function reasonFor(mine: Tie, theirs: Tie, me: Told, them: Told): Pick<Found, 'kind' | 'words' | 'rank'> {
  const { label } = mine
  const other = `A-${them.number}`
  if (mine.kind === 'address') return { kind: 'address', rank: 5, words: `same address ${label} as ${other}` }
  if (mine.kind === 'identity') {
    const isSame = me.identityId !== null && me.identityId === them.identityId
    if (isSame || (mine.side === 'by' && theirs.side === 'by')) {
      return { kind: 'identity', rank: 1, words: `same identity ${label} as ${other}` }
    }
    return { kind: 'identity', rank: 2, words: crossedIdentity(mine, theirs, other) }
  }
  const kind = mine.kind === 'session' || theirs.kind === 'session' ? 'session' : 'credential'
  if (mine.side === theirs.side)
    return { kind, rank: kind === 'session' ? 3 : 4, words: `same ${kind} ${label} as ${other}` }
  return { kind, rank: 0, words: crossedKey(mine, theirs, other) }
}

function crossedIdentity(mine: Tie, theirs: Tie, other: string): string {
  const { label } = mine
  if (mine.side === theirs.side) {
    return mine.side === 'to' ? `is done to ${label}, as ${other} is` : `got its key from ${label}, as ${other} did`
  }
  return `${SIDE_WORDS[mine.side].mine} ${label}, ${SIDE_WORDS[theirs.side].theirs.replace('it', other)}`
}

/** `it` stands for the other alert. */
const SIDE_WORDS: Readonly<Record<Side, { readonly mine: string; readonly theirs: string }>> = {
  by: { mine: 'acts as', theirs: 'who acts in it' },
  to: { mine: 'is done to', theirs: 'to whom it was done' },
  from: { mine: 'got its key from', theirs: 'from whom it got its key' },
  made: { mine: 'made', theirs: 'whom it made' },
}

function crossedKey({ side, label }: Tie, theirs: Tie, other: string): string {
  if (side === 'by') {
    return theirs.side === 'made'
      ? `acts with the key ${label} that ${other} made`
      : `acts with the key ${label} that ${other} is about`
  }
  if (theirs.side === 'by') return `${side === 'made' ? 'made' : 'is about'} the key ${label} with which ${other} acts`
  return `is about the key ${label} that ${other} ${theirs.side === 'made' ? 'made' : 'is about'}`
}

/** What has to be said about the whole, in sentences. */
export function cautionsOf(alerts: readonly Told[], ties: readonly Tie[]): readonly string[] {
  const addresses = ties.filter(({ kind }) => kind === 'address')
  const without = partsOf(ties.filter(({ kind }) => kind !== 'address'))
  const partOf = new Map(alerts.map(({ id }) => [id, without.find((part) => part.has(id)) ?? id]))
  const parts = new Set(partOf.values()).size
  if (parts < 2) return []
  const holding = [...Map.groupBy(addresses, ({ key }) => key).values()].filter(
    (sharing) => new Set(sharing.map(({ alertId }) => partOf.get(alertId))).size > 1,
  )
  const labels = [...new Set(holding.flatMap(([first]) => first?.label ?? []))]
  const what = labels.length === 1 ? `the address ${labels[0]} holds` : `${labels.length} addresses hold`
  return [`Only ${what} it together: without, it would be ${parts} stories.`]
}
