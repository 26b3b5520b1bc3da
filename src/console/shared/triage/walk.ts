import { create } from 'zustand'
import * as words from '#words/shared/triage.ts'

interface Walk {
  /** Ids in the order of the list that was left, as far as it was loaded. */
  readonly ids: readonly string[]
  /** "Shift triage": where Back leads. */
  readonly label: string
  /** The words of that list's URL. */
  readonly words: Readonly<Record<string, string>>
}

/** The list an alert was opened from, so that next and previous mean its order. Empty when the page was opened by a link. */
export const useWalk = create<Walk>(() => ({ ids: [], label: words.queue, words: {} }))
