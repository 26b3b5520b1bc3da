import { sql } from 'kysely'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { callPeople } from './notes.ts'

/** Tells whoever had or got alerts of a bulk action that is over: each person once, however many they are. Answers who was told. */
export async function callMoved(
  gateway: Gateway,
  tx: Tx,
  by: Person,
  bulk: Tables['bulk'],
  now: EpochMs,
): Promise<readonly { readonly kind: 'person'; readonly id: string; readonly label: string }[]> {
  const told = new Map<string, string>()
  for (const kind of ['taken-over', 'assigned'] as const) {
    const work = sql.ref(kind === 'assigned' ? 'after' : 'before')
    const { rows } = await sql<{ person: string | null; name: string | null; count: number; first: number }>`
      select ${work}::json->>'assigneeId' as person, max(${work}::json->>'assigneeName') as name, count(*)::int as count, min(ordinal) as first
      from bulk_member
      where tenant = ${bulk.tenant} and bulk_id = ${bulk.id} and outcome = 'changed'
        and before::json->>'assigneeId' is distinct from after::json->>'assigneeId'
      group by 1`.execute(tx)
    for (const { person, name, count, first } of rows) {
      if (person === null || person === by.id) continue
      const alert = await tx
        .selectFrom('bulk_member')
        .innerJoin('alert', (join) =>
          join.onRef('alert.tenant', '=', 'bulk_member.tenant').onRef('alert.id', '=', 'bulk_member.alert_id'),
        )
        .select(['alert.id', 'alert.number', 'alert.title'])
        .where('bulk_member.tenant', '=', bulk.tenant)
        .where('bulk_member.bulk_id', '=', bulk.id)
        .where('bulk_member.ordinal', '=', first)
        .executeTakeFirst()
      if (alert === undefined) continue
      const call = { kind, alertId: alert.id, alertNumber: alert.number, more: count - 1, text: alert.title }
      await callPeople(gateway, tx, by, now, [{ id: person }], call)
      told.set(person, name ?? '')
    }
  }
  return [...told].map(([id, label]) => ({ kind: 'person', id, label }))
}
