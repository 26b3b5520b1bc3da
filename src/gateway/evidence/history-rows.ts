import { type IdentityHistory, NO_HISTORY } from '../../domain/evidence/identity-history.ts'
import { NO_SECRET, type SecretHistory } from '../../domain/evidence/secret.ts'
import { NO_SESSION, type SessionHistory } from '../../domain/evidence/session-history.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { type GroupState, NOTHING_YET } from '../../sigma/correlation/window.ts'
import { insertRows } from '../store/bulk.ts'
import { HISTORY_COLUMNS } from '../store/columns.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** What is kept under a key, by its kind. */
export interface HistoryOf {
  readonly identity: IdentityHistory
  readonly session: SessionHistory
  readonly secret: SecretHistory
  /** What a correlation remembers of the records that belong together. */
  readonly group: GroupState
}
export type HistoryKind = keyof HistoryOf

const EMPTY: HistoryOf = { identity: NO_HISTORY, session: NO_SESSION, secret: NO_SECRET, group: NOTHING_YET }

/**
 * Histories of one tenant, of each kind. Beyond that the ones that were not seen for longest go: such an identity starts
 * anew, and a history of nothing claims nothing.
 */
const MOST_OF_KIND: Readonly<Record<HistoryKind, number>> = {
  identity: 100_000,
  session: 100_000,
  secret: 50_000,
  group: 100_000,
}

/** Histories in one look-up; far below what a statement may bind. */
const LOOKUP = 1000

const DAY_MS = 86_400_000

/** The histories that one part of a delivery touches, read once and written once. */
export interface HistoryRows {
  /** Reads what is stored under these keys. */
  load(keys: readonly string[]): Promise<void>
  /** What is known under a loaded key, by now. */
  get<K extends HistoryKind>(kind: K, key: string): HistoryOf[K]
  has(key: string): boolean
  put<K extends HistoryKind>(kind: K, key: string, history: HistoryOf[K]): void
  /** Forgets a key whose history went into another. */
  drop(key: string): void
  save(now: EpochMs): Promise<void>
}

/** Nothing outlives the transaction that the rows are read and written in. */
export function createHistoryRows(tx: Tx, tenant: string, isSample: boolean): HistoryRows {
  const stored = new Set<string>()
  const asked = new Set<string>()
  const known = new Map<string, { readonly kind: HistoryKind; readonly body: HistoryOf[HistoryKind] }>()
  const changed = new Set<string>()
  const dropped = new Set<string>()

  return {
    load: async (keys) => {
      const missing = [...new Set(keys)].filter((key) => !asked.has(key))
      for (let start = 0; start < missing.length; start += LOOKUP) {
        const rows = await tx
          .selectFrom('history')
          .select(['key', 'kind', 'body'])
          .where('tenant', '=', tenant)
          .where('is_sample', '=', isSample)
          .where('key', 'in', missing.slice(start, start + LOOKUP))
          .execute()
        for (const { key, kind, body } of rows) {
          known.set(key, { kind: kind as HistoryKind, body: JSON.parse(body) as HistoryOf[HistoryKind] })
          stored.add(key)
        }
      }
      for (const key of missing) asked.add(key)
    },
    // A key is made for one kind (see `historyKeys`), so what stands under it is of that kind.
    get: <K extends HistoryKind>(kind: K, key: string) => (known.get(key)?.body ?? EMPTY[kind]) as HistoryOf[K],
    has: (key) => known.has(key),
    put: (kind, key, body) => {
      known.set(key, { kind, body })
      changed.add(key)
      dropped.delete(key)
    },
    drop: (key) => {
      known.delete(key)
      changed.delete(key)
      dropped.add(key)
    },
    save: async (now) => {
      const gone = [...dropped].filter((key) => stored.has(key))
      if (gone.length > 0) await forget(tx, tenant, isSample, gone)
      const rows: Tables['history'][] = []
      const fresh: Record<HistoryKind, number> = { identity: 0, session: 0, secret: 0, group: 0 }
      for (const key of changed) {
        const one = known.get(key)
        if (one === undefined) continue
        const { kind, body } = one
        if (!stored.has(key)) fresh[kind] += 1
        const seen_day = Math.floor(now / DAY_MS)
        rows.push({ tenant, is_sample: isSample, key, kind, seen_day, body: JSON.stringify(body) })
      }
      await insertRows(tx, 'history', HISTORY_COLUMNS, rows, { replaceBy: ['tenant', 'is_sample', 'key'] })
      for (const kind of Object.keys(fresh) as HistoryKind[]) await keepBound(tx, tenant, kind, fresh[kind])
    },
  }
}

async function forget(tx: Tx, tenant: string, isSample: boolean, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += LOOKUP) {
    await tx
      .deleteFrom('history')
      .where('tenant', '=', tenant)
      .where('is_sample', '=', isSample)
      .where('key', 'in', keys.slice(start, start + LOOKUP))
      .execute()
  }
}

/**
 * Counted beside the rows, since counting the rows would cost more than all else. A tenth goes at a time, so that a full house
 * does not pay with every part. `most` is for tests.
 */
export async function keepBound(
  tx: Tx,
  tenant: string,
  kind: HistoryKind,
  fresh: number,
  most = MOST_OF_KIND[kind],
): Promise<void> {
  if (fresh === 0) return
  const counter = counterOf(kind)
  const total = (await nextNumber(tx, tenant, counter, fresh)) + fresh - 1
  if (total <= most) return
  const surplus = total - most + Math.ceil(most / 10)
  const oldest = tx
    .selectFrom('history')
    .select('key')
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .orderBy('seen_day')
    .orderBy('key')
    .limit(surplus)
  await tx.deleteFrom('history').where('tenant', '=', tenant).where('key', 'in', oldest).execute()
  await recount(tx, tenant, kind)
}

/** Sets the count right after rows went in bulk. */
async function recount(tx: Tx, tenant: string, kind: HistoryKind): Promise<void> {
  const { count } = await tx
    .selectFrom('history')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('counter')
    .set({ value: count })
    .where('tenant', '=', tenant)
    .where('name', '=', counterOf(kind))
    .execute()
}

function counterOf(kind: HistoryKind): string {
  return `history-${kind}`
}

/** Removes some of what the sample taught; answers how many rows went, 0 once none is left. */
export async function removeSampleHistory(tx: Tx, tenant: string, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('history')
    .select('key')
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(limit)
    .execute()
  if (rows.length === 0) return 0
  const keys = rows.map(({ key }) => key)
  await forget(tx, tenant, true, keys)
  for (const kind of Object.keys(EMPTY) as HistoryKind[]) await recount(tx, tenant, kind)
  return rows.length
}
