import { clsx } from 'clsx'
import { useUiSettings } from '../ui/settings.tsx'
import type { Answers } from './answers.ts'
import { drawn } from './drawing/drawn.ts'
import { slotsIn } from './drawing/slots.ts'
import { FIGURES, headlineWords } from './headline-words.ts'
import { useAnswers } from './use-lab.ts'

/** Five sentences of numbers. Each stands in a box of its own, as high as its lines may become: no number moves another one. */
export function HeadlineBar({ answers }: { readonly answers: Answers }) {
  const { zone } = useUiSettings()
  const isHeldBack = useAnswers(answers, ({ run }) => run !== null && run.answer.tail !== null)
  return (
    <dl
      ref={drawn(answers, (bar: Element) => {
        const fill = slotsIn(bar)
        return { draw: ({ answer }) => fill(headlineWords(answer, zone)) }
      })}
      className={clsx(
        'grid auto-rows-[var(--figure)] bg-bg will-change-transform [contain:strict] grid-cols-2 border-b border-line tablet:grid-cols-3 desk:grid-cols-5',
        'h-[calc(var(--figure)*3+1px)] tablet:h-[calc(var(--figure)*2+1px)] desk:h-[calc(var(--figure)+1px)]',
        '[--figure:calc(118px+var(--held))] tablet:[--figure:calc(82px+var(--held))] desk:[--figure:calc(118px+var(--held))] desk:@min-[1000px]:[--figure:calc(82px+var(--held))]',
        isHeldBack ? '[--held:16px]' : '[--held:0px]',
      )}
      aria-label="What the draft comes to"
    >
      {FIGURES.map(({ name, label }) => (
        <div key={name} className="border-line px-4 py-2.5 not-last:border-e [contain:layout_size]">
          <dt className="text-small text-text-2">{label}</dt>
          <dd className="tabular-nums">
            <span data-slot={`${name}.now`} className="text-lead font-title" />{' '}
            <span data-slot={`${name}.was`} className="inline-block text-text-3" />
          </dd>
          <dd data-slot={`${name}.note`} className="text-small text-text-2 tabular-nums" />
          <dd data-slot={`${name}.held`} hidden={!isHeldBack} className="text-small text-text-3 tabular-nums" />
        </div>
      ))}
    </dl>
  )
}
