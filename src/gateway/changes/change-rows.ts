import type { Selectable } from 'kysely'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import type { Backtest } from '../../domain/change/backtest.ts'
import { type ChangeKind, type ChangeState, isOpenChange, type Mode } from '../../domain/change/change.ts'
import { type ChangeEvent, moveOf } from '../../domain/change/change-machine.ts'
import type { Prediction } from '../../domain/change/prediction.ts'
import type { Person } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { ChangeView } from '../../domain/views/change-views.ts'
import { Problem } from '../http/problem.ts'
import type { Rights } from '../rights/rights.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type ChangeRow = Selectable<Tables['change']>

export function changeLabel(number: number): string {
  return `C-${number}`
}

export function kindOf(row: Pick<ChangeRow, 'kind'>): ChangeKind {
  return row.kind === 'policy' ? 'policy' : 'trigger'
}

/** What entries about a change name: the change, and what it changes. A trigger is called by its id, which never changes. */
export function subjectsOfChange(row: Pick<ChangeRow, 'id' | 'number' | 'kind' | 'subject_id'>): AuditSubject[] {
  return [{ kind: 'change', id: row.id, label: changeLabel(row.number) }, governedSubject(kindOf(row), row.subject_id)]
}

export function governedSubject(kind: ChangeKind, id: string): AuditSubject {
  return { kind, id, label: kind === 'policy' ? 'Policy' : id }
}

/** Fields of an entry that say what moves besides the text; left out where nothing does. */
export function movedDetail({ mode_from: from, mode_to: to, restores }: ChangeRow): AuditDraft['detail'] {
  return {
    ...(to === null || to === from ? {} : { mode: { from: from ?? 'new', to } }),
    ...(restores === null ? {} : { restores }),
  }
}

/** Throws `not-found`. */
export async function loadChange(read: Reader | Tx, tenant: string, id: string): Promise<ChangeRow> {
  const row = await read
    .selectFrom('change')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such change.')
  return row
}

/** Holds the change's row until the transaction ends. Throws `not-found`. */
export async function lockChange(tx: Tx, tenant: string, id: string): Promise<ChangeRow> {
  const row = await tx
    .updateTable('change')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such change.')
  return row
}

/** Moves a change by one conditional write; null where it is not in a state from which this can happen. */
export async function moveChange(
  tx: Tx,
  tenant: string,
  id: string,
  event: ChangeEvent,
  now: EpochMs,
  more: Partial<ChangeRow> & { readonly state_reason: string | null },
): Promise<ChangeRow | null> {
  const { from, to } = moveOf(event)
  const moved = await tx
    .updateTable('change')
    .set({ ...more, state: to, updated_at: now, ...(isOpenChange(to) ? {} : { open_key: null }) })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()
  return moved ?? null
}

/** A change as its reader sees it, with what they may do about it. */
export function changeView(
  rights: Rights,
  row: ChangeRow,
  reader: Person,
  people: readonly Person[],
  now: EpochMs,
): ChangeView {
  const state = row.state as ChangeState
  const proposedBy = { id: row.proposed_by, name: row.proposed_by_name }
  const context = { people, change: { proposedBy, state } }
  const isLate = state === 'proposed' && now >= row.expires_at
  const late = { allowed: false, rule: 'review.expired', because: 'It has expired: nobody reviewed it in time.' }
  return {
    id: row.id,
    number: row.number,
    kind: kindOf(row),
    subject: { id: row.subject_id, title: row.title },
    state,
    stateReason: row.state_reason,
    baseVersion: row.base_version,
    version: row.version,
    mode: row.mode_to === null ? null : { from: row.mode_from as Mode | null, to: row.mode_to as Mode },
    restores: row.restores,
    isEmergency: row.is_emergency,
    restoresAutomation: row.restores_automation,
    activateAt: row.activate_at,
    reason: row.reason,
    digest: row.digest,
    proposedBy,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    review:
      row.reviewed_by === null || row.reviewed_at === null
        ? null
        : {
            by: { id: row.reviewed_by, name: row.reviewed_by_name ?? row.reviewed_by },
            at: row.reviewed_at,
            choice: row.review_choice === 'reject' ? 'reject' : 'approve',
            reason: row.review_reason ?? '',
          },
    activatedAt: row.activated_at,
    mayReview: isLate ? late : rights.may(reader, 'review-change', context),
    mayWithdraw: rights.may(reader, 'withdraw-change', context),
  }
}

export function backtestOf(row: Pick<ChangeRow, 'backtest'>): Backtest | null {
  return row.backtest === null ? null : (JSON.parse(row.backtest) as Backtest)
}

export function predictionOf(row: Pick<ChangeRow, 'prediction'>): Prediction | null {
  return row.prediction === null ? null : (JSON.parse(row.prediction) as Prediction)
}
