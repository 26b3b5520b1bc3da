import type { ScenarioContent } from '../../domain/views/history-views.ts'

/** What is tried, and the way back and forth. */
export interface Edits {
  readonly present: ScenarioContent
  readonly past: readonly ScenarioContent[]
  readonly future: readonly ScenarioContent[]
  /** The movement of the hand that made the present: while it goes on, it is one step. */
  readonly gesture: string | null
}

/** Steps that are kept; the oldest go first. */
export const MOST_STEPS = 200

export function beginEdits(present: ScenarioContent): Edits {
  return { present, past: [], future: [], gesture: null }
}

/** What becomes of the present: said as a step from it, so that whoever offers a control need not know the rest of the draft. */
export type DraftChange = (present: ScenarioContent) => ScenarioContent

/** One step on. Changes of the same gesture are one step: a drag over fifty values is undone at once. */
export function edited(edits: Edits, next: ScenarioContent, gesture: string | null = null): Edits {
  if (next === edits.present) return edits
  const goesOn = gesture !== null && gesture === edits.gesture
  const past = goesOn ? edits.past : [...edits.past, edits.present].slice(-MOST_STEPS)
  return { present: next, past, future: [], gesture }
}

export function undone(edits: Edits): Edits {
  const before = edits.past.at(-1)
  if (before === undefined) return edits
  return { present: before, past: edits.past.slice(0, -1), future: [edits.present, ...edits.future], gesture: null }
}

export function redone(edits: Edits): Edits {
  const [next, ...future] = edits.future
  if (next === undefined) return edits
  return { present: next, past: [...edits.past, edits.present], future, gesture: null }
}
