import { createCountedReader } from '../../engine/worker/counted-wire.ts'
import type { Trial } from '../trial.ts'
import type { Answer, FromContest, ToContest } from './contest.ts'

/** What this leaves in the page. */
export interface ContestPage {
  /** Runs a contender in a worker. Answers why it could not, or null. */
  contest(start: ToContest, patienceMs: number): Promise<string | null>
}

/** What whoever opened the page left in it. */
declare const measured: (trial: Trial, answers: readonly Answer[]) => Promise<void>

const read = createCountedReader()

const page: ContestPage = {
  contest: (start, patienceMs) =>
    new Promise((settle) => {
      const worker = new Worker(new URL('./contest.worker.ts', import.meta.url), { type: 'module' })
      const end = (why: string | null) => {
        worker.terminate()
        settle(why)
      }
      setTimeout(() => end(`not done within ${patienceMs / 1_000} s`), patienceMs)
      worker.addEventListener('error', (event) => end(event.message))
      worker.addEventListener('message', ({ data }: MessageEvent<FromContest>) => {
        if (data.type === 'counted') {
          read(data.bytes)
          worker.postMessage({ type: 'read' } satisfies ToContest)
        } else if (data.type === 'done') end(null)
        else if (data.type === 'failed') end(data.message)
        else measured(data.trial, data.answers).catch((error: unknown) => end(String(error)))
      })
      worker.postMessage(start)
    }),
}
Object.assign(globalThis, page)
