/** Rows of a list, by index; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Rows beyond the view that are drawn already when a scroll gets there: where it goes, and where it came from. */
export const AHEAD_ROWS = 28
export const BEHIND_ROWS = 16

/** How rows are drawn ahead: `slackRows` may be missing before any are, then `stepRows` at a time. */
export interface Pace {
  readonly slackRows: number
  readonly stepRows: number
}
/** For a wheel or a bar: few enough to be drawn between two frames of a display of 60 Hz. */
export const SCROLLED: Pace = { slackRows: 3, stepRows: 7 }
/** For keys, which go row by row: most of what a draw takes is the same for any number of rows, and a key that comes after it waits for its frame. */
export const WALKED: Pace = { slackRows: 13, stepRows: 14 }

/**
 * What has to stand there before the rows in view can be shown: `drawn` itself where it covers them, else as much more of it as is seen.
 * What is far from the view goes.
 */
export function spanToShow(drawn: Span, seen: Span): Span {
  if (seen.start >= drawn.start && seen.end <= drawn.end) return drawn
  if (seen.start > drawn.end || seen.end < drawn.start) return seen
  return {
    start: Math.max(Math.min(drawn.start, seen.start), seen.start - AHEAD_ROWS),
    end: Math.min(Math.max(drawn.end, seen.end), seen.end + AHEAD_ROWS),
  }
}

/**
 * One step from what is drawn, which covers the view, to the rows that may be seen next: a few of them, first where the list was scrolled
 * to. `drawn` itself where enough of them stand there.
 */
export function spanAhead(
  drawn: Span,
  seen: Span,
  rowCount: number,
  isDown: boolean,
  { slackRows, stepRows }: Pace,
): Span {
  const [above, below] = isDown ? [BEHIND_ROWS, AHEAD_ROWS] : [AHEAD_ROWS, BEHIND_ROWS]
  const wanted = { start: Math.max(0, seen.start - above), end: Math.min(rowCount, seen.end + below) }
  const missing = { above: drawn.start - wanted.start, below: wanted.end - drawn.end }
  const isBelow = missing.below > slackRows && (isDown || missing.above <= slackRows)
  if (!isBelow && missing.above <= slackRows) return drawn
  const [up, down] = isBelow ? [0, stepRows] : [stepRows, 0]
  return {
    start: Math.max(wanted.start, drawn.start - up),
    end: Math.min(wanted.end, drawn.end + down),
  }
}
