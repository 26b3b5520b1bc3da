import type { Connector, Execution, Health, Readback } from '../connectors/connector.ts'

/** What goes wrong between a gateway and a target. Each gets the true call and may make it, or not, or lie about it. */
export interface Faults {
  readonly execute?: (run: () => Promise<Execution>) => Promise<Execution>
  readonly verify?: (run: () => Promise<Readback>) => Promise<Readback>
  readonly health?: () => Promise<Health>
}

/** A connector seen through faults. They are looked up at every call, so a test can heal them midway. */
export function withFaults(connector: Connector, faults: () => Faults): Connector {
  return {
    ...connector,
    execute: (step, key, signal) => {
      const run = () => connector.execute(step, key, signal)
      return faults().execute?.(run) ?? run()
    },
    verify: (step, key, signal) => {
      const run = () => connector.verify(step, key, signal)
      return faults().verify?.(run) ?? run()
    },
    health: (signal) => faults().health?.() ?? connector.health(signal),
  }
}

export const LOST_ANSWER: NonNullable<Faults['execute']> = async (run) => {
  await run()
  return { kind: 'unknown', reason: 'The connection broke before the answer came.' }
}

export const NEVER_ARRIVED: NonNullable<Faults['execute']> = () =>
  Promise.resolve({ kind: 'unknown', reason: 'The connection broke.' })

/** Says that it was done and does nothing. */
export const LYING_SUCCESS: NonNullable<Faults['execute']> = () =>
  Promise.resolve({ kind: 'accepted', detail: 'Done.' })

export const UNREADABLE: NonNullable<Faults['verify']> = () =>
  Promise.resolve({
    containment: 'in-doubt',
    effect: 'unknown',
    detail: 'The target does not answer.',
    consumers: [],
    left: null,
  })
