import { DISPOSITIONS, type Disposition } from '../alert/alert.ts'
import type { EpochMs } from '../time/instant.ts'
import type { Impact, NamedAlert } from './impact-schema.ts'
import { SPARED, type Sparable, type SparingRules, whySpared } from './spared.ts'

/** What counts of one alert. */
export interface ImpactFact extends Sparable {
  readonly disposition: Disposition
  readonly isWaiting: boolean
  readonly receivedAt: EpochMs
  /** Asked only where it was true. */
  readonly named: () => NamedAlert
}

const MOST_NAMED = 20
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS

/** The Monday, 00:00 UTC, of the week in which an instant lies. */
export function weekOf(at: EpochMs): EpochMs {
  return Math.floor((at - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS
}

/** Counts the alerts that fit. `looked` and `since` are of the history that they were found in. */
export function impactOf(
  matching: Iterable<ImpactFact>,
  history: Pick<Impact, 'looked' | 'since'>,
  rules: SparingRules,
): Impact {
  const impact = emptyImpact()
  const weeks = new Map<EpochMs, { held: number; spared: number }>()
  for (const fact of matching) {
    const week = weeks.get(weekOf(fact.receivedAt)) ?? { held: 0, spared: 0 }
    weeks.set(weekOf(fact.receivedAt), week)
    impact.matched += 1
    const spared = whySpared(fact, rules)
    if (spared !== null) {
      impact.spared[spared] += 1
      week.spared += 1
      continue
    }
    impact.held += 1
    week.held += 1
    impact.tiers[fact.tier] = (impact.tiers[fact.tier] ?? 0) + 1
    impact.dispositions[fact.disposition] += 1
    if (fact.isWaiting) impact.waiting += 1
    if (fact.disposition === 'true-positive') impact.truePositives.push(fact.named())
  }
  return {
    ...impact,
    ...history,
    weeks: weeksInOrder(weeks),
    truePositives: newest(impact.truePositives),
  }
}

/** Of two parts of one history. */
export function mergeImpacts(a: Impact, b: Impact): Impact {
  const weeks = new Map<EpochMs, { held: number; spared: number }>()
  for (const { from, held, spared } of [...a.weeks, ...b.weeks]) {
    const week = weeks.get(from) ?? { held: 0, spared: 0 }
    weeks.set(from, { held: week.held + held, spared: week.spared + spared })
  }
  const since = [a.since, b.since].filter((one) => one !== null)
  return {
    looked: a.looked + b.looked,
    since: since.length === 0 ? null : Math.min(...since),
    matched: a.matched + b.matched,
    held: a.held + b.held,
    spared: sumOf(SPARED, a.spared, b.spared),
    tiers: a.tiers.map((count, tier) => count + (b.tiers[tier] ?? 0)),
    dispositions: sumOf(DISPOSITIONS, a.dispositions, b.dispositions),
    weeks: weeksInOrder(weeks),
    truePositives: newest([...a.truePositives, ...b.truePositives]),
    waiting: a.waiting + b.waiting,
  }
}

export function emptyImpact(): Impact {
  return {
    looked: 0,
    since: null,
    matched: 0,
    held: 0,
    spared: { tier: 0, uncapped: 0, decoy: 0, confirmed: 0, automatic: 0 },
    tiers: [0, 0, 0, 0, 0],
    dispositions: { undetermined: 0, 'true-positive': 0, 'benign-positive': 0, 'false-positive': 0 },
    weeks: [],
    truePositives: [],
    waiting: 0,
  }
}

function weeksInOrder(weeks: ReadonlyMap<EpochMs, { readonly held: number; readonly spared: number }>) {
  return [...weeks].map(([from, week]) => ({ from, ...week })).sort((a, b) => a.from - b.from)
}

function newest(named: readonly NamedAlert[]): NamedAlert[] {
  return named.toSorted((a, b) => b.number - a.number).slice(0, MOST_NAMED)
}

function sumOf<K extends string>(keys: readonly K[], a: Readonly<Record<K, number>>, b: Readonly<Record<K, number>>) {
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as Record<K, number>
}
