import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'

/** What holds work back now. Follows the live line; asked again in between, since nothing matters more. */
export function stopsQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['stops', 'standing'],
    queryFn: ({ signal }) => backend.listStops(signal),
    refetchInterval: 30_000,
  })
}
