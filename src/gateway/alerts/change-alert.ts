import type { Person } from '../../domain/people/person.ts'
import type { AlertChange, AlertRow } from '../../domain/views/alert-views.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { applyWish, changeDetail, namedBy } from '../work/apply-wish.ts'
import { saveWork } from '../work/learn.ts'
import { callPeople } from '../work/notes.ts'
import { keepChange, withoutLastChange } from '../work/take-back.ts'
import { toAlertRow } from './alert-row.ts'

/**
 * A person's change of an alert, with its entry and every count. What others changed meanwhile stays beside it where it is another
 * part of the alert. Throws `not-found`, `precondition-failed` where it is the same part (or new evidence, for a judgement),
 * `cannot-do` where the rules refuse (a reason is missing).
 */
export async function changeAlert(
  gateway: Gateway,
  person: Person,
  id: string,
  change: AlertChange,
  seenVersion: number,
): Promise<AlertRow> {
  const { store } = gateway
  if (change.takeBack === true && Object.keys(change).length > 1) {
    throw new Problem('invalid-request', 'Taking back comes alone: ask for the rest afterwards.')
  }
  return store.write(async (tx) => {
    const row = await lockAlert(tx, store.tenant, id)
    const now = await gateway.now(tx)
    const { policy } = await readInForce(gateway, tx)
    const named = await namedBy(gateway, tx, change)
    const wished =
      change.takeBack === true
        ? await withoutLastChange(tx, person, row)
        : applyWish(row, seenVersion, { person, wish: change, named, now, policy })
    if (wished.kind === 'collided') {
      const what = wished.fields.length === 0 ? '' : ` (${wished.fields.join(', ')})`
      throw new Problem(
        'precondition-failed',
        `A-${row.number} changed after you opened it${what}: version ${seenVersion}, now ${row.version}. Look at it again.`,
      )
    }
    if (wished.kind === 'refused') throw new Problem('cannot-do', wished.because)
    if (wished.kind === 'unchanged') return toAlertRow(row)
    const { after, changes } = wished
    if (change.takeBack !== true) await keepChange(tx, person, row, after)
    const losses = await saveWork(gateway, tx, [{ before: row, after }], now, policy)
    const about = { alertId: id, alertNumber: row.number, text: row.title }
    for (const [kind, whom] of [
      ['taken-over', row.assignee_id],
      ['assigned', after.assignee_id],
    ] as const) {
      if (whom === null || after.assignee_id === row.assignee_id) continue
      await callPeople(gateway, tx, person, now, [{ id: whom }], { kind, ...about })
    }
    const identity = { kind: 'identity' as const, id: row.identity_id ?? '', label: row.identity_name ?? '' }
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'alert.changed',
        actor: personActor(person),
        subjects: [
          { kind: 'alert', id, label: `A-${row.number}` },
          ...(row.identity_id === null ? [] : [identity]),
          ...peopleMoved(row, after, person),
        ],
        detail: {
          ...changeDetail(changes, row, after),
          ...(change.reason === undefined ? {} : { reason: change.reason }),
        },
      },
      ...losses,
    ])
    return toAlertRow(await lockAlert(tx, store.tenant, id))
  })
}

type AlertTable = Tables['alert']

export async function lockAlert(tx: Tx, tenant: string, id: string): Promise<Tables['alert']> {
  const row = await tx
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such alert.')
  return row
}

/** Who had it and who has it now, where that is another: each of them was told. */
function peopleMoved(before: AlertTable, after: AlertTable, by: Person) {
  if (before.assignee_id === after.assignee_id) return []
  return [before, after].flatMap(({ assignee_id: id, assignee_name: name }) =>
    id === null || id === by.id ? [] : [{ kind: 'person' as const, id, label: name ?? '' }],
  )
}
