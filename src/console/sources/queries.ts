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

/** Built-in formats and those that mapping documents make. */
export function formatsQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['sources', 'formats'],
    queryFn: () => backend.listFormats(),
  })
}

export function connectorsQuery(backend: Backend) {
  return queryOptions({
    queryKey: ['plans', 'connectors'],
    queryFn: () => backend.listConnectors(),
    refetchInterval: 30_000,
  })
}

export function connectorKindsQuery(backend: Backend) {
  return queryOptions({ queryKey: ['plans', 'connector-kinds'], queryFn: () => backend.listConnectorKinds() })
}

export function exercisesQuery(backend: Backend) {
  return queryOptions({ queryKey: ['plans', 'exercises'], queryFn: () => backend.listExercises() })
}

export function mappingsQuery(backend: Backend) {
  return queryOptions({ queryKey: ['sources', 'mappings'], queryFn: () => backend.listMappings() })
}
