import { sql } from 'kysely'
import type { QueueChanges } from '../../domain/views/queue-views.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { encodeStored, QUEUE_COLUMNS } from './queue-rows.ts'
import { queueMoment } from './touch-queue.ts'

/** Alerts in one answer: what a burst brings in a few seconds. */
const MOST = 4096

/** The cursor of everything after a change. */
export function changesAfter(changed: number): string {
  return `${changed}.${Number.MAX_SAFE_INTEGER}`
}

/**
 * Alerts changed after a cursor, in the order of their changes, each as it is now. Throws `stale` where alerts were removed since
 * the epoch: then everything is read anew.
 */
export async function queueChanges({ store }: Gateway, epoch: string, since: string): Promise<QueueChanges> {
  const match = /^(\d{1,15})\.(\d{1,16})$/.exec(since)
  if (match === null) throw new Problem('invalid-request', 'This cursor is none of ours. Read the manifest again.')
  const { read, tenant } = store
  if (String((await queueMoment(read, tenant)).epoch) !== epoch) {
    throw new Problem('stale', 'Alerts were removed since. Read the manifest again.')
  }
  const rows = await read
    .selectFrom('queue_change as c')
    .innerJoin('alert as a', (join) => join.onRef('a.tenant', '=', 'c.tenant').onRef('a.number', '=', 'c.number'))
    .select(QUEUE_COLUMNS.map((column) => `a.${column}` as const))
    .select('c.changed')
    .where('c.tenant', '=', tenant)
    .where(sql<boolean>`(c.changed, c.number) > (${Number(match[1])}, ${Number(match[2])})`)
    .orderBy('c.changed')
    .orderBy('c.number')
    .limit(MOST + 1)
    .execute()
  const page = rows.slice(0, MOST)
  const last = page.at(-1)
  return {
    bytes: encodeStored(page),
    until: last === undefined ? since : `${last.changed}.${last.number}`,
    isMore: rows.length > MOST,
  }
}
