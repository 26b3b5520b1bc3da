import type { QueryClient } from '@tanstack/react-query'
import { say } from '../../ui/Toast.tsx'
import { offerUndo } from '../../ui/undo.ts'
import { addTrouble } from './work-troubles.ts'

/** What was done, and its opposite: a suppression and its end, a case and its withdrawal. */
export interface Inverse {
  /** What it was done to: a refusal of an earlier one is told no more. */
  readonly about: string
  /** What was done, as a fact. */
  readonly text: string
  readonly undo: () => Promise<unknown>
  /** Said once it was taken back, and where it was not. */
  readonly undone: string
  readonly notUndone: string
}

/** Offers the opposite of what was done, by the toast and by Ctrl+Z. Where it is refused the notice stands until somebody has read it. */
export function offerInverse(queries: QueryClient, { about, text, undo, undone, notUndone }: Inverse): void {
  const takeBack = async () => {
    try {
      await undo()
      say(undone)
    } catch (error) {
      addTrouble({ about, error: error as Error, notDone: notUndone })
    }
    for (const root of ['alerts', 'cases', 'suppressions']) void queries.invalidateQueries({ queryKey: [root] })
  }
  offerUndo({ text, onUndo: () => void takeBack() })
}
