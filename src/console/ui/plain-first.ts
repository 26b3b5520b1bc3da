import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'

/*
 * A control whose popup is fetched apart stands there at once as a plain button of the same look. When the code comes, the real
 * one takes its place: with the focus, if the plain one had it, and open, if somebody asked meanwhile.
 */

const OPENING_KEYS = ['Enter', ' ', 'ArrowDown', 'ArrowUp']

export function usePlainFirst() {
  const [isAsked, setIsAsked] = useState(false)
  // Blur is not told for a button that React takes out: what is written here is true at that moment.
  const [hasFocus, setHasFocus] = useState(false)
  return {
    isAsked,
    hasFocus,
    /** For the plain button. It opens where the real one would: at the press, not at the release. */
    handlers: {
      'aria-haspopup': true,
      'aria-expanded': false,
      'aria-busy': isAsked || undefined,
      onPointerDown: () => setIsAsked(true),
      onClick: () => setIsAsked(true),
      onKeyDown: (event: KeyboardEvent) => {
        if (!OPENING_KEYS.includes(event.key)) return
        event.preventDefault()
        setIsAsked(true)
      },
      onFocus: () => setHasFocus(true),
      onBlur: () => setHasFocus(false),
    },
  }
}

/** For the real one: takes over the focus of the plain button that stood here. */
export function useFocusKept(hadFocus: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const had = useRef(hadFocus)
  useLayoutEffect(() => {
    if (had.current) button.current?.focus()
  }, [])
  return button
}
