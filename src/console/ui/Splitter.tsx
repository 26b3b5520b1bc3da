import { clampSize, type SplitterBounds, sizeAfterKey } from './splitter-size.ts'

export interface SplitterProps extends SplitterBounds {
  /** What it resizes: "Preview width". */
  readonly label: string
  readonly sizePx: number
  readonly onResize: (sizePx: number) => void
  /** Side of the splitter on which the resized panel lies. */
  readonly panel: 'before' | 'after'
}

/** A hairline that can be dragged and, with the arrow keys, moved. It stands between two panels of a flex row. */
export function Splitter({ label, sizePx, onResize, panel, minPx, maxPx }: SplitterProps) {
  const bounds = { minPx, maxPx }
  const direction = panel === 'after' ? -1 : 1
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={sizePx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      className="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line before:absolute before:inset-y-0 before:-inset-x-2.5 hover:bg-line-strong focus-visible:bg-focus"
      onKeyDown={(event) => {
        const next = sizeAfterKey(event, sizePx, bounds, panel === 'after' ? 'ArrowLeft' : 'ArrowRight')
        if (next === null) return
        event.preventDefault()
        event.stopPropagation()
        onResize(next)
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        const bar = event.currentTarget
        const startX = event.clientX
        const startPx = sizePx
        const move = (moved: PointerEvent) =>
          onResize(clampSize(startPx + direction * (moved.clientX - startX), bounds))
        const end = () => {
          bar.removeEventListener('pointermove', move)
          bar.removeEventListener('pointerup', end)
          bar.removeEventListener('pointercancel', end)
        }
        bar.setPointerCapture(event.pointerId)
        bar.addEventListener('pointermove', move)
        bar.addEventListener('pointerup', end)
        bar.addEventListener('pointercancel', end)
      }}
    />
  )
}
