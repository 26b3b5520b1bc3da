import type { ActionId } from '../../domain/action/action.ts'
import type { Playbook } from '../../domain/action/playbook.ts'
import type { Corroboration } from '../../domain/decision/confidence.ts'
import type { Automation } from '../../domain/decision/gate.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import type { Standing } from '../../domain/suppression/hold-back.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Trigger, TriggerRecord } from '../../domain/trigger/trigger.ts'
import { type InForce, readInForce } from '../changes/in-force.ts'
import { sampleExercises } from '../estate/sample-state.ts'
import type { Gateway } from '../gateway.ts'
import type { Reader, Tx } from '../store/store.ts'
import { readStanding } from '../suppressions/standing.ts'
import { automationOf, readAutomation } from './automation.ts'
import type { AlertSubject } from './decide-alert.ts'
import { readIdentities } from './read-identities.ts'
import { createSightings, type Sighting } from './sightings.ts'

/**
 * What decisions read, remembered for the length of one transaction: a batch that touches one identity five hundred times
 * reads it once. What the batch itself changes is told by `know…`, so that a decision sees it before it is written.
 */
export interface DecisionFacts {
  readonly now: EpochMs
  /** Triggers and policy by which everything here is decided. */
  readonly inForce: InForce
  identity(id: string): Promise<Identity | null>
  dependencies(identityId: string): Promise<readonly Dependency[]>
  triggerRecord(triggerId: string): Promise<TriggerRecord | null>
  /** Other triggers that fired on the subject's identity around its time, from stored and told alerts and its own records. */
  corroborating(subject: AlertSubject): Promise<readonly Corroboration[]>
  /** Whether a stored alert other than `subject` shows that the trigger fired on this identity around the subject's time. */
  hadFired(triggerId: string, subject: Pick<AlertSubject, 'alertId' | 'identityId' | 'lastSeenAt'>): boolean
  /** What the sample tells of its past is evidence for the sample alone: `isSample` says whether the identity is of it. */
  exercisedAt(playbook: Pick<Playbook, 'id' | 'version'>, isSample: boolean): Promise<EpochMs | null>
  automation(trigger: Trigger | null, identity: Identity | null): Promise<Automation>
  feasible(action: ActionId): true | string
  /** Suppressions that stand at this moment. */
  suppressions(): Promise<readonly Standing[]>
  /** Reads everything about the identities of these subjects in a few queries instead of a few each. */
  preload(subjects: readonly Pick<AlertSubject, 'identityId' | 'lastSeenAt'>[]): Promise<void>
  knowIdentity(identity: Identity): void
  knowSighting(identityId: string, sighting: Sighting): void
}

