import { sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { Doing, PresenceView } from '../../domain/views/together-views.ts'
import type { Gateway } from '../gateway.ts'

/** Whoever has not been heard of for this long is no longer there; a page says so three times as often. */
export const LEASE_MS = 45_000

/**
 * Says that a person has an alert in front of them, for the length of a lease, and answers who else has. In rows and not in memory:
 * two people may be served by two gateways.
 */
export async function lookAt(gateway: Gateway, person: Person, alertId: string, doing: Doing): Promise<PresenceView[]> {
  const { store } = gateway
  const { tenant } = store
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    await tx
      .deleteFrom('presence')
      .where('tenant', '=', tenant)
      .where('alert_id', '=', alertId)
      .where('until', '<=', now)
      .execute()
    await sql`
      insert into presence (tenant, alert_id, person_id, person_name, doing, since, until)
      select ${tenant}, id, ${person.id}, ${person.name}, ${doing}, cast(${now} as bigint), cast(${now + LEASE_MS} as bigint)
      from alert where tenant = ${tenant} and id = ${alertId}
      on conflict (tenant, alert_id, person_id) do update
        set person_name = excluded.person_name, doing = excluded.doing, until = excluded.until`.execute(tx)
    const rows = await tx
      .selectFrom('presence')
      .select(['person_id as id', 'person_name as name', 'doing', 'since'])
      .where('tenant', '=', tenant)
      .where('alert_id', '=', alertId)
      .where('person_id', '<>', person.id)
      .orderBy('since')
      .execute()
    return rows.map((row) => ({ ...row, doing: row.doing as Doing }))
  })
}

/** The person has turned to something else. */
export async function lookAway({ store }: Gateway, person: Person, alertId: string): Promise<void> {
  await store.read
    .deleteFrom('presence')
    .where('tenant', '=', store.tenant)
    .where('alert_id', '=', alertId)
    .where('person_id', '=', person.id)
    .execute()
}
