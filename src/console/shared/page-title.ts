import { useEffect } from 'react'
import { printable } from '../../domain/json/read-json.ts'

const MOST = 80

/**
 * What this page is about, before the name of its screen in the window's title: of several tabs, each says which alert it holds. The text
 * may be of whoever attacks.
 */
export function usePageTitle(about: string): void {
  useEffect(() => {
    const screen = document.title
    const mine = `${printable(about).slice(0, MOST).toWellFormed()} · ${screen}`
    document.title = mine
    return () => {
      // By now the next screen may have put its own name there.
      if (document.title === mine) document.title = screen
    }
  }, [about])
}
