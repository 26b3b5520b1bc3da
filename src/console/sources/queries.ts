import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'

export function sourcesQuery(backend: Backend) {
  return queryOptions({ queryKey: ['sources', 'list'], queryFn: () => backend.listSources() })
}

export function deadLettersQuery(backend: Backend) {
  return infiniteQueryOptions({
    queryKey: ['sources', 'dead-letters'],
    queryFn: ({ pageParam }) => backend.listDeadLetters(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** Formats are part of the program: they change with its version only. */
export function formatsQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['formats'],
    queryFn: () => backend.listFormats(),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function connectorsQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['plans', 'connectors'],
    queryFn: () => backend.listConnectors(),
    refetchInterval: 30_000,
  })
}

export function peopleQuery(backend: Backend) {
  return queryOptions({ queryKey: ['people', 'list'], queryFn: () => backend.listPeople() })
}
