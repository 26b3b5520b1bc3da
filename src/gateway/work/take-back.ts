import type { Person } from '../../domain/people/person.ts'
import { type AlertWork, changesBetween } from '../../domain/work/change-work.ts'
import type { FieldVersions, WorkField } from '../../domain/work/merge.ts'
import { restoreWork } from '../../domain/work/restore-work.ts'
import { Problem } from '../http/problem.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { type Wished, withWork, workOf } from './apply-wish.ts'

type AlertTable = Tables['alert']

/** A change as it is kept until it is taken back: the work before and after it, by `workText`. */
interface KeptChange {
  readonly before: string | null
  readonly after: string | null
  readonly after_version: number | null
}

export function workText(row: AlertTable): string {
  return JSON.stringify({ ...workOf(row), assigneeName: row.assignee_name })
}

/** One alert with a change of it taken back, unless somebody changed the same since. */
export function takenBack(row: AlertTable, original: KeptChange | undefined): Wished {
  if (original?.before === null || original?.before === undefined || original.after === null)
    return { kind: 'unchanged' }
  const before = JSON.parse(original.before) as AlertWork & { readonly assigneeName: string | null }
  const after = JSON.parse(original.after) as AlertWork
  const versions = JSON.parse(row.field_versions) as FieldVersions
  const since = original.after_version ?? row.version
  const fields = changesBetween(before, after).flatMap(({ field }): readonly WorkField[] =>
    field === 'tags' ? [] : [field],
  )
  const collided = fields.filter((field) => (versions[field] ?? 0) > since)
  if (collided.length > 0) return { kind: 'collided', fields: collided }
  const current = workOf(row)
  const restored = restoreWork(current, before, after)
  const changes = changesBetween(current, restored)
  if (changes.length === 0) return { kind: 'unchanged' }
  const name = restored.assigneeId === row.assignee_id ? row.assignee_name : before.assigneeName
  return { kind: 'changed', after: withWork(row, restored, changes, name), changes }
}

/** Keeps what a person changed of one alert, so that they can take it back: the last of it only. */
export async function keepChange(tx: Tx, person: Person, before: AlertTable, after: AlertTable): Promise<void> {
  const kept = { before: workText(before), after: workText(after), after_version: after.version }
  await tx
    .insertInto('alert_change')
    .values({ tenant: before.tenant, alert_id: before.id, by_id: person.id, ...kept })
    .onConflict((conflict) => conflict.columns(['tenant', 'alert_id', 'by_id']).doUpdateSet(kept))
    .execute()
}

/** The alert without what this person did last to it, where nobody went on from there. Throws `cannot-do` where there is no such thing. */
export async function withoutLastChange(tx: Tx, person: Person, row: AlertTable): Promise<Wished> {
  const kept = await tx
    .deleteFrom('alert_change')
    .where('tenant', '=', row.tenant)
    .where('alert_id', '=', row.id)
    .where('by_id', '=', person.id)
    .returningAll()
    .executeTakeFirst()
  if (kept === undefined) throw new Problem('cannot-do', `Nothing that you did to A-${row.number} can be taken back.`)
  return takenBack(row, kept)
}
