import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { Baseline, WhatIfAnswerTo, WhatIfLab, WhatIfPart } from '../../engine/worker/whatif-client.ts'

/** One question to the history. Two are the same question only if they are the same object. */
export interface Question {
  readonly baseline: Baseline
  readonly draft: ScenarioContent
  readonly isTailHeldBack: boolean
}

/** How the two ends of the comparison are called: "v3", "S-7", "draft". */
export interface SideNames {
  readonly was: string
  readonly is: string
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

export interface AnswersState {
  /** The newest counts. They change while the hand moves. */
  readonly run: Answered<WhatIfAnswerTo<'run'>> | null
  /** The newest counts on which the hand rested, for what takes longer to draw than a hand waits. */
  readonly rested: Answered<WhatIfAnswerTo<'run'>> | null
  readonly lists: Answered<WhatIfAnswerTo<'lists'>> | null
  /** Where `run` is what a sample says of all alerts; null where each was counted. */
  readonly estimate: { readonly counted: number; readonly alerts: number } | null
  /** Alerts read of those to be read for what is asked now; null where nobody says. */
  readonly progress: { readonly read: number; readonly of: number } | null
  /** Of what is asked now; null once something else is asked or it is answered. */
  readonly failure: LabFailure | null
  /** Whether `run`, and whether `rested` and `lists`, have been of an earlier question for longer than `LATE_MS`. */
  readonly isRunLate: boolean
  readonly areListsLate: boolean
  /** A person stopped the counting. */
  readonly isStopped: boolean
}

/** Asks a lab, and holds what it answered for whoever shows it. */
export interface Answers {
  readonly state: StoreApi<AnswersState>
  /** At once, so that the worker counts while the page still draws the control that was moved. */
  ask(question: Question): void
  stop(): void
  /** The last question once more, of a fresh worker if the last ones died. */
  again(): void
  close(): void
}

export interface AnswersWorld {
  readonly lab: Pick<WhatIfLab, 'hasLists' | 'ask' | 'takeEarly' | 'stop' | 'restart'>
  /** Calls back when whoever hears of the same event has drawn what it moved, and before the page is painted. */
  readonly afterEvent: (ring: () => void) => void
  /** Calls back after `ms`; answers the function that prevents it. */
  readonly alarm: (ms: number, ring: () => void) => () => void
}

/** An answer that is likely to come within this time is waited for, so that it is painted together with the hand. */
const QUICK_MS = 8
/** Entries of the long lists: as many as somebody reads. */
export const LIST_LIMIT = 60
/** What rests and what the lists hold is drawn once the hand has not moved for so long. */
export const REST_MS = 150
/** What passes within this time is not marked as late: a drag would only flicker. */
export const LATE_MS = 250

export function createAnswers({ lab, alarm, afterEvent }: AnswersWorld): Answers {
  const state = createStore<AnswersState>(() => ({
    run: null,
    rested: null,
    lists: null,
    estimate: null,
    progress: null,
    failure: null,
    isRunLate: false,
    areListsLate: false,
    isStopped: false,
  }))
  let asked: Question | null = null
  let isAwaited = false
  const rest = timer(alarm, REST_MS)
  const runLate = timer(alarm, LATE_MS)
  const listsLate = timer(alarm, LATE_MS)

  const look = (question: Question) => {
    if (!lab.hasLists) {
      listsLate.stop()
      state.setState({ areListsLate: false })
      return
    }
    const { baseline, draft } = question
    void lab.ask({ kind: 'lists', baseline, draft, limit: LIST_LIMIT }).then((outcome) => {
      if (outcome.kind !== 'answered') return
      const isAsked = question === asked
      if (isAsked) listsLate.stop()
      state.setState({ lists: { question, answer: outcome.answer }, ...(isAsked ? { areListsLate: false } : {}) })
    })
  }

  const settle = (question: Question) => {
    const { run } = state.getState()
    if (question !== asked || run?.question !== question) return
    state.setState({ rested: run })
    look(question)
  }

  const take = (question: Question, answer: WhatIfAnswerTo<'run'>, estimate: AnswersState['estimate']) => {
    const isAsked = question === asked
    // Whoever goes on moving is answered by each answer anew: late is only what nothing came for.
    if (isAsked) runLate.stop()
    else runLate.restart(() => state.setState({ isRunLate: true }))
    state.setState({
      run: { question, answer },
      estimate,
      failure: null,
      isRunLate: false,
      ...(estimate === null ? { progress: null } : {}),
    })
    // The first answer of all has nobody to keep waiting.
    if (isAsked && (!rest.isRunning() || state.getState().rested === null)) {
      rest.stop()
      settle(question)
    }
  }

  const count = (question: Question) => {
    const hear = (part: WhatIfPart) => {
      if (question !== asked) return
      if (part.kind === 'progress') state.setState({ progress: { read: part.read, of: part.of } })
      else take(question, part.answer, { counted: part.counted, alerts: part.alerts })
    }
    void lab.ask({ kind: 'run', ...question }, hear).then((outcome) => {
      if (outcome.kind === 'superseded') return
      if (outcome.kind === 'answered') {
        take(question, outcome.answer, null)
        return
      }
      if (question !== asked) return
      const [because, message] =
        outcome.kind === 'failed' ? (['fault', outcome.message] as const) : ([outcome.because, ''] as const)
      state.setState({ failure: { question, because, message }, progress: null })
    })
  }

  const ask = (question: Question) => {
    asked = question
    if (state.getState().failure !== null || state.getState().isStopped) {
      state.setState({ failure: null, isStopped: false })
    }
    if (!runLate.isRunning()) runLate.restart(() => state.setState({ isRunLate: true }))
    if (!listsLate.isRunning()) listsLate.restart(() => state.setState({ areListsLate: true }))
    rest.restart(() => settle(question))
    count(question)
    if (isAwaited) return
    isAwaited = true
    afterEvent(() => {
      isAwaited = false
      const last = state.getState().run
      if (last !== null && last.answer.computeMs <= QUICK_MS) lab.takeEarly(QUICK_MS)
    })
  }

  return {
    state,
    ask,
    stop: () => {
      for (const one of [rest, runLate, listsLate]) one.stop()
      state.setState({ isStopped: true, isRunLate: true, areListsLate: true, progress: null })
      lab.stop()
    },
    again: () => {
      lab.restart()
      if (asked !== null) ask(asked)
    },
    close: () => {
      for (const one of [rest, runLate, listsLate]) one.stop()
      asked = null
    },
  }
}

function timer(alarm: AnswersWorld['alarm'], ms: number) {
  let cancel: (() => void) | null = null
  const stop = () => {
    cancel?.()
    cancel = null
  }
  return {
    stop,
    isRunning: () => cancel !== null,
    restart: (ring: () => void) => {
      stop()
      cancel = alarm(ms, () => {
        cancel = null
        ring()
      })
    },
  }
}
