import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { WhatIfAsk, WhatIfLab, WhatIfOutcome, WhatIfPart } from '../../engine/worker/whatif-client.ts'
import { createAnswers, LATE_MS, type Question, REST_MS } from './answers.ts'

type AnyOutcome = WhatIfOutcome<WhatIfAsk['kind']>

/** A lab that says nothing by itself, and a clock that a test winds. */
function setup() {
  const asks: { readonly ask: WhatIfAsk; readonly settle: (outcome: AnyOutcome) => void }[] = []
  let isRestarted = false
  const early: number[] = []
  let events: (() => void)[] = []
  const parts: ((part: WhatIfPart) => void)[] = []
  const lab: Pick<WhatIfLab, 'hasLists' | 'ask' | 'takeEarly' | 'stop' | 'restart'> = {
    hasLists: true,
    ask: (ask, hear = () => undefined) => {
      parts.push(hear)
      return new Promise((resolve) => asks.push({ ask, settle: resolve as (outcome: AnyOutcome) => void }))
    },
    takeEarly: (waitMs) => early.push(waitMs),
    stop: () => undefined,
    restart: () => {
      isRestarted = true
    },
  }
  let now = 0
  let alarms: { readonly at: number; readonly ring: () => void }[] = []
  const alarm = (ms: number, ring: () => void) => {
    const set = { at: now + ms, ring }
    alarms.push(set)
    return () => {
      alarms = alarms.filter((one) => one !== set)
    }
  }
  const answers = createAnswers({ lab, alarm, afterEvent: (ring) => void events.push(ring) })
  const ofKind = (kind: WhatIfAsk['kind']) => asks.filter(({ ask }) => ask.kind === kind)
  return {
    answers,
    state: () => answers.state.getState(),
    runs: () => ofKind('run'),
    lists: () => ofKind('lists'),
    isRestarted: () => isRestarted,
    early,
    endEvent: () => {
      const due = events
      events = []
      for (const ring of due) ring()
    },
    hear: (part: WhatIfPart) => parts.at(-1)?.(part),
    pass: (ms: number) => {
      now += ms
      for (const one of alarms.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)) {
        alarms = alarms.filter((other) => other !== one)
        one.ring()
      }
    },
    answer: async (outcome: AnyOutcome, kind: 'run' | 'lists' = 'run', at = -1) => {
      ofKind(kind).at(at)?.settle(outcome)
      await Promise.resolve()
    },
  }
}

const BASELINE = { policy: STARTING_POLICY, modes: [] }
const question = (version: number): Question => ({
  baseline: BASELINE,
  draft: { policy: { ...STARTING_POLICY, version }, triggers: [], identities: [], exercised: [] },
  isTailHeldBack: false,
})
// What stands in an answer is of no interest here, only whose it is.
const counted = () => slowly(1)
const slowly = (computeMs: number) =>
  ({ kind: 'answered', answer: { kind: 'run', run: { before: {}, after: {} }, tail: null, computeMs } }) as AnyOutcome
const LISTED = { kind: 'answered', answer: { kind: 'lists' } } as AnyOutcome

test('sums follow each answer while the hand moves, tables and lists wait until it rests', async () => {
  const { answers, state, runs, lists, pass, answer } = setup()
  const [first, second, third] = [question(1), question(2), question(3)]
  answers.ask(first)
  await answer(counted())
  expect(state().rested?.question).toBe(first)
  answers.ask(second)
  await answer(counted())
  answers.ask(third)
  await answer(counted())
  expect([state().run?.question, state().rested?.question, lists().length]).toEqual([third, first, 1])
  pass(REST_MS)
  expect([state().rested?.question, lists().length, runs().length]).toEqual([third, 2, 3])
})

test('an answer that comes after the hand rested is shown everywhere', async () => {
  const { answers, state, pass, answer } = setup()
  answers.ask(question(1))
  await answer(counted())
  const asked = question(2)
  answers.ask(asked)
  pass(REST_MS)
  expect(state().rested?.question).not.toBe(asked)
  await answer(counted())
  expect(state().rested?.question).toBe(asked)
})

test('what is answered soon is never marked as late; what is not, is, until its answer comes', async () => {
  const { answers, state, pass, answer } = setup()
  answers.ask(question(1))
  await answer(counted())
  await answer(LISTED, 'lists')
  answers.ask(question(2))
  pass(LATE_MS - 1)
  expect([state().isRunLate, state().areListsLate]).toEqual([false, false])
  pass(1)
  expect([state().isRunLate, state().areListsLate]).toEqual([true, true])
  await answer(counted())
  expect([state().isRunLate, state().areListsLate]).toEqual([false, true])
  await answer(LISTED, 'lists')
  expect(state().areListsLate).toBe(false)
})

test('lists of an earlier draft stay marked when they come', async () => {
  const { answers, state, pass, answer } = setup()
  answers.ask(question(1))
  await answer(counted())
  answers.ask(question(2))
  pass(LATE_MS)
  await answer(LISTED, 'lists', 0)
  expect(state().areListsLate).toBe(true)
})

test('a failure of the draft before says nothing about this one', async () => {
  const { answers, state, answer } = setup()
  answers.ask(question(1))
  answers.ask(question(2))
  await answer({ kind: 'failed', message: 'no such trigger' }, 'run', 0)
  expect(state().failure).toBeNull()
  await answer({ kind: 'failed', message: 'no such trigger' })
  expect(state().failure).toMatchObject({ because: 'fault', message: 'no such trigger' })
  answers.ask(question(3))
  expect(state().failure).toBeNull()
})

test('stopped stays stopped until somebody asks, and asking again asks the same', async () => {
  const { answers, state, runs, isRestarted, pass } = setup()
  const asked = question(1)
  answers.ask(asked)
  answers.stop()
  pass(LATE_MS)
  expect(state().isStopped).toBe(true)
  answers.again()
  expect([state().isStopped, isRestarted(), runs().length]).toEqual([false, true, 2])
  expect(runs()[1]?.ask).toMatchObject({ draft: asked.draft })
})

test('an estimate stands until the exact answer comes, and says that it is one', async () => {
  const { answers, state, hear, answer } = setup()
  const asked = question(1)
  answers.ask(asked)
  hear({ kind: 'progress', read: 5, of: 100 })
  expect(state().progress).toEqual({ read: 5, of: 100 })
  const estimated = counted()
  if (estimated.kind !== 'answered' || estimated.answer.kind !== 'run') throw new Error('no run')
  hear({ kind: 'estimate', answer: estimated.answer, counted: 10, alerts: 640 })
  expect([state().run?.question, state().estimate]).toEqual([asked, { counted: 10, alerts: 640 }])
  await answer(counted())
  expect([state().estimate, state().progress]).toEqual([null, null])
})

test('after the event the page takes an answer early, once an event, where answers come quickly', async () => {
  const { answers, early, endEvent, answer } = setup()
  answers.ask(question(1))
  endEvent()
  expect(early).toEqual([])
  await answer(slowly(3))
  answers.ask(question(2))
  answers.ask(question(3))
  endEvent()
  endEvent()
  expect(early).toHaveLength(1)
  await answer(slowly(40))
  answers.ask(question(4))
  endEvent()
  expect(early).toHaveLength(1)
})
