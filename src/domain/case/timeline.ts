import type { CaseMoment } from './case-moment.ts'

/**
 * What stands in the timeline of a case: an alert that came in, a record behind one, work that people did on it, a note, a plan and
 * its steps, and what was done to the case itself. In this order where two have the same instant: what happened before what was said of it.
 */
export const MOMENT_KINDS = ['signal', 'alert', 'work', 'note', 'plan', 'case'] as const
export type MomentKind = (typeof MOMENT_KINDS)[number]

/** More moments than anybody reads: the newest ones then. */
export const MOST_MOMENTS = 500

/** The kind of moment that an entry of the log is; null for one that says nothing here. */
export function momentKindOf(code: string): MomentKind | null {
  const family = code.slice(0, code.indexOf('.'))
  if (code === 'alert.noted') return 'note'
  if (family === 'case') return 'case'
  if (['plan', 'vote', 'step', 'glass'].includes(family)) return 'plan'
  return ['alert', 'bulk', 'suppression'].includes(family) ? 'work' : null
}

/**
 * Moments in the order in which they happened, each once, at most `MOST_MOMENTS` of them, the newest. The same whatever the order
 * in which they were read.
 */
export function tellTimeline(moments: readonly CaseMoment[]): { moments: CaseMoment[]; isComplete: boolean } {
  const each = [...new Map(moments.map((moment) => [`${moment.kind} ${moment.key}`, moment])).values()]
  const sorted = each.sort(
    (a, b) =>
      a.at - b.at ||
      MOMENT_KINDS.indexOf(a.kind) - MOMENT_KINDS.indexOf(b.kind) ||
      a.key.length - b.key.length ||
      (a.key < b.key ? -1 : Number(a.key > b.key)),
  )
  return { moments: sorted.slice(-MOST_MOMENTS), isComplete: sorted.length <= MOST_MOMENTS }
}
