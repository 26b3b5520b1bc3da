import { useEffect, useEffectEvent, useState } from 'react'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import { useSession } from '../../shared/session.ts'
import type { ListedView } from '../../shared/views/listed-views.ts'
import { nowMs } from '../../ui/clock.ts'
import { readView } from '../queue-view.ts'
import { useQueueStatus } from './queue-engine.ts'
import { rawClauses } from './raw-answers.ts'

/** Counts follow what changes at most so often: they are badges, not the list. */
const EVERY_MS = 1_000

/** How many alerts each view holds, by its id; of none before all are here: a part of them would be another number. Not of views that ask for raw records, nor of those that cannot be read: they are not counted. */
export function useViewCounts(engine: QueueEngine | null, views: readonly ListedView[]): ReadonlyMap<string, number> {
  const meId = useSession()?.person.id ?? ''
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map())
  const phase = useQueueStatus((status) => status.phase)
  const key = views.map(({ id, words }) => `${id} ${words['q'] ?? ''}`).join('\n')
  const count = useEffectEvent(async (of: QueueEngine | null) => {
    if (of === null || useQueueStatus.getState().phase !== 'ready') return
    const asked = views.flatMap(({ id, words }) => {
      const { parsed } = readView({ view: id, ...words })
      return parsed.ok && rawClauses(parsed.query).size === 0 ? [{ id, query: parsed.query }] : []
    })
    const counted = new Map<string, number>()
    // One at a time: whoever waits for rows meanwhile waits for one count, and not for all.
    for (const { id, query } of asked) {
      const outcome = await of.ask<'counts'>({ kind: 'counts', queries: [query], now: nowMs(), meId })
      if (outcome.kind !== 'answered') return
      counted.set(id, outcome.answer.counts[0] ?? 0)
    }
    setCounts(counted)
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const soon = (ms: number) => {
      timer ??= setTimeout(() => {
        timer = null
        void count(engine)
      }, ms)
    }
    soon(phase === 'ready' && key !== '' ? 0 : EVERY_MS)
    const stop = useQueueStatus.subscribe((now, before) => {
      if (now.rows !== before.rows || now.changes !== before.changes) soon(EVERY_MS)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [engine, key, phase])
  return counts
}
