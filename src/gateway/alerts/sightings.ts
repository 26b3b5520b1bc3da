import type { EpochMs } from '../../domain/time/instant.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { AlertSubject } from './decide-alert.ts'

/** An alert as it corroborates others on its identity. */
export interface Sighting {
  readonly alertId: string
  readonly triggerId: string
  readonly lastSeenAt: EpochMs
}

/** What fired on identities, read from the store for a stretch of time that grows with what is asked about. */
export interface Sightings {
  load(subjects: readonly Pick<AlertSubject, 'identityId' | 'lastSeenAt'>[]): Promise<void>
  of(identityId: string): readonly Sighting[]
}

/** Every alert that may corroborate another one on its identity. What people judged benign or false does not. */
export function selectSightings(tx: Tx | Reader, tenant: string) {
  return tx
    .selectFrom('alert')
    .select(['id', 'identity_id', 'trigger_id', 'last_seen_at'])
    .where('tenant', '=', tenant)
    .where('identity_id', 'is not', null)
    .where('trigger_id', 'is not', null)
    .where('disposition', 'not in', ['false-positive', 'benign-positive'])
}

/** `windowMs` before and after each subject is read. */
export function createSightings(tx: Tx | Reader, tenant: string, windowMs: number): Sightings {
  const loaded = new Map<string, Sighting[]>()
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY

  async function read(ids: readonly string[]): Promise<void> {
    for (const id of ids) loaded.set(id, [])
    const rows = await selectSightings(tx, tenant)
      .where('identity_id', 'in', ids)
      .where('last_seen_at', '>=', from)
      .where('last_seen_at', '<=', to)
      .execute()
    for (const { id, identity_id, trigger_id, last_seen_at } of rows) {
      if (identity_id === null || trigger_id === null) continue
      loaded.get(identity_id)?.push({ alertId: id, triggerId: trigger_id, lastSeenAt: last_seen_at })
    }
  }

  return {
    load: async (subjects) => {
      const known = subjects.filter((subject) => subject.identityId !== null)
      for (const { lastSeenAt } of known) {
        if (lastSeenAt - windowMs < from || lastSeenAt + windowMs > to) {
          from = Math.min(from, lastSeenAt - windowMs)
          to = Math.max(to, lastSeenAt + windowMs)
          loaded.clear()
        }
      }
      const missing = [...new Set(known.flatMap(({ identityId }) => identityId ?? []))].filter((id) => !loaded.has(id))
      for (let start = 0; start < missing.length; start += 500) await read(missing.slice(start, start + 500))
    },
    of: (identityId) => loaded.get(identityId) ?? [],
  }
}
