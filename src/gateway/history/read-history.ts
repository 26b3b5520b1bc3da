import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import type { Disposition } from '../../domain/alert/alert.ts'
import { createHistoryBuilder, type HistoryBuilder } from '../../engine/whatif/build-history.ts'
import type { Evidence, History, HistoryIdentity, HistoryTrigger } from '../../engine/whatif/history.ts'
import { readParts } from '../alerts/decide-alert.ts'
import { corroborations, createDecisionFacts, type DecisionFacts } from '../alerts/decision-facts.ts'
import { readEvidence } from '../alerts/evidence-text.ts'
import { readIdentities } from '../alerts/read-identities.ts'
import { readSignal } from '../alerts/signal-text.ts'
import { readTallies, summariseTallies } from '../alerts/tally.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { readRows } from '../store/read-rows.ts'
import type { Reader } from '../store/store.ts'
import { createFirings, type Firings } from './firings.ts'
import { slimIdentity } from './slim-identity.ts'

/** As many numbers as a page spans. What it takes to read one is what somebody else may have to wait: see `inTurn`. */
const NUMBERS_AT_ONCE = 500

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
  const { store } = gateway
  const total = summariseTallies(await readTallies(store.read, store.tenant)).total
  const span = await spanOf(store.read, store.tenant, before, limit)
  const reader = await createReader(gateway, span ?? NO_SPAN)
  for (let below = span === null ? null : span.highest + 1; span !== null && below !== null; ) {
    signal?.throwIfAborted()
    const page = { from: Math.max(span.lowest, below - NUMBERS_AT_ONCE), below }
    const rows = await inTurn(store, () => addPage(gateway, reader, page))
    below = page.from > span.lowest ? await nextBelow(store.read, store.tenant, page.from, rows) : null
  }
  const { facts, builder } = reader
  const exercises = await Promise.all(
    PLAYBOOKS.map(async (playbook) => ({ playbook, exercisedAt: await facts.exercisedAt(playbook) })),
  )
  return { history: builder.finish(facts.now, exercises), total, next: span?.next ?? null }
}

const NO_SPAN = { from: 0, to: 0 }

/** What is remembered from page to page. */
interface HistoryReader {
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

async function createReader(gateway: Gateway, span: { readonly from: number; readonly to: number }) {
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
  const reader: HistoryReader = {
    facts,
    builder: createHistoryBuilder([...triggers.values()]),
    triggers,
    identities,
    firings: createFirings(read, tenant, correlationWindowMs, span),
    met: new Map(),
  }
  return reader
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

/**
 * Below which number the next page lies; null where nothing is left. Numbers have no holes but where a sample was removed: only
 * there is it looked for. A page is a stretch of numbers and not "the next so many": a database that has no statistics yet sorts all
 * that is left for each of those.
 */
async function nextBelow(read: Reader, tenant: string, below: number, rowsBefore: number): Promise<number | null> {
  if (rowsBefore > 0) return below
  const row = await read
    .selectFrom('alert')
    .select((eb) => eb.fn.max<number | null>('number').as('number'))
    .where('tenant', '=', tenant)
    .where('number', '<', below)
    .executeTakeFirst()
  const number = row?.number ?? null
  return number === null ? null : number + 1
}

/** Adds the alerts with numbers from `from` to below `below`. Answers how many there were. */
async function addPage(
  gateway: Gateway,
  reader: HistoryReader,
  { from, below }: { readonly from: number; readonly below: number },
): Promise<number> {
  const { read, tenant } = gateway.store
  const { facts, builder, identities, triggers, firings } = reader
  const rows = await readRows(
    read,
    read
      .selectFrom('alert')
      .select([
        'number',
        'first_seen_at',
        'last_seen_at',
        'disposition',
        'identity_id',
        'ambiguity',
        'trigger_id',
        'also_fired',
        'evidence',
      ])
      .select((eb) => eb.case().when('evidence', 'is', null).then(eb.ref('signal')).end().as('signal'))
      .where('tenant', '=', tenant)
      .where('number', '>=', from)
      .where('number', '<', below),
  )
  await learnIdentities(gateway, reader, rows)
  for (const row of rows) {
    const { evidence, obstacles, trigger } = await readAlert(reader, row)
    const { identity_id: identityId, last_seen_at: lastSeenAt, trigger_id: triggerId } = row
    const near = identityId === null ? [] : firings.around(identityId, lastSeenAt)
    const alsoFired = row.also_fired === '[]' ? [] : (JSON.parse(row.also_fired) as string[])
    const fired = near.length + alsoFired.length === 0 ? [] : new Set([...alsoFired, ...near])
    builder.add({
      number: row.number,
      firstSeenAt: row.first_seen_at,
      disposition: row.disposition as Disposition,
      identity: (identityId === null ? null : identities.get(identityId)) ?? null,
      trigger,
      evidence,
      ambiguity: row.ambiguity,
      corroborating: corroborations(facts.inForce, fired, triggerId).flatMap((one) => {
        const weaker = triggers.get(one.triggerId)
        return weaker === undefined ? [] : [{ trigger: weaker }]
      }),
      obstacles,
    })
  }
  return rows.length
}

async function readAlert(
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

async function learnIdentities(
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
