import { create } from 'zustand'

const KEY = 'sluicegate.notices-seen'

/** Until when this person has seen their notices in this browser, epoch ms by person. Only this browser knows. */
export const useSeenUntil = create<Readonly<Record<string, number>>>(() => read())

export function markSeen(personId: string, until: number): void {
  const next = { ...useSeenUntil.getState(), [personId]: until }
  useSeenUntil.setState(next, true)
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // A browser that keeps nothing shows the notices as new again: harmless.
  }
}

function read(): Readonly<Record<string, number>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    )
  } catch {
    return {}
  }
}
