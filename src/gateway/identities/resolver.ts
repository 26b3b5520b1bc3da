import type { Identity } from '../../domain/identity/identity.ts'
import type { IdentityRef } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { newId } from '../ids.ts'
import { insertRows } from '../store/bulk.ts'
import { IDENTITY_COLUMNS, IDENTITY_NAME_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { identityRow, NO_STATE, nameHash, nameRows, unclaimedIdentity } from './identity-rows.ts'
import { type Match, matchRef } from './match.ts'

/**
 * Finds the identities that records mean, for the length of one transaction. `prepare` looks all names of a batch up
 * at once; `claim` makes an unclaimed identity where nothing is known, which later records of the batch then find.
 */
export interface Resolver {
  prepare(refs: readonly Pick<IdentityRef, 'names'>[]): Promise<void>
  match(ref: IdentityRef): Match
  /** Those that are known by exactly this name, by id. Only of names that were prepared. */
  holdersOf(name: string): readonly Identity[]
  /** One that a prepared name led to. */
  identity(id: string): Identity | null
  /** The match, or a new unclaimed identity. Written by `save`. */
  matchOrCreate(ref: IdentityRef, source: string, isSample: boolean): Match
  readonly created: readonly Identity[]
  save(): Promise<void>
}

export function createResolver(gateway: Gateway, tx: Tx, now: EpochMs): Resolver {
  const { tenant } = gateway.store
  const holders = new Map<string, string[]>()
  const identities = new Map<string, Identity>()
  const created: Identity[] = []
  // A batch names few identities many times, and hashing is what matching costs.
  const hashes = new Map<string, string>()
  const hashOf = (value: string) => {
    const hash = hashes.get(value) ?? nameHash(value)
    hashes.set(value, hash)
    return hash
  }
  const known = {
    holders: (value: string) => holders.get(hashOf(value)) ?? [],
    identity: (id: string) => identities.get(id),
  }

  function learn(identity: Identity): void {
    identities.set(identity.id, identity)
    for (const name of identity.names) {
      const hash = hashOf(name.value)
      const ids = holders.get(hash) ?? []
      if (!ids.includes(identity.id)) holders.set(hash, [...ids, identity.id].sort())
    }
  }

  return {
    created,
    prepare: async (refs) => {
      const wanted = new Set(refs.flatMap((ref) => ref.names.map((name) => hashOf(name.value))))
      const missing = [...wanted].filter((hash) => !holders.has(hash))
      for (const hash of missing) holders.set(hash, [])
      const found = new Set<string>()
      for (let start = 0; start < missing.length; start += LOOKUP) {
        const rows = await tx
          .selectFrom('identity_name')
          .select(['value_hash', 'identity_id'])
          .where('tenant', '=', tenant)
          .where('value_hash', 'in', missing.slice(start, start + LOOKUP))
          .orderBy('identity_id')
          .execute()
        for (const row of rows) {
          holders.get(row.value_hash)?.push(row.identity_id)
          if (!identities.has(row.identity_id)) found.add(row.identity_id)
        }
      }
      const ids = [...found]
      for (let start = 0; start < ids.length; start += LOOKUP) {
        const rows = await tx
          .selectFrom('identity')
          .select('body')
          .where('tenant', '=', tenant)
          .where('id', 'in', ids.slice(start, start + LOOKUP))
          .execute()
        for (const row of rows) {
          const identity = JSON.parse(row.body) as Identity
          identities.set(identity.id, identity)
        }
      }
    },
    match: (ref) => matchRef(ref, known),
    holdersOf: (name) => known.holders(name).flatMap((id) => identities.get(id) ?? []),
    identity: (id) => identities.get(id) ?? null,
    matchOrCreate: (ref, source, isSample) => {
      const match = matchRef(ref, known)
      if (match.identityId !== null) return match
      const identity = unclaimedIdentity(newId('id', now, gateway.random), ref, source, now, isSample)
      created.push(identity)
      learn(identity)
      return { identityId: identity.id, ambiguity: null }
    },
    save: async () => {
      const rows: Tables['identity'][] = created.map((identity) => identityRow(tenant, identity, NO_STATE))
      await insertRows(tx, 'identity', IDENTITY_COLUMNS, rows)
      const names = created.flatMap((identity) => nameRows(tenant, identity))
      await insertRows(tx, 'identity_name', IDENTITY_NAME_COLUMNS, names)
    },
  }
}

/** Names in one look-up; far below what a statement may bind. */
const LOOKUP = 1000
