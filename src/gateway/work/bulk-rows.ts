import { sql } from 'kysely'
import type { BulkView } from '../../domain/views/bulk-views.ts'
import type { Outcome } from '../../domain/work/bulk.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

type BulkRow = Tables['bulk']

const MOST_REASONS = 20
const EXAMPLES = 5

/** The counts of an action are those of its members: nothing can drift. */
export async function bulkView(read: Reader | Tx, row: BulkRow): Promise<BulkView> {
  const counted = await read
    .selectFrom('bulk_member')
    .select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
    .where('tenant', '=', row.tenant)
    .where('bulk_id', '=', row.id)
    .groupBy('outcome')
    .execute()
  const counts = { waiting: 0, changed: 0, unchanged: 0, refused: 0, collided: 0, gone: 0 }
  for (const { outcome, count } of counted) counts[outcome as Outcome] = count
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    reason: row.reason,
    state: row.state as BulkView['state'],
    startedBy: { id: row.by_id, name: row.by_name },
    startedAt: row.started_at,
    total: row.total,
    counts,
    others: await obstacles(read, row),
    undoes: row.undoes_number,
    undoneBy: row.undone_by_number,
  }
}

async function obstacles(read: Reader | Tx, { tenant, id }: BulkRow): Promise<BulkView['others']> {
  const { rows } = await sql<{ because: string; count: number; numbers: string }>`
    select because, count(*)::int as count,
      (array_to_json((array_agg(number order by ordinal))[1:${sql.lit(EXAMPLES)}]))::text as numbers
    from bulk_member
    where tenant = ${tenant} and bulk_id = ${id} and because is not null
    group by because order by count(*) desc, because limit ${sql.lit(MOST_REASONS)}`.execute(read)
  return rows.map(({ because, count, numbers }) => ({
    because,
    count,
    numbers: (JSON.parse(numbers) as (number | null)[]).filter((one) => one !== null),
  }))
}

export function bulkSubject(row: Pick<BulkRow, 'id' | 'number'>) {
  return { kind: 'bulk' as const, id: row.id, label: `B-${row.number}` }
}
