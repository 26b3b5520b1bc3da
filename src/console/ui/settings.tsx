import { createContext, type ReactNode, use } from 'react'

/** What a person set once and every part obeys. The parts know no store: whoever mounts them provides this. */
export interface UiSettings {
  readonly zone: 'utc' | 'local'
  /** Single-character keys can be switched off (WCAG 2.1.4): speech input types them by accident. */
  readonly singleKeys: boolean
}

const Settings = createContext<UiSettings>({ zone: 'utc', singleKeys: true })

export function UiSettingsProvider({ value, children }: { readonly value: UiSettings; readonly children: ReactNode }) {
  return <Settings value={value}>{children}</Settings>
}

export function useUiSettings(): UiSettings {
  return use(Settings)
}
