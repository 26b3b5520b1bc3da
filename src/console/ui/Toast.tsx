import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { IconButton } from './Button.tsx'
import { HostileText } from './HostileText.tsx'

const manager = Base.createToastManager<{ undo?: string }>()

export interface UndoToast {
  /** What was done, as a fact: "3 alerts closed as benign." It must also stand somewhere that stays. */
  readonly text: string
  readonly onUndo: () => void
}

/** Ten seconds to take something back. The time stands still while the pointer or the focus is on it. */
export function offerUndo({ text, onUndo }: UndoToast): void {
  const id = manager.add({
    title: text,
    timeout: 10_000,
    actionProps: {
      children: 'Undo',
      onClick: () => {
        onUndo()
        manager.close(id)
      },
    },
  })
}

/** A fact that needs no answer, e.g. "Link copied." For five seconds; never the only trace of something that matters. */
export function say(text: string): void {
  manager.add({ title: text, timeout: 5000 })
}

/** Where toasts appear: bottom centre, above the footers, over no row's beginning. Mount once. */
export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-0 bottom-9 z-50 mx-auto flex w-fit max-w-[calc(100vw-32px)] flex-col items-center gap-2">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function List() {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['down']}
      className="rounded-l bg-raised text-small text-text shadow-popover data-limited:hidden"
    >
      <Base.Content className="flex min-h-10 items-center gap-3 ps-4 pe-1.5">
        <Base.Title className="font-text">
          {typeof toast.title === 'string' ? <HostileText text={toast.title} /> : toast.title}
        </Base.Title>
        <Base.Action className="min-h-7 rounded-m border border-line px-2.5 font-strong hover:bg-hover" />
        <Base.Close render={<IconButton label="Dismiss" icon={<X aria-hidden size={14} />} />} />
      </Base.Content>
    </Base.Root>
  ))
}
