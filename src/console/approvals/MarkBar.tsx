import { planName } from '../shared/triage/words.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { sayMarks } from './marks.ts'
import { clearMarks, unmark, useMarks } from './use-marks.ts'

interface MarkBarProps {
  /** Why nothing can be sent now, or null. */
  readonly waits: string | null
  readonly isBusy: boolean
  readonly onSubmit: () => void
}

/** What is marked and not sent: the second beat. Nothing of it counts before it is submitted. */
export function MarkBar({ waits, isBusy, onSubmit }: MarkBarProps) {
  const { marks } = useMarks()
  if (marks.length === 0) return null
  return (
    <section
      aria-label="Marked decisions"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-raised px-4 py-2.5"
    >
      <p className="font-title" role="status">
        {sayMarks(marks)}: marked, not sent
      </p>
      <ul aria-label="Marked plans" className="flex min-w-0 grow flex-wrap gap-x-3 gap-y-1 text-small">
        {marks.map(({ planId, number, trouble }) => (
          <li key={planId} className="flex items-baseline gap-1.5">
            <span className="font-mono">{planName(number)}</span>
            {trouble === null ? null : <HostileText text={trouble} className="text-bad" />}
            <button
              type="button"
              className="text-accent hover:underline"
              aria-label={`take off ${planName(number)}`}
              onClick={() => unmark(planId)}
            >
              take off
            </button>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button look="ghost" keys={['Esc']} onClick={clearMarks}>
          Clear
        </Button>
        <Button look="ink" keys={['Ctrl', '↵']} isBusy={isBusy} disabledBecause={waits} onClick={onSubmit}>
          Submit {marks.length}
        </Button>
      </div>
    </section>
  )
}
