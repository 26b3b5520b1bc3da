import { useQuery } from '@tanstack/react-query'
import { useBackend } from '../shared/backend.tsx'
import { pendingQuery, waitingFor } from '../shared/plan/pending.ts'
import { tallyQuery } from '../shared/triage/queries.ts'
import type { RailCounts } from './Rail.tsx'

/**
 * Open alerts that do not rest, and plans and changes of triggers that wait for this person. The answer also carries the gateway's
 * clock, which countdowns follow. Counted by the gateway; while it does not answer, the last counts stay.
 */
export function useRailCounts(isSignedIn: boolean): RailCounts {
  const backend = useBackend()
  const alerts = useQuery({ ...tallyQuery(backend), enabled: isSignedIn })
  const plans = useQuery({
    ...pendingQuery(backend),
    select: ({ items }) => waitingFor(items, 'me').length,
    enabled: isSignedIn,
  })
  const changes = useQuery({
    queryKey: ['changes', 'waiting-for-me', 'count'],
    queryFn: async ({ signal }) =>
      (await backend.listChanges({ list: 'waiting-for-me', limit: 100 }, signal)).items.length,
    enabled: isSignedIn,
  })
  return {
    ...(changes.data === undefined ? {} : { triggers: changes.data }),
    ...(alerts.data === undefined ? {} : { queue: alerts.data.open - alerts.data.resting }),
    ...(plans.data === undefined ? {} : { approvals: plans.data }),
  }
}
