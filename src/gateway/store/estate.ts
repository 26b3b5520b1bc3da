import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { newId, newToken } from '../ids.ts'
import { appendAudit } from './audit-log.ts'
import type { Reader, Tx } from './store.ts'

export const GATEWAY_ACTOR: AuditActor = { kind: 'gateway', id: 'gateway', name: 'Sluicegate' }

export function personActor(person: Pick<Person, 'id' | 'name'>): AuditActor {
  return { kind: 'person', id: person.id, name: person.name }
}

export async function getMeta(read: Reader | Tx, tenant: string, key: string): Promise<string | null> {
  const row = await read
    .selectFrom('meta')
    .select('value')
    .where('tenant', '=', tenant)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value ?? null
}

export async function setMeta(tx: Tx, tenant: string, key: string, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ tenant, key, value })
    .onConflict((oc) => oc.columns(['tenant', 'key']).doUpdateSet({ value }))
    .execute()
}

/** Whether the labelled sample estate is loaded. */
export async function hasSample(read: Reader | Tx, tenant: string): Promise<boolean> {
  return (await getMeta(read, tenant, 'sample')) === 'loaded'
}

const LINK_MS = 60 * 60_000

/** Adds a person and answers the token of a sign-in link that works once, within an hour. */
export async function addPerson(
  gateway: Gateway,
  draft: Omit<Person, 'id'> & { id?: string },
  by: AuditActor,
  isSample: boolean,
): Promise<{ person: Person; token: string }> {
  const { store } = gateway
  const token = newToken('sgl', gateway.random)
  const person = await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const { name, team, roles, domains } = draft
    const added: Person = { id: draft.id ?? newId('pe', now, gateway.random), name, team, roles, domains }
    const entry = await insertPerson(tx, store.tenant, added, by, isSample, now)
    await insertSignIn(tx, store.tenant, added.id, token, now)
    await appendAudit(tx, store.tenant, now, [entry])
    return added
  })
  return { person, token }
}

/** The row of a person; answers the entry, which the caller appends in the same transaction. */
export async function insertPerson(
  tx: Tx,
  tenant: string,
  { id, name, team, roles, domains }: Person,
  by: AuditActor,
  isSample: boolean,
  now: number,
): Promise<AuditDraft> {
  await tx
    .insertInto('person')
    .values({
      tenant,
      id,
      name,
      team,
      roles: JSON.stringify(roles),
      domains: JSON.stringify(domains.toSorted()),
      is_sample: isSample,
      is_disabled: false,
      created_at: now,
    })
    .execute()
  return {
    code: 'person.added',
    actor: by,
    subjects: [{ kind: 'person', id, label: name }],
    detail: { team, roles: [...roles], domains: [...domains] },
  }
}

/** A fresh one-time token for somebody who exists; older unused ones stop working. */
export async function renewSignIn(gateway: Gateway, personId: string): Promise<string> {
  const { store } = gateway
  const token = newToken('sgl', gateway.random)
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    await tx
      .deleteFrom('sign_in')
      .where('tenant', '=', store.tenant)
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .execute()
    await insertSignIn(tx, store.tenant, personId, token, now)
  })
  return token
}

async function insertSignIn(tx: Tx, tenant: string, personId: string, token: string, now: number): Promise<void> {
  await tx
    .insertInto('sign_in')
    .values({
      tenant,
      token_hash: digestText(token),
      person_id: personId,
      created_at: now,
      expires_at: now + LINK_MS,
      used_at: null,
    })
    .execute()
}
