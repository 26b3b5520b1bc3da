import { isComingWith } from '../../domain/story/thread.ts'
import { dayOf, type Tie } from '../../domain/story/tie.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { insertRows } from '../store/bulk.ts'
import { STORY_GRANT_COLUMNS } from '../store/columns.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { toTie } from './tie-rows.ts'

/** Who handed out a key. */
export interface HandedOut {
  /** Key of the giver's name. */
  readonly giver: string
  readonly label: string
}

/**
 * Sessions live for a day and a half at most, and deliveries are late. A lasting key that is used later is known by whom it was
 * made for.
 */
const KEPT_DAYS = 7

/**
 * What `told` and `given` say of each other and of what is stored: for every alert that somebody came to with a key, a tie to
 * whoever handed it out, whichever of the two was heard first. Remembers what was given.
 */
export async function tieToGivers(
  tx: Tx,
  tenant: string,
  isSample: boolean,
  { told, given }: { readonly told: readonly Tie[]; readonly given: ReadonlyMap<string, HandedOut> },
  now: EpochMs,
): Promise<readonly Tie[]> {
  const arrived = told.filter(isComingWith)
  const stored = await readGrants(tx, tenant, [...new Set([...arrived.map(({ key }) => key), ...given.keys()])])
  const fresh = new Map([...given].filter(([key]) => !stored.has(key)))
  const earlier = await readComingWith(tx, tenant, [...fresh.keys()])
  await rememberGrants(tx, tenant, isSample, fresh, dayOf(now))
  return [...arrived, ...earlier].flatMap((tie): Tie[] => {
    const grant = stored.get(tie.key) ?? fresh.get(tie.key)
    return grant === undefined ? [] : [{ ...tie, key: grant.giver, kind: 'identity', side: 'from', label: grant.label }]
  })
}

async function readGrants(tx: Tx, tenant: string, keys: readonly string[]): Promise<ReadonlyMap<string, HandedOut>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('story_grant')
    .select(['key', 'giver', 'label'])
    .where('tenant', '=', tenant)
    .where('key', 'in', keys)
    .execute()
  return new Map(rows.map(({ key, giver, label }) => [key, { giver, label }]))
}

/** More alerts of one key than a story holds are not told apart. */
const MOST_EARLIER = 500

async function readComingWith(tx: Tx, tenant: string, keys: readonly string[]): Promise<readonly Tie[]> {
  if (keys.length === 0) return []
  const rows = await tx
    .selectFrom('story_tie')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('key', 'in', keys)
    .orderBy('last_at', 'desc')
    .limit(MOST_EARLIER)
    .execute()
  return rows.map(toTie).filter(isComingWith)
}

async function rememberGrants(
  tx: Tx,
  tenant: string,
  isSample: boolean,
  grants: ReadonlyMap<string, HandedOut>,
  today: number,
): Promise<void> {
  if (grants.size === 0) return
  const rows = [...grants].map(([key, { giver, label }]): Tables['story_grant'] => ({
    tenant,
    key,
    is_sample: isSample,
    giver,
    label,
    seen_day: today,
  }))
  await insertRows(tx, 'story_grant', STORY_GRANT_COLUMNS, rows)
  await tx
    .deleteFrom('story_grant')
    .where('tenant', '=', tenant)
    .where('seen_day', '<', today - KEPT_DAYS)
    .execute()
}

/** Removes what the sample's records handed out: never more than a week of it. */
export async function removeSampleGrants(tx: Tx, tenant: string): Promise<void> {
  await tx.deleteFrom('story_grant').where('tenant', '=', tenant).where('is_sample', '=', true).execute()
}
