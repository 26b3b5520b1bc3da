import { useState } from 'react'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { type QueueLines, rowOf } from '../engine/use-queue-lines.ts'

/** What one action may hold; the gateway takes no more. */
export const MOST_SELECTED = 10_000

export interface Selection {
  readonly rows: readonly AlertRow[]
  readonly has: (id: string) => boolean
  readonly toggle: (row: AlertRow) => void
  /** Adds the rows of these lines, at most as many as one action may hold. Answers how many lines were left out. */
  readonly addLines: (from: number, to: number) => Promise<number>
  readonly replace: (row: AlertRow) => void
  readonly clear: () => void
}

/** Alerts as they were seen when they were chosen: what comes later is not swept in. */
export function useSelection(lines: QueueLines): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, AlertRow>>(new Map())
  return {
    rows: [...chosen.values()],
    has: (id) => chosen.has(id),
    toggle: (row) =>
      setChosen((before) => {
        const after = new Map(before)
        if (!after.delete(row.id)) after.set(row.id, row)
        return after
      }),
    addLines: async (from, to) => {
      const end = Math.min(to, from + MOST_SELECTED)
      // What was looked at is here already: the next key may come at once.
      const here = Array.from({ length: end - from }, (_, i) => lines.lineAt(from + i))
      const known = here.filter((line) => line !== null)
      const read = known.length === here.length ? known : await lines.read(from, end)
      setChosen((before) => {
        const after = new Map(before)
        for (const line of read) {
          const row = rowOf(line)
          if (row !== null && after.size < MOST_SELECTED) after.set(row.id, row)
        }
        return after
      })
      return to - end
    },
    replace: (row) =>
      setChosen((before) => {
        if (!before.has(row.id)) return before
        const after = new Map(before)
        after.delete(row.id)
        return after
      }),
    clear: () => setChosen(new Map()),
  }
}
