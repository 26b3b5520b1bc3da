import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { REST_MS } from './grid-cursor.ts'
import { createRest } from './rest.ts'

interface PointerShield {
  readonly shield: RefObject<HTMLDivElement | null>
  /** The rows move. */
  readonly raise: () => void
  /** The hand goes on, and may move them again with its next step: to lift it in between would take a frame. */
  readonly keep: () => void
}

/**
 * Rows that move under a pointer that lies still are not pointed at. The browser would look for the row below it after each scroll, colour
 * that one and the one before, and for that walk all rows anew: half of what a key at the edge of the view took. So while rows move, an
 * empty element lies over them. It is lifted when they rest, or when the pointer really moves.
 */
export function usePointerShield(): PointerShield {
  const shield = useRef<HTMLDivElement>(null)
  const raise = useRef<() => void>(() => undefined)
  const keep = useRef<() => void>(() => undefined)
  useEffect(() => {
    const element = shield.current
    if (element === null) return undefined
    const lift = () => {
      rest.stop()
      element.style.pointerEvents = 'none'
    }
    const rest = createRest(REST_MS, lift)
    raise.current = () => {
      element.style.pointerEvents = 'auto'
      rest.touch()
    }
    keep.current = () => {
      if (element.style.pointerEvents === 'auto') rest.touch()
    }
    element.addEventListener('pointermove', lift)
    element.addEventListener('pointerdown', lift)
    return () => {
      lift()
      element.removeEventListener('pointermove', lift)
      element.removeEventListener('pointerdown', lift)
    }
  }, [])
  return {
    shield,
    raise: useCallback(() => raise.current(), []),
    keep: useCallback(() => keep.current(), []),
  }
}
