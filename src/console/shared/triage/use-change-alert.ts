import { useMutation, useQueryClient } from '@tanstack/react-query'
import * as words from '#words/shared/desk.ts'
import { type Backend, BackendError } from '../../../backend/port.ts'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import { useBackend } from '../backend.tsx'

/** Somebody else was faster: what they did, in the record's words, and the alert as it is now. Nothing of ours was changed. */
export class AlertMovedOn extends Error {
  readonly row: AlertRow
  /** Newest first; the record's sentences since the version that was on the screen. */
  readonly happened: readonly { readonly sentence: string; readonly at: number }[]

  constructor(row: AlertRow, happened: AlertMovedOn['happened']) {
    super(words.somebodyChanged)
    this.name = 'AlertMovedOn'
    this.row = row
    this.happened = happened
  }
}

export interface AlertWork {
  readonly row: Pick<AlertRow, 'id' | 'version'>
  readonly change: AlertChange
}

/**
 * Changes an alert as the person saw it. Rejects with AlertMovedOn if somebody was faster, else with a BackendError.
 * Resolves to the row after it.
 */
export function useChangeAlert() {
  const backend = useBackend()
  const queries = useQueryClient()
  return useMutation<AlertRow, Error, AlertWork>({
    mutationFn: ({ row, change }) => changeAsSeen(backend, row, change),
    onSettled: (_row, _error, { row }) => queries.invalidateQueries({ queryKey: ['alerts', 'one', row.id] }),
  })
}

/** As `useChangeAlert`, where nothing is drawn of it. */
export async function changeAsSeen(backend: Backend, seen: AlertWork['row'], change: AlertChange): Promise<AlertRow> {
  try {
    return await backend.changeAlert(seen.id, change, seen.version)
  } catch (error) {
    if (!(error instanceof BackendError) || error.kind !== 'stale') throw error
    const [detail, log] = await Promise.all([
      backend.getAlert(seen.id),
      backend.listAudit({ subject: seen.id, limit: 5 }).catch(() => null),
    ])
    const missed = Math.max(1, detail.row.version - seen.version)
    const entries = (log?.items ?? []).slice(0, missed)
    throw new AlertMovedOn(
      detail.row,
      entries.map(({ sentence, entry }) => ({ sentence, at: entry.at })),
    )
  }
}
