import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import * as words from '#words/ui.ts'
import { IconButton } from './Button.tsx'
import { HostileText } from './HostileText.tsx'
import { type Told, takeToasts } from './Toast.tsx'
import { HAS_BAR } from './use-bar.ts'
import { useEscape } from './use-escape.ts'

/** How long a fact stands, and how long something may be taken back. */
const SAID_MS = 5000
const UNDO_MS = 10_000
const DOWN = ['down' as const]

export function ToastList() {
  const [manager] = useState(() => Base.createToastManager())
  useEffect(
    () =>
      takeToasts(({ text, onUndo, over }: Told) => {
        if (onUndo === null) return void manager.add({ title: text, timeout: SAID_MS })
        const id = manager.add({
          title: text,
          timeout: UNDO_MS,
          actionProps: {
            children: words.undo,
            onClick: () => {
              onUndo()
              manager.close(id)
            },
          },
        })
        over?.addEventListener('abort', () => manager.close(id))
        return undefined
      }),
    [manager],
  )
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport
          aria-label={words.toasts}
          className="fixed inset-x-0 bottom-9 [[data-has-bar]_&]:bottom-22 z-50 mx-auto flex w-fit max-w-[calc(100vw-32px)] flex-col items-center gap-2"
        >
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function List() {
  const { toasts, close } = Base.useToastManager()
  // They would go by themselves, so the press means what is below them, too: a notice, or what lies below all of it. But not a
  // selection, which took work to make.
  useEscape('toast', toasts.length > 0, (isLast) => {
    for (const { id } of toasts) close(id)
    return isLast && document.documentElement.hasAttribute(HAS_BAR)
  })
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={DOWN}
      className="rounded-l bg-raised text-small text-text shadow-popover data-limited:hidden"
    >
      <Base.Content className="flex min-h-10 items-center gap-3 ps-4 pe-1.5">
        <Base.Title className="font-text">
          {typeof toast.title === 'string' ? <HostileText text={toast.title} /> : toast.title}
        </Base.Title>
        <Base.Action className="min-h-7 rounded-m border border-line px-2.5 font-strong hover:bg-hover" />
        <Base.Close render={<IconButton label={words.dismiss} icon={<X aria-hidden size={14} />} />} />
      </Base.Content>
    </Base.Root>
  ))
}
