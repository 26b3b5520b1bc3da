import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useState,
} from 'react'
import { later } from './later.ts'

const TooltipPopup = later(() => import('./TooltipPopup.tsx').then((module) => module.TooltipPopup))

const OPEN_MS = 350
const CLOSE_MS = 60
/** Whoever has just read one goes along a row of buttons: the next opens at once. */
const WARM_MS = 400
const NOTHING = { anchor: null, afterMs: 0 }
let closedAt = Number.NEGATIVE_INFINITY

interface TriggerProps {
  onPointerEnter?: (event: PointerEvent) => void
  onPointerLeave?: (event: PointerEvent) => void
  onPointerDown?: (event: PointerEvent) => void
  onFocus?: (event: FocusEvent) => void
  onBlur?: (event: FocusEvent) => void
}

export interface TooltipProps {
  /** Null: nothing to say now. The element stays the same one, and keeps the focus, when there is. */
  readonly content: ReactNode
  /** One element that can take focus. Its accessible name is its own: a tooltip only says more, it never names. */
  readonly children: ReactElement<TriggerProps>
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/**
 * More words on hover and on focus. Closes with Escape, stays while the pointer is on it (WCAG 1.4.13). A button pays only for
 * its handlers: what places the words is fetched apart and mounted while they are shown.
 */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null)
  const [wish, setWish] = useState<{ readonly anchor: Element | null; readonly afterMs: number }>(NOTHING)
  useEffect(() => {
    if (wish.anchor === anchor) return undefined
    const timer = setTimeout(() => {
      if (wish.anchor === null) closedAt = performance.now()
      setAnchor(wish.anchor)
    }, wish.afterMs)
    return () => clearTimeout(timer)
  }, [wish, anchor])

  const open = (element: Element, afterMs: number) => setWish({ anchor: element, afterMs })
  const close = (afterMs: number) => setWish({ anchor: null, afterMs })
  const own = children.props
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event: PointerEvent) => {
          own.onPointerEnter?.(event)
          if (event.pointerType === 'touch') return
          open(event.currentTarget, performance.now() - closedAt < WARM_MS ? 0 : OPEN_MS)
        },
        onPointerLeave: (event: PointerEvent) => {
          own.onPointerLeave?.(event)
          close(CLOSE_MS)
        },
        onPointerDown: (event: PointerEvent) => {
          own.onPointerDown?.(event)
          close(0)
        },
        onFocus: (event: FocusEvent) => {
          own.onFocus?.(event)
          if (event.currentTarget.matches(':focus-visible')) open(event.currentTarget, 0)
        },
        onBlur: (event: FocusEvent) => {
          own.onBlur?.(event)
          close(0)
        },
      })}
      {anchor === null || content === null ? null : (
        <TooltipPopup
          anchor={anchor}
          side={side}
          onHold={() => open(anchor, 0)}
          onLeave={() => close(CLOSE_MS)}
          onClose={() => close(0)}
        >
          {content}
        </TooltipPopup>
      )}
    </>
  )
}
