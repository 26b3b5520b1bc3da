import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { useBackend } from '../backend.tsx'
import { SuppressDialog } from '../suppression/SuppressDialog.tsx'

interface SuppressAlertsProps {
  readonly rows: readonly AlertRow[]
  readonly onChanged: (row: AlertRow) => void
  readonly onClose: () => void
}

/** Alerts of which the list learns at once that they are held; the others follow with what changes. */
const MOST_ASKED = 20

/** Suppresses what is like these alerts, chosen out of their own values. */
export function SuppressAlerts({ rows, onChanged, onClose }: SuppressAlertsProps) {
  const backend = useBackend()
  const tell = async () => {
    for (const { id } of rows.slice(0, MOST_ASKED)) onChanged((await backend.getAlert(id)).row)
  }
  return (
    <SuppressDialog
      rows={rows}
      onClose={onClose}
      onDone={() => {
        // A list that did not hear it hears it with the next change.
        tell().catch(() => undefined)
      }}
    />
  )
}
