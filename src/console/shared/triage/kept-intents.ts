import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { AlertChange, AlertRow } from '../../../domain/views/alert-views.ts'
import type { WorkWords } from './WorkDialog.tsx'

/** What somebody was about to do to an alert when nothing answered, and the alert as they saw it. */
export interface KeptIntent {
  readonly words: WorkWords
  readonly row: AlertRow
  readonly change: AlertChange
  /** Epoch ms. */
  readonly at: number
}

interface KeptIntents {
  /** The newest last; one for each alert. */
  readonly intents: readonly KeptIntent[]
  readonly keep: (intent: KeptIntent) => void
  readonly drop: (alertId: string) => void
}

/** Kept in this tab and never sent by itself: when the line is back the person is shown what it was, and decides again. */
export const useKeptIntents = create<KeptIntents>()(
  persist(
    (set) => ({
      intents: [],
      keep: (intent) => set(({ intents }) => ({ intents: [...without(intents, intent.row.id), intent] })),
      drop: (alertId) => set(({ intents }) => ({ intents: without(intents, alertId) })),
    }),
    {
      name: 'sluicegate-intents',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ intents }) => ({ intents }),
    },
  ),
)

function without(intents: readonly KeptIntent[], alertId: string): readonly KeptIntent[] {
  return intents.filter(({ row }) => row.id !== alertId)
}
