import { useLayoutEffect } from 'react'

/** Set on the root while a bar stands above the footer: what floats there stands higher. */
export const HAS_BAR = 'data-has-bar'

/**
 * Says that its component is such a bar. Not `body:has(…)`: for a selector that asks the whole body, all of it is looked through whenever
 * an element comes or goes, a millisecond of every frame in which rows do.
 */
export function useBar(): void {
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute(HAS_BAR, true)
    return () => void document.documentElement.toggleAttribute(HAS_BAR, false)
  }, [])
}
