import { printable } from '../../../domain/json/read-json.ts'
import type { Execution, Readback } from '../connector.ts'
import { type Delivered, DeliveryBroken } from './deliver.ts'

const LONGEST_RETRY_MS = 10 * 60_000

/**
 * What an answer to a change may be taken for. Only what can never have been done is `refused`; whatever might have been
 * is `unknown` and read back first. `who` begins the sentence: "The receiver".
 */
export function executionOf({ status, retryAfter }: Delivered, who: string): Execution {
  if (status >= 200 && status < 300) return { kind: 'accepted', detail: `${who} answered ${status}.` }
  if (status >= 300 && status < 400) {
    return { kind: 'refused', reason: `${who} answered ${status}; redirects are not followed.` }
  }
  if (status === 401 || status === 403) {
    return {
      kind: 'refused',
      reason: `${who} answered ${status}: it does not take our credential. Whoever runs the connector must renew the secret.`,
    }
  }
  const reason = `${who} answered ${status}.`
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    const retryAfterMs = retryAfterOf(retryAfter)
    return retryAfterMs === null ? { kind: 'unknown', reason } : { kind: 'unknown', reason, retryAfterMs }
  }
  return { kind: 'refused', reason }
}

/** What a call that broke may be taken for: nothing was done only where nothing may ever be sent. */
export function brokenExecution(error: unknown, who: string): Execution {
  const reason = `${who} did not answer: ${reasonOf(error)}`
  const isForbidden = error instanceof DeliveryBroken && error.stage === 'forbidden'
  return isForbidden ? { kind: 'refused', reason } : { kind: 'unknown', reason }
}

export function unreadable(detail: string): Readback {
  return { containment: 'in-doubt', effect: 'unknown', detail, consumers: [], left: null }
}

/** A fault of the network as a person may read it: bounded, on one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? printable(error.message).slice(0, 300) : 'unknown'
}

/** The body as JSON; null where it is none or was cut off. */
export function parseAnswer({ body, isCut }: Pick<Delivered, 'body' | 'isCut'>): unknown {
  if (isCut) return null
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** Seconds as a number; the form with a date would be judged by the target's clock and is not used. */
function retryAfterOf(header: string | null): number | null {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return null
  return Math.min(LONGEST_RETRY_MS, Number(header) * 1000)
}
