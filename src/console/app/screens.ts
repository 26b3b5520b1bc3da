import { Fingerprint, Inbox, type LucideIcon, NotebookText, Plug, Radar, SlidersHorizontal, Stamp } from 'lucide-react'
import { words } from './words.ts'

export type ScreenId = keyof typeof words.screens

export interface Screen {
  readonly id: ScreenId
  readonly label: string
  readonly to: '/queue' | '/approvals' | '/identities' | '/triggers' | '/whatif' | '/record' | '/sources'
  /** After `g`. */
  readonly key: string
  readonly icon: LucideIcon
}

/** The rail, the palette and the `g` keys are all made from this list: they cannot disagree. */
export const SCREENS: readonly Screen[] = [
  { id: 'queue', label: words.screens.queue, to: '/queue', key: 'q', icon: Inbox },
  { id: 'approvals', label: words.screens.approvals, to: '/approvals', key: 'a', icon: Stamp },
  { id: 'identities', label: words.screens.identities, to: '/identities', key: 'i', icon: Fingerprint },
  { id: 'triggers', label: words.screens.triggers, to: '/triggers', key: 't', icon: Radar },
  { id: 'whatif', label: words.screens.whatif, to: '/whatif', key: 'w', icon: SlidersHorizontal },
  { id: 'record', label: words.screens.record, to: '/record', key: 'r', icon: NotebookText },
  { id: 'sources', label: words.screens.sources, to: '/sources', key: 's', icon: Plug },
]
