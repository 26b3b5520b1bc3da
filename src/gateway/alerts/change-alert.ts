import { changeAlert as applyChange } from '../../domain/alert/alert.ts'
import { measuredPrecision } from '../../domain/decision/confidence.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { AlertChange, AlertRow } from '../../domain/views/alert-views.ts'
import { loseAutomationIfNoisy } from '../changes/automation-loss.ts'
import { readInForce } from '../changes/in-force.ts'
import { redecideConcerned } from '../changes/redecide-queue.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { draftOf, slaOf } from './alert-draft.ts'
import { toAlertRow } from './alert-row.ts'
import { createDecisionFacts } from './decision-facts.ts'
import { redecide } from './redecide.ts'
import { saveAlerts } from './save-alerts.ts'

/** Alerts of one trigger that are decided again at once when its measured precision moves; the rest when they are next touched. */
const MOST_OF_TRIGGER = 500

/**
 * A person's change of an alert, with its entry and every count. A judgement teaches the trigger: alerts whose confidence it
 * moves are decided again, and one that it shows to be too noisy acts by itself no more. Throws `not-found`, `precondition-failed` where it changed since it was seen, `cannot-do` where
 * the rules refuse (a reason is missing).
 */
export async function changeAlert(
  gateway: Gateway,
  person: Person,
  id: string,
  change: AlertChange,
  seenVersion: number,
): Promise<AlertRow> {
  const { store } = gateway
  return store.write(async (tx) => {
    const row = await lockAlert(tx, store.tenant, id)
    if (row.version !== seenVersion) {
      throw new Problem(
        'precondition-failed',
        `A-${row.number} changed after you opened it (version ${seenVersion}, now ${row.version}). Look at it again.`,
      )
    }
    const before = draftOf(row)
    const work = { status: before.status, disposition: before.disposition, assigneeId: row.assignee_id }
    const changed = applyChange(work, change, person.id)
    if (!changed.ok) throw new Problem('cannot-do', changed.refusal)
    if (changed.changes.length === 0) return toAlertRow(row)

    const now = await gateway.now(tx)
    const { policy } = await readInForce(gateway, tx)
    const { status, disposition, assigneeId } = changed.work
    const assignee =
      assigneeId === null ? null : assigneeId === person.id ? { id: person.id, name: person.name } : before.assignee
    const draft = { ...before, status, disposition, assignee }
    const after: Tables['alert'] = {
      ...row,
      status,
      disposition,
      assignee_id: assignee?.id ?? null,
      assignee_name: assignee?.name ?? null,
      sla_due_at: slaOf(draft, row.tier as 0 | 1 | 2 | 3 | 4, now, policy),
      version: row.version + 1,
    }
    const precisionBefore = await precisionOf(tx, store.tenant, row.trigger_id, policy)
    await saveAlerts(tx, store.tenant, [{ before: row, after }])
    const isJudged = row.disposition !== disposition
    const loss =
      isJudged && row.trigger_id !== null ? await loseAutomationIfNoisy(gateway, tx, row.trigger_id, now) : null
    if (isJudged) await decideWhatItTeaches(gateway, tx, after, precisionBefore, policy)
    if (loss !== null && row.trigger_id !== null) await redecideConcerned(gateway, tx, row.trigger_id)
    const identity = { kind: 'identity' as const, id: row.identity_id ?? '', label: row.identity_name ?? '' }
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'alert.changed',
        actor: personActor(person),
        subjects: [{ kind: 'alert', id, label: `A-${row.number}` }, ...(row.identity_id === null ? [] : [identity])],
        detail: detailOf(changed.changes, change.reason, before.assignee?.name ?? null, assignee?.name ?? null),
      },
      ...(loss === null ? [] : [loss]),
    ])
    return toAlertRow(await lockAlert(tx, store.tenant, id))
  })
}

async function lockAlert(tx: Tx, tenant: string, id: string): Promise<Tables['alert']> {
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

function detailOf(
  changes: readonly { field: string; from: string | null; to: string | null }[],
  reason: string | undefined,
  assigneeBefore: string | null,
  assigneeAfter: string | null,
) {
  const detail: Record<string, string | { from: string | null; to: string | null }> = {}
  for (const { field, from, to } of changes) {
    detail[field] = field === 'assignee' ? { from: assigneeBefore, to: assigneeAfter } : { from, to }
  }
  if (reason !== undefined) detail['reason'] = reason
  return detail
}

async function decideWhatItTeaches(
  gateway: Gateway,
  tx: Tx,
  alert: Tables['alert'],
  precisionBefore: number | null,
  policy: Policy,
): Promise<void> {
  if (alert.trigger_id === null) return
  const { tenant } = gateway.store
  const isMoved = (await precisionOf(tx, tenant, alert.trigger_id, policy)) !== precisionBefore
  const open = tx.selectFrom('alert').selectAll().where('tenant', '=', tenant).where('status', '<>', 'closed')
  const newest = open.orderBy('last_seen_at', 'desc').limit(MOST_OF_TRIGGER).forUpdate()
  const ofTrigger = isMoved ? await newest.where('trigger_id', '=', alert.trigger_id).execute() : []
  // A judgement of benign or false also takes its corroboration away from the identity's other alerts.
  const ofIdentity =
    alert.identity_id === null ? [] : await newest.where('identity_id', '=', alert.identity_id).execute()
  const rows = new Map([...ofTrigger, ...ofIdentity].map((row) => [row.id, row]))
  await redecide(gateway, tx, [...rows.values()], await createDecisionFacts(gateway, tx))
}

async function precisionOf(tx: Tx, tenant: string, triggerId: string | null, policy: Policy): Promise<number | null> {
  if (triggerId === null) return null
  const row = await tx
    .selectFrom('trigger_record')
    .select(['judged', 'true_positives'])
    .where('tenant', '=', tenant)
    .where('trigger_id', '=', triggerId)
    .executeTakeFirst()
  const record = row === undefined ? null : { judged: row.judged, truePositives: row.true_positives }
  return measuredPrecision(record, policy)
}
