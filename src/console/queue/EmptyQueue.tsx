import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { countText } from '../ui/number-text.ts'
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
        title="No alert has ever arrived"
        actions={
          <Link to="/sources" className="rounded-m bg-ink px-3 py-1.5 text-small font-title text-on-ink">
            Add a source
          </Link>
        }
      >
        The store is empty. Sources send alerts here, or you drop a file; <StateOf at={asOf} />.
      </EmptyState>
    )
  }
  const counted = all === undefined ? '' : `, of ${countText(all)} in the store`
  if (isWaitingRoom) {
    return (
      <EmptyState
        title="Nothing waits for you"
        tone="healthy"
        actions={<Button onClick={onShowAll}>Show every alert</Button>}
      >
        No alert belongs to this view{counted}; <StateOf at={asOf} />.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No alert fits these filters" actions={<Button onClick={onShowAll}>Show every alert</Button>}>
      All of them were looked at{counted}; <StateOf at={asOf} />. Your filters are untouched.
    </EmptyState>
  )
}
