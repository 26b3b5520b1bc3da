import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/palette.ts'
import { keyCaps } from '../../shared/keys/key-bindings.ts'
import { isMac } from '../../shared/keys/platform.ts'
import { HostileText } from '../../ui/HostileText.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { FoundItems } from './FoundItems.tsx'
import { findCommands } from './find-commands.ts'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'
import { useHereCommands } from './use-here-commands.tsx'
import { usePreferenceCommands } from './use-preference-commands.tsx'
import { useScreenCommands } from './use-screen-commands.tsx'
import { useViewCommands } from './use-view-commands.tsx'

export interface PaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Opens an address of the console. */
  readonly onGo: (href: string) => void
  readonly onOverlay: (overlay: 'zone' | 'keys' | 'stop') => void
}

/** Everything that can be done from here, by words. Nothing in here signs, approves or contains. */
export function Palette({ isOpen, onClose, onGo, onOverlay }: PaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-160 -translate-x-1/2 overflow-hidden rounded-l bg-raised text-text shadow-dialog outline-none">
          <Dialog.Title className="sr-only">{words.title}</Dialog.Title>
          <Commands onClose={onClose} onGo={onGo} onOverlay={onOverlay} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Long enough for the dialog to go away and give the focus back: what runs next may open one of its own. */
const CLOSED_MS = 80

function Commands({ onClose, onGo, onOverlay }: Omit<PaletteProps, 'isOpen'>) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const run = (what: () => void) => {
    onClose()
    setTimeout(what, CLOSED_MS)
  }
  const go = (href: string) => run(() => onGo(href))
  const groups = [
    useHereCommands(run),
    useScreenCommands(go),
    useViewCommands(go),
    usePreferenceCommands({ onRun: run, onOverlay }),
  ]
  return (
    <Command label={words.title} shouldFilter={false} loop value={chosen} onValueChange={setChosen}>
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Search aria-hidden size={16} className="shrink-0 text-text-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={words.hint}
          className="min-w-0 grow bg-transparent text-title outline-none"
        />
        <Kbd keys={keyCaps('Escape', isMac)} />
      </div>
      <Command.List label={words.title} className="max-h-[55vh] overflow-y-auto pb-2 outline-none">
        {findCommands(groups, text).map(({ title, commands }) =>
          commands.length === 0 ? null : (
            <PaletteGroup key={title} title={title}>
              {commands.map((command) => (
                <PaletteItem
                  key={command.id}
                  value={command.id}
                  icon={command.icon}
                  keys={command.keys}
                  now={command.now}
                  onRun={command.run}
                >
                  <HostileText text={command.label} maxLength={60} />
                </PaletteItem>
              ))}
            </PaletteGroup>
          ),
        )}
        <FoundItems text={text.trim()} onGo={go} onFound={setChosen} />
      </Command.List>
      <footer className="flex h-8 items-center gap-4 border-t border-line px-4 text-micro text-text-3">
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys={['↑', '↓']} /> {words.move}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys={['↵']} /> {words.run}
        </span>
      </footer>
    </Command>
  )
}
