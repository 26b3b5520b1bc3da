import '../styles/app.css'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Backend } from '../../backend/port.ts'
import { BackendProvider } from '../shared/backend.tsx'
import { LiveRegions } from '../ui/LiveRegions.tsx'
import { Toasts } from '../ui/Toast.tsx'
import { applyPreferences, usePreferences } from './preferences.ts'
import { makeQueryClient } from './queries.ts'
import { makeRouter } from './router.tsx'
import { Settings } from './Settings.tsx'

/** The whole console over one backend. Whoever mounts it chose the backend; nothing below knows which it is. */
export function App({ backend }: { readonly backend: Backend }) {
  const [{ queries, router }] = useState(() => {
    const queries = makeQueryClient()
    return { queries, router: makeRouter({ backend, queries }) }
  })
  const preferences = usePreferences()
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: light)')
    const apply = () => applyPreferences(document.documentElement, preferences, system.matches)
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [preferences])

  return (
    <BackendProvider backend={backend}>
      <QueryClientProvider client={queries}>
        <Settings>
          <Tooltip.Provider>
            <RouterProvider router={router} />
            <Toasts />
            <LiveRegions />
          </Tooltip.Provider>
        </Settings>
      </QueryClientProvider>
    </BackendProvider>
  )
}
