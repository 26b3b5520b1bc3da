import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'

/**
 * Revokes a key for good, with its entry: it signs nothing any more, and approvals that it signed no longer count for plans that
 * have not run. Revoked twice is revoked once. Throws `not-found` and `forbidden` (in the log).
 */
export async function revokePasskey(gateway: Gateway, by: Person, id: string, reason: string): Promise<void> {
  const { store } = gateway
  const key = await store.read
    .selectFrom('passkey')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant', '=', 'passkey.tenant').onRef('person.id', '=', 'passkey.person_id'),
    )
    .select(['passkey.name', 'person.id as ownerId', 'person.name as ownerName'])
    .where('passkey.tenant', '=', store.tenant)
    .where('passkey.id', '=', id)
    .executeTakeFirst()
  if (key === undefined) throw new Problem('not-found', 'There is no such key.')
  const owner = { id: key.ownerId, name: key.ownerName }
  const subjects = [{ kind: 'person' as const, id: owner.id, label: owner.name }]
  const current = (await findPerson(store.read, store.tenant, by.id)) ?? { ...by, roles: [] }
  const people = await listPeople(store.read, store.tenant)
  const verdict = gateway.rights.may(current, 'revoke-passkey', { people, passkey: { owner } })
  if (!verdict.allowed) {
    await recordRefusal(gateway, by, 'revoke-passkey', verdict.rule, verdict.because, subjects)
    throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
  }
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const revoked = await tx
      .updateTable('passkey')
      .set({ revoked_at: now, revoked_because: reason })
      .where('tenant', '=', store.tenant)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (revoked === undefined) return
    await appendAudit(tx, store.tenant, now, [
      { code: 'passkey.revoked', actor: personActor(by), subjects, detail: { name: key.name, passkey: id, reason } },
    ])
  })
}
