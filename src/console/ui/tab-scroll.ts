/** What of a neighbour stays to be seen, px: a list that goes on must look as if it did. */
const PEEK_PX = 24

interface Along {
  /** From the beginning of what is scrolled, px. */
  readonly start: number
  readonly size: number
}

/** Where a row of tabs is scrolled to so that one of them is seen whole, with a part of its neighbour; as it is where it is seen. */
export function scrollToSee(tab: Along, view: Along, whole: number): number {
  const before = Math.max(0, tab.start - PEEK_PX)
  const after = Math.min(whole, tab.start + tab.size + PEEK_PX)
  // What is wider than the view begins at its edge.
  if (before < view.start || after - before > view.size) return before
  return after > view.start + view.size ? after - view.size : view.start
}
