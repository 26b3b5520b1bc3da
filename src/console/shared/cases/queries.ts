import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'
import type { CaseStatus } from '../../../domain/case/case.ts'

export function casesQuery(backend: Backend, status: CaseStatus | null) {
  return queryOptions({
    queryKey: ['cases', 'list', status],
    queryFn: ({ signal }) => backend.listCases(status, signal),
  })
}

/** Under the alerts: whatever happens to one of them stands in the timeline. */
export function caseQuery(backend: Backend, id: string) {
  return queryOptions({ queryKey: ['alerts', 'case', id], queryFn: ({ signal }) => backend.getCase(id, signal) })
}

/** Which cases hold some of these alerts already. */
export function holdingQuery(backend: Backend, alertIds: readonly string[]) {
  return queryOptions({
    queryKey: ['cases', 'holding', alertIds],
    queryFn: ({ signal }) => backend.casesHolding(alertIds, signal),
  })
}
