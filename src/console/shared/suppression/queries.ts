import { queryOptions } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Backend } from '../../../backend/port.ts'
import type { Query } from '../../../domain/query/query.ts'
import type { Impact } from '../../../domain/suppression/impact-schema.ts'
import type { SparingRules } from '../../../domain/suppression/spared.ts'
import { readSuppression } from '../../../domain/suppression/suppressible.ts'

export function suppressionsQuery(backend: Backend) {
  return queryOptions({ queryKey: ['suppressions'], queryFn: ({ signal }) => backend.listSuppressions(signal) })
}

/** Counts in the page, where every alert is held in it already; null where it is not. */
type CountHere = (query: Query, rules: SparingRules) => Promise<Impact | null>

/** What the queue offers while it holds its alerts. */
export const useCountHere = create<{ readonly count: CountHere | null }>(() => ({ count: null }))

/**
 * What a suppression would have done: counted in the page where the alerts are, else by the gateway, with the same engine. Not
 * under a root of changes: a busy hour would count the whole history with every alert that arrives.
 */
export function impactQuery(backend: Backend, text: string, rules: SparingRules | undefined) {
  return queryOptions({
    queryKey: ['suppression-impact', text, rules],
    queryFn: async ({ signal }) => {
      const read = readSuppression(text)
      const { count } = useCountHere.getState()
      const here = read.ok && rules !== undefined ? await count?.(read.query, rules) : null
      return here ?? backend.previewSuppression(text, signal)
    },
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  })
}
