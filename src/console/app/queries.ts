import { QueryClient } from '@tanstack/react-query'
import { BackendError } from '../../backend/port.ts'

/** Reads are tried again only where nothing answered or the gateway was busy; a refusal is an answer. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof BackendError && (error.kind === 'offline' || error.kind === 'busy')
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The gateway may run on this very machine: the browser's idea of being online says nothing about it.
      queries: { networkMode: 'always', staleTime: 10_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
