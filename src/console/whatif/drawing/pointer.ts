/** Tells where the pointer is over a drawing, 0-1 of its width from the start; null once it left. Answers what ends it. */
export function followPointer(drawing: Element | null, hear: (share: number | null) => void): () => void {
  if (drawing === null) return () => undefined
  const onMove = (event: Event) => {
    const { left, width } = drawing.getBoundingClientRect()
    hear(((event as PointerEvent).clientX - left) / Math.max(1, width))
  }
  const onLeave = () => hear(null)
  drawing.addEventListener('pointermove', onMove)
  drawing.addEventListener('pointerleave', onLeave)
  return () => {
    drawing.removeEventListener('pointermove', onMove)
    drawing.removeEventListener('pointerleave', onLeave)
  }
}
