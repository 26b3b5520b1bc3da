import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'

/** The views that this person keeps and those of their team. */
export function viewsQuery(backend: Backend) {
  return queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => backend.listViews(signal), staleTime: 60_000 })
}
