import type { ReactElement } from 'react'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { LinkAlerts } from '../cases/LinkAlerts.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { ClockDialog } from './ClockDialog.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { SuppressAlerts } from './SuppressAlerts.tsx'
import { TagDialog } from './TagDialog.tsx'

interface Asking {
  readonly rows: readonly AlertRow[]
  readonly onChanged: (row: AlertRow) => void
  readonly onClose: () => void
}

interface WorkDialogEntry {
  /** Whether it would change this alert. */
  readonly fits: (row: AlertRow) => boolean
  /** Said where it fits none. */
  readonly whyNone: string
  readonly draw: (asking: Asking) => ReactElement
}

const isOpen = ({ status }: AlertRow) => status !== 'closed'

/** Work that asks for something first: a reason, a time, a person. */
export const WORK_DIALOGS = {
  assign: {
    fits: isOpen,
    whyNone: 'It is closed. Open it again first.',
    draw: (asking) => <AssignDialog {...asking} />,
  },
  tag: { fits: () => true, whyNone: '', draw: (asking) => <TagDialog {...asking} /> },
  snooze: {
    fits: isOpen,
    whyNone: 'It is closed. Open it again first.',
    draw: (asking) => <HoldDialog kind="snoozed" {...asking} />,
  },
  'accept-risk': {
    fits: isOpen,
    whyNone: 'It is closed. Open it again first.',
    draw: (asking) => <HoldDialog kind="risk-accepted" {...asking} />,
  },
  'pause-clock': {
    fits: ({ status, slaPause }) => status === 'new' && slaPause === null,
    whyNone: 'No clock runs for it.',
    draw: (asking) => <ClockDialog {...asking} />,
  },
  suppress: {
    fits: () => true,
    whyNone: '',
    draw: ({ rows, onChanged, onClose }) => <SuppressAlerts rows={rows} onChanged={onChanged} onClose={onClose} />,
  },
  link: {
    fits: () => true,
    whyNone: '',
    draw: ({ rows, onClose }) => <LinkAlerts rows={rows} onClose={onClose} />,
  },
  close: { fits: isOpen, whyNone: 'It is closed already.', draw: (asking) => <CloseDialog {...asking} /> },
} as const satisfies Record<string, WorkDialogEntry>
export type WorkKind = keyof typeof WORK_DIALOGS
