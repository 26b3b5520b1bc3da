import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Backend } from '../../backend/port.ts'
import type { SessionView } from '../../domain/views/other-views.ts'
import { useBackend } from './backend.tsx'

export const SESSION_KEY = ['session'] as const

/** Who is signed in, or null. Asked once and again whenever the page comes back to the front. */
export function sessionQuery(backend: Backend) {
  return queryOptions({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => backend.session(signal),
    staleTime: 60_000,
  })
}

/** The session of a page behind the sign-in; null only for the moment in which it ends. */
export function useSession(): SessionView | null {
  return useQuery(sessionQuery(useBackend())).data ?? null
}
