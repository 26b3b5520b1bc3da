import * as words from '#words/approvals.tsx'
import { planName } from '#words/shared/triage.ts'
import { failureWords } from '../shared/backend-error.ts'
import { KeyNotUsed } from '../shared/passkeys/key-not-used.ts'
import type { Mark } from './marks.ts'

/**
 * Sends marks one after the other and answers why those failed that did, by plan. What the gateway refuses is no reason to keep the
 * others back. A key that is not used is: whoever waves one request away does not want to be asked for each of the rest.
 * `onNext` hears how many went before.
 */
export async function sendMarks(
  marks: readonly Mark[],
  send: (mark: Mark) => Promise<unknown>,
  onNext: (before: number) => void,
): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>()
  for (const [i, mark] of marks.entries()) {
    onNext(i)
    try {
      await send(mark)
    } catch (error) {
      failed.set(mark.planId, failureWords(error).detail)
      if (!(error instanceof KeyNotUsed)) continue
      for (const { planId } of marks.slice(i + 1)) failed.set(planId, words.notAskedAfter(planName(mark.number)))
      break
    }
  }
  return failed
}
