import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/approvals.tsx'
import { PLAN_STATE_WORDS, planName } from '#words/shared/triage.ts'
import type { Backend } from '../../backend/port.ts'
import type { PlanSummary } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { signWithKey } from '../shared/passkeys/ask-key.ts'
import { syncClock } from '../ui/clock.ts'
import { say } from '../ui/Toast.tsx'

export const LISTS = ['waiting-for-me', 'waiting', 'history'] as const
export type List = (typeof LISTS)[number]

const SHOWN = 200

/** What was decided, the newest decision first: of the newest requests, which is what the gateway pages by. */
export function historyQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['plans', 'history'],
    queryFn: async ({ signal }) => {
      const page = await backend.listPlans({ list: 'history', limit: SHOWN }, signal)
      syncClock(page.asOf)
      const at = ({ decided, requestedAt }: PlanSummary) => decided?.at ?? requestedAt
      return { ...page, items: page.items.toSorted((a, b) => at(b) - at(a)) }
    },
  })
}

/** What was approved and stands still: no vote helps it on, yet somebody has to look. */
export function pausedQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['plans', 'paused'],
    queryFn: ({ signal }) => backend.listPlans({ list: 'all', states: ['paused'], limit: SHOWN }, signal),
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

interface CastVote {
  readonly choice: 'approve' | 'reject'
  readonly digest: string
  readonly reason: string
  /** `shownDigest` of the view on the page where the vote is signed with a key; null where it is not. */
  readonly signedFor: string | null
}

/** Sends one vote; where it is signed, one of the person's keys signs it first, and says so in a dialog of the browser. */
export async function sendVote(backend: Backend, planId: string, { choice, digest, reason, signedFor }: CastVote) {
  if (signedFor === null) return backend.vote(planId, choice, digest, reason)
  const { request } = await backend.prepareSignature(planId, { choice, digest, shown: signedFor, reason })
  return backend.vote(planId, choice, digest, reason, await signWithKey(request))
}

/**
 * Casts a vote for exactly the digest that was on the page; where it is signed, one of the person's keys signs it first.
 * Whatever comes of it, the lists are read again.
 */
export function useVote(planId: string) {
  const backend = useBackend()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (cast: CastVote) => sendVote(backend, planId, cast),
    // Here and not where it is cast: by the time the lists are read again, the plan may have left the page with its panel.
    onSuccess: ({ body, state }) =>
      say(`${planName(body.number)}: ${state === 'pending' ? words.yourVoteCounts : `${PLAN_STATE_WORDS[state]}.`}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans'] }),
  })
}
