import { actionOf } from '../../domain/action/catalogue.ts'
import { playbookById, playbookFor } from '../../domain/action/playbooks.ts'
import { type DecisionInput, decide, threatOf } from '../../domain/decision/decide.ts'
import type { Decision } from '../../domain/decision/decision.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { whetherAimable } from '../plans/target.ts'
import type { Reader, Tx } from '../store/store.ts'
import { createDecisionFacts, type DecisionFacts } from './decision-facts.ts'

/** What a decision is about. Everything else is read from the store at the moment of deciding. */
export interface AlertSubject {
  /** Null for one that is not stored yet. */
  readonly alertId: string | null
  readonly identityId: string | null
  readonly ambiguity: string | null
  readonly triggerId: string | null
  /** Weaker triggers that fired on its records; they corroborate like alerts of their own. */
  readonly alsoFired: readonly string[]
  /** When it was last seen, epoch ms UTC: what fired around that time corroborates it. */
  readonly lastSeenAt: EpochMs
  readonly signal: Signal
}

export interface Decided {
  readonly decision: Decision
  /** What it was decided from, for whoever checks it again. */
  readonly input: DecisionInput
}

/**
 * Decides one alert from the state of this moment: identity, dependencies, what else fired, how the trigger did so far,
 * exercises, automation budget, connectors. One implementation for ingest, for changes and for the check before a step.
 * `facts` carries what several decisions share; without it everything is read afresh.
 */
export async function decideAlert(
  gateway: Gateway,
  tx: Tx | Reader,
  subject: AlertSubject,
  facts?: DecisionFacts,
): Promise<Decided> {
  const known = facts ?? (await createDecisionFacts(gateway, tx))
  const parts = await readParts(known, subject)
  const input: DecisionInput = {
    ...parts,
    corroborating: await known.corroborating(subject),
    automation: await known.automation(parts.trigger, parts.identity),
  }
  return { decision: decide(input), input }
}

/**
 * What a decision reads of the alert itself, its trigger, its identity and its playbook: all but what else fired and how much was
 * done without a vote lately.
 */
export async function readParts(
  known: Pick<
    DecisionFacts,
    'now' | 'inForce' | 'identity' | 'dependencies' | 'triggerRecord' | 'exercisedAt' | 'feasible'
  >,
  subject: Pick<AlertSubject, 'identityId' | 'ambiguity' | 'triggerId'> & { readonly signal: DecisionInput['signal'] },
): Promise<Omit<DecisionInput, 'corroborating' | 'automation'>> {
  const trigger = subject.triggerId === null ? null : known.inForce.trigger(subject.triggerId)
  const identity = subject.identityId === null ? null : await known.identity(subject.identityId)
  const threat = threatOf(trigger, subject.signal, identity?.kind ?? 'unknown')
  const playbook = (trigger === null ? null : playbookById(trigger.response.playbook)) ?? playbookFor(threat)
  return {
    policy: known.inForce.policy,
    ...(known.inForce.policyTrouble === null ? {} : { policyTrouble: known.inForce.policyTrouble }),
    now: known.now,
    signal: subject.signal,
    ambiguity: subject.ambiguity,
    trigger,
    triggerRecord: trigger === null ? null : await known.triggerRecord(trigger.id),
    identity,
    dependencies: identity === null ? [] : await known.dependencies(identity.id),
    playbook,
    exercisedAt: await known.exercisedAt(playbook, identity?.isSample === true),
    feasible: (action) => {
      const aim = whetherAimable(actionOf(action), identity, subject.signal)
      return aim === true ? known.feasible(action) : aim
    },
  }
}

/** Decides a stored alert again. Throws `not-found`. */
export async function decideStoredAlert(gateway: Gateway, tx: Tx | Reader, alertId: string): Promise<Decided> {
  const row = await tx
    .selectFrom('alert')
    .select(SUBJECT_COLUMNS)
    .where('tenant', '=', gateway.store.tenant)
    .where('id', '=', alertId)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such alert.')
  return decideAlert(gateway, tx, subjectOf(row))
}

export const SUBJECT_COLUMNS = [
  'id',
  'identity_id',
  'ambiguity',
  'trigger_id',
  'also_fired',
  'last_seen_at',
  'signal',
] as const

export function subjectOf(row: {
  id: string
  identity_id: string | null
  ambiguity: string | null
  trigger_id: string | null
  also_fired: string
  last_seen_at: EpochMs
  signal: string
}): AlertSubject {
  return {
    alertId: row.id,
    identityId: row.identity_id,
    ambiguity: row.ambiguity,
    triggerId: row.trigger_id,
    alsoFired: JSON.parse(row.also_fired) as string[],
    lastSeenAt: row.last_seen_at,
    signal: JSON.parse(row.signal) as Signal,
  }
}
