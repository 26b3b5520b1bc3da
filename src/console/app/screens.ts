import {
  Fingerprint,
  FolderOpen,
  Inbox,
  type LucideIcon,
  NotebookText,
  Plug,
  Radar,
  SlidersHorizontal,
  Stamp,
  VolumeOff,
} from 'lucide-react'
import * as words from '#words/app.tsx'

export type ScreenId = keyof typeof words.screens

export interface Screen {
  readonly id: ScreenId
  readonly label: string
  readonly to:
    | '/queue'
    | '/approvals'
    | '/identities'
    | '/triggers'
    | '/whatif'
    | '/record'
    | '/sources'
    | '/suppressions'
    | '/cases'
  /** After `g`. */
  readonly key: string
  readonly icon: LucideIcon
  /** Stands in the rail; the others are reached by key, palette, and from where they are needed. */
  readonly isInRail: boolean
  /** Stands at the foot of a phone. The others take a desk's width, and are reached there through the person's menu. */
  readonly isOnPhone: boolean
}

/** The rail, the palette and the `g` keys are all made from this list: they cannot disagree. */
export const SCREENS: readonly Screen[] = [
  { id: 'queue', label: words.screens.queue, to: '/queue', key: 'q', icon: Inbox, isInRail: true, isOnPhone: true },
  {
    id: 'approvals',
    label: words.screens.approvals,
    to: '/approvals',
    key: 'a',
    icon: Stamp,
    isInRail: true,
    isOnPhone: true,
  },
  {
    id: 'identities',
    label: words.screens.identities,
    to: '/identities',
    key: 'i',
    icon: Fingerprint,
    isInRail: true,
    isOnPhone: true,
  },
  {
    id: 'triggers',
    label: words.screens.triggers,
    to: '/triggers',
    key: 't',
    icon: Radar,
    isInRail: true,
    isOnPhone: false,
  },
  {
    id: 'whatif',
    label: words.screens.whatif,
    to: '/whatif',
    key: 'w',
    icon: SlidersHorizontal,
    isInRail: true,
    isOnPhone: false,
  },
  {
    id: 'record',
    label: words.screens.record,
    to: '/record',
    key: 'r',
    icon: NotebookText,
    isInRail: true,
    isOnPhone: true,
  },
  {
    id: 'sources',
    label: words.screens.sources,
    to: '/sources',
    key: 's',
    icon: Plug,
    isInRail: true,
    isOnPhone: false,
  },
  {
    id: 'cases',
    label: words.screens.cases,
    to: '/cases',
    key: 'c',
    icon: FolderOpen,
    isInRail: false,
    isOnPhone: false,
  },
  {
    id: 'suppressions',
    label: words.screens.suppressions,
    to: '/suppressions',
    key: 'u',
    icon: VolumeOff,
    isInRail: false,
    isOnPhone: false,
  },
]
