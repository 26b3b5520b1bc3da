import { insertRows } from '../store/bulk.ts'
import { QUEUE_CHANGE_COLUMNS } from '../store/queue-tables.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'

const CHANGES = 'queue-change'
const EPOCHS = 'queue-epoch'

/**
 * Notes that alerts are new or changed, for whoever follows the queue. Belongs to the transaction that changes them. The counter
 * stays locked until it ends, so that the order of the numbers is the order in which changes become visible.
 */
export async function touchQueue(tx: Tx, tenant: string, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return
  const changed = await nextNumber(tx, tenant, CHANGES)
  const rows = [...new Set(numbers)].sort((a, b) => a - b).map((number) => ({ tenant, number, changed }))
  await insertRows(tx, 'queue_change', QUEUE_CHANGE_COLUMNS, rows, { replaceBy: ['tenant', 'number'] })
}

/** Alerts were removed: whoever holds the queue begins anew. */
export async function endQueueEpoch(tx: Tx, tenant: string, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return
  await nextNumber(tx, tenant, EPOCHS)
  await tx.deleteFrom('queue_change').where('tenant', '=', tenant).where('number', 'in', numbers).execute()
}

/** The newest change, and the epoch; each 0 before the first. */
export async function queueMoment(
  read: Reader | Tx,
  tenant: string,
): Promise<{ readonly head: number; readonly epoch: number }> {
  const rows = await read
    .selectFrom('counter')
    .select(['name', 'value'])
    .where('tenant', '=', tenant)
    .where('name', 'in', [CHANGES, EPOCHS])
    .execute()
  const valueOf = (name: string) => rows.find((row) => row.name === name)?.value ?? 0
  return { head: valueOf(CHANGES), epoch: valueOf(EPOCHS) }
}
