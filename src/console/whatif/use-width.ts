import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The width of an element as it is drawn, whole px; `initialPx` until it is known. A drawing made for it needs no scaling of its words. */
export function useWidth(initialPx: number): readonly [box: RefObject<HTMLDivElement | null>, widthPx: number] {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(initialPx)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const measure = () => setWidth(Math.max(300, Math.floor(element.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, width]
}
