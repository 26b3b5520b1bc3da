import { createContext, type ReactNode, use } from 'react'
import type { Backend } from '../../backend/port.ts'

const Context = createContext<Backend | null>(null)

export function BackendProvider({ backend, children }: { readonly backend: Backend; readonly children: ReactNode }) {
  return <Context value={backend}>{children}</Context>
}

/** The console's only door. Throws if nobody opened it: that is a fault of the composition root, not of a person. */
export function useBackend(): Backend {
  const backend = use(Context)
  if (backend === null) throw new Error('useBackend: no BackendProvider above this component')
  return backend
}
