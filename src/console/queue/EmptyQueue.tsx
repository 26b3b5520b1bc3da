import * as words from '#words/queue-empty.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { StateOf } from '../ui/Time.tsx'

interface EmptyQueueProps {
  /** Nothing in the view is how it should be: it is one of work that waits, and nobody changed it. */
  readonly isWaitingRoom: boolean
  readonly all: number | undefined
  readonly asOf: number
  readonly onShowAll: () => void
}

/** Three kinds of nothing: nothing waits, nothing fits, nothing ever came. Each says what was looked at. */
export function EmptyQueue({ isWaitingRoom, all, asOf, onShowAll }: EmptyQueueProps) {
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
  if (isWaitingRoom) {
    return (
      <EmptyState
        title={words.nothingWaits}
        tone="healthy"
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
