import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether an element has been on the screen as a whole, even once. Approving waits until the end of the last target was. */
export function useSeen<T extends Element>(): readonly [ref: RefObject<T | null>, isSeen: boolean] {
  const ref = useRef<T>(null)
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null || isSeen) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsSeen(true)
      },
      { threshold: 1 },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isSeen])
  return [ref, isSeen]
}
