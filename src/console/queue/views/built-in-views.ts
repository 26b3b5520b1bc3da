import * as words from '#words/views.ts'
import type { ListedView } from '../../shared/views/listed-views.ts'

/** Stands in a URL for a query without a condition: an empty word would be left out. */
export const EVERY_ALERT = '*'

const OPEN = 'status : (new or acknowledged or in-progress) and not held : * and not suppressed : *'

/** The views that come with the queue. The first one is what an empty URL shows. */
export const BUILT_IN_VIEWS = [
  builtIn('shift', words.shiftTriage, OPEN),
  builtIn('unassigned', words.unassigned, `${OPEN} and not assignee : *`),
  builtIn('contain', words.containNow, `${OPEN} and tier >= T2`),
  builtIn('blocked', words.blocked, `${OPEN} and gate : blocked`),
  builtIn('aside', words.putAside, 'held : *'),
  builtIn('suppressed', words.suppressed, 'suppressed : *'),
  builtIn('closed', words.closed, 'status : closed'),
] as const satisfies readonly ListedView[]

function builtIn<const Id extends string>(id: Id, name: string, q: string) {
  return { id, name, words: { q }, saved: null }
}
