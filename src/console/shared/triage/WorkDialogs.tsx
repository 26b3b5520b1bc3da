import type { ReactElement } from 'react'
import { planName } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import type { ActionId } from '../../../domain/action/action.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { say } from '../../ui/Toast.tsx'
import { LinkAlerts } from '../cases/LinkAlerts.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { ClockDialog } from './ClockDialog.tsx'
import { CloseDialog } from './CloseDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { type Many, ManyContext } from './many.ts'
import { ProposeDialog } from './ProposeDialog.tsx'
import { SuppressAlerts } from './SuppressAlerts.tsx'
import { TagDialog } from './TagDialog.tsx'
import type { WorkKind } from './work-kinds.ts'

/** What a person was asked for: work on alerts, or a plan for one. */
export type Asked =
  | { readonly kind: WorkKind; readonly rows: readonly AlertRow[]; readonly many: Many | null }
  | { readonly kind: 'propose'; readonly row: AlertRow; readonly action: ActionId }

interface WorkDialogsProps {
  readonly asked: Asked
  readonly onChanged: (row: AlertRow) => void
  readonly onClose: () => void
}

/** The dialog of what was asked. */
export function WorkDialogs({ asked, onChanged, onClose }: WorkDialogsProps) {
  if (asked.kind === 'propose') {
    return (
      <ProposeDialog
        alert={asked.row}
        action={asked.action}
        onClose={onClose}
        onProposed={({ summary: { number, quorum } }) => {
          say(words.runsByItself(quorum, planName(number)))
          onClose()
        }}
      />
    )
  }
  return <ManyContext value={asked.many}>{DRAW[asked.kind]({ rows: asked.rows, onChanged, onClose })}</ManyContext>
}

interface Asking {
  readonly rows: readonly AlertRow[]
  readonly onChanged: (row: AlertRow) => void
  readonly onClose: () => void
}

const DRAW: Readonly<Record<WorkKind, (asking: Asking) => ReactElement>> = {
  assign: (asking) => <AssignDialog {...asking} />,
  tag: (asking) => <TagDialog {...asking} />,
  snooze: (asking) => <HoldDialog kind="snoozed" {...asking} />,
  'accept-risk': (asking) => <HoldDialog kind="risk-accepted" {...asking} />,
  'pause-clock': (asking) => <ClockDialog {...asking} />,
  suppress: (asking) => <SuppressAlerts {...asking} />,
  link: ({ rows, onClose }) => <LinkAlerts rows={rows} onClose={onClose} />,
  close: (asking) => <CloseDialog {...asking} />,
}
