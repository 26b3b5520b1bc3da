import { useQueries } from '@tanstack/react-query'
import { Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Backend } from '../../backend/port.ts'
import type { AlertTally } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useConnection } from '../shared/connection.ts'
import { ConnectionMark } from '../shared/marks/ConnectionMark.tsx'
import type { ListedView } from '../shared/views/listed-views.ts'
import { Button } from '../ui/Button.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { queryOf, readView } from './queue-view.ts'
import { words } from './views/words.ts'

interface QueueBarProps {
  readonly views: readonly ListedView[]
  readonly view: ListedView | null
  readonly tally: AlertTally | undefined
  readonly onView: (view: ListedView) => void
  /** What can be done with the view. */
  readonly menu: ReactNode
  /** Epoch ms since when the list stands still; null while it is live. */
  readonly pausedSince: number | null
  readonly onPause: () => void
}

/** Views as tabs, each with an exact count or none; and whether the list still follows what happens. */
export function QueueBar({ views, view, tally, onView, menu, pausedSince, onPause }: QueueBarProps) {
  const backend = useBackend()
  const line = useConnection((state) => state.connection)
  const counts = useQueries({ queries: views.map((one) => countQuery(backend, one)) })
  const connection =
    pausedSince !== null && line.kind === 'live' ? ({ kind: 'paused', since: pausedSince } as const) : line
  const tabs = views.map(({ id, name: label }, i) => {
    const count = id === 'shift' ? tally?.open : counts[i]?.data
    return { value: id, label, ...(count === undefined || count === null ? {} : { count }) }
  })
  return (
    <ScreenBar
      title={<span className="sr-only">Queue</span>}
      end={
        <>
          <span className="text-small text-text-2">
            <ConnectionMark connection={connection} />
          </span>
          <Button
            look="ghost"
            aria-pressed={pausedSince !== null}
            icon={pausedSince === null ? <Pause aria-hidden size={14} /> : <Play aria-hidden size={14} />}
            onClick={onPause}
          >
            {pausedSince === null ? 'Pause' : 'Go live'}
          </Button>
        </>
      }
    >
      <span className="tablet:-ms-6.5" />
      <Tabs
        label={words.tabs}
        value={view?.id ?? ''}
        onChange={(next) => {
          const chosen = views.find(({ id }) => id === next)
          if (chosen !== undefined) onView(chosen)
        }}
        tabs={tabs}
      />
      <span className="flex shrink-0 items-center ps-1">{menu}</span>
    </ScreenBar>
  )
}

/** Exact where the backend counts exactly, which it does for work, tier, gate and severity; else nothing is shown. */
function countQuery(backend: Backend, { id, words: asked }: ListedView) {
  const query = { ...queryOf(readView(asked)), limit: 1 }
  return {
    queryKey: ['alerts', 'count', query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await backend.listAlerts(query, signal)).total,
    enabled: id !== 'shift' && query.assignee === undefined,
    staleTime: 30_000,
  }
}
