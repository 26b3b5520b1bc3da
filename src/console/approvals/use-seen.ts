import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether an element has been on the screen, even once. Approving waits until the last target was. */
export function useSeen<T extends Element>(): readonly [ref: RefObject<T | null>, isSeen: boolean] {
  const ref = useRef<T>(null)
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null || isSeen) return undefined
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setIsSeen(true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [isSeen])
  return [ref, isSeen]
}
