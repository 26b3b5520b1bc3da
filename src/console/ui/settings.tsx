import { createContext, type ReactNode, use } from 'react'
import { GRID_KEYS, type GridKeys } from './grid-keys.ts'
import type { Zone } from './time-text.ts'

/** What a person set once and every part obeys. The parts know no store: whoever mounts them provides this. */
export interface UiSettings {
  readonly zone: Zone
  /** Single-character keys can be switched off (WCAG 2.1.4): speech input types them by accident. */
  readonly singleKeys: boolean
  /** The changeable keys of every grid. */
  readonly gridKeys: GridKeys
  /** Caps of a key that works on every screen, by the name of what it does; undefined where there is none now. */
  readonly capsOf: (id: string) => readonly string[] | undefined
}

const Settings = createContext<UiSettings>({
  zone: 'utc',
  singleKeys: true,
  gridKeys: GRID_KEYS,
  capsOf: () => undefined,
})

export function UiSettingsProvider({ value, children }: { readonly value: UiSettings; readonly children: ReactNode }) {
  return <Settings value={value}>{children}</Settings>
}

export function useUiSettings(): UiSettings {
  return use(Settings)
}
