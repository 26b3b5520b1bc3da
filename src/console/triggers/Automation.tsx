import { ZapOff } from 'lucide-react'
import type { TriggerView } from '../../domain/views/change-views.ts'

/** Whether it may act by itself, and where the gateway took that away, that it did. */
export function Automation({ automation }: Pick<TriggerView, 'automation'>) {
  if (automation.lost !== null) {
    return (
      <span className="inline-flex items-center gap-1.5 text-doubt" title={automation.lost.because}>
        <ZapOff aria-hidden size={14} /> Lost
      </span>
    )
  }
  if (!automation.allowed) return <span className="text-text-3">By people</span>
  return <span className="tabular-nums">From {automation.threshold}</span>
}

/** "Automation from confidence 60", "Lost its automation: …", "People decide". */
export function automationSentence({ automation }: Pick<TriggerView, 'automation'>): string {
  if (automation.lost !== null) return `Lost its automation: ${automation.lost.because}`
  return automation.allowed ? `Automation from confidence ${automation.threshold}` : 'People decide'
}
