import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { BackendError } from '../../backend/port.ts'
import { SESSION_KEY } from '../shared/session.ts'

/** Reads are tried again only where nothing answered or the gateway was busy; a refusal is an answer. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof BackendError && (error.kind === 'offline' || error.kind === 'busy')
}

export function makeQueryClient(): QueryClient {
  // Whoever was signed out in another tab, or by the end of the shift, learns it from the first call that says so.
  const onError = (error: unknown) => {
    if (error instanceof BackendError && error.kind === 'signed-out') client.setQueryData(SESSION_KEY, null)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // The gateway may run on this very machine: the browser's idea of being online says nothing about it.
      queries: { networkMode: 'always', staleTime: 10_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}
