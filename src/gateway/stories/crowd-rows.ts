import { sql } from 'kysely'
import { dayOf, daysOf, isBusy, type Tie, withUsers } from '../../domain/story/tie.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { insertRows } from '../store/bulk.ts'
import { STORY_CROWD_COLUMNS } from '../store/columns.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Who was seen with one thing on one day. */
export interface Crowd {
  readonly key: string
  readonly day: number
  /** Digests. */
  readonly users: ReadonlySet<string>
}

/** One that is not busy says the same as none: it goes when nobody came to it for so long, by our clock. */
const KEPT_DAYS = 14

/** Adds to what is known of these days; what did not change is not written. */
export async function saveCrowds(
  tx: Tx,
  tenant: string,
  isSample: boolean,
  crowds: readonly Crowd[],
  now: EpochMs,
): Promise<void> {
  if (crowds.length === 0) return
  const asked = JSON.stringify(crowds.map(({ key, day }) => ({ key, day })))
  const { rows: stored } = await sql<Pick<Tables['story_crowd'], 'key' | 'day' | 'users'>>`
    select c.key, c.day, c.users
    from json_to_recordset(cast(${asked} as json)) as q(key text, day integer)
    join story_crowd c on c.tenant = ${tenant} and c.key = q.key and c.day = q.day`.execute(tx)
  const known = new Map(stored.map(({ key, day, users }) => [`${key} ${day}`, users]))
  const today = dayOf(now)
  const rows = crowds.flatMap(({ key, day, users }): Tables['story_crowd'][] => {
    const before = known.get(`${key} ${day}`)
    const all = withUsers(listOf(before), users)
    const text = all.join(' ')
    if (text === before) return []
    return [{ tenant, is_sample: isSample, key, day, users: text, is_busy: isBusy(all), seen_day: today }]
  })
  await insertRows(tx, 'story_crowd', STORY_CROWD_COLUMNS, rows, { replaceBy: ['tenant', 'key', 'day'] })
  if (known.size === crowds.length) return
  await tx
    .deleteFrom('story_crowd')
    .where('tenant', '=', tenant)
    .where('is_busy', '=', false)
    .where('seen_day', '<', today - KEPT_DAYS)
    .execute()
}

function listOf(users: string | undefined): readonly string[] {
  return users === undefined || users === '' ? [] : users.split(' ')
}

/** The ties that say something, and those that too many others share. */
export async function partByCrowd(
  read: Reader,
  tenant: string,
  ties: readonly Tie[],
): Promise<{ readonly telling: readonly Tie[]; readonly busy: readonly Tie[] }> {
  const keys = [...new Set(ties.map(({ key }) => key))]
  if (keys.length === 0) return { telling: [], busy: [] }
  const rows = await read
    .selectFrom('story_crowd')
    .select(['key', 'day'])
    .where('tenant', '=', tenant)
    .where('key', 'in', keys)
    .where('is_busy', '=', true)
    .execute()
  const busyDays = new Set(rows.map(({ key, day }) => `${key} ${day}`))
  const isTooBusy = (tie: Tie) => daysOf(tie).some((day) => busyDays.has(`${tie.key} ${day}`))
  return { telling: ties.filter((tie) => !isTooBusy(tie)), busy: ties.filter(isTooBusy) }
}

/** Removes some of the sample's; answers how many rows went. */
export async function removeSampleCrowds(tx: Tx, tenant: string, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('story_crowd')
    .select(['key', 'day'])
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(limit)
    .execute()
  if (rows.length === 0) return 0
  await tx
    .deleteFrom('story_crowd')
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .where('key', 'in', [...new Set(rows.map(({ key }) => key))])
    .execute()
  return rows.length
}
