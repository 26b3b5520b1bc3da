import { ZapOff } from 'lucide-react'
import * as words from '#words/triggers.tsx'
import type { TriggerView } from '../../domain/views/change-views.ts'

/** Whether it may act by itself, and where the gateway took that away, that it did. */
export function Automation({ automation }: Pick<TriggerView, 'automation'>) {
  if (automation.lost !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 text-doubt" title={automation.lost.because}>
        <ZapOff aria-hidden size={14} /> {words.lost}
      </span>
    )
  }
  if (automation.awaitsDryRun) {
    return (
      <span className="text-text-2" title={words.awaitsDryRun(automation.threshold)}>
        {words.dryRun}
      </span>
    )
  }
  if (!automation.allowed) return <span className="text-text-3">{words.byPeople}</span>
  return <span className="tabular-nums">{words.from(automation.threshold)}</span>
}

/** "Automation from confidence 60", "Lost its automation: …", "People decide". */
export function automationSentence({ automation }: Pick<TriggerView, 'automation'>): string {
  if (automation.lost !== null) return words.lostItsAutomation(automation.lost.because)
  if (automation.awaitsDryRun) return words.awaitsDryRun(automation.threshold)
  return automation.allowed ? words.automationFromConfidence(automation.threshold) : words.peopleDecide
}
