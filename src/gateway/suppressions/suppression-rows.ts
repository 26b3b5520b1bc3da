import type { Selectable } from 'kysely'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import { isStanding } from '../../domain/suppression/lasting.ts'
import type { SuppressionList, SuppressionView } from '../../domain/suppression/suppression.ts'
import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { sparingRules } from './standing.ts'

export type SuppressionRow = Selectable<Tables['suppression']>

const MOST_LISTED = 500

/** Those that stand first, each part newest first, and the rules for a preview. */
export async function listSuppressions(gateway: Gateway): Promise<SuppressionList> {
  const { read, tenant } = gateway.store
  const rows = await read
    .selectFrom('suppression')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy((eb) => eb('cleared_at', 'is', null), 'desc')
    .orderBy('number', 'desc')
    .limit(MOST_LISTED)
    .execute()
  const now = await gateway.now(read)
  const views = await viewsOf(read, tenant, rows, now)
  const items = views.toSorted((a, b) => Number(isStanding(b, now)) - Number(isStanding(a, now)))
  const rules = sparingRules(await readInForce(gateway, read))
  return { items, rules: { ...rules, decoyTriggers: [...rules.decoyTriggers] } }
}

/** Throws `not-found`. */
export async function viewSuppression(gateway: Gateway, id: string): Promise<SuppressionView> {
  const { read, tenant } = gateway.store
  const row = await findSuppression(read, tenant, id)
  const [view] = await viewsOf(read, tenant, [row], await gateway.now(read))
  if (view === undefined) throw missing()
  return view
}

export async function findSuppression(read: Reader | Tx, tenant: string, id: string): Promise<SuppressionRow> {
  const row = await read
    .selectFrom('suppression')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw missing()
  return row
}

async function viewsOf(
  read: Reader,
  tenant: string,
  rows: readonly SuppressionRow[],
  now: number,
): Promise<readonly SuppressionView[]> {
  const numbers = rows.filter(({ cleared_at }) => cleared_at === null).map(({ number }) => number)
  const holding = numbers.length === 0 ? [] : await countHeld(read, tenant, numbers)
  return rows.map((row) => {
    const impact = JSON.parse(row.impact) as Impact
    return {
      id: row.id,
      number: row.number,
      query: row.query,
      owner: { id: row.owner_id, name: row.owner_name },
      reason: row.reason,
      createdAt: row.created_at,
      until: row.until,
      ended: endOf(row, now),
      held: row.held,
      holding: holding.find(({ suppression }) => suppression === row.number)?.count ?? 0,
      impact: {
        looked: impact.looked,
        since: impact.since,
        held: impact.held,
        truePositives: impact.dispositions['true-positive'],
      },
      version: row.version,
    }
  })
}

/** Over is over, before anything has written it down. */
function endOf(row: SuppressionRow, now: number): SuppressionView['ended'] {
  if (row.ended_at === null) return row.until > now ? null : { at: row.until, by: null, reason: TIME_OVER }
  const by = row.ended_by_id === null ? null : { id: row.ended_by_id, name: row.ended_by_name ?? row.ended_by_id }
  return { at: row.ended_at, by, reason: row.end_reason ?? '' }
}

export const TIME_OVER = 'Its time was over'

function countHeld(read: Reader, tenant: string, numbers: readonly number[]) {
  return read
    .selectFrom('alert')
    .select(['suppression', (eb) => eb.fn.countAll<number>().as('count')])
    .where('tenant', '=', tenant)
    .where('suppression', 'in', numbers)
    .groupBy('suppression')
    .execute()
}

export function subjectOf({ id, number }: Pick<SuppressionRow, 'id' | 'number'>): AuditSubject {
  return { kind: 'suppression', id, label: suppressionName(number) }
}

/** What the entry of a new end keeps of the history as it was then. */
export function foundDetail({ held, dispositions, looked }: Impact): AuditDraft['detail'] {
  return { wouldHaveHeld: held, truePositives: dispositions['true-positive'], looked }
}

function missing(): Problem {
  return new Problem('not-found', 'There is no such suppression.')
}
