import type { TriggerView } from '../../domain/views/change-views.ts'
import type { GridSort } from '../ui/grid-columns.ts'

export const STATES = ['broken', 'lost', 'noisy', 'silent', 'open', 'edited'] as const
/**
 * What a person looks for in the list. `noisy`: at least half of those judged were benign or false. `silent`: on, and not a
 * hit in 30 days. `lost`: automation that the gateway took away.
 */
export type TriggerState = (typeof STATES)[number]

export interface TriggerFilter {
  readonly text: string
  readonly mode: TriggerView['mode'] | ''
  readonly state: TriggerState | ''
}

export const SORTS = ['title', 'level', 'week', 'precision', 'noise', 'fired'] as const
export type TriggerSort = (typeof SORTS)[number]

/** The triggers that a filter leaves, in the order asked for; ties by id. */
export function shownTriggers(
  triggers: readonly TriggerView[],
  { text, mode, state }: TriggerFilter,
  sort: GridSort,
): readonly TriggerView[] {
  const wanted = text.trim().toLowerCase()
  const found = triggers.filter(
    (trigger) =>
      (mode === '' || trigger.mode === mode) &&
      (state === '' || isIn(trigger, state)) &&
      (wanted === '' || haystack(trigger).includes(wanted)),
  )
  const rank = RANKS[SORTS.find((known) => known === sort.column) ?? 'week']
  const sign = sort.direction === 'ascending' ? 1 : -1
  return found.toSorted((a, b) => sign * compare(rank(a), rank(b)) || compare(a.id, b.id))
}

export function isIn(trigger: TriggerView, state: TriggerState): boolean {
  if (state === 'broken') return trigger.problems.length > 0
  if (state === 'lost') return trigger.automation.lost !== null
  if (state === 'noisy') return trigger.noise !== null && trigger.noise >= 50
  if (state === 'silent') return trigger.mode === 'on' && trigger.hits.month === 0
  return state === 'open' ? trigger.openChangeId !== null : trigger.isEdited || trigger.origin === 'own'
}

function haystack({ id, title, attacks, tags, response }: TriggerView): string {
  return [id, title, ...attacks, ...tags, response?.threatens ?? '', response?.playbook ?? ''].join('\n').toLowerCase()
}

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical']

/** What is not known comes last in the direction that puts the most first. */
const RANKS: Readonly<Record<TriggerSort, (trigger: TriggerView) => number | string>> = {
  title: ({ title }) => title.toLowerCase(),
  level: ({ level }) => LEVELS.indexOf(level),
  week: ({ hits, shadowHits }) => hits.week + shadowHits.week,
  precision: ({ judged, truePositives }) => (judged === 0 ? -1 : truePositives / judged),
  noise: ({ noise }) => noise ?? -1,
  fired: ({ lastFiredAt }) => lastFiredAt ?? 0,
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return a < b ? -1 : a > b ? 1 : 0
}
