import type { Tier } from '../../domain/action/action.ts'
import type { Status } from '../../domain/alert/alert.ts'
import type { Gate } from '../../domain/decision/decision.ts'
import type { Severity } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { AlertTally } from '../../domain/views/alert-views.ts'
import type { Reader, Tx } from '../store/store.ts'

export interface Tally {
  readonly status: Status
  readonly tier: Tier
  readonly gate: Gate
  readonly severity: Severity
  readonly count: number
}

/** The counted queue: at most 4 × 5 × 4 × 6 rows, whatever its size. */
export async function readTallies(read: Reader | Tx, tenant: string): Promise<readonly Tally[]> {
  const rows = await read
    .selectFrom('alert_tally')
    .select(['status', 'tier', 'gate', 'severity', 'count'])
    .where('tenant', '=', tenant)
    .where('count', '<>', 0)
    .execute()
  return rows as readonly Tally[]
}

/** Open alerts that wait for nobody at `now`, by the indexes of those that are held and of those that are suppressed. */
export async function countResting(read: Reader | Tx, tenant: string, now: EpochMs): Promise<number> {
  const { count } = await read
    .selectFrom('alert')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('status', '<>', 'closed')
    .where((eb) => eb.or([eb('held_until', '>', now), eb('suppression', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return count
}

/** `byTier`, `byGate` and `bySeverity` count open alerts: what is closed waits for nobody. */
export function summariseTallies(tallies: readonly Tally[]): Omit<AlertTally, 'resting'> {
  const summary: Omit<AlertTally, 'resting'> = {
    total: 0,
    open: 0,
    byTier: {},
    byGate: {},
    bySeverity: {},
    byStatus: {},
  }
  const add = (counts: Record<string, number>, key: string | number, count: number) => {
    counts[key] = (counts[key] ?? 0) + count
  }
  for (const { status, tier, gate, severity, count } of tallies) {
    summary.total += count
    add(summary.byStatus, status, count)
    if (status === 'closed') continue
    summary.open += count
    add(summary.byTier, tier, count)
    add(summary.byGate, gate, count)
    add(summary.bySeverity, severity, count)
  }
  return summary
}
