import { useEffect, useEffectEvent } from 'react'
import { isSomethingAsked } from './asking.ts'

/** What Escape belongs to before any notice: a field that is written in, a menu, a tooltip that is shown. */
const OWN = 'input, textarea, select, [contenteditable=true], [role=menu], [role=listbox]'

/**
 * Runs on Escape while `isWanted`, before any key of the screen: what lies on top goes first, and the cursor stays where it is. `run`
 * answers whether the press is used up; if not, it goes on to whoever is below. Never in a dialog or a field, which have Escape for
 * themselves.
 */
export function useEscape(isWanted: boolean, run: () => boolean): void {
  const onPress = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isSomethingAsked()) return
    if (event.target instanceof Element && event.target.closest(OWN) !== null) return
    if (!run()) return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    if (!isWanted) return undefined
    document.addEventListener('keydown', onPress, true)
    return () => document.removeEventListener('keydown', onPress, true)
  }, [isWanted])
}
