import { useEffect } from 'react'
import type { QueueEngine } from '../../../engine/worker/queue-client.ts'
import { useSession } from '../../shared/session.ts'
import { useCountHere } from '../../shared/suppression/queries.ts'
import { nowMs } from '../../ui/clock.ts'
import { useQueueStatus } from './queue-engine.ts'

/** While every alert is held here, what a suppression would have done is counted here. */
export function useOfferImpact(engine: QueueEngine | null): void {
  const meId = useSession()?.person.id ?? ''
  const isComplete = useQueueStatus(({ phase, error }) => phase === 'ready' && error === null)
  useEffect(() => {
    if (engine === null || !isComplete) return undefined
    useCountHere.setState({
      count: async (query, rules) => {
        const outcome = await engine.ask<'impact'>({ kind: 'impact', query, rules, now: nowMs(), meId })
        return outcome.kind === 'answered' ? outcome.answer.impact : null
      },
    })
    return () => useCountHere.setState({ count: null })
  }, [engine, isComplete, meId])
}
