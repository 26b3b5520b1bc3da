import * as words from '#words/queue.ts'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { useQueueStatus } from './engine/queue-engine.ts'

// The worker says how far it is with each block and with each change. What shows that is drawn anew by itself, and the list is not.

/** How much of the queue is here while it is read. */
export function HowFar() {
  const share = useQueueStatus(({ rows, total }) => (total === 0 ? 0 : rows / total))
  return <LoadingLine label={words.loadingMore} share={share} />
}

/** How many alerts fit, of how many. */
export function HowMany({ matched, computeMs }: { readonly matched: number; readonly computeMs: number }) {
  const { phase, rows, total } = useQueueStatus()
  if (phase === 'loading') return words.soFar(matched, rows, total)
  return `${words.of(matched, Math.max(total, rows))} · ${words.made(computeMs)}`
}
