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
  /** Stands at the foot of a phone. The others take a desk's width, and are reached there through the person's menu. */
  readonly isOnPhone: boolean
}

/** The rail, the palette and the `g` keys are all made from this list: they cannot disagree. */
export const SCREENS: readonly Screen[] = [
  { id: 'queue', label: words.screens.queue, to: '/queue', key: 'q', icon: Inbox, isOnPhone: true },
  { id: 'approvals', label: words.screens.approvals, to: '/approvals', key: 'a', icon: Stamp, isOnPhone: true },
  {
    id: 'identities',
    label: words.screens.identities,
    to: '/identities',
    key: 'i',
    icon: Fingerprint,
    isOnPhone: true,
  },
  { id: 'triggers', label: words.screens.triggers, to: '/triggers', key: 't', icon: Radar, isOnPhone: false },
  { id: 'whatif', label: words.screens.whatif, to: '/whatif', key: 'w', icon: SlidersHorizontal, isOnPhone: false },
  { id: 'record', label: words.screens.record, to: '/record', key: 'r', icon: NotebookText, isOnPhone: true },
  { id: 'sources', label: words.screens.sources, to: '/sources', key: 's', icon: Plug, isOnPhone: false },
]
