import { type Connector, type Execution, isAsApproved, type Readback } from '../connectors/connector.ts'
import type { Gateway } from '../gateway.ts'
import { noteStep } from '../plans/move-plan.ts'
import type { Held } from './claim-step.ts'
import { keepLease } from './lease.ts'
import type { RunnerOptions } from './runner.ts'
import { within } from './within.ts'

/**
 * Carries the step out, renewing the lease meanwhile. Whatever does not come back in time, throws, or lost its lease is
 * `unknown`: only reading back can say what happened.
 */
export async function executeStep(gateway: Gateway, held: Held, options: RunnerOptions): Promise<Execution> {
  const connector = gateway.connectors.get(held.step.connector)
  if (connector === undefined) return { kind: 'refused', reason: `There is no connector ${held.step.connector}.` }
  // Changed since the comparison: the last moment at which it can be told.
  if (!isAsApproved(connector, held.step)) {
    return { kind: 'refused', reason: `The settings of ${connector.title} were changed after this was approved.` }
  }
  // A gateway that was paused between recording and sending may have lost the step to another one meanwhile.
  if (!(await renewLease(gateway, held, options.leaseMs))) {
    return {
      kind: 'unknown',
      reason: 'Another gateway took the step over before it was sent; nothing was sent by this one.',
    }
  }
  const lease = keepLease(() => renewLease(gateway, held, options.leaseMs), options.leaseMs, gateway.log)
  try {
    return await within(
      options.executeWithinMs,
      lease.lost,
      (signal) => connector.execute(held.step, held.key, signal),
      (reason): Execution => ({ kind: 'unknown', reason }),
    )
  } finally {
    lease.stop()
  }
}

/** Reads the target back; what cannot be read is `unknown`, with the reason as its detail. */
export async function readTarget(gateway: Gateway, held: Held, options: RunnerOptions): Promise<Readback> {
  const connector: Connector | undefined = gateway.connectors.get(held.step.connector)
  if (connector === undefined) return unreadable(`There is no connector ${held.step.connector}.`)
  return within(
    options.readWithinMs,
    new AbortController().signal,
    (signal) => connector.verify(held.step, held.key, signal),
    unreadable,
  )
}

function unreadable(detail: string): Readback {
  return { containment: 'in-doubt', effect: 'unknown', detail, consumers: [], left: null }
}

/** False where somebody else holds the step. */
function renewLease(gateway: Gateway, held: Held, leaseMs: number): Promise<boolean> {
  return gateway.store.write(async (tx) => {
    const now = await gateway.now(tx)
    return noteStep(tx, gateway.store.tenant, held.claim, { lease_until: now + leaseMs })
  })
}
