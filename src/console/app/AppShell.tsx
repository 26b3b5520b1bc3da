import { useIsFetching } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import * as words from '#words/app.tsx'
import { useConnection } from '../shared/connection.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { useNavigate, usePlace } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import { useKeptIntents } from '../shared/triage/kept-intents.ts'
import { isSomethingAsked } from '../ui/asking.ts'
import { later, startFetching } from '../ui/later.ts'
import { ANYWHERE_KEYS } from './keys.ts'
import { OfflineBanner, RefusedBanner } from './OfflineBanner.tsx'
import { Rail } from './Rail.tsx'
import { focusRegion } from './regions.ts'
import { StopBanners } from './StopBanners.tsx'
import { SCREENS } from './screens.ts'
import { useLive } from './use-live.ts'
import { useNotices } from './use-notices.ts'
import { useRailCounts } from './use-rail-counts.ts'

// Nobody waits for these at the first paint, and the palette alone weighs as much as a screen.
const Palette = later(() => import('./palette/Palette.tsx').then((module) => module.Palette))
const KeyMap = later(() => import('./KeyMap.tsx').then((module) => module.KeyMap))
const StopDialog = later(() => import('./StopDialog.tsx').then((module) => module.StopDialog))
const ZoneDialog = later(() => import('./ZoneDialog.tsx').then((module) => module.ZoneDialog))
const UnfinishedBulk = later(() =>
  import('../shared/triage/UnfinishedBulk.tsx').then((module) => module.UnfinishedBulk),
)
const KeptIntents = later(() => import('../shared/triage/KeptIntents.tsx').then((module) => module.KeptIntents))

/** What stands around every screen behind the sign-in. The screen itself brings its bar, its lists and its keys. */
export function AppShell({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const session = useSession()
  const navigate = useNavigate()
  const [overlay, setOverlay] = useState<'never' | 'none' | 'palette' | 'keys' | 'zone' | 'stop'>('never')
  useFocusAfterTravel()
  useFocusNeverLost()
  useTheRestWhenIdle()
  const connection = useConnection((state) => state.connection)
  useLive(session !== null)
  const newNotices = useNotices()
  const counts = useRailCounts(session !== null)

  const goTo = SCREENS.map((screen) => [screen.id, () => navigate({ to: screen.to, search: {} })] as const)
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
      <title>{`${title} · ${words.product}`}</title>
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
        {connection.kind === 'offline' ? (
          <OfflineBanner since={connection.since} />
        ) : connection.kind === 'failed' ? (
          <RefusedBanner />
        ) : (
          <StandingWork />
        )}
        <div className="flex min-h-0 grow flex-col">{children}</div>
      </main>
      {overlay === 'never' ? null : (
        <>
          <Palette
            isOpen={overlay === 'palette'}
            onClose={() => setOverlay('none')}
            onGo={(href) => navigate({ href })}
            onOverlay={setOverlay}
          />
          <ZoneDialog isOpen={overlay === 'zone'} onClose={() => setOverlay('none')} />
          {overlay === 'stop' ? <StopDialog onClose={() => setOverlay('none')} /> : null}
          <KeyMap isOpen={overlay === 'keys'} onClose={() => setOverlay('none')} />
        </>
      )}
    </div>
  )
}

/** What waits for this person's word because a line was lost. */
function StandingWork() {
  const hasKept = useKeptIntents(({ intents }) => intents.length > 0)
  return (
    <>
      <UnfinishedBulk />
      {hasKept ? <KeptIntents /> : null}
    </>
  )
}

// What is on the screen comes first; once nothing of it is awaited, what may be opened next is fetched.
function useTheRestWhenIdle(): void {
  const isStill = useIsFetching() === 0
  useEffect(() => {
    if (isStill) startFetching()
  }, [isStill])
}

// Whoever chose a screen wants to be in it: single keys live in the main region, and a screen reader should read on from there.
// A screen that takes the focus itself (its grid) has done so before this runs.
function useFocusAfterTravel(): void {
  const { pathname } = usePlace()
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
      if (document.activeElement === document.body && !isSomethingAsked()) main.focus()
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
