import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import type { Facts } from '../../domain/evidence/fields.ts'
import { createHistoryBuilder, type HistoryBuilder } from '../../engine/whatif/build-history.ts'
import type { Evidence, HistoryIdentity, HistoryTrigger } from '../../engine/whatif/history.ts'
import { readParts } from '../alerts/decide-alert.ts'
import { createDecisionFacts, type DecisionFacts } from '../alerts/decision-facts.ts'
import { readEvidence } from '../alerts/evidence-text.ts'
import { readIdentities } from '../alerts/read-identities.ts'
import { readSignal } from '../alerts/signal-text.ts'
import type { Gateway } from '../gateway.ts'
import { createFirings, type Firings, type Span } from './firings.ts'
import { asRecorded, type Remembered, remember } from './remembered.ts'

/** What is remembered from page to page. */
export interface HistoryReader {
  readonly facts: DecisionFacts
  readonly builder: HistoryBuilder
  readonly triggers: ReadonlyMap<string, HistoryTrigger>
  readonly identities: Map<string, Remembered | null>
  readonly firings: Firings
  /** By identity, then by the text of the evidence. */
  readonly met: Map<HistoryIdentity | null, Map<string, Met>>
  /** For how many more there is room. Beyond that each alert stands for itself, which costs time and no answer. */
  readonly room: { left: number }
}

/** What alerts of one identity with the same evidence share: the same objects, so that the builder knows them again. */
interface Met {
  readonly evidence: Evidence
  readonly obstacles: Partial<Record<ActionId, string>>
}

const MOST_MET = 50_000

/** `span`: when the first and the last alert that will be asked about were last seen; null for any time. */
export async function createReader(gateway: Gateway, span: Span | null): Promise<HistoryReader> {
  const { read, tenant } = gateway.store
  const own = await createDecisionFacts(gateway, read)
  const feasible = new Map(ACTION_IDS.map((action) => [action, own.feasible(action)]))
  const facts: DecisionFacts = { ...own, feasible: (action) => feasible.get(action) ?? own.feasible(action) }
  const triggers = new Map<string, HistoryTrigger>()
  for (const id of facts.inForce.triggers.keys()) {
    const trigger = facts.inForce.trigger(id)
    if (trigger === null) continue
    const record = await facts.triggerRecord(id)
    // The lab is told of a trigger, not of each identity: where the sample is loaded it counts as it acts on the sample.
    triggers.set(id, { trigger, record, forbidden: facts.inForce.whyNotAutomatic(id, true) })
  }
  const { correlationWindowMs } = facts.inForce.policy.confidence
  return {
    facts,
    builder: createHistoryBuilder([...triggers.values()]),
    triggers,
    identities: new Map(),
    firings: createFirings(read, tenant, correlationWindowMs, span),
    met: new Map(),
    room: { left: MOST_MET },
  }
}

interface AlertToRead {
  readonly identity_id: string | null
  readonly ambiguity: string | null
  readonly trigger_id: string | null
  readonly evidence: string | null
  readonly signal: string | null
  /** Of its newest record. */
  readonly facts: Facts | null
}

interface AlertRead extends Met {
  readonly identity: HistoryIdentity | null
  readonly isOfThen: boolean
  readonly trigger: HistoryTrigger | null
}

/** What an alert shares with others, its identity as its newest record had it, and its trigger as decisions read it. */
export async function readAlert(
  { facts, triggers, identities, met, room }: HistoryReader,
  row: AlertToRead,
): Promise<AlertRead> {
  const known = (row.identity_id === null ? null : identities.get(row.identity_id)) ?? null
  const recorded = known === null || row.facts === null ? null : asRecorded(known, row.facts)
  const identity = recorded ?? known?.today ?? null
  const about = {
    identity,
    isOfThen: recorded !== null,
    trigger: (row.trigger_id === null ? null : triggers.get(row.trigger_id)) ?? null,
  }
  const alike = met.get(identity) ?? new Map<string, Met>()
  met.set(identity, alike)
  const found = row.evidence === null ? undefined : alike.get(row.evidence)
  if (found !== undefined) return { ...found, ...about }
  const signal = row.evidence === null ? readSignal(row.signal ?? '') : readEvidence(row.evidence)
  // What an action could be aimed at may be one of its names.
  const named = identity === null ? null : { ...identity.identity, names: known?.names ?? [] }
  const parts = await readParts(
    {
      ...facts,
      identity: () => Promise.resolve(named),
      dependencies: () => Promise.resolve(identity?.dependencies ?? []),
    },
    { identityId: row.identity_id, ambiguity: row.ambiguity, triggerId: row.trigger_id, signal },
  )
  const one: Met = { evidence: signal, obstacles: obstaclesOf(parts.feasible) }
  if (row.evidence !== null && room.left > 0) {
    alike.set(row.evidence, one)
    room.left -= 1
  }
  return { ...one, ...about }
}

/** Has to be told the identities of a page before its alerts are read. */
export async function learnIdentities(
  { store }: Gateway,
  { identities, firings }: HistoryReader,
  rows: readonly { readonly identity_id: string | null }[],
): Promise<void> {
  const news = new Set(rows.flatMap(({ identity_id: id }) => (id === null || identities.has(id) ? [] : [id])))
  await firings.learn([...news])
  for (const [id, { identity, dependencies }] of await readIdentities(store.read, store.tenant, [...news])) {
    identities.set(id, identity === null ? null : remember(identity, dependencies))
  }
}

function obstaclesOf(feasible: (action: ActionId) => true | string): Partial<Record<ActionId, string>> {
  const obstacles: Partial<Record<ActionId, string>> = {}
  for (const action of ACTION_IDS) {
    const answer = feasible(action)
    if (answer !== true) obstacles[action] = answer
  }
  return obstacles
}
