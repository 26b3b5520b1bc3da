import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface NoteDrafts {
  /** By alert. */
  readonly texts: Readonly<Record<string, string>>
  readonly keep: (alertId: string, text: string) => void
}

/** Notes that somebody began in this tab. They survive a reload and a lost connection; nothing sends them but the person. */
export const useNoteDrafts = create<NoteDrafts>()(
  persist(
    (set) => ({
      texts: {},
      keep: (alertId, text) =>
        set(({ texts }) => {
          const others = Object.fromEntries(Object.entries(texts).filter(([id]) => id !== alertId))
          return { texts: text === '' ? others : { ...others, [alertId]: text } }
        }),
    }),
    {
      name: 'sluicegate-notes',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ texts }) => ({ texts }),
    },
  ),
)
