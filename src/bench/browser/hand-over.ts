import type { WhatIfResult } from '../../engine/whatif/result.ts'
import { createCountedReader, writeCounted } from '../../engine/worker/counted-wire.ts'
import { createEarlyAnswer, layDown, pickUp } from '../../engine/worker/early-answer.ts'
import { measure, measureInTurns, type Trial, warm } from '../trial.ts'

/** A message waits for its thread to wake: some are needed until both ends are compiled. */
const WARM_MESSAGES = 200
const MESSAGES = 101

/**
 * What handing a result to the page costs, over the product's own wire. First the work of both its ends, in one thread: written, laid
 * into shared memory, picked up, read; between them there is no message, since a page that is about to paint looks there itself. Then
 * as a message that `send` moves to the page, where it is read, and a message back. Results take turns, and differ in nearly everything.
 */
export async function handOver(
  results: readonly WhatIfResult[],
  alerts: number,
  send: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<readonly Trial[]> {
  let written = 0
  const write = () => {
    written += 1
    const after = results[written % results.length]
    if (after === undefined) throw new RangeError('there are no results')
    return writeCounted({ edition: 1, run: { before: null, after }, tail: null, computeMs: 1 })
  }
  const memory = createEarlyAnswer(true)
  if (memory === null) throw new Error('memory is shared here')
  const read = createCountedReader()
  const work = () => {
    const bytes = write()
    layDown(memory, written, bytes)
    const laid = pickUp(memory, written)
    if (laid === null) throw new Error('what was laid down is not there')
    read(laid)
  }
  const ends = { task: 'session: handing over the result, both ends', work }
  const trials = measureInTurns('alerts', alerts, warm([work]), [ends])
  for (let warmed = 0; warmed < WARM_MESSAGES; warmed += 1) await send(write())
  const message = 'session: the result as a message to the page, and a message back'
  return [...trials, await measure(message, 'alerts', alerts, MESSAGES, () => send(write()))]
}
