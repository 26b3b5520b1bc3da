import type { Identity } from '../../domain/identity/identity.ts'
import type { PlanBody } from '../../domain/plan/plan.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { type Decided, decideAlert, SUBJECT_COLUMNS, subjectOf } from '../alerts/decide-alert.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { findCourse, isCourse } from '../playbooks/find-course.ts'
import type { Reader, Tx } from '../store/store.ts'

/** An alert as a plan needs it: decided again from the state of this moment. */
export interface AlertCase {
  readonly alert: PlanBody['alert']
  readonly identity: Identity | null
  readonly signal: Signal
  /** Digests of its sealed records, oldest first. */
  readonly evidence: readonly string[]
  readonly decided: Decided
  readonly isSample: boolean
}

/**
 * More digests than this add nothing to what an approver can look at; the newest alert's records come first in time.
 */
const EVIDENCE_LIMIT = 200

/**
 * The alert for a plan of `playbookId`: where that is a course, the decision stands with it in place of its own, so
 * that its version and its exercises count, and with no action of its own, so that nothing of it runs without a vote. Throws
 * `not-found`.
 */
export async function loadCase(
  gateway: Gateway,
  read: Reader | Tx,
  alertId: string,
  playbookId: string | null = null,
): Promise<AlertCase> {
  const found = await loadDecided(gateway, read, alertId)
  if (playbookId === null || !isCourse(playbookId)) return found
  const { tenant } = gateway.store
  const course = await findCourse(read, tenant, playbookId)
  // One that is gone has no version: whatever was bound to it is void.
  const playbook = { id: playbookId, version: course?.version ?? 0 }
  const { decided } = found
  return {
    ...found,
    decided: {
      decision: { ...decided.decision, playbook, action: null },
      input: { ...decided.input, exercisedAt: await exercisedAtOf(read, tenant, playbook) },
    },
  }
}

async function exercisedAtOf(
  read: Reader | Tx,
  tenant: string,
  playbook: { readonly id: string; readonly version: number },
): Promise<EpochMs | null> {
  const row = await read
    .selectFrom('exercise')
    .select('exercised_at')
    .where('tenant', '=', tenant)
    .where('playbook_id', '=', playbook.id)
    .where('playbook_version', '=', playbook.version)
    .executeTakeFirst()
  return row?.exercised_at ?? null
}

async function loadDecided(gateway: Gateway, read: Reader | Tx, alertId: string): Promise<AlertCase> {
  const { tenant } = gateway.store
  const row = await read
    .selectFrom('alert')
    .select([...SUBJECT_COLUMNS, 'number', 'title', 'is_sample'])
    .where('tenant', '=', tenant)
    .where('id', '=', alertId)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such alert.')
  const records = await read
    .selectFrom('record')
    .select('digest')
    .where('tenant', '=', tenant)
    .where('alert_id', '=', alertId)
    .orderBy('received_at')
    .orderBy('id')
    .limit(EVIDENCE_LIMIT)
    .execute()
  const subject = subjectOf(row)
  const decided = await decideAlert(gateway, read, subject)
  return {
    alert: { id: row.id, number: row.number, title: row.title },
    identity: decided.input.identity,
    signal: subject.signal,
    evidence: records.map((record) => record.digest),
    decided,
    isSample: row.is_sample,
  }
}
