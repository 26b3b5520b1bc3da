import { startTransition, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import * as words from '#words/whatif.tsx'
import type { Backend } from '../../backend/port.ts'
import type { HistoryBytes, LongHistory } from '../../domain/views/history-views.ts'
import {
  type Baseline,
  createLongLab,
  type HistoryFacts,
  openWhatIfLab,
  readLongFacts,
  type WhatIfLab,
  type WhatIfStatus,
} from '../../engine/worker/whatif-client.ts'
import { type Answers, type AnswersState, createAnswers } from './answers.ts'
import type { DraftStore } from './draft-store.ts'

export interface OpenedLab {
  readonly lab: WhatIfLab
  readonly answers: Answers
  /** Changes with every step of the worker, so only who shows it reads it. */
  readonly status: StoreApi<WhatIfStatus>
  readonly facts: HistoryFacts | null
  /** Why the history cannot be read; null while it can. */
  readonly fault: string | null
}

/** A worker of its own for this page, with the history in it, and what it answered. */
export function useWhatIfLab(history: HistoryBytes | undefined): OpenedLab {
  const [opened] = useState(openLab)
  const { lab, answers } = opened
  const [facts, setFacts] = useState<HistoryFacts | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => () => closeLab(lab, answers), [lab, answers])
  useEffect(() => {
    if (history === undefined) return
    lab.load(history.bytes)
    void lab.ask({ kind: 'facts' }).then((outcome) => {
      if (outcome.kind === 'answered') {
        setFacts(outcome.answer.facts)
        setFault(null)
      } else if (outcome.kind === 'failed') setFault(outcome.message)
      else if (outcome.kind === 'stopped') setFault(words.theWorkerThatReads)
    })
  }, [lab, history])
  return { ...opened, facts, fault }
}

/** The history beside the gateway; null where there is none. */
export function useLongLab(backend: Backend, long: LongHistory | null): OpenedLab | null {
  const [opened] = useState(() => {
    const lab = createLongLab({ count: (ask, hear, signal) => backend.countHistory(ask, hear, signal), alarm })
    return {
      lab,
      answers: createAnswers({ lab, alarm, afterEvent }),
      status: createStore<WhatIfStatus>(() => ({ kind: 'idle' })),
    }
  })
  const { lab, answers } = opened
  useEffect(() => () => closeLab(lab, answers), [lab, answers])
  return long === null ? null : { ...opened, facts: readLongFacts(long.facts), fault: null }
}

// No callback of a frame: a move of the pointer is heard within a frame, where asking for a callback brings a second, empty frame, whose
// time the next move waits out.
const afterEvent = (ring: () => void): void => queueMicrotask(ring)

function closeLab(lab: WhatIfLab, answers: Answers): void {
  answers.close()
  lab.close()
}

function openLab() {
  const status = createStore<WhatIfStatus>(() => ({ kind: 'idle' }))
  const lab = openWhatIfLab((next) => status.setState(next, true))
  return { lab, answers: createAnswers({ lab, alarm, afterEvent }), status }
}

function alarm(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

/** Asks what is shown with every change of it, and once more where it is compared with something else or the history is another. */
export function useAsking(
  answers: Answers,
  facts: HistoryFacts | null,
  draft: DraftStore | null,
  baseline: Baseline | null,
  isTailHeldBack: boolean,
): void {
  useEffect(() => {
    if (facts === null || draft === null || baseline === null) return undefined
    let last: unknown = null
    const ask = () => {
      const present = draft.present()
      if (present === last) return
      last = present
      answers.ask({ baseline, draft: present, isTailHeldBack })
    }
    ask()
    return draft.edits.subscribe(ask)
  }, [answers, facts, draft, baseline, isTailHeldBack])
}

/** For what is quick to draw: drawn in the task in which it comes. */
export function useAnswers<Part>(answers: Answers, part: (state: AnswersState) => Part): Part {
  return useStore(answers.state, part)
}

/** What a panel shows that takes long to draw. */
export interface Rested {
  /** Null until anything was counted, and looked up. */
  readonly run: AnswersState['rested']
  readonly lists: AnswersState['lists']
  /** Whether they have been of an earlier question for long enough to say so. */
  readonly isLate: boolean
}

/**
 * The answer on which the hand rested: drawn in slices, and panel after panel in the order of `place`, each put on the page in a
 * task of its own, so that the hand on the slider is never kept waiting by a table.
 */
export function useRested(answers: Answers, place: number): Rested {
  const [shown, setShown] = useState(() => restedOf(answers.state.getState()))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const draw = () => {
      timer = null
      const next = restedOf(answers.state.getState())
      startTransition(() => setShown((before) => (isSame(before, next) ? before : next)))
    }
    const leave = answers.state.subscribe((now, before) => {
      if (timer === null && !isSame(restedOf(now), restedOf(before))) timer = setTimeout(draw, place * BETWEEN_MS)
    })
    draw()
    return () => {
      leave()
      if (timer !== null) clearTimeout(timer)
    }
  }, [answers, place])
  return shown
}

function restedOf({ rested, lists, areListsLate }: AnswersState): Rested {
  return { run: rested, lists, isLate: areListsLate }
}

function isSame(a: Rested, b: Rested): boolean {
  return a.run === b.run && a.lists === b.lists && a.isLate === b.isLate
}

/** Two frames: one to draw, one for the hand. */
const BETWEEN_MS = 34
