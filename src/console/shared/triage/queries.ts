import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'
import type { ActionId } from '../../../domain/action/action.ts'

/*
 * What several screens ask about alerts. Keys begin with a root of `change-keys.ts`, so that a change makes them old.
 * Records are sealed and policies versioned: what was read of them stays true.
 */

export function tallyQuery(backend: Backend) {
  return queryOptions({ queryKey: ['alerts', 'tally'], queryFn: ({ signal }) => backend.tallyAlerts(signal) })
}

export function alertQuery(backend: Backend, id: string) {
  return queryOptions({ queryKey: ['alerts', 'one', id], queryFn: ({ signal }) => backend.getAlert(id, signal) })
}

export function storyQuery(backend: Backend, alertId: string) {
  return queryOptions({
    queryKey: ['alerts', 'story', alertId],
    queryFn: ({ signal }) => backend.getStory(alertId, signal),
  })
}

export function whatWouldChangeQuery(backend: Backend, alertId: string) {
  return queryOptions({
    queryKey: ['alerts', 'what-would-change', alertId],
    queryFn: ({ signal }) => backend.whatWouldChange(alertId, signal),
  })
}

export function draftQuery(
  backend: Backend,
  alertId: string,
  action: ActionId,
  also: {
    readonly restoreAfterMs: number | null
    readonly playbook: string | null
    readonly repointWithinMs: number | null
  },
) {
  return queryOptions({
    queryKey: ['alerts', 'draft', alertId, action, also],
    queryFn: () => backend.draftPlan(alertId, action, also),
    // A draft speaks of this moment: an old one is never shown as if it were now.
    gcTime: 0,
    staleTime: 0,
  })
}

export function recordQuery(backend: Backend, id: string) {
  return queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => backend.getRecord(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function policyQuery(backend: Backend) {
  return queryOptions({ queryKey: ['policy'], queryFn: () => backend.policy(), staleTime: 300_000 })
}
