import * as words from '#words/shared/triage.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'

interface WorkEntry {
  /** Whether it would change this alert. */
  readonly fits: (row: AlertRow) => boolean
  /** Said where it fits none. */
  readonly whyNone: string
}

const isOpen = ({ status }: AlertRow) => status !== 'closed'

/** Work that asks for something first: a reason, a time, a person. What it asks with is in `WorkDialogs.tsx`, which is fetched apart. */
export const WORK_KINDS = {
  assign: { fits: isOpen, whyNone: words.closed },
  tag: { fits: () => true, whyNone: '' },
  snooze: { fits: isOpen, whyNone: words.closed },
  'accept-risk': { fits: isOpen, whyNone: words.closed },
  'pause-clock': {
    fits: ({ status, slaPause }) => status === 'new' && slaPause === null,
    whyNone: words.noClockRuns,
  },
  suppress: { fits: () => true, whyNone: '' },
  link: { fits: () => true, whyNone: '' },
  close: { fits: isOpen, whyNone: words.itIsClosedAlready },
} as const satisfies Record<string, WorkEntry>
export type WorkKind = keyof typeof WORK_KINDS
