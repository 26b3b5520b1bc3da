import type { ActionId } from '../../domain/action/action.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { Json } from '../../domain/json/json.ts'
import type { Containment, PlanStep, StepTarget } from '../../domain/plan/plan.ts'
import type { Use, Wanted } from '../../domain/plan/repointing.ts'
import type { EpochMs } from '../../domain/time/instant.ts'

/**
 * Under which a step is carried out. One `idempotencyKey` has one effect, however often it is sent; it also names the
 * step when the target is asked. `fence` rises with every claim: a target that can compares it and refuses an older
 * one.
 */
export interface StepKey {
  readonly idempotencyKey: string
  readonly fence: number
}

/** What is asked for, before it is known how a target system does it. */
export interface StepWish {
  readonly action: ActionId
  readonly target: StepTarget
  /** For an action that takes another one back: the step it undoes and what that step left behind. */
  readonly undoes: { readonly step: PlanStep; readonly left: Json } | null
  /**
   * Where a plan is asked again: the request that it holds. A request that names what was there when it was made (a time, a list) is
   * answered as it stands while it still means the same, or nothing could be approved that goes on changing by itself.
   */
  readonly approved?: Json
}

export type ConnectorPlan =
  | {
      readonly ok: true
      /** Exactly what will be sent, secrets apart. It goes under the plan's digest. */
      readonly request: Json
      /** What goes on working afterwards, e.g. sessions that a target does not end. */
      readonly survives: readonly string[]
      readonly undoCannotRestore: readonly string[]
      readonly undoSeconds: number | null
    }
  /**
   * `reason` is shown to the person; nothing was sent. `isNotSetUp`: not the target says so but what was configured here, where
   * this was left out; it says nothing about the target.
   */
  | { readonly ok: false; readonly reason: string; readonly isNotSetUp?: true }

/** The target's answer to one execution. Evidence of nothing: only `verify` says what is true. */
export type Execution =
  | { readonly kind: 'accepted'; readonly detail: string }
  /** The target will not do it and did not do it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /**
   * Whether it was done cannot be told from the answer (timeout, reset, half an answer, a server's fault). The target
   * is asked what is true before anything is sent again, and not before `retryAfterMs` where it asked for time.
   */
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAfterMs?: number }

export interface Readback {
  /** What is true at the target now, in one of the six words. */
  readonly containment: Containment
  /** Whether the effect of this very step is there. `unknown` where the target cannot be asked. */
  readonly effect: 'present' | 'absent' | 'unknown'
  /** In words, e.g. "Session refused 2 of 2 times." */
  readonly detail: string
  readonly consumers: readonly { readonly name: string; readonly state: 'working' | 'recovering' | 'broken' }[]
  /** State as left at the target; the precondition of taking the step back. */
  readonly left: Json
}

/** Who is seen on the old secret and on the new one, by what they call themselves at the target. */
export type Usage =
  | { readonly kind: 'seen'; readonly old: readonly Use[]; readonly next: readonly Use[]; readonly detail: string }
  /** The target cannot tell, or did not answer. */
  | { readonly kind: 'unseen'; readonly detail: string }

export interface Health {
  readonly ok: boolean
  readonly detail: string
}

/**
 * Carries actions out in one target system. Two calls with one idempotency key have one effect. No method throws for
 * what a target says or fails to say; a throw is a fault in the connector. Every method ends within `signal`.
 */
export interface Connector {
  readonly id: string
  readonly title: string
  readonly actions: readonly ActionId[]
  /** Digest of what people configured about it, secrets and name apart: where it sends and how. Left out: nothing was. */
  readonly settings?: string
  /** The rights it needs at the target, and no more. */
  readonly leastPrivilege: readonly string[]
  /** What it was tried against. */
  readonly triedAgainst: string
  /** True where it takes any name for an account of its own: it is asked after all that know theirs. */
  readonly takesAnyName?: boolean
  /** How many steps it gets at once and within a minute, from all gateways together. Left out: as many as are due. */
  readonly limits?: { readonly concurrent: number; readonly perMinute: number }
  /** How long reading back may take to become true, in ms. */
  readonly verifyWithinMs: number
  /** The name under which the target knows the identity; null where it does not. Never called inside a transaction. */
  accountOf(identity: Pick<Identity, 'name' | 'names'>): Promise<string | null>
  /** Dry run: says exactly what would be sent and why it cannot be, and sends nothing. */
  plan(wish: StepWish): Promise<ConnectorPlan>
  /** Sends `step.request`, which is the one under the approved digest. */
  execute(step: PlanStep, key: StepKey, signal: AbortSignal): Promise<Execution>
  /** Reads the target back. Safe to repeat, also before anything was sent; changes nothing. */
  verify(step: PlanStep, key: StepKey, signal: AbortSignal): Promise<Readback>
  /**
   * Who uses which of two secrets now, `issue` being the step that issued the new one at `issuedAt`. Left out where the target cannot tell.
   * Changes nothing.
   */
  usage?(issue: PlanStep, issuedAt: EpochMs, signal: AbortSignal): Promise<Usage>
  /** A person says on which secret a consumer is now. Only a simulation, which has no consumers of its own, needs to be told. */
  told?(issue: PlanStep, consumer: string, on: Wanted): Promise<void>
  health(signal: AbortSignal): Promise<Health>
}

/** Whether a connector is configured as it was when this step was approved; one of a plan of before says nothing about it. */
export function isAsApproved(connector: Pick<Connector, 'settings'> | undefined, { settings }: PlanStep): boolean {
  return settings === undefined || connector?.settings === settings
}
