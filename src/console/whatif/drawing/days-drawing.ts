import { countText } from '../../ui/number-text.ts'
import type { Zone } from '../../ui/time-text.ts'
import {
  type ApprovalsOfBoth,
  columnsOf,
  dayAt,
  daysSentence,
  dayText,
  dayWords,
  lineOf,
  mostVotes,
} from '../approval-days.ts'
import type { Counted, Drawing } from './drawn.ts'
import { followPointer } from './pointer.ts'
import { pathsIn, setAttribute, slotsIn } from './slots.ts'

/** Columns and line of a chart that holds a drawing and slots for its first day, its last and what is said between them. */
export function daysDrawing(chart: HTMLElement, zone: Zone): Drawing {
  const svg = chart.querySelector('svg')
  const fill = slotsIn(chart)
  const outline = pathsIn(chart)
  let shown: ApprovalsOfBoth | null = null
  /** Where the pointer is, 0-1 of the width; null where it is elsewhere. */
  let pointed: number | null = null
  const say = () => {
    if (shown === null) return
    const middle =
      pointed === null
        ? `at most ${countText(mostVotes(shown))} a day`
        : dayWords(shown, dayAt(shown.is, pointed), zone)
    fill({ middle })
  }
  const leave = followPointer(svg, (share) => {
    pointed = share
    say()
  })
  return {
    draw: (counted) => {
      shown = approvalsOf(counted)
      const { is, was } = shown
      const most = mostVotes(shown)
      outline({ columns: columnsOf(is.perDay, most), line: lineOf(was.perDay, most) })
      fill({ first: dayText(is, 0, zone), last: dayText(is, is.perDay.length - 1, zone) })
      say()
    },
    rest: (counted) => {
      if (svg !== null) setAttribute(svg, 'aria-label', daysSentence(approvalsOf(counted), zone))
    },
    close: leave,
  }
}

function approvalsOf({ answer: { run } }: Counted): ApprovalsOfBoth {
  return { is: run.after.approvals, was: run.before.approvals }
}
