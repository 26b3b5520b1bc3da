import type { ReactNode } from 'react'
import * as words from '#words/ui.ts'

export interface ReasonLineProps {
  readonly glyph: ReactNode
  /** What it did to the decision: "Held at T2". */
  readonly effect: ReactNode
  /** What was looked at: "two workloads share this identity, seen 4 min ago". */
  readonly input: ReactNode
  /** The rule's stable name; shown on hover, always in the text for screen readers and for search in the page. */
  readonly rule: string
}

/** One reason of a decision: effect first, then the input. Use inside a list. */
export function ReasonLine({ glyph, effect, input, rule }: ReasonLineProps) {
  return (
    <li className="flex items-start gap-2 py-0.5 text-small" title={rule}>
      <span className="mt-px flex h-4 w-4 shrink-0 items-center justify-center text-text-2">{glyph}</span>
      <span className="min-w-0">
        <span className="font-strong text-text">{effect}</span> <span className="text-text-2">{input}</span>
        <span className="sr-only">{words.rule(rule)}</span>
      </span>
    </li>
  )
}
