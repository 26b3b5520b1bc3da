import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useBackend } from '../shared/backend.tsx'
import { useConnection } from '../shared/connection.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { sessionQuery, useSession } from '../shared/session.ts'
import { KeptIntents } from '../shared/triage/KeptIntents.tsx'
import { UnfinishedBulk } from '../shared/triage/UnfinishedBulk.tsx'
import { LoadingState } from '../ui/states.tsx'
import { ANYWHERE_KEYS } from './keys.ts'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Rail } from './Rail.tsx'
import { focusRegion } from './regions.ts'
import { StopBanners } from './StopBanner.tsx'
import { SCREENS } from './screens.ts'
import { useLive } from './use-live.ts'
import { useNotices } from './use-notices.ts'
import { useRailCounts } from './use-rail-counts.ts'
import { words } from './words.ts'

// Nobody waits for these at the first paint, and the palette alone weighs as much as a screen.
const KeyMap = lazy(() => import('./KeyMap.tsx').then((module) => ({ default: module.KeyMap })))
const StopDialog = lazy(() => import('./StopDialog.tsx').then((module) => ({ default: module.StopDialog })))
const ZoneDialog = lazy(() => import('./ZoneDialog.tsx').then((module) => ({ default: module.ZoneDialog })))
const Palette = lazy(() => import('./palette/Palette.tsx').then((module) => ({ default: module.Palette })))

/** What stands around every screen behind the sign-in. The screen itself brings its bar, its lists and its keys. */
export function AppShell() {
  const session = useSession()
  const navigate = useNavigate()
  const [overlay, setOverlay] = useState<'never' | 'none' | 'palette' | 'keys' | 'zone' | 'stop'>('never')
  useFocusAfterTravel()
  useFocusNeverLost()
  useWayOut()
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title })
  const connection = useConnection((state) => state.connection)
  useLive(session !== null)
  const newNotices = useNotices()
  const counts = useRailCounts(session !== null)

  const goTo = SCREENS.map((screen) => [screen.id, () => void navigate({ to: screen.to, search: {} })] as const)
  useKeys(ANYWHERE_KEYS, {
    ...Object.fromEntries(goTo),
    palette: () => setOverlay('palette'),
    'key-map': () => setOverlay('keys'),
    search: focusSearch,
    'next-region': () => focusRegion(1),
    'previous-region': () => focusRegion(-1),
  })

  return (
    <div className="flex h-full flex-col tablet:flex-row">
      <title>{title === undefined ? words.product : `${title} · ${words.product}`}</title>
      <SkipLinks />
      <Rail
        counts={counts}
        connection={connection}
        isSample={session?.hasSample === true}
        onKeyMap={() => setOverlay('keys')}
        onChooseZone={() => setOverlay('zone')}
        onStop={() => setOverlay('stop')}
        newNotices={newNotices}
      />
      <main id="main" tabIndex={-1} className="relative flex min-h-0 min-w-0 grow flex-col outline-none">
        <StopBanners isSignedIn={session !== null} />
        {connection.kind === 'offline' ? <OfflineBanner since={connection.since} /> : <StandingWork />}
        <div className="flex min-h-0 grow flex-col">
          <Suspense fallback={<LoadingState label={words.loadingScreen} />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      {overlay === 'never' ? null : (
        <Suspense>
          <Palette
            isOpen={overlay === 'palette'}
            onClose={() => setOverlay('none')}
            onGo={(href) => void navigate({ to: href })}
            onOverlay={setOverlay}
          />
          <ZoneDialog isOpen={overlay === 'zone'} onClose={() => setOverlay('none')} />
          {overlay === 'stop' ? <StopDialog onClose={() => setOverlay('none')} /> : null}
          <KeyMap isOpen={overlay === 'keys'} onClose={() => setOverlay('none')} />
        </Suspense>
      )}
    </div>
  )
}

/** What waits for this person's word because a line was lost. */
function StandingWork() {
  return (
    <>
      <UnfinishedBulk />
      <KeptIntents />
    </>
  )
}

// Whoever chose a screen wants to be in it: single keys live in the main region, and a screen reader should read on from there.
// A screen that takes the focus itself (its grid) has done so before this runs.
function useFocusAfterTravel(): void {
  const pathname = useLocation({ select: (location) => location.pathname })
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    const main = document.getElementById('main')
    if (main?.contains(document.activeElement) === false) main.focus()
  }, [pathname])
}

/** Long enough for a dialog to give the focus back by itself. */
const FOCUS_SETTLES_MS = 60

// What has the focus may leave the page: the list of the screen before, a button that has done its work. The browser then
// drops the focus to nowhere, where no single key acts and a screen reader starts at the top; so it falls to the main region.
function useFocusNeverLost(): void {
  useEffect(() => {
    const main = document.getElementById('main')
    if (main === null) return undefined
    let timer: ReturnType<typeof setTimeout> | null = null
    const settle = () => {
      timer = null
      if (document.activeElement === document.body) main.focus()
    }
    const watcher = new MutationObserver(() => {
      timer ??= setTimeout(settle, FOCUS_SETTLES_MS)
    })
    watcher.observe(main, { childList: true, subtree: true })
    return () => {
      watcher.disconnect()
      if (timer !== null) clearTimeout(timer)
    }
  }, [])
}

// A session may end while its page is open: in another tab, at the end of its hours. Nothing that was loaded for it stays on
// the screen, and whoever signs in again comes back to this place.
function useWayOut(): void {
  const isOver = useQuery(sessionQuery(useBackend())).data === null
  const navigate = useNavigate()
  const here = useLocation({ select: (location) => location.href })
  // Once: the way to the door must not become a place to come back to.
  const leave = useEffectEvent(() => void navigate({ to: '/sign-in', search: { to: here }, replace: true }))
  useEffect(() => {
    if (isOver) leave()
  }, [isOver])
}

function SkipLinks() {
  const links = [
    ['main', words.skipToContent],
    ['grid', words.skipToGrid],
    ['drawer', words.skipToDrawer],
  ] as const
  return (
    <nav
      aria-label={words.skip}
      className="sr-only focus-within:not-sr-only focus-within:fixed focus-within:top-2 focus-within:left-2 focus-within:z-50 focus-within:flex focus-within:gap-2"
    >
      {links.map(([id, label]) => (
        <a
          key={id}
          href={`#${id}`}
          className="rounded-m bg-raised px-3 py-1.5 text-small shadow-popover"
          onClick={(event) => {
            event.preventDefault()
            document.getElementById(id)?.focus()
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}

/** The caret stands behind what is there: one comes to add to it. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}
