import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Backend } from '../../backend/port.ts'
import type { ChangeEvent, SessionView } from '../../domain/views/other-views.ts'
import { createLive, type LineState, type Live } from './live.ts'
import { keysTouchedBy, queryKeys } from './query-keys.ts'

const BackendContext = createContext<{ readonly backend: Backend; readonly live: Live } | null>(null)

/** Mount once, around everything. The backend must be the same object for the life of the page. */
export function BackendProvider({ backend, children }: { readonly backend: Backend; readonly children: ReactNode }) {
  const [value] = useState(() => ({ backend, live: createLive(backend, Date.now) }))
  return <BackendContext value={value}>{children}</BackendContext>
}

function useProvided() {
  const provided = use(BackendContext)
  if (provided === null) throw new Error('useBackend: mount <BackendProvider backend={…}> above this component.')
  return provided
}

/** The console's only door to the outside. */
export function useBackend(): Backend {
  return useProvided().backend
}

export function sessionOptions(backend: Backend) {
  return queryOptions({
    queryKey: queryKeys.session(),
    queryFn: ({ signal }) => backend.session(signal),
    staleTime: 60_000,
  })
}

/** Who is signed in; null while nobody is, or while that is not known yet. Rules come from `may` in the domain. */
export function useSession(): SessionView | null {
  return useQuery(sessionOptions(useBackend())).data ?? null
}

/** The numbers of the policy in force: bands for axes, SLA minutes. Undefined until it is here. */
export function usePolicy() {
  const backend = useBackend()
  return useQuery({ queryKey: queryKeys.policy(), queryFn: () => backend.policy(), staleTime: 300_000 }).data
}

/** Exact counts of all alerts, for facets, tabs and the rail. Undefined until they are here. */
export function useTally() {
  const backend = useBackend()
  return useQuery({ queryKey: queryKeys.tally(), queryFn: ({ signal }) => backend.tallyAlerts(signal) }).data
}

/** Whether the line to the backend is up, and since when not. */
export function useLine(): LineState {
  const { live } = useProvided()
  return useSyncExternalStore(live.onLine, live.line)
}

/** Calls `onChange` for every change while the component is mounted. The newest callback is used. */
export function useChanges(onChange: (event: ChangeEvent) => void): void {
  const { live } = useProvided()
  const notify = useEffectEvent(onChange)
  useEffect(() => live.onChange((event) => notify(event)), [live])
}

const SETTLE_MS = 250

/**
 * Keeps the line open while somebody is signed in, and makes what a change touched be read again. A batch of ingest is
 * hundreds of entries: touched keys are collected for a quarter of a second and refreshed once. Mount once, in the shell.
 */
export function useLiveUpdates(isSignedIn: boolean): void {
  const { live } = useProvided()
  const queries = useQueryClient()
  useEffect(() => {
    if (!isSignedIn) return undefined
    const touched = new Map<string, readonly string[]>()
    let timer: ReturnType<typeof setTimeout> | null = null
    const refresh = () => {
      timer = null
      for (const queryKey of touched.values()) void queries.invalidateQueries({ queryKey })
      touched.clear()
    }
    const stopListening = live.onChange((event) => {
      for (const key of keysTouchedBy(event)) touched.set(key.join('\u0000'), key)
      timer ??= setTimeout(refresh, SETTLE_MS)
    })
    const close = live.open()
    return () => {
      stopListening()
      close()
      if (timer !== null) clearTimeout(timer)
    }
  }, [live, queries, isSignedIn])
}
