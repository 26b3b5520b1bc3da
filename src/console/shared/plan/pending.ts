import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'
import type { PlanSummary } from '../../../domain/views/alert-views.ts'
import { syncClock } from '../../ui/clock.ts'

const SHOWN = 200

/**
 * Plans that wait, soonest to expire first. One answer for the number in the rail and for both lists of the approvals: the gateway judges
 * each plan for whoever asks, and three questions would have it judge each three times. It also carries the gateway's clock.
 */
export function pendingQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['plans', 'pending'],
    queryFn: async ({ signal }) => {
      const page = await backend.listPlans({ list: 'pending', limit: SHOWN }, signal)
      syncClock(page.asOf)
      return page
    },
  })
}

/** Those on which this person may vote, or those on which others may. */
export function waitingFor(plans: readonly PlanSummary[], whom: 'me' | 'others'): readonly PlanSummary[] {
  return plans.filter(({ mayVote }) => mayVote.allowed === (whom === 'me'))
}
