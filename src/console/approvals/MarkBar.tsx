import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { type Dropped, type KeptMarks, type Mark, sayMarks } from './marks.ts'
import { clearMarks, forgetDropped, unmark } from './use-marks.ts'

interface MarkBarProps {
  readonly kept: KeptMarks
  /** Why nothing can be sent now, or null. */
  readonly waits: string | null
  /** While they are sent: how many went before the one that is being sent; else null. */
  readonly sending: number | null
  readonly onSubmit: () => void
  readonly onOpen: (planId: string) => void
}

/** What is marked and not sent: the second beat. Nothing of it counts before it is submitted. What was taken off says why. */
export function MarkBar({ kept, waits, sending, onSubmit, onOpen }: MarkBarProps) {
  const { marks, dropped } = kept
  if (marks.length === 0 && dropped.length === 0) return null
  const being = sending === null ? undefined : marks[sending]
  return (
    <section aria-label={words.markedDecisions} className="shrink-0 border-t border-line bg-raised">
      {dropped.length === 0 ? null : <DroppedMarks dropped={dropped} onOpen={onOpen} />}
      {marks.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
          <p className="font-title" role="status">
            {being === undefined
              ? words.markedNotSent(sayMarks(marks))
              : words.beingSent((sending ?? 0) + 1, marks.length, planName(being.number))}
          </p>
          <ul aria-label={words.markedPlans} className="flex min-w-0 grow flex-wrap gap-x-3 gap-y-1 text-small">
            {marks.map((mark) => (
              <MarkedPlan key={mark.planId} mark={mark} isSending={sending !== null} />
            ))}
          </ul>
          <div className="flex gap-2">
            {sending === null ? (
              <Button look="ghost" keys={['Esc']} onClick={clearMarks}>
                {words.clear}
              </Button>
            ) : null}
            <Button look="ink" keys={CONFIRM_CAPS} isBusy={sending !== null} disabledBecause={waits} onClick={onSubmit}>
              {words.submit(marks.length)}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

interface MarkedPlanProps {
  readonly mark: Mark
  /** Nothing is taken off from among those that are on their way. */
  readonly isSending: boolean
}

function MarkedPlan({ mark: { planId, number, trouble }, isSending }: MarkedPlanProps) {
  return (
    <li className="flex items-baseline gap-1.5">
      <span className="font-mono">{planName(number)}</span>
      {trouble === null ? null : <HostileText text={trouble} className="text-bad" />}
      {isSending ? null : (
        <button
          type="button"
          className="text-accent hover:underline"
          aria-label={words.takePlanOff(planName(number))}
          onClick={() => unmark(planId)}
        >
          {words.takeOff}
        </button>
      )}
    </li>
  )
}

interface DroppedMarksProps {
  readonly dropped: readonly Dropped[]
  readonly onOpen: (planId: string) => void
}

function DroppedMarks({ dropped, onOpen }: DroppedMarksProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0">
      <p className="text-doubt">{words.noLongerMarked}</p>
      <ul aria-label={words.marksThatWereTaken} className="flex min-w-0 grow flex-wrap gap-x-4 gap-y-1 text-small">
        {dropped.map(({ planId, number, because }) => (
          <li key={planId} className="flex items-baseline gap-1.5">
            <button
              type="button"
              className="font-mono text-accent hover:underline"
              aria-label={words.open(planName(number))}
              onClick={() => onOpen(planId)}
            >
              {planName(number)}
            </button>
            <HostileText text={because} className="whitespace-normal!" />
          </li>
        ))}
      </ul>
      <Button look="ghost" onClick={forgetDropped}>
        {words.iHaveRead}
      </Button>
    </div>
  )
}
