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
  /** The moment whose facts are used, wherever nothing else was recorded. */
  readonly asOf: EpochMs
  /** An identity has further entries where records say that it was different when they came in. */
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
  /** As the facts of records had it, where that differs from what it is at `asOf`. Its dependencies are those of `asOf`. */
  readonly isOfThen?: boolean
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

/** Indexes, -1 for none, with as many bytes each as they need: built with four, read from bytes with as few as do. */
export type CaseColumn = Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer>

/** One entry a case, in all columns. */
export interface Cases {
  readonly count: number
  readonly identity: CaseColumn
  readonly trigger: CaseColumn
  readonly evidence: CaseColumn
  readonly corroboration: CaseColumn
  readonly obstacle: CaseColumn
  readonly ambiguity: CaseColumn
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
  /** 1 where the facts of its identity are those recorded with it, whether or not they differ from those at `asOf`. */
  readonly isOfThen: Uint8Array
}

/** What analysts concluded; the first is no conclusion. */
export const DISPOSITIONS = ['undetermined', 'true-positive', 'benign-positive', 'false-positive'] as const

/** What tells entries apart: an identity as it is stands once, and once more for each way it was. */
export function entryKey({ identity, isOfThen }: HistoryIdentity): string {
  if (isOfThen !== true) return identity.id
  const { id, claimed, kind, environment, privilege, tenancy, criticality, businessOwner, technicalOwner } = identity
  return JSON.stringify([
    id,
    claimed,
    kind,
    environment,
    privilege,
    tenancy,
    criticality,
    businessOwner,
    technicalOwner,
  ])
}

/** Alerts by whose facts of their identity they are replayed with. Those that name no identity are in neither. */
export interface FactCounts {
  /** As recorded with them. */
  readonly ofThen: number
  /** As they are at `asOf`, since nothing was recorded. */
  readonly ofToday: number
}

/** Cost: rows. */
export function factCounts({ rows, cases }: Pick<History, 'rows' | 'cases'>): FactCounts {
  let [ofThen, ofToday] = [0, 0]
  for (let row = 0; row < rows.count; row += 1) {
    if ((cases.identity[rows.caseOf[row] ?? -1] ?? -1) < 0) continue
    if (rows.isOfThen[row] === 1) ofThen += 1
    else ofToday += 1
  }
  return { ofThen, ofToday }
}
