import '../styles/app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Backend } from '../../backend/port.ts'
import { BackendProvider } from '../shared/backend.tsx'
import { LiveRegions } from '../ui/LiveRegions.tsx'
import { Toasts } from '../ui/Toast.tsx'
import { applyPreferences, usePreferences } from './preferences.ts'
import { makeQueryClient } from './queries.ts'
import { Screens } from './Screens.tsx'
import { Settings } from './Settings.tsx'

/** The whole console over one backend. Whoever mounts it chose the backend; nothing below knows which it is. */
export function App({ backend }: { readonly backend: Backend }) {
  const [queries] = useState(makeQueryClient)
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
          <Screens />
          <Toasts />
          <LiveRegions />
        </Settings>
      </QueryClientProvider>
    </BackendProvider>
  )
}
