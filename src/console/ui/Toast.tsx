import { useSyncExternalStore } from 'react'
import { later } from './later.ts'

export interface Told {
  readonly text: string
  /** Null: nothing can be taken back. Offered by `undo.ts`. */
  readonly onUndo: (() => void) | null
  /** Takes it from the screen before its time. */
  readonly over?: AbortSignal
}

const ToastList = later(() => import('./ToastList.tsx').then((module) => module.ToastList))

/** Said before anybody could show it: what places toasts is fetched after the first screen. */
let early: readonly Told[] = []
let show: ((told: Told) => void) | null = null
const listeners = new Set<() => void>()

/** A fact that needs no answer, e.g. "Link copied." For five seconds; never the only trace of something that matters. */
export function say(text: string): void {
  tell({ text, onUndo: null })
}

export function tell(told: Told): void {
  if (show !== null) return show(told)
  early = [...early, told]
  for (const listener of listeners) listener()
  return undefined
}

/** Hands every toast to `next`, those that were said before first. Returns how to stop. */
export function takeToasts(next: (told: Told) => void): () => void {
  show = next
  for (const told of early) next(told)
  early = []
  return () => {
    show = null
  }
}

/** Where toasts appear: bottom centre, above the footers, over no row's beginning. Mount once. */
export function Toasts() {
  const isWanted = useSyncExternalStore(subscribe, () => early.length > 0)
  return ToastList.useIsHere(isWanted) ? <ToastList /> : null
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
