import * as words from '#words/queue-empty.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'

interface EmptyQueueProps {
  /** The view that came with the queue and that nobody changed: each has its own word for nothing. */
  readonly view: string | null
  readonly all: number | undefined
  readonly asOf: number
  readonly onShowAll: () => void
}

const QUIET = ['aside', 'suppressed', 'closed']

/** Three kinds of nothing: nothing waits, nothing fits, nothing ever came. Each says what was looked at. */
export function EmptyQueue({ view, all, asOf, onShowAll }: EmptyQueueProps) {
  if (all === 0) {
    return (
      <EmptyState
        title={words.nothingEver}
        actions={
          <Link to="/sources" className="rounded-m bg-ink px-3 py-1.5 text-small font-title text-on-ink">
            {words.addASource}
          </Link>
        }
      >
        {words.theStoreIsEmpty(<StateOf at={asOf} />)}
      </EmptyState>
    )
  }
  const title = new Map(Object.entries(words.nothingIn)).get(view ?? '')
  if (title !== undefined) {
    return (
      <EmptyState
        title={title}
        // Of work that waits none is how it should be; that nothing was closed or put aside is no news.
        tone={view !== null && QUIET.includes(view) ? 'none' : 'healthy'}
        actions={<Button onClick={onShowAll}>{words.showEveryAlert}</Button>}
      >
        {words.nothingInView(all, <StateOf at={asOf} />)}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={words.nothingFitsTitle} actions={<Button onClick={onShowAll}>{words.showEveryAlert}</Button>}>
      {words.nothingFits(all, <StateOf at={asOf} />)}
    </EmptyState>
  )
}
