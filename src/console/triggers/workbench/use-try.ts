import { useEffect, useState } from 'react'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import type { LabExplanation, LabProblem, TriggerLab, TryResult, Vocabulary } from '../../../engine/worker/client.ts'

/** Typing on is cheap and every letter is a wish; this only keeps a held key from filling the wire. */
const PAUSE_MS = 120

/** `last` is what the last text that could be read did; null before there was one. */
export type Trial = TrialOutcome & { readonly last: TryResult | null }

type TrialOutcome =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'done'
      /** The text that was tried: where it is not the one in the editor, the answer is about to be replaced. */
      readonly text: string
      readonly historySize: number
      readonly problems: readonly LabProblem[]
      readonly result: TryResult | null
      readonly computeMs: number
    }
  /** The worker had to be stopped over this text. */
  | { readonly kind: 'stopped'; readonly text: string; readonly because: 'hang' | 'crash' }
  | { readonly kind: 'failed'; readonly text: string; readonly message: string }

/** What the text does on the loaded history, tried anew with every change of either. The last answer stays until the next. */
export function useTrial(
  lab: TriggerLab,
  text: string,
  base: string | null,
  historySize: number,
  tests: readonly HistoryRecord[],
): Trial {
  const [trial, setTrial] = useState<Trial>({ kind: 'none', last: null })
  useEffect(() => {
    const timer = setTimeout(() => {
      void lab.ask({ kind: 'try', text, base, tests }).then((outcome) => {
        if (outcome.kind === 'superseded') return
        const found: TrialOutcome =
          outcome.kind === 'answered'
            ? { ...outcome.answer, kind: 'done', text, historySize }
            : outcome.kind === 'stopped'
              ? { kind: 'stopped', text, because: outcome.because }
              : { kind: 'failed', text, message: outcome.message }
        const result = found.kind === 'done' ? found.result : null
        setTrial((before) => ({ ...found, last: result ?? before.last }))
      })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [lab, text, base, historySize, tests])
  return trial
}

/** The truth of each condition for the chosen record; null while there is none or nothing can be read. */
export function useExplanation(lab: TriggerLab, text: string, record: HistoryRecord | null): LabExplanation | null {
  const [found, setFound] = useState<{ readonly of: string; readonly explanation: LabExplanation | null } | null>(null)
  useEffect(() => {
    if (record === null) return undefined
    const timer = setTimeout(() => {
      void lab.ask({ kind: 'explain', text, record }).then((outcome) => {
        if (outcome.kind === 'answered') setFound({ of: record.id, explanation: outcome.answer.explanation })
      })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [lab, text, record])
  return found !== null && found.of === record?.id ? found.explanation : null
}

/** What may be written, from the history that is loaded; asked again as it grows, the last answer until then. */
export function useVocabulary(lab: TriggerLab, historySize: number): Vocabulary | null {
  const [known, setKnown] = useState<{ readonly of: number; readonly words: Vocabulary } | null>(null)
  useEffect(() => {
    void lab.ask({ kind: 'vocabulary' }).then((outcome) => {
      if (outcome.kind === 'answered') setKnown({ of: historySize, words: outcome.answer.vocabulary })
    })
  }, [lab, historySize])
  return known?.words ?? null
}
