import { readResult } from '../sql/count-wire.ts'
import type { Compared, WhatIfAnswerTo } from './whatif-protocol.ts'

/*
 * A message from a worker is heard in the task after the one that runs: the answer of a draft would be painted a frame after the
 * control that was moved. Where memory is shared, the worker lays its answer here first, and a page about to paint takes it at once.
 *
 * Two words of 32 bits, then bytes: the number of the wish that is answered (0 for none), how many bytes, JSON in UTF-8.
 */
const WISH = 0
const LENGTH = 1
const HEAD_BYTES = 8
/** More than a result comes to with a thousand teams over two years; what does not fit is sent as a message alone. */
const MOST_BYTES = 4 * 1024 * 1024

/** Memory for one answer; null where the page is not isolated and may share none. */
export function createEarlyAnswer(isShareable: boolean): SharedArrayBuffer | null {
  return isShareable ? new SharedArrayBuffer(HEAD_BYTES + MOST_BYTES) : null
}

/** The worker's end. Lays an answer down for the wish; nothing where it does not fit. */
export function layDown(memory: SharedArrayBuffer, wish: number, answer: WhatIfAnswerTo<'run'>): void {
  const bytes = new TextEncoder().encode(JSON.stringify(answer, plainArrays))
  if (bytes.length > MOST_BYTES) return
  const head = new Int32Array(memory, 0, 2)
  Atomics.store(head, WISH, 0)
  new Uint8Array(memory, HEAD_BYTES).set(bytes)
  Atomics.store(head, LENGTH, bytes.length)
  Atomics.store(head, WISH, wish)
}

/** The page's end: the answer to the wish, null while it is not there. */
export function pickUp(memory: SharedArrayBuffer, wish: number): WhatIfAnswerTo<'run'> | null {
  const head = new Int32Array(memory, 0, 2)
  if (Atomics.load(head, WISH) !== wish) return null
  // What is decoded must not be shared, so it is copied out.
  const bytes = new Uint8Array(memory, HEAD_BYTES, Atomics.load(head, LENGTH)).slice()
  const read = JSON.parse(new TextDecoder().decode(bytes)) as WhatIfAnswerTo<'run'>
  return { ...read, run: readCompared(read.run), tail: read.tail === null ? null : readCompared(read.tail) }
}

function plainArrays(_: string, value: unknown): unknown {
  return value instanceof Uint32Array ? [...value] : value
}

function readCompared({ before, after }: Compared): Compared {
  return { before: readResult(before), after: readResult(after) }
}
