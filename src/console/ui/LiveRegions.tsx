import { useEffect, useState } from 'react'
import { onAnnouncement } from './announce.ts'

/** The two live regions of the page. There must be exactly one of these: two would read everything twice. */
export function LiveRegions() {
  const [polite, setPolite] = useState('')
  const [assertive, setAssertive] = useState('')
  useEffect(
    () =>
      onAnnouncement(({ text, manner }) => {
        // The same sentence twice is no change to a screen reader; a trailing no-break space makes it one.
        const set = manner === 'polite' ? setPolite : setAssertive
        set((last) => (last === text ? `${text}\u00a0` : text))
      }),
    [],
  )
  return (
    <div className="sr-only">
      <div aria-live="polite" role="status">
        {polite}
      </div>
      <div aria-live="assertive" role="alert">
        {assertive}
      </div>
    </div>
  )
}
