import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import type { Disposition } from '../../domain/alert/alert.ts'
import { createHistoryBuilder, type HistoryBuilder } from '../../engine/whatif/build-history.ts'
import type { History, HistoryIdentity, HistoryTrigger } from '../../engine/whatif/history.ts'
import { readParts, SUBJECT_COLUMNS, subjectOf } from '../alerts/decide-alert.ts'
import { corroborations, createDecisionFacts, type DecisionFacts } from '../alerts/decision-facts.ts'
import { readIdentities } from '../alerts/read-identities.ts'
import { readTallies, summariseTallies } from '../alerts/tally.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import type { Reader } from '../store/store.ts'
import { type Firings, readFirings } from './firings.ts'
import { slimIdentity } from './slim-identity.ts'

/** A page stands in nobody's way for longer than this takes: see `inTurn`. */
const ALERTS_AT_ONCE = 500

export interface HistoryPart {
  /** How many alerts at most, the newest by number. */
  readonly limit: number
  /** Only those with a smaller number; null for all. */
  readonly before: number | null
}

export interface ReadHistory {
  readonly history: History
  /** Alerts in the store. */
  readonly total: number
  /** Where the next older part begins; null where nothing is older. */
  readonly next: number | null
}

/**
 * The newest alerts with everything that their decisions look at, read in pages between which the gateway does its other work.
 * Memory holds one page besides the history itself. Facts of identities, records of triggers and exercises are those of the
 * moment it began; what fired around an alert is what the window of the policy in force takes in. An alert that comes or goes
 * meanwhile may be missing, none is there twice. Rejects with the signal's reason.
 */
export async function readHistory(
  gateway: Gateway,
  { limit, before }: HistoryPart,
  signal?: AbortSignal,
): Promise<ReadHistory> {
  const { read, tenant } = gateway.store
  const total = summariseTallies(await readTallies(read, tenant)).total
  const reader = await createReader(gateway)
  const builder = createHistoryBuilder([...reader.triggers.values()])
  const span = await spanOf(read, tenant, before, limit)
  if (span !== null) {
    const { correlationWindowMs: windowMs } = reader.facts.inForce.policy.confidence
    const firings = await readFirings(gateway, { ...span, windowMs }, signal)
    let below = span.highest + 1
    while (below > span.lowest) {
      signal?.throwIfAborted()
      const page = { from: span.lowest, below }
      below = await inTurn(gateway.store, () => addPage(gateway, reader, firings, builder, page))
    }
  }
  const exercises = await Promise.all(
    PLAYBOOKS.map(async (playbook) => ({ playbook, exercisedAt: await reader.facts.exercisedAt(playbook) })),
  )
  return { history: builder.finish(reader.facts.now, exercises), total, next: span?.next ?? null }
}

/** What is remembered from page to page. */
interface HistoryReader {
  readonly facts: DecisionFacts
  readonly triggers: ReadonlyMap<string, HistoryTrigger>
  readonly identities: Map<string, HistoryIdentity | null>
}

async function createReader(gateway: Gateway): Promise<HistoryReader> {
  const own = await createDecisionFacts(gateway, gateway.store.read)
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
  for (const [id] of facts.inForce.triggers) {
    const trigger = facts.inForce.trigger(id)
    if (trigger === null) continue
    const record = await facts.triggerRecord(id)
    triggers.set(id, { trigger, record, forbidden: facts.inForce.whyNotAutomatic(id) })
  }
  return { facts, triggers, identities }
}

/** From which number to which the part reaches, and when its alerts were last seen; null where there are none. */
async function spanOf(read: Reader, tenant: string, before: number | null, limit: number) {
  let newest = read
    .selectFrom('alert')
    .select(['number', 'last_seen_at'])
    .where('tenant', '=', tenant)
    .orderBy('number', 'desc')
    .limit(limit)
  if (before !== null) newest = newest.where('number', '<', before)
  const row = await read
    .selectFrom(newest.as('part'))
    .select((eb) => [
      eb.fn.min('part.number').as('lowest'),
      eb.fn.max('part.number').as('highest'),
      eb.fn.min('part.last_seen_at').as('from'),
      eb.fn.max('part.last_seen_at').as('to'),
    ])
    .executeTakeFirstOrThrow()
  const { lowest, highest, from, to } = row
  // An aggregate over nothing is null, whatever the columns promise.
  if ([lowest, highest, from, to].some((value: number | null) => value === null)) return null
  const older = await read
    .selectFrom('alert')
    .select('number')
    .where('tenant', '=', tenant)
    .where('number', '<', lowest)
    .limit(1)
    .executeTakeFirst()
  return { lowest, highest, from, to, next: older === undefined ? null : lowest }
}

/** Adds the highest numbers from `from` to below `below`. Answers below which number to go on. */
async function addPage(
  gateway: Gateway,
  reader: HistoryReader,
  firings: Firings,
  builder: HistoryBuilder,
  { from, below }: { readonly from: number; readonly below: number },
): Promise<number> {
  const { read, tenant } = gateway.store
  const rows = await read
    .selectFrom('alert')
    .select([...SUBJECT_COLUMNS, 'number', 'first_seen_at', 'disposition'])
    .where('tenant', '=', tenant)
    .where('number', '>=', from)
    .where('number', '<', below)
    .orderBy('number', 'desc')
    .limit(ALERTS_AT_ONCE)
    .execute()
  await learnIdentities(gateway, reader, rows)
  const { facts, identities, triggers } = reader
  for (const row of rows) {
    const subject = subjectOf(row)
    const parts = await readParts(facts, subject)
    const near = subject.identityId === null ? [] : firings.around(subject.identityId, subject.lastSeenAt)
    const fired = new Set([...subject.alsoFired, ...near])
    builder.add({
      number: row.number,
      firstSeenAt: row.first_seen_at,
      disposition: row.disposition as Disposition,
      identity: (subject.identityId === null ? null : identities.get(subject.identityId)) ?? null,
      trigger: (parts.trigger === null ? null : triggers.get(parts.trigger.id)) ?? null,
      evidence: parts.signal,
      ambiguity: parts.ambiguity,
      corroborating: corroborations(facts.inForce, fired, subject.triggerId).flatMap(({ triggerId }) => {
        const trigger = triggers.get(triggerId)
        return trigger === undefined ? [] : [{ trigger }]
      }),
      obstacles: obstaclesOf(parts.feasible),
    })
  }
  return rows.length < ALERTS_AT_ONCE ? from : (rows.at(-1)?.number ?? from)
}

async function learnIdentities(
  { store }: Gateway,
  { identities }: HistoryReader,
  rows: readonly { readonly identity_id: string | null }[],
): Promise<void> {
  const ids = new Set(rows.flatMap(({ identity_id: id }) => (id === null || identities.has(id) ? [] : [id])))
  for (const [id, { identity, dependencies }] of await readIdentities(store.read, store.tenant, [...ids])) {
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
