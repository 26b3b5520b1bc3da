import type { Identity } from '../../domain/identity/identity.ts'
import type { PlanBody } from '../../domain/plan/plan.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import { type Decided, decideAlert, SUBJECT_COLUMNS, subjectOf } from '../alerts/decide-alert.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
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

/** Throws `not-found`. */
export async function loadCase(gateway: Gateway, read: Reader | Tx, alertId: string): Promise<AlertCase> {
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
