import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import * as words from '#words/whatif.tsx'
import { countText } from '../ui/number-text.ts'
import { useUiSettings } from '../ui/settings.tsx'
import { clockText, dateText } from '../ui/time-text.ts'
import type { Answers } from './answers.ts'
import { headlinesOf } from './counts.ts'
import { useAnswers } from './use-lab.ts'
import { signed } from './words.ts'

/**
 * Five sentences of numbers: what would be contained, missed, run alone, asked of people, broken. Each stands in a box as high as its
 * lines may become, so that no number moves another one, and a new one is laid out and painted within its box alone.
 */
export function HeadlineBar({ answers }: { readonly answers: Answers }) {
  const { zone } = useUiSettings()
  const counted = useAnswers(answers, (state) => state.run)
  if (counted === null) return null
  const { run, tail } = counted.answer
  const { was, is } = headlinesOf(run)
  const held = tail === null ? null : headlinesOf(tail)
  const { alerts, truePositives } = run.after
  return (
    <dl
      className={clsx(
        'grid auto-rows-[var(--figure)] bg-bg will-change-transform [contain:strict] grid-cols-2 border-b border-line tablet:grid-cols-3 desk:grid-cols-5',
        'h-[calc(var(--figure)*3+1px)] tablet:h-[calc(var(--figure)*2+1px)] desk:h-[calc(var(--figure)+1px)]',
        '[--figure:calc(118px+var(--held))] tablet:[--figure:calc(82px+var(--held))] desk:[--figure:calc(118px+var(--held))] desk:@min-[1000px]:[--figure:calc(82px+var(--held))]',
        held === null ? '[--held:0px]' : '[--held:16px]',
      )}
      aria-label={words.whatTheDraftComes}
    >
      <Figure
        label={words.contained}
        now={is.contained}
        was={was.contained}
        held={held && [held.is.contained, held.was.contained]}
      >
        {words.countOf(signed(is.contained - was.contained), alerts)}
      </Figure>
      <Figure
        label={words.automatic}
        now={is.automatic}
        was={was.automatic}
        held={held && [held.is.automatic, held.was.automatic]}
      >
        {words.automaticOf(signed(is.automatic - was.automatic))}
      </Figure>
      <Figure
        label={words.approvalsADay}
        now={is.votesPerDay}
        was={was.votesPerDay}
        held={held && [held.is.votesPerDay, held.was.votesPerDay]}
      >
        {words.peakOrNone(
          is.peak.votes,
          dateText(is.peak.at, zone).replace(/ \d{4}$/, ''),
          clockText(is.peak.at, zone).slice(0, 5),
        )}
      </Figure>
      <Figure
        label={words.wouldBreakMuch}
        now={is.breaks.high + is.breaks.severe}
        was={was.breaks.high + was.breaks.severe}
        held={held && [held.is.breaks.high + held.is.breaks.severe, held.was.breaks.high + held.was.breaks.severe]}
      >
        {words.severeHigh(is.breaks.severe, is.breaks.high)}
      </Figure>
      <Figure
        label={words.trueAttacksMissed}
        now={is.missed}
        was={was.missed}
        held={held && [held.is.missed, held.was.missed]}
      >
        {words.ofJudgedTrue(truePositives)}
      </Figure>
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly now: number
  readonly was: number
  /** The same two numbers over the held-back alerts. */
  readonly held: readonly [now: number, was: number] | null
  readonly children: ReactNode
}

function Figure({ label, now, was, held, children }: FigureProps) {
  return (
    <div className="border-line px-4 py-2.5 [contain:layout_size] not-last:border-e">
      <dt className="text-small text-text-2">{label}</dt>
      <dd className="tabular-nums">
        <span className="text-lead font-title">{countText(now)}</span>{' '}
        <span className="inline-block text-text-3">{words.wasOfWas(was)}</span>
      </dd>
      <dd className="text-small text-text-2 tabular-nums">{children}</dd>
      {held === null ? null : (
        <dd className="text-small text-text-3 tabular-nums">{words.heldBack(held[0], held[1])}</dd>
      )}
    </div>
  )
}
