import type { ListedView } from '../../shared/views/listed-views.ts'

const OPEN = 'new,acknowledged,in-progress'

/** The views that come with the queue. The first one is what an empty URL shows. */
export const BUILT_IN_VIEWS = [
  builtIn('shift', 'Shift triage', { status: OPEN }),
  builtIn('unassigned', 'Unassigned', { status: OPEN, assignee: 'nobody' }),
  builtIn('contain', 'Contain now', { status: OPEN, tier: '4,3,2' }),
  builtIn('blocked', 'Blocked', { status: OPEN, gate: 'blocked' }),
  builtIn('aside', 'Put aside', { held: 'only' }),
  builtIn('closed', 'Closed', { status: 'closed' }),
] as const satisfies readonly ListedView[]

function builtIn<const Id extends string, Words>(id: Id, name: string, words: Words) {
  return { id, name, words, saved: null }
}
