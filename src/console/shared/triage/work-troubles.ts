import { create } from 'zustand'
import type { BulkView } from '../../../domain/views/bulk-views.ts'

/** A bulk action that left some as they were, with why: it stands until somebody has read it. */
export class SomeLeft extends Error {
  readonly others: BulkView['others']

  constructor(others: BulkView['others']) {
    super('some were left')
    this.name = 'SomeLeft'
    this.others = others
  }
}

/** What did not happen, and why. */
export interface Trouble {
  /** The alert or the bulk action that it is about: told anew it takes the place of what was told before. */
  readonly about: string
  readonly error: Error
  readonly notDone: string
}

/** Kept beside the screens: whoever goes on, or somewhere else, before the answer is there still learns it. */
export const useWorkTroubles = create<{ readonly troubles: readonly Trouble[] }>(() => ({ troubles: [] }))

export function addTrouble(trouble: Trouble): void {
  forgetTrouble(trouble.about)
  useWorkTroubles.setState(({ troubles }) => ({ troubles: [...troubles, trouble] }))
}

export function forgetTrouble(about: string): void {
  useWorkTroubles.setState(({ troubles }) => ({ troubles: troubles.filter((other) => other.about !== about) }))
}
