import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import * as words from '#words/ui.ts'
import { IconButton } from './Button.tsx'
import { Splitter } from './Splitter.tsx'

export interface DrawerProps {
  /** Names the region: "Preview of A-48213". */
  readonly label: string
  readonly onClose: () => void
  readonly sizePx: number
  readonly onResize: (sizePx: number) => void
  /** Left of the close button: id, age, who else is here. */
  readonly header: ReactNode
  readonly children: ReactNode
  /** Fixed at the foot: the answer, after everything that leads to it. */
  readonly footer?: ReactNode
  /**
   * There is no room beside a list under 768 px. `hide`: a touch on a row opens its page instead. `cover`: the panel takes the
   * main region until it is closed; for what has no page of its own.
   */
  readonly onPhone?: 'hide' | 'cover'
}

/**
 * A panel at the right that stays beside the list and follows its cursor. Not modal: it takes its width from the table and
 * never the focus. A new label is a new subject, so the content starts again at its top. Escape inside closes it; whoever opened it puts the focus back where it was.
 */
export function Drawer({ label, onClose, sizePx, onResize, header, children, footer, onPhone = 'hide' }: DrawerProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const box = panel.current
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    box?.addEventListener('keydown', onKeyDown)
    return () => box?.removeEventListener('keydown', onKeyDown)
  }, [onClose])

  return (
    <>
      <div className="flex max-tablet:hidden">
        <Splitter
          label={words.widthOfThePanel}
          sizePx={sizePx}
          onResize={onResize}
          panel="after"
          minPx={320}
          maxPx={760}
        />
      </div>
      <aside
        ref={panel}
        id="drawer"
        aria-label={label}
        tabIndex={-1}
        data-ring="inside"
        style={{ width: sizePx }}
        className={clsx(
          'flex min-w-0 shrink-0 flex-col bg-surface tablet:max-w-[60vw]',
          onPhone === 'hide'
            ? 'max-tablet:hidden'
            : 'max-tablet:absolute max-tablet:inset-0 max-tablet:z-20 max-tablet:w-full!',
        )}
      >
        <header className="flex min-h-10 items-center gap-2 ps-4 pe-2 text-small text-text-3">
          <div className="flex min-w-0 grow items-center gap-2">{header}</div>
          <IconButton
            label={words.closePanel}
            icon={<X aria-hidden size={14} />}
            keys={[words.esc]}
            onClick={onClose}
          />
        </header>
        <div key={label} className="min-h-0 grow overflow-y-auto px-4 pb-4">
          {children}
        </div>
        {footer === undefined ? null : <footer className="border-t border-line p-4">{footer}</footer>}
      </aside>
    </>
  )
}
