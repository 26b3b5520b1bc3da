import type { AlertQuery, AlertSort } from '../../backend/port.ts'
import type { Tier } from '../../domain/action/action.ts'
import type { Status } from '../../domain/alert/alert.ts'
import type { Gate } from '../../domain/decision/decision.ts'
import type { Containment } from '../../domain/plan/plan.ts'
import type { Severity } from '../../domain/signal/signal.ts'
import { oneOf, someOf, type UrlChange, type UrlWords } from '../shared/url-state.ts'
import { BUILT_IN_VIEWS } from './views/built-in-views.ts'

/*
 * The URL is the view: what stands in it is what is asked, so a link shows a colleague the same rows. An empty URL is the
 * shift's own view. Every list here is in the order in which people meet the values.
 */

export const SHOWN_STATUSES = ['new', 'acknowledged', 'in-progress', 'closed'] as const satisfies readonly Status[]
export const SHOWN_TIERS = ['4', '3', '2', '1', '0'] as const
export const SHOWN_GATES = ['auto', 'one-approval', 'two-approvals', 'blocked'] as const satisfies readonly Gate[]
export const SHOWN_SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
  'informational',
  'unknown',
] as const satisfies readonly Severity[]
export const SHOWN_CONTAINMENTS = [
  'not-contained',
  'new-sessions-only',
  'contained',
  'in-doubt',
  'already-contained',
  'cannot-contain',
] as const satisfies readonly Containment[]
export const SORTS = ['priority', 'tier', 'sla', 'lastSeen'] as const satisfies readonly AlertSort[]

/** Filters whose values are words of a fixed list: facets, chips, and the words of the URL. */
export const FACETS = {
  status: SHOWN_STATUSES,
  tier: SHOWN_TIERS,
  gate: SHOWN_GATES,
  severity: SHOWN_SEVERITIES,
  containment: SHOWN_CONTAINMENTS,
} as const
export type FacetName = keyof typeof FACETS
export const FACET_NAMES = Object.keys(FACETS) as readonly FacetName[]

/** Filters with a value from the data: an exact owner, identity or assignee, and free text. */
const VALUE_FILTERS = ['owner', 'identity', 'assignee', 'text'] as const
export type ValueFilter = (typeof VALUE_FILTERS)[number]

/** `held` is `only` or left out: what rests is shown apart, and is no part of any view of open work. */
export type Filters = Readonly<Partial<Record<FacetName | ValueFilter | 'held', string>>>

export type ViewId = (typeof BUILT_IN_VIEWS)[number]['id']

export interface QueueView {
  /** The saved view the filters began with; null for a link that names none. */
  readonly view: ViewId | null
  readonly filters: Filters
  readonly sort: AlertSort
  /** Whether the filters differ from those of the saved view: no filter is added or lost silently. */
  readonly isChanged: boolean
  /** Id of the alert in the preview. */
  readonly open: string | null
}

const FILTER_NAMES: readonly (keyof Filters)[] = [...FACET_NAMES, ...VALUE_FILTERS, 'held']

/** Reads the view from the words of the URL; words that mean nothing here are dropped. */
export function readView(words: UrlWords): QueueView {
  const asked = FILTER_NAMES.flatMap((name) => {
    const word = cleanWord(name, words[name])
    return word === '' ? [] : [[name, word] as const]
  })
  const named = oneOf(
    words['view'],
    BUILT_IN_VIEWS.map(({ id }) => id),
    null,
  )
  const view = named ?? (asked.length === 0 ? 'shift' : null)
  const isImplicit = named === null && view !== null
  const filters: Filters = isImplicit ? filtersOf(view) : Object.fromEntries(asked)
  return {
    view,
    filters,
    sort: oneOf(words['sort'], SORTS, 'priority'),
    isChanged: view === null ? asked.length > 0 : !sameFilters(filters, filtersOf(view)),
    open: words['open'] ?? null,
  }
}

export function filtersOf(view: ViewId): Filters {
  return BUILT_IN_VIEWS.find(({ id }) => id === view)?.words ?? {}
}

/** The change of the URL that shows these filters. The preview stays where it is only if it is named. */
export function writeView(view: ViewId | null, filters: Filters): UrlChange {
  const words = Object.fromEntries(FILTER_NAMES.map((name) => [name, filters[name] ?? null]))
  const isPlain = view === 'shift' && sameFilters(filters, filtersOf('shift'))
  return { ...words, view: isPlain ? null : view }
}

/** The filters with one value of a facet switched; `only` keeps just that one, `out` every other. The last one out turns round. */
export function withFacet(filters: Filters, facet: FacetName, value: string, how: 'toggle' | 'only' | 'out'): Filters {
  const all: readonly string[] = FACETS[facet]
  const before = someOf<string>(filters[facet], all)
  const shown = before.length === 0 ? all : before
  const after =
    how === 'only'
      ? [value]
      : how === 'out'
        ? all.filter((each) => each !== value && (shown.includes(each) || shown.length === 1))
        : before.includes(value)
          ? before.filter((each) => each !== value)
          : [...before, value]
  const word = all.filter((each) => after.includes(each)).join(',')
  return withWord(filters, facet, word === all.join(',') ? '' : word)
}

/** The filters with one word set, or taken out where it is empty. */
export function withWord(filters: Filters, name: keyof Filters, word: string): Filters {
  const others = Object.entries(filters).filter(([each]) => each !== name)
  return Object.fromEntries(word === '' ? others : [...others, [name, word]])
}

/** What the backend is asked for this view. */
export function queryOf({ filters, sort }: Pick<QueueView, 'filters' | 'sort'>): AlertQuery {
  const query: { -readonly [Name in keyof AlertQuery]: AlertQuery[Name] } = { sort }
  const status = someOf(filters.status, SHOWN_STATUSES)
  const tier = someOf(filters.tier, SHOWN_TIERS).map((word) => Number(word) as Tier)
  const gate = someOf(filters.gate, SHOWN_GATES)
  const severity = someOf(filters.severity, SHOWN_SEVERITIES)
  const containment = someOf(filters.containment, SHOWN_CONTAINMENTS)
  if (status.length > 0) query.status = status
  if (tier.length > 0) query.tier = tier
  if (gate.length > 0) query.gate = gate
  if (severity.length > 0) query.severity = severity
  if (containment.length > 0) query.containment = containment
  if (filters.held === 'only') query.held = 'only'
  else if (status.length > 0 && !status.includes('closed')) query.held = 'hide'
  for (const name of VALUE_FILTERS) {
    const word = filters[name]
    if (word !== undefined && word !== '') query[name] = word
  }
  return query
}

function cleanWord(name: keyof Filters, word: string | undefined): string {
  if (word === undefined) return ''
  if (name === 'held') return word === 'only' ? word : ''
  return name in FACETS ? someOf<string>(word, FACETS[name as FacetName]).join(',') : word.slice(0, 200)
}

function sameFilters(a: Filters, b: Filters): boolean {
  return FILTER_NAMES.every((name) => cleanWord(name, a[name]) === cleanWord(name, b[name]))
}
