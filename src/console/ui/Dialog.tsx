import { Dialog as Base } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import * as words from '#words/ui.ts'
import { IconButton } from './Button.tsx'
import { isConfirmKey } from './confirm-key.ts'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Ctrl+Enter, wherever the focus is in it: what the ink button does. */
  readonly onConfirm?: (() => void) | undefined
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  /** Buttons, the ink one last. */
  readonly footer?: ReactNode
  readonly width?: 'narrow' | 'wide'
  readonly headerExtra?: ReactNode
}

/** Modal: for reasons and confirmations only. Escape closes, focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, onConfirm, title, description, children, footer, width = 'narrow', headerExtra } = props
  const popup = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const confirm = useEffectEvent((event: KeyboardEvent) => {
    if (!isConfirmKey(event) || event.defaultPrevented || event.repeat || onConfirm === undefined) return
    event.preventDefault()
    onConfirm()
  })
  // On the document: the key may come before the focus has arrived in a dialog that took the place of another one.
  useEffect(() => {
    if (!isOpen) return undefined
    const onKeyDown = (event: KeyboardEvent) => confirm(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOpen])
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          ref={popup}
          // Where the work begins: the first field or what is marked as the first, else the dialog itself. On the close button, Escape would only close its tooltip.
          initialFocus={() =>
            body.current?.querySelector<HTMLElement>('input, textarea, [data-autofocus]') ?? popup.current
          }
          className={clsx(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col',
            'rounded-l bg-raised text-body text-text shadow-dialog',
            width === 'narrow' ? 'max-w-120' : 'max-w-240',
          )}
        >
          <header className="flex min-h-11 items-center gap-3 border-b border-line ps-6 pe-3">
            <Base.Title className="grow text-title">{title}</Base.Title>
            {headerExtra}
            <Base.Close
              render={<IconButton label={words.close} icon={<X aria-hidden size={16} />} keys={[words.esc]} />}
            />
          </header>
          <div ref={body} className="min-h-0 grow overflow-y-auto px-6 py-4">
            {description === undefined ? null : (
              <Base.Description className="mb-4 text-text-2">{description}</Base.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
