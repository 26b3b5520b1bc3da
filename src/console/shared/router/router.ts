import { createContext, useContext } from 'react'
import type { UrlWords } from '../url-words.ts'
import { writeUrlWords } from '../url-words.ts'
import { hrefOf, type Matched, matchPath, searchOf, type Target } from './paths.ts'

/** Where the page is. */
export interface Place {
  readonly pathname: string
  /** Path and search, as in the address bar. */
  readonly href: string
  readonly search: UrlWords
  /** Null: the address is no place of the console. */
  readonly matched: Matched | null
}

/** `.` stays on the screen and changes only what it shows; `href` is an address of this console that was kept somewhere. */
export type Step = (Target | { readonly to: '.'; readonly search: UrlWords } | { readonly href: string }) & {
  /** The step takes the place of the current one in the browser's history. */
  readonly replace?: boolean
}

let here: Place | null = null
const listeners = new Set<() => void>()

/** The place of the address bar. The screen may still be the one before, until the code of the next has arrived. */
export function placeHere(): Place {
  here ??= readPlace()
  return here
}

export function searchHere(): UrlWords {
  return placeHere().search
}

/** Goes there. An address that is already here makes no step in the history. */
export function goTo(step: Step): void {
  const href =
    'href' in step ? step.href : step.to === '.' ? `${placeHere().pathname}${writeUrlWords(step.search)}` : hrefOf(step)
  if (step.replace === true || href === placeHere().href) window.history.replaceState(null, '', href)
  else window.history.pushState(null, '', href)
  moved()
}

/** Calls `listener` after each step, also those of the browser's own buttons. Returns how to stop. */
export function onPlace(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', moved)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', moved)
  }
}

function moved(): void {
  const next = readPlace()
  if (next.href === here?.href) return
  here = next
  for (const listener of listeners) listener()
}

function readPlace(): Place {
  const { pathname, search } = window.location
  const href = `${pathname}${search}`
  return { pathname, href, search: searchOf(href), matched: matchPath(pathname) }
}

/** What a screen and its links know of the router. */
export interface Around {
  /** The place whose screen is shown. */
  readonly place: Place
  /** Fetches the code of a screen that somebody is about to open. */
  readonly prepare: (pathname: string) => void
}

export const RouterContext = createContext<Around | null>(null)

export function useAround(): Around {
  const around = useContext(RouterContext)
  if (around === null) throw new Error('No router stands above this component')
  return around
}

/** The place of the screen that asks. */
export function usePlace(): Place {
  return useAround().place
}

/** What the path of this screen says: `useParams().alertId`. */
export function useParams(): Readonly<Record<string, string>> {
  return usePlace().matched?.params ?? {}
}

export function useNavigate(): (step: Step) => void {
  return goTo
}
