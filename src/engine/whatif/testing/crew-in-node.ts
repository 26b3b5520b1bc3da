import { Worker } from 'node:worker_threads'
import type { Crew } from '../machine.ts'

/** A helper in a thread of Node, as a page has one in a worker. */
export function openCrewInNode(): Crew & { close(): Promise<unknown> } {
  const worker = new Worker(new URL('./helper-in-node.ts', import.meta.url))
  let last = 0
  return {
    tell: (message) => worker.postMessage(message),
    nextId: () => (last += 1),
    now: () => performance.now(),
    close: () => worker.terminate(),
  }
}
