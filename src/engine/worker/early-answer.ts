/*
 * A message from a worker is heard in the task after the one that runs: the answer of a draft would be painted a frame after the
 * control that was moved. Where memory is shared, the worker lays its answer here, and a page about to paint takes it at once.
 *
 * Two words of 32 bits, then bytes: the number of the wish that is answered (0 for none), how many bytes, the answer. It lies there
 * until the next wish is answered.
 */
const WISH = 0
const LENGTH = 1
const HEAD_BYTES = 8
/** More than a result comes to with a thousand teams over two years; what does not fit is sent. */
const MOST_BYTES = 4 * 1024 * 1024

/** Memory for one answer; null where the page is not isolated and may share none. */
export function createEarlyAnswer(isShareable: boolean): SharedArrayBuffer | null {
  return isShareable ? new SharedArrayBuffer(HEAD_BYTES + MOST_BYTES) : null
}

/** The worker's end. Lays an answer down for the wish; says whether it fits. */
export function layDown(memory: SharedArrayBuffer, wish: number, answer: Uint8Array): boolean {
  if (answer.length > MOST_BYTES) return false
  const head = new Int32Array(memory, 0, 2)
  Atomics.store(head, WISH, 0)
  new Uint8Array(memory, HEAD_BYTES).set(answer)
  Atomics.store(head, LENGTH, answer.length)
  Atomics.store(head, WISH, wish)
  return true
}

/** The page's end: a copy of the answer to the wish, null while it is not there. */
export function pickUp(memory: SharedArrayBuffer, wish: number): Uint8Array<ArrayBuffer> | null {
  const head = new Int32Array(memory, 0, 2)
  if (Atomics.load(head, WISH) !== wish) return null
  return new Uint8Array(memory, HEAD_BYTES, Atomics.load(head, LENGTH)).slice()
}
