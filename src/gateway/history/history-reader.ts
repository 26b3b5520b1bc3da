import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import { createHistoryBuilder, type HistoryBuilder } from '../../engine/whatif/build-history.ts'
import type { Evidence, HistoryIdentity, HistoryTrigger } from '../../engine/whatif/history.ts'
import { readParts } from '../alerts/decide-alert.ts'
import { createDecisionFacts, type DecisionFacts } from '../alerts/decision-facts.ts'
import { readEvidence } from '../alerts/evidence-text.ts'
import { readIdentities } from '../alerts/read-identities.ts'
import { readSignal } from '../alerts/signal-text.ts'
import type { Gateway } from '../gateway.ts'
import { createFirings, type Firings, type Span } from './firings.ts'
import { slimIdentity } from './slim-identity.ts'

/** What is remembered from page to page. */
export interface HistoryReader {
  readonly facts: DecisionFacts
  readonly builder: HistoryBuilder
  readonly triggers: ReadonlyMap<string, HistoryTrigger>
  readonly identities: Map<string, HistoryIdentity | null>
  readonly firings: Firings
  readonly met: Map<string, Met>
}

/** What alerts of one identity with the same evidence share: the same objects, so that the builder knows them again. */
interface Met {
  readonly evidence: Evidence
  readonly obstacles: Partial<Record<ActionId, string>>
}

/** Beyond that each alert stands for itself, which costs time and no answer. */
const MOST_MET = 50_000

/** `span`: when the first and the last alert that will be asked about were last seen; null for any time. */
export async function createReader(gateway: Gateway, span: Span | null): Promise<HistoryReader> {
  const { read, tenant } = gateway.store
  const own = await createDecisionFacts(gateway, read)
  const identities: HistoryReader['identities'] = new Map()
  const feasible = new Map(ACTION_IDS.map((action) => [action, own.feasible(action)]))
  const facts: DecisionFacts = {
    ...own,
    // Whole identities are let go with their page.
    identity: (id) => Promise.resolve(identities.get(id)?.identity ?? null),
    dependencies: (id) => Promise.resolve(identities.get(id)?.dependencies ?? []),
    feasible: (action) => feasible.get(action) ?? own.feasible(action),
  }
  const triggers = new Map<string, HistoryTrigger>()
  for (const id of facts.inForce.triggers.keys()) {
    const trigger = facts.inForce.trigger(id)
    if (trigger === null) continue
    const record = await facts.triggerRecord(id)
    triggers.set(id, { trigger, record, forbidden: facts.inForce.whyNotAutomatic(id) })
  }
  const { correlationWindowMs } = facts.inForce.policy.confidence
  return {
    facts,
    builder: createHistoryBuilder([...triggers.values()]),
    triggers,
    identities,
    firings: createFirings(read, tenant, correlationWindowMs, span),
    met: new Map(),
  }
}

/** What an alert shares with others of its identity and evidence, and its trigger as decisions read it. */
export async function readAlert(
  { facts, triggers, met }: HistoryReader,
  row: {
    readonly identity_id: string | null
    readonly ambiguity: string | null
    readonly trigger_id: string | null
    readonly evidence: string | null
    readonly signal: string | null
  },
): Promise<Met & { readonly trigger: HistoryTrigger | null }> {
  const key = `${row.identity_id ?? ''} ${row.evidence ?? ''}`
  const known = row.evidence === null ? undefined : met.get(key)
  const signal = known?.evidence ?? (row.evidence === null ? readSignal(row.signal ?? '') : readEvidence(row.evidence))
  const subject = { identityId: row.identity_id, ambiguity: row.ambiguity, triggerId: row.trigger_id, signal }
  const parts = await readParts(facts, subject)
  const one = known ?? { evidence: signal, obstacles: obstaclesOf(parts.feasible) }
  if (row.evidence !== null && met.size < MOST_MET) met.set(key, one)
  return { ...one, trigger: (parts.trigger === null ? null : triggers.get(parts.trigger.id)) ?? null }
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
    identities.set(id, identity === null ? null : slimIdentity(identity, dependencies))
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