/** `trying` puts other triggers or another policy in the place of those in force. */
export async function createDecisionFacts(gateway: Gateway, tx: Tx | Reader, trying?: InForce): Promise<DecisionFacts> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const inForce = trying ?? (await readInForce(gateway, tx))
  const windowMs = inForce.policy.confidence.correlationWindowMs
  const identities = new Map<string, Identity | null>()
  const dependencies = new Map<string, readonly Dependency[]>()
  const stored = createSightings(tx, tenant, windowMs)
  const told = new Map<string, Map<string, Sighting>>()
  let exercises: Awaited<ReturnType<typeof readExercises>> | null = null
  let records: Map<string, TriggerRecord> | null = null
  let automation: Awaited<ReturnType<typeof readAutomation>> | null = null
  let suppressions: readonly Standing[] | null = null

  async function loadIdentities(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !dependencies.has(id))
    for (const [id, known] of await readIdentities(tx, tenant, missing)) {
      dependencies.set(id, known.dependencies)
      // What the batch was told about an identity is newer than what is stored.
      if (known.identity !== null && !identities.has(id)) identities.set(id, known.identity)
    }
  }

  async function preload(subjects: readonly Pick<AlertSubject, 'identityId' | 'lastSeenAt'>[]): Promise<void> {
    const known = subjects.filter((subject) => subject.identityId !== null)
    await loadIdentities(known.flatMap((subject) => subject.identityId ?? []))
    await stored.load(known)
  }

  return {
    now,
    inForce,
    preload,
    identity: async (id) => {
      await loadIdentities([id])
      return identities.get(id) ?? null
    },
    dependencies: async (identityId) => {
      await loadIdentities([identityId])
      return dependencies.get(identityId) ?? []
    },
    triggerRecord: async (triggerId) => {
      records ??= await readTriggerRecords(tx, tenant)
      return records.get(triggerId) ?? null
    },
    corroborating: async (subject) => {
      const fired = new Set(subject.alsoFired)
      if (subject.identityId !== null) {
        await stored.load([subject])
        const news = told.get(subject.identityId)
        const old = stored.of(subject.identityId).filter((sighting) => news?.has(sighting.alertId) !== true)
        for (const sighting of [...old, ...(news?.values() ?? [])]) {
          const isNear = Math.abs(sighting.lastSeenAt - subject.lastSeenAt) <= windowMs
          if (isNear && sighting.alertId !== subject.alertId) fired.add(sighting.triggerId)
        }
      }
      return corroborations(inForce, fired, subject.triggerId)
    },
    hadFired: (triggerId, { alertId, identityId, lastSeenAt }) =>
      identityId !== null &&
      stored
        .of(identityId)
        .some(
          (one) =>
            one.triggerId === triggerId && one.alertId !== alertId && Math.abs(one.lastSeenAt - lastSeenAt) <= windowMs,
        ),
    exercisedAt: async (playbook, isSample) => {
      exercises ??= await readExercises(tx, tenant)
      const found = exercises.get(`${playbook.id}@${playbook.version}`)
      return found === undefined || (found.isTold && !isSample) ? null : found.exercisedAt
    },
    automation: async (trigger, identity) => {
      automation ??= await readAutomation(tx, tenant, now)
      const budget = await automationOf(tx, tenant, automation, trigger, identity)
      return {
        ...budget,
        forbidden: trigger === null ? null : inForce.whyNotAutomatic(trigger.id, identity?.isSample === true),
      }
    },
    feasible: (action) => feasibleWith(gateway, action),
    suppressions: async () => {
      suppressions ??= await readStanding(tx, tenant, now)
      return suppressions
    },
    knowIdentity: (identity) => {
      identities.set(identity.id, identity)
    },
    knowSighting: (identityId, sighting) => {
      const sightings = told.get(identityId) ?? new Map<string, Sighting>()
      told.set(identityId, sightings.set(sighting.alertId, sighting))
    },
  }
}

/** Of the triggers that fired around an alert or on its records, those that corroborate it. */
export function corroborations(
  inForce: InForce,
  fired: Iterable<string>,
  ownTriggerId: string | null,
): readonly Corroboration[] {
  return [...fired].flatMap((triggerId) => {
    // What was taken out of force says nothing about an alert of today, even where it once fired.
    const isOn = inForce.triggers.get(triggerId)?.mode === 'on'
    const response = isOn ? inForce.trigger(triggerId)?.response : undefined
    if (response === undefined || triggerId === ownTriggerId) return []
    return [{ triggerId, confidence: response.confidence, includes: response.includes }]
  })
}

async function readTriggerRecords(tx: Tx | Reader, tenant: string): Promise<Map<string, TriggerRecord>> {
  const rows = await tx
    .selectFrom('trigger_record')
    .select(['trigger_id', 'judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .execute()
  return new Map(rows.map((row) => [row.trigger_id, { judged: row.judged, truePositives: row.true_positives }]))
}

/** By `playbook@version`; `isTold` where nobody carried it out and the sample says that it was. */
async function readExercises(tx: Tx | Reader, tenant: string) {
  const told = await sampleExercises(tx, tenant)
  const rows = await tx
    .selectFrom('exercise')
    .select(['playbook_id', 'playbook_version', 'exercised_at'])
    .where('tenant', '=', tenant)
    .execute()
  return new Map(
    rows.map(({ playbook_id: id, playbook_version: version, exercised_at: exercisedAt }) => [
      `${id}@${version}`,
      { exercisedAt, isTold: told.has(`${id}@${version}@${exercisedAt}`) },
    ]),
  )
}

/** True, or why nobody here can do it. Whether a connector can do it to one very target is what its dry run says. */
export function feasibleWith(gateway: Gateway, action: ActionId): true | string {
  for (const connector of gateway.connectors.values()) if (connector.actions.includes(action)) return true
  return 'No connector here can do it'
}
