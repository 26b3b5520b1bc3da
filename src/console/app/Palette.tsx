import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Clock, MoonStar, Rows3, Search, SunMedium } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Kbd } from '../ui/Kbd.tsx'
import { DENSITIES, type Preferences, usePreferences } from './preferences.ts'
import { SCREENS } from './screens.ts'
import { words } from './words.ts'

export interface PaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Opens a screen; `text` is put into its search. */
  readonly onGo: (to: string, text?: string) => void
}

/** Everything that can be done from anywhere, by words. Nothing in here signs, approves or contains. */
export function Palette({ isOpen, onClose, onGo }: PaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-160 -translate-x-1/2 overflow-hidden rounded-l bg-raised text-text shadow-dialog outline-none">
          <Dialog.Title className="sr-only">{words.palette.title}</Dialog.Title>
          <Commands onClose={onClose} onGo={onGo} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Commands({ onClose, onGo }: Omit<PaletteProps, 'isOpen'>) {
  const [text, setText] = useState('')
  const preferences = usePreferences()
  const wanted = text.trim()
  const go = (to: string, search?: string) => {
    onClose()
    onGo(to, search)
  }
  const set = (change: Partial<Preferences>) => {
    usePreferences.setState(change)
    onClose()
  }
  const nextDensity = DENSITIES[(DENSITIES.indexOf(preferences.density) + 1) % DENSITIES.length] ?? 'standard'

  return (
    <Command label={words.palette.title} loop>
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Search aria-hidden size={16} className="shrink-0 text-text-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={words.palette.hint}
          className="min-w-0 grow bg-transparent text-title outline-none"
        />
        <Kbd keys={['Esc']} />
      </div>
      <Command.List className="max-h-[55vh] overflow-y-auto pb-2 outline-none">
        <Command.Empty className="px-4 py-6 text-text-2">{words.palette.nothing}</Command.Empty>
        {wanted === '' ? null : (
          <Command.Group forceMount>
            <Item
              value={`search-alerts ${text}`}
              icon={<Search aria-hidden size={16} />}
              onRun={() => go('/queue', wanted)}
              isAlways
            >
              {words.palette.searchAlerts(wanted)}
            </Item>
            <Item
              value={`search-identities ${text}`}
              icon={<Search aria-hidden size={16} />}
              onRun={() => go('/identities', wanted)}
              isAlways
            >
              {words.palette.searchIdentities(wanted)}
            </Item>
            <Item
              value={`search-triggers ${text}`}
              icon={<Search aria-hidden size={16} />}
              onRun={() => go('/triggers', wanted)}
              isAlways
            >
              {words.palette.searchTriggers(wanted)}
            </Item>
          </Command.Group>
        )}
        <Command.Group heading={<Heading>{words.palette.goTo}</Heading>}>
          {SCREENS.map((screen) => (
            <Item
              key={screen.id}
              value={screen.label}
              icon={<screen.icon aria-hidden size={16} strokeWidth={1.6} />}
              keys={['g', screen.key]}
              onRun={() => go(screen.to)}
            >
              {screen.label}
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading={<Heading>{words.palette.change}</Heading>}>
          <Item
            value="theme light"
            icon={<SunMedium aria-hidden size={16} />}
            onRun={() => set({ theme: 'light' })}
            now={words.user.themes[preferences.theme].toLowerCase()}
          >
            Light theme
          </Item>
          <Item
            value="theme dark"
            icon={<MoonStar aria-hidden size={16} />}
            onRun={() => set({ theme: 'dark' })}
            now={words.user.themes[preferences.theme].toLowerCase()}
          >
            Dark theme
          </Item>
          <Item
            value="row density compact standard roomy"
            icon={<Rows3 aria-hidden size={16} />}
            onRun={() => set({ density: nextDensity })}
            now={words.user.densities[preferences.density].toLowerCase()}
          >
            Rows: {words.user.densities[nextDensity].toLowerCase()}
          </Item>
          <Item
            value="times zone utc local"
            icon={<Clock aria-hidden size={16} />}
            onRun={() => set({ zone: preferences.zone === 'utc' ? 'local' : 'utc' })}
            now={words.user.zones[preferences.zone]}
          >
            {preferences.zone === 'utc' ? 'Read times in the local zone' : 'Read times in UTC'}
          </Item>
        </Command.Group>
      </Command.List>
      <footer className="flex h-8 items-center gap-4 border-t border-line px-4 text-micro text-text-3">
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys={['↑', '↓']} /> {words.palette.move}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys={['↵']} /> {words.palette.run}
        </span>
      </footer>
    </Command>
  )
}

function Heading({ children }: { readonly children: ReactNode }) {
  return <span className="block px-4 pt-3 pb-1 text-small text-text-3">{children}</span>
}

interface ItemProps {
  readonly value: string
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly onRun: () => void
  readonly keys?: readonly string[]
  /** What it is set to at present. */
  readonly now?: string
  /** Not filtered by the words: it takes them as they are. */
  readonly isAlways?: boolean
}

function Item({ value, icon, children, onRun, keys, now, isAlways = false }: ItemProps) {
  return (
    <Command.Item
      value={value}
      forceMount={isAlways}
      onSelect={onRun}
      className="relative flex min-h-9 cursor-default items-center gap-3 px-4 text-body data-[selected=true]:bg-select data-[selected=true]:before:absolute data-[selected=true]:before:inset-y-0 data-[selected=true]:before:start-0 data-[selected=true]:before:w-[3px] data-[selected=true]:before:bg-accent"
    >
      <span className="text-text-2">{icon}</span>
      <span className="min-w-0 truncate">{children}</span>
      {now === undefined ? null : <span className="text-small text-text-3">now {now}</span>}
      {keys === undefined ? null : (
        <span className="ms-auto">
          <Kbd keys={keys} />
        </span>
      )}
    </Command.Item>
  )
}
