import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Answers, AnswersState } from '../answers.ts'
import { type Counted, drawn } from './drawn.ts'

const NOTHING: AnswersState = {
  run: null,
  rested: null,
  lists: null,
  estimate: null,
  progress: null,
  failure: null,
  isRunLate: false,
  areListsLate: false,
  isStopped: false,
}

/** A part of a page whose drawing writes down what it is told. */
function setup(start: Partial<AnswersState> = {}) {
  const state = createStore<AnswersState>(() => ({ ...NOTHING, ...start }))
  const nothing = () => undefined
  const answers: Answers = { state, ask: nothing, stop: nothing, again: nothing, close: nothing }
  const told: string[] = []
  const ref = drawn<string>(answers, (part) => ({
    draw: (counted) => told.push(`${part} draws ${nameOf(counted)}`),
    rest: (counted) => told.push(`${part} rests at ${nameOf(counted)}`),
    close: () => told.push(`${part} is closed`),
  }))
  return { state, told, ref }
}

// Only whose answer it is is of interest here.
const counted = (name: string) => ({ question: name, answer: {} }) as unknown as Counted
const nameOf = ({ question }: Counted) => question as unknown as string

test('a part shows at once what is known, and each answer in the task in which it comes', () => {
  const { state, told, ref } = setup({ run: counted('A'), rested: counted('A') })
  ref('bar')
  state.setState({ run: counted('B') })
  state.setState({ run: counted('C') })
  expect(told).toEqual(['bar draws A', 'bar rests at A', 'bar draws B', 'bar draws C'])
})

test('what is read out waits until the hand rests', () => {
  const { state, told, ref } = setup()
  ref('bar')
  const last = counted('B')
  state.setState({ run: last })
  expect(told).toEqual(['bar draws B'])
  state.setState({ rested: last })
  expect(told).toEqual(['bar draws B', 'bar rests at B'])
})

test('what changes beside the answer draws nothing', () => {
  const { state, told, ref } = setup({ run: counted('A') })
  ref('bar')
  state.setState({ isRunLate: true, progress: { read: 1, of: 2 } })
  expect(told).toEqual(['bar draws A'])
})

test('a part that is gone is told nothing more', () => {
  const { state, told, ref } = setup()
  const leave = ref('bar')
  leave?.()
  state.setState({ run: counted('A') })
  expect(told).toEqual(['bar is closed'])
})
