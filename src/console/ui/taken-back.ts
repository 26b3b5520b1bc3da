import { nowMs } from './clock.ts'

/** What was taken back comes about within this time: the answer of the gateway, and the news of it. */
const COMES_MS = 10_000

let askedAt = Number.NEGATIVE_INFINITY

/** Somebody takes something back at this moment. */
export function noteTakingBack(): void {
  askedAt = nowMs()
}

/** Whether what comes into a list now may be what this person brought back: it is what they wait for, not news. */
export function isTakingBack(): boolean {
  return nowMs() - askedAt < COMES_MS
}
