import { useEffect, useState } from 'react'
import * as words from '#words/queue.ts'
import type { QueueEngine } from '../../engine/worker/queue-client.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { FailedState, LoadingState } from '../ui/states.tsx'
import { useQueueStatus } from './engine/queue-engine.ts'
import type { QueueLines } from './engine/use-queue-lines.ts'

/** Loading without any news for so long is worth a word. */
const LONG_MS = 15_000

/** Before the first lines: they are on their way, or it is said why they are not. */
export function NoLinesYet({ engine, lines }: { readonly engine: QueueEngine | null; readonly lines: QueueLines }) {
  const { phase, rows, total, error } = useQueueStatus()
  const [tries, setTries] = useState(0)
  // Each block is news, so this begins anew with it.
  const news = [tries, phase, rows, total, lines.looked].join(' ')
  const [longAt, setLongAt] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setLongAt(news), LONG_MS)
    return () => clearTimeout(timer)
  }, [news])
  if (phase === 'failed') return <QueryFailed error={error} onRetry={() => engine?.retry()} />
  if (lines.trouble !== null) {
    return (
      <FailedState title={words.viewFailed} onRetry={lines.refresh}>
        {lines.trouble}
      </FailedState>
    )
  }
  const again = () => {
    setTries(tries + 1)
    engine?.retry()
    lines.refresh()
  }
  return (
    <LoadingState
      label={lines.looked === null ? words.loading : words.raw(lines.looked)}
      stalled={longAt === news ? { text: words.loadingLong, onRetry: again } : null}
      {...(total > 0 ? { share: rows / total } : {})}
    />
  )
}
