import * as words from '#words/triggers.tsx'
import type { TriggerView } from '../../domain/views/change-views.ts'
import { shareInterval } from '../shared/share-interval.ts'
import { NotApplicable } from '../ui/layout.tsx'
import { shareText } from '../ui/number-text.ts'

type Judged = Pick<TriggerView, 'confidence' | 'judged' | 'truePositives'>

/** What its author says beside what its judged alerts say. A share of few cases is given as a count, with its interval. */
export function Precision({ trigger }: { readonly trigger: Judged }) {
  const { confidence, judged, truePositives } = trigger
  const interval = shareInterval(truePositives, judged)
  return (
    <span className="inline-flex items-baseline gap-1.5 tabular-nums" title={precisionSentence(trigger)}>
      <span className={confidence.measured === null ? '' : 'text-text-3'}>{confidence.declared}</span>
      <span aria-hidden className="text-text-3">
        →
      </span>
      {judged === 0 ? <NotApplicable /> : <span>{shareText(truePositives, judged)}</span>}
      {judged < 30 || interval === null ? null : (
        <span className="text-micro text-text-3">
          {interval.low}–{interval.high}
        </span>
      )}
    </span>
  )
}

/** "Declared 68. Right in 15 of 17 judged; 95 % interval 65–97 %." */
export function precisionSentence({ confidence, judged, truePositives }: Judged): string {
  const interval = shareInterval(truePositives, judged)
  if (interval === null) return words.declaredNone(confidence.declared)
  const share = judged < 30 ? '' : ` (${Math.round((truePositives / judged) * 100)} %)`
  const rule =
    confidence.measured === null ? words.belowJudged(confidence.needs) : words.measuredCaps(confidence.measured)
  return words.declaredRight(confidence.declared, truePositives, judged, share, interval.low, interval.high, rule)
}
