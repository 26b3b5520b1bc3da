import { useQueries } from '@tanstack/react-query'
import { Pause, Play } from 'lucide-react'
import type { Backend } from '../../backend/port.ts'
import type { AlertTally } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useConnection } from '../shared/connection.ts'
import { ConnectionMark } from '../shared/marks/ConnectionMark.tsx'
import { Button } from '../ui/Button.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { filtersOf, queryOf, VIEWS, type ViewId } from './queue-view.ts'

interface QueueBarProps {
  readonly view: ViewId | null
  readonly tally: AlertTally | undefined
  readonly onView: (view: ViewId) => void
  /** Epoch ms since when the list stands still; null while it is live. */
  readonly pausedSince: number | null
  readonly onPause: () => void
}

/** Saved views as tabs, each with an exact count or none; and whether the list still follows what happens. */
export function QueueBar({ view, tally, onView, pausedSince, onPause }: QueueBarProps) {
  const backend = useBackend()
  const line = useConnection((state) => state.connection)
  const counts = useQueries({ queries: VIEWS.map(({ id }) => countQuery(backend, id)) })
  const connection =
    pausedSince !== null && line.kind === 'live' ? ({ kind: 'paused', since: pausedSince } as const) : line
  const tabs = VIEWS.map(({ id, label }, i) => {
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
      <Tabs label="Saved views" value={view ?? ''} onChange={(next) => next !== '' && onView(next)} tabs={tabs} />
    </ScreenBar>
  )
}

/** Exact where the backend counts exactly, which it does for work, tier, gate and severity; else nothing is shown. */
function countQuery(backend: Backend, id: ViewId) {
  const query = { ...queryOf({ filters: filtersOf(id), sort: 'priority' }), limit: 1 }
  return {
    queryKey: ['alerts', 'count', query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await backend.listAlerts(query, signal)).total,
    enabled: id !== 'shift' && query.assignee === undefined,
    staleTime: 30_000,
  }
}
