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
    const queries = asked.map(({ query }) => query)
    const outcome = await of.ask<'counts'>({ kind: 'counts', queries, now: nowMs(), meId })
    if (outcome.kind !== 'answered') return
    setCounts(new Map(asked.map(({ id }, at) => [id, outcome.answer.counts[at] ?? 0])))
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
