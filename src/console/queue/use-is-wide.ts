import { useSyncExternalStore } from 'react'

const WIDE = '(min-width: 1900px)'

/** The same width at which the stylesheet turns wide: words that the columns then have room for. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = window.matchMedia(WIDE)
      query.addEventListener('change', onChange)
      return () => query.removeEventListener('change', onChange)
    },
    () => window.matchMedia(WIDE).matches,
  )
}
