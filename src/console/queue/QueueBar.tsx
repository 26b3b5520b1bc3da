import { Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import * as queueWords from '#words/queue.ts'
import * as words from '#words/views.ts'
import type { QueueEngine } from '../../engine/worker/queue-client.ts'
import { useConnection } from '../shared/connection.ts'
import { ConnectionMark } from '../shared/marks/ConnectionMark.tsx'
import type { ListedView } from '../shared/views/listed-views.ts'
import { Button } from '../ui/Button.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useViewCounts } from './engine/use-view-counts.ts'

interface QueueBarProps {
  readonly views: readonly ListedView[]
  readonly view: ListedView | null
  readonly engine: QueueEngine | null
  readonly onView: (view: ListedView) => void
  /** What can be done with the view. */
  readonly menu: ReactNode
  /** Epoch ms since when the list stands still; null while it is live. */
  readonly pausedSince: number | null
  readonly onPause: () => void
}

/** Views as tabs, each with an exact count or none; and whether the list still follows what happens. */
export function QueueBar({ views, view, engine, onView, menu, pausedSince, onPause }: QueueBarProps) {
  const line = useConnection((state) => state.connection)
  const counts = useViewCounts(engine, views)
  const connection =
    pausedSince !== null && line.kind === 'live' ? ({ kind: 'paused', since: pausedSince } as const) : line
  const tabs = views.map(({ id, name: label }) => {
    const count = counts.get(id)
    return { value: id, label, ...(count === undefined ? {} : { count }) }
  })
  return (
    <ScreenBar
      title={<span className="sr-only">{queueWords.title}</span>}
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
            {pausedSince === null ? queueWords.pause : queueWords.goLive}
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
