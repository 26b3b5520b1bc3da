import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { useBackend } from '../backend.tsx'
import { propertiesOf } from '../suppression/properties.ts'
import { SuppressDialog } from '../suppression/SuppressDialog.tsx'
import { useMany } from './many.ts'

interface SuppressAlertsProps {
  readonly rows: readonly AlertRow[]
  readonly onChanged: (row: AlertRow) => void
  readonly onClose: () => void
}

/** Alerts of which the list learns at once that they are held; the others follow with what changes. */
const MOST_ASKED = 20

/** Suppresses what is like these alerts, chosen out of their own values, or of what those that a query chose have in common. */
export function SuppressAlerts({ rows, onChanged, onClose }: SuppressAlertsProps) {
  const backend = useBackend()
  const many = useMany()
  const tell = async () => {
    for (const { id } of (many?.members ?? rows).slice(0, MOST_ASKED)) onChanged((await backend.getAlert(id)).row)
  }
  return (
    <SuppressDialog
      properties={many?.shared ?? propertiesOf(rows)}
      count={many?.members.length ?? rows.length}
      onClose={onClose}
      onDone={() => {
        // A list that did not hear it hears it with the next change.
        tell().catch(() => undefined)
      }}
    />
  )
}
