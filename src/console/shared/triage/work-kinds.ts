import type { AlertRow } from '../../../domain/views/alert-views.ts'

interface WorkEntry {
  /** Whether it would change this alert. */
  readonly fits: (row: AlertRow) => boolean
  /** Said where it fits none. */
  readonly whyNone: string
}

const isOpen = ({ status }: AlertRow) => status !== 'closed'
const CLOSED = 'It is closed. Open it again first.'

/** Work that asks for something first: a reason, a time, a person. What it asks with is in `WorkDialogs.tsx`, which is fetched apart. */
export const WORK_KINDS = {
  assign: { fits: isOpen, whyNone: CLOSED },
  tag: { fits: () => true, whyNone: '' },
  snooze: { fits: isOpen, whyNone: CLOSED },
  'accept-risk': { fits: isOpen, whyNone: CLOSED },
  'pause-clock': {
    fits: ({ status, slaPause }) => status === 'new' && slaPause === null,
    whyNone: 'No clock runs for it.',
  },
  suppress: { fits: () => true, whyNone: '' },
  link: { fits: () => true, whyNone: '' },
  close: { fits: isOpen, whyNone: 'It is closed already.' },
} as const satisfies Record<string, WorkEntry>
export type WorkKind = keyof typeof WORK_KINDS
