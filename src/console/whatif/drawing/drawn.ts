import type { RefCallback } from 'react'
import type { Answers, AnswersState } from '../answers.ts'

export type Counted = NonNullable<AnswersState['run']>

/**
 * A part of the page that follows the hand. What changes in it with every answer is set by hand, on nodes that were found once: a
 * hundred elements described and compared anew would take longer than all the counting.
 */
export interface Drawing {
  /** Shows what was counted. Sets only what differs, and reads nothing back that would have the page laid out. */
  readonly draw: (counted: Counted) => void
  /** Once the hand rests: what is read out or pointed at rather than seen. */
  readonly rest?: (counted: Counted) => void
  /** Lets go of what it listened to. */
  readonly close?: () => void
}

/** As the `ref` of a part: opens its drawing and shows it each answer in the task in which it comes, as long as the part is there. */
export function drawn<Part>(answers: Answers, open: (part: Part) => Drawing): RefCallback<Part> {
  return (part) => {
    // Whoever answers how to end is never told that the part is gone.
    if (part === null) return undefined
    const { draw, rest = () => undefined, close = () => undefined } = open(part)
    const { run, rested } = answers.state.getState()
    if (run !== null) draw(run)
    if (rested !== null) rest(rested)
    const leave = answers.state.subscribe((now, before) => {
      if (now.run !== null && now.run !== before.run) draw(now.run)
      if (now.rested !== null && now.rested !== before.rested) rest(now.rested)
    })
    return () => {
      leave()
      close()
    }
  }
}
