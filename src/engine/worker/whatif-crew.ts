import type { Crew } from '../whatif/machine.ts'
import type { ToHelper } from '../whatif/shared-pass.ts'

/** A thread that hears messages. */
interface HelperPort {
  postMessage(message: ToHelper): void
}

function createCrew(port: HelperPort, now: () => number): Crew {
  let last = 0
  return {
    tell: (message) => port.postMessage(message),
    nextId: () => (last += 1),
    now,
  }
}

/** A helper in a worker of its own. Undefined where the page is not isolated, and so has no memory to share, or has one core. */
export function openCrew(): Crew | undefined {
  if (!globalThis.crossOriginIsolated || navigator.hardwareConcurrency < 2) return undefined
  const worker = new Worker(new URL('./whatif-helper.worker.ts', import.meta.url), { type: 'module' })
  return createCrew(worker, () => performance.now())
}
