import type { ListedView } from '../../shared/views/listed-views.ts'

/** Stands in a URL for a query without a condition: an empty word would be left out. */
export const EVERY_ALERT = '*'

const OPEN = 'status : (new or acknowledged or in-progress) and not held : * and not suppressed : *'

/** The views that come with the queue. The first one is what an empty URL shows. */
export const BUILT_IN_VIEWS = [
  builtIn('shift', 'Shift triage', OPEN),
  builtIn('unassigned', 'Unassigned', `${OPEN} and not assignee : *`),
  builtIn('contain', 'Contain now', `${OPEN} and tier >= T2`),
  builtIn('blocked', 'Blocked', `${OPEN} and gate : blocked`),
  builtIn('aside', 'Put aside', 'held : *'),
  builtIn('suppressed', 'Suppressed', 'suppressed : *'),
  builtIn('closed', 'Closed', 'status : closed'),
] as const satisfies readonly ListedView[]

function builtIn<const Id extends string>(id: Id, name: string, q: string) {
  return { id, name, words: { q }, saved: null }
}
