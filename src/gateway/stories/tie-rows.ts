import type { Side, ThreadKind } from '../../domain/story/thread.ts'
import { mergeTies, type Tie } from '../../domain/story/tie.ts'
import { insertRows } from '../store/bulk.ts'
import { STORY_TIE_COLUMNS } from '../store/columns.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export async function readTies(
  read: Reader | Tx,
  tenant: string,
  alertIds: readonly string[],
): Promise<readonly Tie[]> {
  if (alertIds.length === 0) return []
  const rows = await read
    .selectFrom('story_tie')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('alert_id', 'in', alertIds)
    .execute()
  return rows.map(toTie)
}

export function toTie(row: Omit<Tables['story_tie'], 'tenant' | 'is_sample'>): Tie {
  return {
    alertId: row.alert_id,
    key: row.key,
    kind: row.kind as ThreadKind,
    side: row.side as Side,
    label: row.label,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }
}

/** Adds to what these alerts are tied by, by alert id; what did not change is not written. */
export async function saveTies(
  tx: Tx,
  tenant: string,
  isSample: boolean,
  told: ReadonlyMap<string, readonly Tie[]>,
): Promise<void> {
  const stored = Map.groupBy(await readTies(tx, tenant, [...told.keys()]), ({ alertId }) => alertId)
  const rows: Tables['story_tie'][] = []
  const anew: string[] = []
  for (const [alertId, ties] of told) {
    const before = stored.get(alertId) ?? []
    const after = mergeTies(before, ties)
    const kept = new Map(after.map((tie) => [idOf(tie), tie]))
    // At the bound one tie displaces another.
    const isCut = before.some((tie) => !kept.has(idOf(tie)))
    if (isCut) anew.push(alertId)
    const unchanged = new Set(isCut ? [] : before.map((tie) => JSON.stringify(tie)))
    for (const tie of after) {
      if (unchanged.has(JSON.stringify(tie))) continue
      const { key, kind, side, label, firstAt: first_at, lastAt: last_at } = tie
      rows.push({ tenant, alert_id: alertId, key, kind, side, is_sample: isSample, label, first_at, last_at })
    }
  }
  await removeTies(tx, tenant, anew)
  await insertRows(tx, 'story_tie', STORY_TIE_COLUMNS, rows, {
    replaceBy: ['tenant', 'alert_id', 'key', 'kind', 'side'],
  })
}

function idOf({ key, kind, side }: Tie): string {
  return `${kind} ${side} ${key}`
}

/** For alerts that go. */
export async function removeTies(tx: Tx, tenant: string, alertIds: readonly string[]): Promise<void> {
  if (alertIds.length === 0) return
  await tx.deleteFrom('story_tie').where('tenant', '=', tenant).where('alert_id', 'in', alertIds).execute()
}

/** Removes some of what the sample's records tied; answers how many rows went. */
export async function removeSampleTies(tx: Tx, tenant: string, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('story_tie')
    .select('alert_id')
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .limit(limit)
    .execute()
  if (rows.length === 0) return 0
  await tx
    .deleteFrom('story_tie')
    .where('tenant', '=', tenant)
    .where('is_sample', '=', true)
    .where('alert_id', 'in', [...new Set(rows.map(({ alert_id }) => alert_id))])
    .execute()
  return rows.length
}
