import type { Selectable } from 'kysely'
import type { StopScope } from '../../domain/stop/stop.ts'
import type { Finding } from '../plans/check-plan.ts'
import { holdLog } from '../store/audit-log.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type StopRow = Selectable<Tables['stop']>

/** Stops that nobody released, oldest first. */
export async function standingStops(read: Reader | Tx, tenant: string): Promise<readonly StopRow[]> {
  return read
    .selectFrom('stop')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('released_at', 'is', null)
    .orderBy('number')
    .execute()
}

/** The stop that holds back a plan with this gate, or null. What people approved goes on while only automation stands still. */
export async function stopOver(read: Reader | Tx, tenant: string, isAutomatic: boolean): Promise<StopRow | null> {
  const stops = await standingStops(read, tenant)
  return stops.find(({ scope }) => (scope as StopScope) === 'everything' || isAutomatic) ?? null
}

/**
 * The stop that holds a step back which is about to be sent, in its transaction, or null. The place in the log is taken first: a
 * stop that committed before is seen here, and one that comes later comes after the step in the log too.
 */
export async function stopNow(tx: Tx, tenant: string, isAutomatic: boolean): Promise<StopRow | null> {
  await holdLog(tx, tenant)
  return stopOver(tx, tenant, isAutomatic)
}

/** The comparison of a step with the stops of this moment. */
export function notStopped(stop: StopRow | null): Finding {
  const detail = stop === null ? 'Nothing is stopped.' : sayStop(stop)
  return { what: 'Held back', step: null, holds: stop === null, detail, sides: null, otherwise: 'pause' }
}

/** "Stop 3 by Ines Calado: Wrong estate." */
export function sayStop({ number, by_name: by, reason }: StopRow): string {
  return `Stop ${number} by ${by ?? 'the circuit breaker'}: ${reason}`
}
