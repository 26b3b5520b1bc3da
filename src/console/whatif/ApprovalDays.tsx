import { type PointerEvent, type ReactNode, useState } from 'react'
import * as words from '#words/whatif.tsx'
import { Section } from '../ui/layout.tsx'
import { useUiSettings } from '../ui/settings.tsx'
import { dateText } from '../ui/time-text.ts'
import type { Answers } from './answers.ts'
import { shownDays } from './shown-days.ts'
import { useAnswers } from './use-lab.ts'

const HEIGHT = 72
const WIDTH = 520
const DAY_MS = 24 * 60 * 60_000

interface ApprovalDaysProps {
  readonly answers: Answers
  /** What stands under the drawing. */
  readonly children: ReactNode
}

/** Votes that the gates ask for, a column a day; the line is how it was. The day under the pointer is said in words. */
export function ApprovalDays({ answers, children }: ApprovalDaysProps) {
  const { zone } = useUiSettings()
  const [day, setDay] = useState<number | null>(null)
  const counted = useAnswers(answers, (state) => state.run)
  if (counted === null) return null
  const { approvals: is } = counted.answer.run.after
  const { approvals: was } = counted.answer.run.before
  const { first, count: days, before } = shownDays(is, was)
  const [isPerDay, wasPerDay] = [is.perDay.subarray(first), was.perDay.subarray(first)]
  const most = Math.max(1, ...isPerDay, ...wasPerDay)
  const dayOf = (index: number) => dateText((is.firstDay + first + index) * DAY_MS, zone)
  const busiest = isPerDay.indexOf(Math.max(...isPerDay))
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setDay(Math.min(days - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * days))))
  }
  return (
    <Section title={words.approvalsADay} aside={words.columnsDraftLine}>
      {is.total === 0 && was.total === 0 ? (
        <p className="text-text-2">{words.nobodyIsAsked}</p>
      ) : (
        <figure>
          <svg
            role="img"
            aria-label={words.votesInDaysBefore(is.total, days, was.total, dayOf(busiest), isPerDay[busiest] ?? 0)}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="h-18 w-full bg-bg will-change-transform [contain:content]"
            onPointerMove={onPointerMove}
            onPointerLeave={() => setDay(null)}
          >
            <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line-strong)" />
            <path d={columnsOf(isPerDay, most)} fill="var(--text-2)" />
            <path
              d={lineOf(wasPerDay, most)}
              fill="none"
              stroke="var(--accent)"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          <figcaption className="flex h-4 justify-between [contain:strict] text-micro text-text-3 tabular-nums">
            <span>{before === 0 ? dayOf(0) : words.olderVotes(before, dayOf(0))}</span>
            <span>
              {day === null
                ? words.atMostADay(most)
                : words.before(dayOf(day), isPerDay[day] ?? 0, wasPerDay[day] ?? 0)}
            </span>
            <span>{dayOf(days - 1)}</span>
          </figcaption>
          {children}
        </figure>
      )}
    </Section>
  )
}

/** One path for all columns: a hundred elements would cost more than all the counting. A day with few votes is still seen. */
function columnsOf(perDay: Uint32Array, most: number): string {
  const step = WIDTH / Math.max(1, perDay.length)
  const width = Math.max(0.6, step * 0.7)
  let path = ''
  for (const [i, votes] of perDay.entries()) {
    if (votes === 0) continue
    const top = Math.min(heightOf(votes, most), HEIGHT - 2)
    path += `M${(i + 0.15) * step} ${HEIGHT}V${top}h${width}V${HEIGHT}z`
  }
  return path
}

function lineOf(perDay: Uint32Array, most: number): string {
  const step = WIDTH / Math.max(1, perDay.length)
  return [...perDay].map((votes, i) => `${i === 0 ? 'M' : 'L'}${(i + 0.5) * step} ${heightOf(votes, most)}`).join('')
}

function heightOf(votes: number, most: number): number {
  return HEIGHT - (votes / most) * (HEIGHT - 4)
}
