import { sql } from 'kysely'
import type { ActualCounts } from '../../domain/change/prediction.ts'
import { OUTCOME_CELLS } from '../../domain/change/prediction.ts'
import { GATES } from '../../domain/decision/decision.ts'
import { approvalsAsked } from '../../domain/decision/gate.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Reader } from '../store/store.ts'

const HOUR_MS = 60 * 60_000
const HOURS_PER_DAY = 24
/** Three years: further back nobody asks what became of a change. */
const LONGEST_MS = 1_100 * HOURS_PER_DAY * HOUR_MS

/** Alerts that agree in what is counted, by the hour of their receipt (since 1970, UTC). */
interface Group {
  readonly hour: number
  readonly tier: number
  readonly gate: string
  readonly triggerId: string | null
  readonly hasAction: boolean
  readonly alerts: number
}

/**
 * What the alerts received since then came to: by the tier, gate and action that they have now, which later evidence and later
 * changes may have moved. Throws `cannot-do` for a moment that lies ahead or too far back.
 */
export async function actualSince(gateway: Gateway, since: EpochMs): Promise<ActualCounts> {
  const { read, tenant } = gateway.store
  const asOf = await gateway.now(read)
  if (since > asOf) throw new Problem('cannot-do', 'That moment lies ahead: nothing came of it yet.')
  if (asOf - since > LONGEST_MS)
    throw new Problem('cannot-do', 'That is more than three years ago. Choose a later moment.')
  const groups = await readGroups(read, tenant, since)
  const { policy } = await readInForce(gateway, read)
  return {
    from: since,
    to: asOf,
    ...countGroups(groups, since, asOf, policy),
    done: await readDone(read, tenant, since),
    asOf,
  }
}

async function readGroups(read: Reader, tenant: string, since: EpochMs): Promise<readonly Group[]> {
  const first = await firstNumberSince(read, tenant, since)
  if (first === null) return []
  const hour = sql<number>`(received_at / ${sql.lit(HOUR_MS)})::integer`
  const hasAction = sql<boolean>`(action is not null)`
  return read
    .selectFrom('alert')
    .select((eb) => [
      hour.as('hour'),
      'tier',
      'gate',
      'trigger_id as triggerId',
      hasAction.as('hasAction'),
      eb.fn.countAll<number>().as('alerts'),
    ])
    .where('tenant', '=', tenant)
    .where('number', '>=', first)
    .groupBy([hour, 'tier', 'gate', 'trigger_id', hasAction])
    .execute()
}

/**
 * The number of the first alert received since then; null where there is none. Numbers rise with receipt and have an index, so
 * that twenty glances find it among a million, and no index on receipt has to be kept by every delivery.
 */
async function firstNumberSince(read: Reader, tenant: string, since: EpochMs): Promise<number | null> {
  const nextFrom = (number: number) =>
    read
      .selectFrom('alert')
      .select(['number', 'received_at'])
      .where('tenant', '=', tenant)
      .where('number', '>=', number)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
  const newest = await read
    .selectFrom('alert')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  let low = 1
  let high = (newest?.number ?? 0) + 1
  // Whatever lies below `low` came earlier; at `high` and above everything came since.
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await nextFrom(middle)
    if (found === undefined || found.received_at >= since) high = middle
    else low = found.number + 1
  }
  return (await nextFrom(low))?.number ?? null
}

function countGroups(
  groups: readonly Group[],
  since: EpochMs,
  asOf: EpochMs,
  policy: Policy,
): Pick<ActualCounts, 'alerts' | 'cells' | 'triggers' | 'approvals'> {
  const cells = Array.from({ length: OUTCOME_CELLS }, () => 0)
  const triggers = new Map<string | null, { id: string | null; alerts: number; automatic: number }>()
  const firstDay = Math.floor(since / HOUR_MS / HOURS_PER_DAY)
  const lastDay = Math.floor(asOf / HOUR_MS / HOURS_PER_DAY)
  const perDay = Array.from({ length: lastDay - firstDay + 1 }, () => 0)
  const perHour = new Map<number, number>()
  let alerts = 0
  for (const group of groups) {
    const place = GATES.findIndex((gate) => gate === group.gate)
    const cell = group.tier * GATES.length + place
    cells[cell] = (cells[cell] ?? 0) + group.alerts
    alerts += group.alerts
    const trigger = triggers.get(group.triggerId) ?? { id: group.triggerId, alerts: 0, automatic: 0 }
    trigger.alerts += group.alerts
    if (group.gate === 'auto') trigger.automatic += group.alerts
    triggers.set(group.triggerId, trigger)
    const votes = group.hasAction ? group.alerts * approvalsAsked(GATES[place] ?? 'blocked', policy) : 0
    const day = Math.floor(group.hour / HOURS_PER_DAY) - firstDay
    perDay[day] = (perDay[day] ?? 0) + votes
    perHour.set(group.hour, (perHour.get(group.hour) ?? 0) + votes)
  }
  const [busiest = 0, most = 0] = [...perHour].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  return {
    alerts,
    cells,
    triggers: [...triggers.values()].sort((a, b) => b.alerts - a.alerts || ((a.id ?? '') < (b.id ?? '') ? -1 : 1)),
    approvals: {
      total: perDay.reduce((sum, votes) => sum + votes, 0),
      firstDay,
      perDay,
      peak: { minute: most === 0 ? 0 : busiest * 60, votes: most },
    },
  }
}

async function readDone(read: Reader, tenant: string, since: EpochMs): Promise<ActualCounts['done']> {
  const automatic = await read
    .selectFrom('plan')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('gate', '=', 'auto')
    .where('requested_at', '>=', since)
    .executeTakeFirstOrThrow()
  const votes = await read
    .selectFrom('vote')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow()
  return { automaticPlans: automatic.count, votes: votes.count }
}
