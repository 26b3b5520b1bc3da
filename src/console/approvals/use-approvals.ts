import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'
import { useBackend } from '../shared/backend.tsx'
import { syncClock } from '../ui/clock.ts'

export const LISTS = ['waiting-for-me', 'waiting', 'history'] as const
export type List = (typeof LISTS)[number]

const SHOWN = 200

export function plansQuery(backend: Backend, list: List) {
  return queryOptions({
    queryKey: ['plans', 'list', list],
    queryFn: async ({ signal }) => {
      const page = await backend.listPlans({ list, limit: SHOWN }, signal)
      syncClock(page.asOf)
      return page
    },
    placeholderData: keepPreviousData,
  })
}

/** One plan with the comparison of this moment: read again while somebody decides on it. */
export function planQuery(backend: Backend, id: string) {
  return queryOptions({
    queryKey: ['plans', 'one', id],
    queryFn: ({ signal }) => backend.getPlan(id, signal),
    refetchInterval: 10_000,
  })
}

/** Casts a vote for exactly the digest that was on the page. Whatever comes of it, the lists are read again. */
export function useVote(planId: string) {
  const backend = useBackend()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (vote: { choice: 'approve' | 'reject'; digest: string; reason: string }) =>
      backend.vote(planId, vote.choice, vote.digest, vote.reason),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
}
