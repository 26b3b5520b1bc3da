import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'

interface TooltipPopupProps {
  readonly anchor: Element
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactNode
  /** The pointer is on the words themselves. */
  readonly onHold: () => void
  readonly onLeave: () => void
  /** Escape, or a press elsewhere. */
  readonly onClose: () => void
}

/** The words of a tooltip, while they are shown. */
export function TooltipPopup({ anchor, side, children, onHold, onLeave, onClose }: TooltipPopupProps) {
  return (
    <Base.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            onPointerEnter={onHold}
            onPointerLeave={onLeave}
            className="max-w-80 rounded-m bg-raised px-2 py-1 text-small text-text shadow-popover"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
