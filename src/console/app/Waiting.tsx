import { useEffect, useState } from 'react'
import * as words from '#words/app.tsx'
import { LoadingState } from '../ui/states.tsx'

/** What comes within this time takes the place of what was there before without a word in between. */
export const PATIENCE_MS = 300

/** Words instead of a blank page, but not for the blink that a loaded screen takes. */
export function Waiting() {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isLate ? <LoadingState label={words.loading} /> : null
}
