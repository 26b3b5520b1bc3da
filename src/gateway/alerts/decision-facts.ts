import type { ActionId } from '../../domain/action/action.ts'
import type { Playbook } from '../../domain/action/playbook.ts'
import type { Corroboration } from '../../domain/decision/confidence.ts'
import type { Automation } from '../../domain/decision/gate.ts'
import type { Dependency, Identity } from '../../domain/identity/identity.ts'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Trigger, TriggerRecord } from '../../domain/trigger/trigger.ts'
import type { Gateway } from '../gateway.ts'
import type { Reader, Tx } from '../store/store.ts'
import { automationOf, readAutomation } from './automation.ts'
import type { AlertSubject } from './decide-alert.ts'
import { triggerById } from './triggers.ts'

/** An alert as it corroborates others on its identity. */
export interface Sighting {
  readonly alertId: string
  readonly triggerId: string
  readonly lastSeenAt: EpochMs
}

/**
 * What decisions read, remembered for the length of one transaction: a batch that touches one identity five hundred times
 * reads it once. What the batch itself changes is told by `know…`, so that a decision sees it before it is written.
 */
export interface DecisionFacts {
  readonly now: EpochMs
  identity(id: string): Promise<Identity | null>
  dependencies(identityId: string): Promise<readonly Dependency[]>
  triggerRecord(triggerId: string): Promise<TriggerRecord | null>
  /** Other triggers that fired on the subject's identity inside the window, from stored and told alerts and its own records. */
  corroborating(subject: AlertSubject): Promise<readonly Corroboration[]>
  exercisedAt(playbook: Pick<Playbook, 'id' | 'version'>): Promise<EpochMs | null>
  automation(trigger: Trigger | null, identity: Identity | null): Promise<Automation>
  feasible(action: ActionId): true | string
  /** Reads everything about these identities in a few queries instead of a few each. */
  preload(identityIds: readonly string[]): Promise<void>
  knowIdentity(identity: Identity): void
  knowSighting(identityId: string, sighting: Sighting): void
}

export async function createDecisionFacts(gateway: Gateway, tx: Tx | Reader): Promise<DecisionFacts> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const windowStart = now - STARTING_POLICY.confidence.correlationWindowMs
  const identities = new Map<string, Identity | null>()
  const dependencies = new Map<string, Dependency[]>()
  const sightings = new Map<string, Sighting[]>()
  let exercises: Map<string, EpochMs> | null = null
  let records: Map<string, TriggerRecord> | null = null
  let automation: Awaited<ReturnType<typeof readAutomation>> | null = null

  async function preload(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !sightings.has(id))
    for (let start = 0; start < missing.length; start += 500) await load(missing.slice(start, start + 500))
  }

  async function load(ids: readonly string[]): Promise<void> {
    const rows = await tx
      .selectFrom('identity')
      .select(['id', 'body'])
      .where('tenant', '=', tenant)
      .where('id', 'in', ids)
      .execute()
    for (const id of ids) {
      if (!identities.has(id)) identities.set(id, null)
      dependencies.set(id, [])
      sightings.set(id, [])
    }
    for (const row of rows) if (!identities.get(row.id)) identities.set(row.id, JSON.parse(row.body) as Identity)
    const edges = await tx
      .selectFrom('dependency')
      .select(['identity_id', 'body'])
      .where('tenant', '=', tenant)
      .where('identity_id', 'in', ids)
      .orderBy('id')
      .execute()
    for (const edge of edges) dependencies.get(edge.identity_id)?.push(JSON.parse(edge.body) as Dependency)
    const seen = await tx
      .selectFrom('alert')
      .select(['id', 'identity_id', 'trigger_id', 'last_seen_at'])
      .where('tenant', '=', tenant)
      .where('identity_id', 'in', ids)
      .where('last_seen_at', '>=', windowStart)
      .where('trigger_id', 'is not', null)
      .where('disposition', 'not in', ['false-positive', 'benign-positive'])
      .execute()
    for (const row of seen) {
      if (row.identity_id === null || row.trigger_id === null) continue
      sightings.get(row.identity_id)?.push({ alertId: row.id, triggerId: row.trigger_id, lastSeenAt: row.last_seen_at })
    }
  }

  return {
    now,
    preload,
    identity: async (id) => {
      await preload([id])
      return identities.get(id) ?? null
    },
    dependencies: async (identityId) => {
      await preload([identityId])
      return dependencies.get(identityId) ?? []
    },
    triggerRecord: async (triggerId) => {
      records ??= await readTriggerRecords(tx, tenant)
      return records.get(triggerId) ?? null
    },
    corroborating: async (subject) => {
      const own = subject.alsoFired
      const others: string[] = []
      if (subject.identityId !== null) {
        await preload([subject.identityId])
        for (const sighting of sightings.get(subject.identityId) ?? []) {
          if (sighting.alertId !== subject.alertId && sighting.lastSeenAt >= windowStart)
            others.push(sighting.triggerId)
        }
      }
      return [...new Set([...own, ...others])].flatMap((triggerId) => {
        const confidence = triggerById(triggerId)?.trigger.response.confidence
        return confidence === undefined || triggerId === subject.triggerId ? [] : [{ triggerId, confidence }]
      })
    },
    exercisedAt: async (playbook) => {
      exercises ??= await readExercises(tx, tenant)
      return exercises.get(`${playbook.id}@${playbook.version}`) ?? null
    },
    automation: async (trigger, identity) => {
      automation ??= await readAutomation(tx, tenant, now)
      return automationOf(tx, tenant, automation, trigger, identity)
    },
    feasible: (action) => feasibleWith(gateway, action),
    knowIdentity: (identity) => {
      identities.set(identity.id, identity)
      if (identity.version === 1 && !sightings.has(identity.id)) {
        sightings.set(identity.id, [])
        dependencies.set(identity.id, [])
      }
    },
    knowSighting: (identityId, sighting) => {
      const all = sightings.get(identityId) ?? []
      sightings.set(identityId, [...all.filter((one) => one.alertId !== sighting.alertId), sighting])
    },
  }
}

async function readTriggerRecords(tx: Tx | Reader, tenant: string): Promise<Map<string, TriggerRecord>> {
  const rows = await tx
    .selectFrom('trigger_record')
    .select(['trigger_id', 'judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .execute()
  return new Map(rows.map((row) => [row.trigger_id, { judged: row.judged, truePositives: row.true_positives }]))
}

async function readExercises(tx: Tx | Reader, tenant: string): Promise<Map<string, EpochMs>> {
  const rows = await tx
    .selectFrom('exercise')
    .select(['playbook_id', 'playbook_version', 'exercised_at'])
    .where('tenant', '=', tenant)
    .execute()
  return new Map(rows.map((row) => [`${row.playbook_id}@${row.playbook_version}`, row.exercised_at]))
}

/** True, or why nobody here can do it. Whether a connector can do it to one very target is what its dry run says. */
export function feasibleWith(gateway: Gateway, action: ActionId): true | string {
  for (const connector of gateway.connectors.values()) if (connector.actions.includes(action)) return true
  return 'No connector here can do it'
}
