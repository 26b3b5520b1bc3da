import { fieldIs } from '../../domain/query/edit.ts'
import { type FieldName, fieldNamed } from '../../domain/query/fields.ts'
import { type ParsedQuery, parseQuery } from '../../domain/query/parse.ts'
import { printQuery } from '../../domain/query/print.ts'
import { allOf, anyOf, literal, type Query } from '../../domain/query/query.ts'
import type { QueueSort } from '../../engine/worker/queue-client.ts'
import type { UrlChange } from '../shared/url-state.ts'
import type { UrlWords } from '../shared/url-words.ts'
import { BUILT_IN_VIEWS, EVERY_ALERT } from './views/built-in-views.ts'

/*
 * The URL is the view: `q` is the query as it is written, `sort` a field and its direction, `group` up to three fields. What
 * stands in it is what is asked, so a link shows a colleague the same rows. An empty URL is the first view that comes with it.
 */

export const GROUP_FIELDS = [
  'tier',
  'severity',
  'identity',
  'owner',
  'trigger',
  'gate',
  'containment',
  'status',
  'assignee',
  'environment',
  'kind',
  'vendor',
  'threat',
  'suppressed',
] as const satisfies readonly FieldName[]
export const MOST_GROUPS = 3

export const SORT_FIELDS = ['priority', 'tier', 'due', 'lastSeen', 'severity', 'received'] as const
const FIRST_SORT: QueueSort = { field: 'priority', descending: true }

export interface QueueView {
  /** Which view the words began with; null for a link that names none. */
  readonly view: string | null
  /** As it is written, right or wrong. */
  readonly text: string
  readonly parsed: ParsedQuery
  readonly sort: QueueSort
  readonly groupBy: readonly FieldName[]
  /** Whether alerts that repeat one another are one line. */
  readonly isCollapsed: boolean
}

export function readView(words: UrlWords): QueueView {
  const named = BUILT_IN_VIEWS.find(({ id }) => id === words['view'])
  const isBare = named === undefined && words['q'] === undefined && older(words) === null
  const written = words['q'] ?? older(words) ?? (named ?? BUILT_IN_VIEWS[0]).words.q
  const text = written === EVERY_ALERT ? '' : written
  return {
    view: words['view'] ?? (isBare ? BUILT_IN_VIEWS[0].id : null),
    text,
    parsed: parseQuery(text),
    sort: readSort(words['sort']),
    groupBy: readGroups(words['group']),
    isCollapsed: words['repeats'] !== 'apart',
  }
}

/** The words that make this view, whole: for saving, and to compare one with another. */
export function wordsOf({ text, sort, groupBy, isCollapsed }: Omit<QueueView, 'view' | 'parsed'>): UrlWords {
  const isFirstSort = sort.field === FIRST_SORT.field && sort.descending
  return {
    q: text.trim() === '' ? EVERY_ALERT : text,
    ...(isFirstSort ? {} : { sort: `${sort.field}:${sort.descending ? 'desc' : 'asc'}` }),
    ...(groupBy.length === 0 ? {} : { group: groupBy.join(',') }),
    ...(isCollapsed ? {} : { repeats: 'apart' }),
  }
}

/** The change of the URL that shows it. The words of older links are taken out: the query says the same; so is the alert that was open. */
export function urlOf(view: QueueView): UrlChange {
  const none = Object.fromEntries(
    [...OLDER, 'sort', 'group', 'repeats', 'held', 'text', 'open'].map((name) => [name, null]),
  )
  return { ...none, ...wordsOf(view), view: view.view }
}

function readSort(word: string | undefined): QueueSort {
  const [name, direction] = (word ?? '').split(':')
  const field = name === 'sla' ? 'due' : SORT_FIELDS.find((one) => one === name)
  if (field === undefined) return FIRST_SORT
  return { field, descending: direction === undefined ? field !== 'due' : direction === 'desc' }
}

function readGroups(word: string | undefined): readonly FieldName[] {
  const asked = (word ?? '').split(',')
  const known = asked.flatMap((name) => GROUP_FIELDS.filter((field) => field === name))
  return [...new Set(known)].slice(0, MOST_GROUPS)
}

// Links of before the query language, and those that other screens make: `?tier=3,4&identity=…`.
const OLDER = ['status', 'tier', 'gate', 'severity', 'containment', 'identity', 'owner', 'assignee'] as const

function older(words: UrlWords): string | null {
  const parts = OLDER.flatMap((name): Query[] => {
    const word = words[name]
    if (word === undefined || word === '') return []
    if (name === 'assignee' && word === 'nobody') return [fieldIs(name, null)]
    const isList = fieldNamed(name)?.values !== undefined
    const values = (isList ? word.split(',') : [word]).map((value) => (name === 'tier' ? `T${value}` : value))
    return [anyOf([{ kind: 'is', field: name, values: values.map(literal) }])]
  })
  const text = words['text']
  const free: readonly Query[] = text === undefined || text === '' ? [] : [{ kind: 'text', value: literal(text) }]
  const held: readonly Query[] = words['held'] === 'only' ? [{ kind: 'exists', field: 'held' }] : []
  const all = [...parts, ...free, ...held]
  return all.length === 0 ? null : printQuery(allOf(all)).slice(0, 4_000)
}
