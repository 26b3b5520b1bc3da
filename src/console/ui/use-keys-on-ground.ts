import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { KeyPress } from './chord.ts'

const BEHIND_A_DIALOG = '[inert], [aria-hidden=true]'

/**
 * After a click beside a list nothing has the focus, or the whole main region, and its keys would be dead. There the keys of the page's
 * grid are still the grid's: `take` says whether a press is one, and then the focus goes back to it.
 */
export function useKeysOnGround(grid: RefObject<HTMLElement | null>, take: (press: KeyPress) => boolean): void {
  const onPress = useEffectEvent((event: KeyboardEvent) => {
    const list = grid.current
    const isOnGround =
      event.target === document.body || (event.target instanceof Element && event.target.matches('main'))
    if (list === null || !isOnGround || event.defaultPrevented) return
    // Of several lists on a screen, the one that the skip link leads to.
    if (document.getElementById(list.id) !== list || list.closest(BEHIND_A_DIALOG) !== null || !take(event)) return
    event.preventDefault()
    list.focus({ preventScroll: true })
  })
  useEffect(() => {
    document.addEventListener('keydown', onPress)
    return () => document.removeEventListener('keydown', onPress)
  }, [])
}
