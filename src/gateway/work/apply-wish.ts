import type { Tier } from '../../domain/action/action.ts'
import type { Disposition, Status } from '../../domain/alert/alert.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { suppressionName } from '../../domain/suppression/suppression-name.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import {
  type AlertWish,
  type AlertWork,
  type Closure,
  changeWork,
  type FieldChange,
  TAKEN,
} from '../../domain/work/change-work.ts'
import { collisions, type FieldVersions, type WorkField } from '../../domain/work/merge.ts'
import type { SlaPause } from '../../domain/work/sla.ts'
import { holdOf, stamped } from '../alerts/kept-work.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson } from '../http/access.ts'
import { Problem } from '../http/problem.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { workedOn } from '../suppressions/settled.ts'

type AlertTable = Tables['alert']

export function workOf(row: AlertTable): AlertWork {
  return {
    status: row.status as Status,
    disposition: row.disposition as Disposition,
    assigneeId: row.assignee_id,
    tags: JSON.parse(row.tags) as string[],
    hold: holdOf(row),
    slaDueAt: row.sla_due_at,
    slaPause: row.sla_pause === null ? null : (JSON.parse(row.sla_pause) as SlaPause),
    closure: row.closure === null ? null : (JSON.parse(row.closure) as Closure),
  }
}

/** The row with this work, one version on; every part that changed is stamped with it. */
export function withWork(
  row: AlertTable,
  work: AlertWork,
  changes: readonly FieldChange[],
  assigneeName: string | null,
): AlertTable {
  const version = row.version + 1
  const parts = changes.map(({ field }) => field).filter((field) => field !== 'tags')
  return {
    ...row,
    status: work.status,
    disposition: work.disposition,
    assignee_id: work.assigneeId,
    assignee_name: work.assigneeId === null ? null : assigneeName,
    sla_due_at: work.slaDueAt,
    tags: JSON.stringify(work.tags),
    hold: work.hold === null ? null : JSON.stringify(work.hold),
    held_until: work.hold?.until ?? null,
    sla_pause: work.slaPause === null ? null : JSON.stringify(work.slaPause),
    closure: work.closure === null ? null : JSON.stringify(work.closure),
    field_versions: stamped(row.field_versions, parts, version),
    version,
  }
}

export type Wished =
  | { readonly kind: 'changed'; readonly after: AlertTable; readonly changes: readonly FieldChange[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly because: string }
  /** Somebody changed the same after it was seen. */
  | { readonly kind: 'collided'; readonly fields: readonly WorkField[] }

export interface Wishing {
  readonly person: Person
  readonly wish: AlertWish
  /** Whom the wish names as assignee; null where it names nobody or the person themselves. */
  readonly named: Person | null
  readonly now: EpochMs
  readonly policy: Policy
}

/** What a wish makes of one locked alert. Writes nothing. */
export function applyWish(row: AlertTable, seenVersion: number, wishing: Wishing): Wished {
  const { person, wish, named, now, policy } = wishing
  const fields = collisions(wish, JSON.parse(row.field_versions) as FieldVersions, seenVersion)
  if (fields.length > 0 || seenVersion > row.version) return { kind: 'collided', fields }
  const changed = changeWork(workOf(row), wish, { by: person, now, tier: row.tier as Tier, policy })
  if (!changed.ok)
    return { kind: 'refused', because: changed.rule === TAKEN ? `${row.assignee_name} has it.` : changed.refusal }
  if (changed.changes.length === 0) return { kind: 'unchanged' }
  const { assigneeId } = changed.work
  const name = [person, named].find((one) => one?.id === assigneeId)?.name ?? row.assignee_name
  const after = withWork(row, changed.work, changed.changes, name)
  return { kind: 'changed', after: workedOn(row, after, { now, policy }), changes: changed.changes }
}

/** The person to whom a wish gives the alert. Throws `cannot-do` where there is no such person or they may not work on alerts. */
export async function namedBy(gateway: Gateway, tx: Reader | Tx, wish: AlertWish): Promise<Person | null> {
  const { assignee } = wish
  if (assignee === undefined || assignee === null || assignee === 'me') return null
  const person = await findPerson(tx, gateway.store.tenant, assignee)
  if (person === null || !gateway.rights.may(person, 'triage-alert').allowed) {
    throw new Problem('cannot-do', 'Nobody with this id works on alerts. Choose somebody from the list of people.')
  }
  return person
}

/** The changes as the log keeps them: people by name, everything else in its own words. */
export function changeDetail(
  changes: readonly FieldChange[],
  before: AlertTable,
  after: AlertTable,
): Record<string, { from: string | null; to: string | null }> {
  const parts = changes.map(({ field, from, to }) => [
    field,
    field === 'assignee' ? { from: before.assignee_name, to: after.assignee_name } : { from, to },
  ])
  const held = after.suppression === null ? before.suppression : null
  const shown = held === null ? [] : [['suppression', { from: suppressionName(held), to: 'shown' }]]
  return Object.fromEntries([...parts, ...shown]) as Record<string, { from: string | null; to: string | null }>
}
