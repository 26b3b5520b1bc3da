import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'
import { POLICY_SUBJECT } from '../../domain/change/change-words.ts'
import type { HistoryBytes } from '../../domain/views/history-views.ts'

/** Keys begin with a root of `change-keys.ts` where a change anywhere makes them old. A history does not grow old by itself: it is of a moment. */

export function policyQuery(backend: Backend) {
  return queryOptions({ queryKey: ['policy', 'detail'], queryFn: ({ signal }) => backend.policyDetail(signal) })
}

export function triggersQuery(backend: Backend) {
  return queryOptions({ queryKey: ['triggers', 'list'], queryFn: ({ signal }) => backend.listTriggers(signal) })
}

/** A version does not change once it is written. */
export function policyVersionQuery(backend: Backend, number: number) {
  return queryOptions({
    queryKey: ['policy', 'version', number],
    queryFn: ({ signal }) => backend.getVersion('policy', POLICY_SUBJECT, number, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Held only as long as the screen: it may be large. Read again on demand, and only what changed crosses. */
export function historyQuery(backend: Backend) {
  return queryOptions<HistoryBytes>({
    queryKey: ['what-if', 'history'],
    queryFn: async ({ signal, client, queryKey }) => {
      const known = client.getQueryData<HistoryBytes>(queryKey)
      const read = await backend.getHistory({}, known?.tag ?? null, signal)
      const answer = read ?? known
      if (answer === undefined) throw new Error('The gateway answered "unchanged" to a first question.')
      return answer
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
}

/** What no browser holds; null where the gateway has none. It does not change while somebody looks. */
export function longHistoryQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['what-if', 'long'],
    queryFn: ({ signal }) => backend.longHistory(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

export function scenariosQuery(backend: Backend) {
  return queryOptions({ queryKey: ['what-if', 'scenarios'], queryFn: ({ signal }) => backend.listScenarios(signal) })
}

export function scenarioQuery(backend: Backend, id: string) {
  return queryOptions({
    queryKey: ['what-if', 'scenario', id],
    queryFn: ({ signal }) => backend.getScenario(id, signal),
  })
}

/** The last policy change that became active, with what was said that it would come to. */
export function activeChangeQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['changes', 'policy-active'],
    queryFn: async ({ signal }) => {
      const page = await backend.listChanges({ kind: 'policy', states: ['active'], limit: 1 }, signal)
      const [change] = page.items
      return change === undefined ? null : backend.getChange(change.id, signal)
    },
  })
}

export function actualQuery(backend: Backend, since: number) {
  return queryOptions({
    queryKey: ['alerts', 'actual', since],
    queryFn: ({ signal }) => backend.actualSince(since, signal),
  })
}
