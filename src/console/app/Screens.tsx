import { useQuery } from '@tanstack/react-query'
import { type ReactNode, startTransition, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useBackend } from '../shared/backend.tsx'
import { matchPath, type Target } from '../shared/router/paths.ts'
import { goTo, onPlace, type Place, placeHere, RouterContext } from '../shared/router/router.ts'
import { sessionQuery } from '../shared/session.ts'
import { AppShell } from './AppShell.tsx'
import { NotFound } from './NotFound.tsx'
import { ROUTES } from './routes.ts'
import { ScreenBoundary } from './ScreenBoundary.tsx'
import { PATIENCE_MS, Waiting } from './Waiting.tsx'

/** The screen of the address, behind the sign-in where it asks for one. */
export function Screens() {
  const place = useShownPlace()
  const around = useMemo(() => ({ place, prepare }), [place])
  return (
    <RouterContext value={around}>
      <ScreenBoundary at={place.href}>
        <At place={place} />
      </ScreenBoundary>
    </RouterContext>
  )
}

function At({ place }: { readonly place: Place }) {
  if (place.pathname === '/') return <Onward to={{ to: '/queue' }} />
  if (place.matched === null) return <NotFound />
  const { title, Screen } = ROUTES[place.matched.path]
  const screen = <Screen />
  if (place.matched.path === '/sign-in') return screen
  return (
    <SignedIn place={place}>
      <AppShell title={title}>
        <ScreenBoundary at={place.href}>{screen}</ScreenBoundary>
      </AppShell>
    </SignedIn>
  )
}

// Whoever is not signed in comes back to where they wanted to go. A session may also end while its page is open: in another tab,
// at the end of its hours. Nothing that was loaded for it stays on the screen.
function SignedIn({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  const session = useQuery(sessionQuery(useBackend()))
  if (session.data === null) return <Onward to={{ to: '/sign-in', search: { to: place.href } }} />
  if (session.data !== undefined) return children
  if (session.error !== null) throw session.error
  return <Waiting />
}

/** Once, and in place of the current step: the way to the door must not become a place to come back to. */
function Onward({ to }: { readonly to: Target }) {
  const go = useEffectEvent(() => goTo({ ...to, replace: true }))
  useEffect(() => go(), [])
  return null
}

/** The place whose screen is shown: the one before stays until the code of the next has arrived, or is late. */
function useShownPlace(): Place {
  const [place, setPlace] = useState(placeHere)
  useEffect(() => {
    let wanted = placeHere()
    const look = () => {
      const next = placeHere()
      wanted = next
      const show = () => {
        if (wanted === next) startTransition(() => setPlace(next))
      }
      const screen = next.matched === null ? null : ROUTES[next.matched.path].Screen
      if (screen === null) return show()
      setTimeout(show, PATIENCE_MS)
      // A screen that cannot be fetched says so itself.
      void screen.load().then(show, show)
      return undefined
    }
    // What stands below may have sent somebody on before anybody listened: `/` does.
    look()
    return onPlace(look)
  }, [])
  return place
}

function prepare(pathname: string): void {
  const matched = matchPath(pathname)
  if (matched !== null) void ROUTES[matched.path].Screen.load().catch(() => undefined)
}
