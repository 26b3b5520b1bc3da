import { useEffect, useEffectEvent } from 'react'
import { isSomethingAsked } from './asking.ts'
import { EscapeStack, type Layer, type OnEscape } from './escape-stack.ts'

/** What Escape belongs to before any notice: a field that is written in, a menu, a tooltip that is shown. */
const OWN = 'input, textarea, select, [contenteditable=true], [role=menu], [role=listbox]'

const stack = new EscapeStack()
let wanting = 0

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isSomethingAsked()) return
  if (event.target instanceof Element && event.target.closest(OWN) !== null) return
  if (!stack.press()) return
  event.preventDefault()
  event.stopPropagation()
}

/**
 * Runs on Escape while `isWanted`, before any key of the screen: what lies on top goes first, and the cursor stays where it is. Never in
 * a dialog or a field, which have Escape for themselves.
 */
export function useEscape(layer: Layer, isWanted: boolean, run: OnEscape): void {
  const onPress = useEffectEvent(run)
  useEffect(() => {
    if (!isWanted) return undefined
    const takeAway = stack.add(layer, (isLast) => onPress(isLast))
    wanting += 1
    if (wanting === 1) document.addEventListener('keydown', onKeyDown, true)
    return () => {
      takeAway()
      wanting -= 1
      if (wanting === 0) document.removeEventListener('keydown', onKeyDown, true)
    }
  }, [layer, isWanted])
}
