import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryBytes, ScenarioContent } from '../../domain/views/history-views.ts'
import {
  type Baseline,
  type HistoryFacts,
  openWhatIfLab,
  type WhatIfAnswerTo,
  type WhatIfLab,
  type WhatIfStatus,
} from '../../engine/worker/whatif-client.ts'

/** One question to the history. Two are the same question only if they are the same object. */
export interface Question {
  readonly baseline: Baseline
  readonly draft: ScenarioContent
  readonly isTailHeldBack: boolean
}

/** An answer together with what it answers: whoever shows it can see whether it is still asked. */
export interface Answered<Answer> {
  readonly question: Question
  readonly answer: Answer
}

export interface LabFailure {
  readonly question: Question
  readonly because: 'hang' | 'crash' | 'fault'
  readonly message: string
}

/** Entries of the long lists: as many as somebody reads. */
export const LIST_LIMIT = 60
/** Lists cost more than counts: they are asked for when the hand rests. */
const REST_MS = 180

/** A worker of its own for this page, with the history in it. */
export function useWhatIfLab(history: HistoryBytes | undefined): {
  readonly lab: WhatIfLab
  readonly status: WhatIfStatus
  readonly facts: HistoryFacts | null
  /** Why the history cannot be read; null while it can. */
  readonly fault: string | null
} {
  const [status, setStatus] = useState<WhatIfStatus>({ kind: 'idle' })
  const [facts, setFacts] = useState<HistoryFacts | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [lab] = useState(() => openWhatIfLab(setStatus))
  useEffect(() => () => lab.close(), [lab])
  useEffect(() => {
    if (history === undefined) return
    lab.load(history.bytes)
    void lab.ask({ kind: 'facts' }).then((outcome) => {
      if (outcome.kind === 'answered') {
        setFacts(outcome.answer.facts)
        setFault(null)
      } else if (outcome.kind === 'failed') setFault(outcome.message)
      else if (outcome.kind === 'stopped') setFault('The worker that reads the history ended.')
    })
  }, [lab, history])
  return { lab, status, facts, fault }
}

/**
 * The draft over the history, asked again with every change: once a frame at most, and of those only the latest. The last answer
 * stays until the next one, with the question that it answers.
 */
export function useAnswer(lab: WhatIfLab, facts: HistoryFacts | null, question: Question) {
  const [run, setRun] = useState<Answered<WhatIfAnswerTo<'run'>> | null>(null)
  const [lists, setLists] = useState<Answered<WhatIfAnswerTo<'lists'>> | null>(null)
  const [failure, setFailure] = useState<LabFailure | null>(null)
  const count = useCallback(
    (asked: Question) => {
      const fail = (because: LabFailure['because'], message: string) =>
        setFailure({ question: asked, because, message })
      void lab.ask({ kind: 'run', ...asked }).then((outcome) => {
        if (outcome.kind === 'failed') fail('fault', outcome.message)
        if (outcome.kind === 'stopped') fail(outcome.because, '')
        if (outcome.kind !== 'answered') return
        // Panels are drawn in slices, so that the hand on the slider is never kept waiting by what it moved.
        startTransition(() => {
          setRun({ question: asked, answer: outcome.answer })
          setFailure(null)
        })
      })
    },
    [lab],
  )
  useEffect(() => {
    if (facts === null) return undefined
    const frame = requestAnimationFrame(() => count(question))
    const { baseline, draft } = question
    const rest = setTimeout(() => {
      void lab.ask({ kind: 'lists', baseline, draft, limit: LIST_LIMIT }).then((outcome) => {
        if (outcome.kind === 'answered') startTransition(() => setLists({ question, answer: outcome.answer }))
      })
    }, REST_MS)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(rest)
    }
  }, [lab, facts, question, count])
  const tryAgain = () => {
    lab.restart()
    count(question)
  }
  return { run, lists, failure, tryAgain }
}

/** A question that stays the same object until a part of it changes. */
export function useQuestion(baseline: Baseline, draft: ScenarioContent, isTailHeldBack: boolean): Question {
  return useMemo(() => ({ baseline, draft, isTailHeldBack }), [baseline, draft, isTailHeldBack])
}

/** True once something has been so for a while: what passes within it is not worth a flicker. */
export function useIsLasting(isSo: boolean, afterMs: number): boolean {
  const [isLasting, setIsLasting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    timer.current = setTimeout(() => setIsLasting(isSo), isSo ? afterMs : 0)
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [isSo, afterMs])
  return isSo && isLasting
}
