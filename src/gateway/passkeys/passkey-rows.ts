import type { Selectable } from 'kysely'
import type { PasskeyView } from '../../domain/people/passkey.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type PasskeyRow = Selectable<Tables['passkey']>

/** A person's keys that stand, under every name of the console, oldest first. */
export async function standingKeys(
  read: Reader | Tx,
  tenant: string,
  personId: string,
): Promise<readonly PasskeyRow[]> {
  return read
    .selectFrom('passkey')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** Every key that a person ever had, newest first; those of everybody where no person is named. */
export async function listKeys(
  read: Reader | Tx,
  tenant: string,
  personId: string | null,
): Promise<readonly PasskeyView[]> {
  let rows = read
    .selectFrom('passkey')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant', '=', 'passkey.tenant').onRef('person.id', '=', 'passkey.person_id'),
    )
    .selectAll('passkey')
    .select('person.name as personName')
    .where('passkey.tenant', '=', tenant)
  if (personId !== null) rows = rows.where('passkey.person_id', '=', personId)
  const found = await rows.orderBy('passkey.added_at', 'desc').orderBy('passkey.id').limit(1000).execute()
  return found.map((row) => ({
    id: row.id,
    person: { id: row.person_id, name: row.personName },
    name: row.name,
    rpId: row.rp_id,
    isSynced: row.is_synced,
    addedAt: row.added_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBecause: row.revoked_because,
  }))
}
