import type { ActionId } from '../../domain/action/action.ts'
import type { Playbook } from '../../domain/action/playbook.ts'
import type { Corroboration } from '../../domain/decision/confidence.ts'
import type { Automation } from '../../domain/decision/gate.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Trigger, TriggerRecord } from '../../domain/trigger/trigger.ts'

/**
 * What many alerts were decided from. Whatever repeats stands once and is referred to by its index; -1 is none. Alerts
 * that agree in every input of the decision share one case, so that a policy is tried on cases and not on alerts.
 */
export interface History {
  /** The moment whose facts are used. Facts of identities are today's: alerts do not keep what was known then. */
  readonly asOf: EpochMs
  readonly identities: readonly HistoryIdentity[]
  readonly triggers: readonly HistoryTrigger[]
  readonly playbooks: readonly HistoryPlaybook[]
  readonly evidences: readonly Evidence[]
  readonly corroborations: readonly (readonly Corroborating[])[]
  /** For each action that cannot be carried out on the target, why. */
  readonly obstacles: readonly Readonly<Partial<Record<ActionId, string>>>[]
  readonly ambiguities: readonly string[]
  readonly cases: Cases
  readonly rows: Rows
}

export interface HistoryIdentity {
  readonly identity: Identity
  /** Its edges and the `service` edges below them. */
  readonly dependencies: readonly Dependency[]
}

export interface HistoryTrigger {
  readonly trigger: Trigger
  readonly record: TriggerRecord | null
  /** Why it may not act by itself although its text says so. */
  readonly forbidden: Automation['forbidden']
}

export interface HistoryPlaybook {
  readonly playbook: Playbook
  /** When this version was last exercised; null for never. */
  readonly exercisedAt: EpochMs | null
}

/** What a decision reads of a signal. Ids of sessions are left out: only that there are some counts. */
export type Evidence = Pick<
  Signal,
  'form' | 'confidence' | 'sessions' | 'credentials' | 'tool' | 'timeFlags' | 'isSample'
>

/** A weaker trigger that fired, too. `trigger` is -1 where it is no longer known: then its confidence stays as it was. */
export type Corroborating = Corroboration & { readonly trigger: number }

/** One entry a case, in all columns. */
export interface Cases {
  readonly count: number
  readonly identity: Int32Array
  readonly trigger: Int32Array
  readonly evidence: Int32Array
  readonly corroboration: Int32Array
  readonly obstacle: Int32Array
  readonly ambiguity: Int32Array
}

/** One entry an alert, in all columns, oldest first. */
export interface Rows {
  readonly count: number
  /** The alert's number, as people call it. */
  readonly number: Uint32Array
  readonly caseOf: Uint32Array
  /** When it was first seen, in minutes since 1970, UTC. */
  readonly minute: Uint32Array
  /** Index into `DISPOSITIONS`. */
  readonly disposition: Uint8Array
}

/** What analysts concluded; the first is no conclusion. */
export const DISPOSITIONS = ['undetermined', 'true-positive', 'benign-positive', 'false-positive'] as const
