import type { ReactNode } from 'react'
import { Section } from '../ui/layout.tsx'
import { useUiSettings } from '../ui/settings.tsx'
import type { Answers } from './answers.ts'
import { DAYS_HEIGHT, DAYS_WIDTH } from './approval-days.ts'
import { daysDrawing } from './drawing/days-drawing.ts'
import { drawn } from './drawing/drawn.ts'
import { useAnswers } from './use-lab.ts'

interface ApprovalDaysProps {
  readonly answers: Answers
  /** What stands under the drawing. */
  readonly children: ReactNode
}

/** Votes that the gates ask for, a column a day; the line is how it was. The day under the pointer is said in words. */
export function ApprovalDays({ answers, children }: ApprovalDaysProps) {
  const { zone } = useUiSettings()
  const isAnybodyAsked = useAnswers(answers, ({ run }) => {
    const approvals = run === null ? [] : [run.answer.run.after.approvals, run.answer.run.before.approvals]
    return approvals.some(({ total }) => total > 0)
  })
  return (
    <Section title="Approvals a day" aside="columns: draft · line: compared with">
      {isAnybodyAsked ? (
        <>
          <figure
            ref={drawn(answers, (chart: HTMLElement) => daysDrawing(chart, zone))}
            className="h-22 bg-bg will-change-transform [contain:strict]"
          >
            <svg
              role="img"
              viewBox={`0 0 ${DAYS_WIDTH} ${DAYS_HEIGHT}`}
              preserveAspectRatio="none"
              className="h-18 w-full"
            >
              {/* It reaches from edge to edge, so that the extent of what is painted stays the same. */}
              <rect width={DAYS_WIDTH} height={DAYS_HEIGHT} fill="var(--bg)" />
              <line x1="0" x2={DAYS_WIDTH} y1={DAYS_HEIGHT - 0.5} y2={DAYS_HEIGHT - 0.5} stroke="var(--line-strong)" />
              <path data-path="columns" fill="var(--text-2)" />
              <path
                data-path="line"
                fill="none"
                stroke="var(--accent)"
                strokeWidth="1.5"
                vectorEffect="non-scaling-stroke"
              />
            </svg>
            <figcaption className="flex h-4 justify-between bg-bg text-micro text-text-3 tabular-nums">
              <span data-slot="first" />
              <span data-slot="middle" />
              <span data-slot="last" />
            </figcaption>
          </figure>
          {children}
        </>
      ) : (
        <p className="text-text-2">Nobody is asked on any day.</p>
      )}
    </Section>
  )
}
