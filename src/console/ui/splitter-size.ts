export interface SplitterBounds {
  readonly minPx: number
  readonly maxPx: number
}

/** Keeps a panel's width inside its bounds; a bound that contradicts (small window) is decided for the smaller panel. */
export function clampSize(sizePx: number, { minPx, maxPx }: SplitterBounds): number {
  return Math.round(Math.max(Math.min(minPx, maxPx), Math.min(sizePx, maxPx)))
}

/**
 * The width after a key on the splitter, or null if the key is not its business. `grows` says which arrow makes the panel
 * larger: a panel at the right edge grows to the left. Arrows step 8 px, with Shift 48; Home and End go to the bounds.
 */
export function sizeAfterKey(
  key: { readonly key: string; readonly shiftKey: boolean },
  sizePx: number,
  bounds: SplitterBounds,
  grows: 'ArrowLeft' | 'ArrowRight',
): number | null {
  const stepPx = key.shiftKey ? 48 : 8
  const shrinks = grows === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
  if (key.key === grows) return clampSize(sizePx + stepPx, bounds)
  if (key.key === shrinks) return clampSize(sizePx - stepPx, bounds)
  if (key.key === 'Home') return clampSize(bounds.minPx, bounds)
  if (key.key === 'End') return clampSize(bounds.maxPx, bounds)
  return null
}
