import { type ExpressionBuilder, sql } from 'kysely'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import type { Disposition } from '../../domain/alert/alert.ts'
import type { Facts } from '../../domain/evidence/fields.ts'
import type { History } from '../../engine/whatif/history.ts'
import { corroborations } from '../alerts/decision-facts.ts'
import { readTallies, summariseTallies } from '../alerts/tally.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { readRows } from '../store/read-rows.ts'
import type { Reader } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Span } from './firings.ts'
import { createReader, type HistoryReader, learnIdentities, readAlert } from './history-reader.ts'

/** As many numbers as a page spans. What it takes to read one is what somebody else may have to wait: see `inTurn`. */
const NUMBERS_AT_ONCE = 500
const GLANCES_AT_ONCE = 10_000

export interface HistoryPart {
  /** How many alert numbers the part spans at most, up to the newest. */
  readonly limit: number
  /** Only alerts with a smaller number; null for all. */
  readonly before: number | null
}

export interface ReadHistory {
  readonly history: History
  /** Alerts in the store. */
  readonly total: number
  /** Where the next older part begins; null where nothing is older. */
  readonly next: number | null
}

/** From which alert number to which, both among them. */
interface Stretch {
  readonly lowest: number
  readonly highest: number
}

/**
 * The newest alerts with everything that their decisions look at, read in pages between which the gateway does its other work.
 * Memory holds one page besides the history itself. An identity is what the newest record of the alert says that it was, in what
 * facts of records tell; the rest of it, records of triggers and exercises are today's, read from `asOf` on; what fired around an alert is what the window of the policy in force takes in. An alert that comes or goes
 * meanwhile may be missing, none is there twice. Rejects with the signal's reason.
 */
export async function readHistory(
  gateway: Gateway,
  { limit, before }: HistoryPart,
  signal?: AbortSignal,
): Promise<ReadHistory> {
  const { read, tenant } = gateway.store
  const total = summariseTallies(await readTallies(read, tenant)).total
  const highest = await highestBelow(read, tenant, before)
  const stretch = highest === null ? null : { lowest: Math.max(1, highest - limit + 1), highest }
  const older = stretch === null ? null : await highestBelow(read, tenant, stretch.lowest)
  const isWhole = before === null && older === null
  const span = stretch === null || isWhole ? null : await spanOf(gateway, stretch, signal)
  const reader = await createReader(gateway, span)
  if (stretch !== null) await addPages(gateway, reader, stretch, signal)
  const { facts, builder } = reader
  const exercises = await Promise.all(
    PLAYBOOKS.map(async (playbook) => ({ playbook, exercisedAt: await facts.exercisedAt(playbook, true) })),
  )
  return { history: builder.finish(facts.now, exercises), total, next: older === null ? null : older + 1 }
}

/** The highest number of an alert, below `below` if that is one; null where there is none. */
async function highestBelow(read: Reader, tenant: string, below: number | null): Promise<number | null> {
  let query = read
    .selectFrom('alert')
    .select((eb) => eb.fn.max<number | null>('number').as('number'))
    .where('tenant', '=', tenant)
  if (below !== null) query = query.where('number', '<', below)
  return (await query.executeTakeFirst())?.number ?? null
}

/** When the first and the last alert of a stretch were last seen; null where it holds none. */
async function spanOf(gateway: Gateway, stretch: Stretch, signal: AbortSignal | undefined): Promise<Span | null> {
  const { store } = gateway
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let from = stretch.lowest; from <= stretch.highest; from += GLANCES_AT_ONCE) {
    signal?.throwIfAborted()
    const row = await inTurn(store, () =>
      store.read
        .selectFrom('alert')
        .select((eb) => [
          eb.fn.min<number | null>('last_seen_at').as('from'),
          eb.fn.max<number | null>('last_seen_at').as('to'),
        ])
        .where('tenant', '=', store.tenant)
        .where('number', '>=', from)
        .where('number', '<', Math.min(from + GLANCES_AT_ONCE, stretch.highest + 1))
        .executeTakeFirst(),
    )
    first = Math.min(first, row?.from ?? first)
    last = Math.max(last, row?.to ?? last)
  }
  return first <= last ? { from: first, to: last } : null
}

async function addPages(
  gateway: Gateway,
  reader: HistoryReader,
  { lowest, highest }: Stretch,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { store } = gateway
  let below = highest + 1
  while (below > lowest) {
    signal?.throwIfAborted()
    const page = { from: Math.max(lowest, below - NUMBERS_AT_ONCE), below }
    const rows = await inTurn(store, () => addPage(gateway, reader, page))
    // Numbers have no holes but where a sample was removed: only there is the next one looked for.
    const next = rows > 0 ? page.from - 1 : await highestBelow(store.read, store.tenant, page.from)
    below = (next ?? 0) + 1
  }
}

/**
 * Adds the alerts with numbers from `from` to below `below`. Answers how many there were. A page is a stretch of numbers and not
 * "the next so many": a database that has no statistics yet sorts all that is left for each of those.
 */
async function addPage(
  gateway: Gateway,
  reader: HistoryReader,
  { from, below }: { readonly from: number; readonly below: number },
): Promise<number> {
  const { read, tenant } = gateway.store
  const { facts, builder, triggers, firings } = reader
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
      .select((eb) => newestFacts(eb).as('facts'))
      .where('tenant', '=', tenant)
      .where('number', '>=', from)
      .where('number', '<', below),
  )
  await learnIdentities(gateway, reader, rows)
  for (const row of rows) {
    const { identity, isOfThen, evidence, obstacles, trigger } = await readAlert(reader, row)
    const { identity_id: identityId, last_seen_at: lastSeenAt, trigger_id: triggerId } = row
    const near = identityId === null ? [] : firings.around(identityId, lastSeenAt)
    const alsoFired = row.also_fired === '[]' ? [] : (JSON.parse(row.also_fired) as string[])
    const fired = near.length + alsoFired.length === 0 ? [] : new Set([...alsoFired, ...near])
    builder.add({
      number: row.number,
      firstSeenAt: row.first_seen_at,
      disposition: row.disposition as Disposition,
      identity,
      isOfThen,
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

/**
 * The facts of the newest record of an alert, by the clock of its source: one step down an index, however many records it has. As
 * JSON in JSON, so that they are parsed once, with their page.
 */
function newestFacts(eb: ExpressionBuilder<Tables, 'alert'>) {
  return eb
    .selectFrom('record')
    .select(sql<Facts>`record.facts::json`.as('facts'))
    .whereRef('record.tenant', '=', 'alert.tenant')
    .whereRef('record.alert_id', '=', 'alert.id')
    .orderBy('record.observed_at', 'desc')
    .orderBy('record.id', 'desc')
    .limit(1)
}
