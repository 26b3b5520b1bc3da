/** One HTTP exchange with a target, so that the app stays free of Node. */
export interface Delivery {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Delivered {
  readonly status: number
  /** At most `MOST_ANSWER_BYTES`; a longer answer is cut off and `isCut`. */
  readonly body: string
  readonly isCut: boolean
  readonly retryAfter: string | null
  /** By lower-case name; of several with one name the first. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * How far a delivery came before it broke. `forbidden`: the address may never be called. `not-sent`: nothing left this
 * machine. `maybe-sent`: the receiver may have it.
 */
export type BrokenStage = 'forbidden' | 'not-sent' | 'maybe-sent'

export class DeliveryBroken extends Error {
  readonly stage: BrokenStage

  constructor(message: string, stage: BrokenStage) {
    super(message)
    this.name = 'DeliveryBroken'
    this.stage = stage
  }
}

/**
 * Carries one delivery out: resolves the name once, refuses an address that is not public and connects to that very
 * address, follows no redirect, reads a bounded answer. Rejects with `DeliveryBroken` only.
 */
export type Deliver = (delivery: Delivery, signal: AbortSignal) => Promise<Delivered>

export const MOST_ANSWER_BYTES = 256 * 1024
