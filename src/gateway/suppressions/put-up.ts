import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { AuditCode } from '../../domain/audit/entry.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import { isStanding, whyNotUntil } from '../../domain/suppression/lasting.ts'
import type { SuppressionDraft, SuppressionExtension } from '../../domain/suppression/suppression.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import { previewSuppression, suppressionQuery } from './impact.ts'
import { findSuppression, foundDetail, type SuppressionRow, subjectOf } from './suppression-rows.ts'

/** More that stand at once, and nobody knows any more what is silent. */
const MOST_STANDING = 200

/**
 * Puts a suppression up, with what it would have done to the history in its entry. Holds nothing yet: `applySuppression` looks through
 * what is there already. Answers its id. Throws `cannot-do` for a query that cannot suppress, an end out of bounds or too many of
 * them, `stale` where the history holds true positives that the person did not see, `forbidden` where they may not silence those.
 */
export async function putUpSuppression(gateway: Gateway, by: Person, draft: SuppressionDraft): Promise<string> {
  const { store } = gateway
  const { text } = suppressionQuery(draft.query)
  const impact = await judge(gateway, by, text, draft)
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    await refuseTooMany(tx, store.tenant)
    const row: SuppressionRow = {
      tenant: store.tenant,
      id: newId('su', now, gateway.random),
      number: await nextNumber(tx, store.tenant, 'suppression'),
      query: text,
      reason: draft.reason,
      owner_id: by.id,
      owner_name: by.name,
      created_at: now,
      until: draft.until,
      ended_at: null,
      ended_by_id: null,
      ended_by_name: null,
      end_reason: null,
      held: 0,
      applied_to: 0,
      cleared_at: null,
      impact: JSON.stringify(impact),
      version: 1,
    }
    await tx.insertInto('suppression').values(row).execute()
    await record(tx, now, by, row, 'suppression.created', {
      query: text,
      until: draft.until,
      ...foundDetail(impact),
      reason: draft.reason,
    })
    return row.id
  })
}

/**
 * Sets another end, later or earlier. Who does answers for it from then on, after looking at the history again. Throws as `putUpSuppression`,
 * and `cannot-do` where it is over, `precondition-failed` where it changed after `seenVersion`.
 */
export async function extendSuppression(
  gateway: Gateway,
  by: Person,
  id: string,
  extension: SuppressionExtension,
  seenVersion: number,
): Promise<void> {
  const { store } = gateway
  const { query } = await findSuppression(store.read, store.tenant, id)
  const impact = await judge(gateway, by, query, extension)
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const changed = await changeStanding(tx, store.tenant, id, seenVersion, now, {
      until: extension.until,
      reason: extension.reason,
      owner_id: by.id,
      owner_name: by.name,
      impact: JSON.stringify(impact),
    })
    await record(tx, now, by, changed, 'suppression.extended', {
      until: extension.until,
      ...foundDetail(impact),
      reason: extension.reason,
    })
  })
}

/** Ends it now. What it holds comes back by `releaseSuppressed`. Throws as `extendSuppression`. */
export async function endSuppression(
  gateway: Gateway,
  by: Person,
  id: string,
  reason: string,
  seenVersion: number,
): Promise<void> {
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const changed = await changeStanding(tx, store.tenant, id, seenVersion, now, {
      ended_at: now,
      ended_by_id: by.id,
      ended_by_name: by.name,
      end_reason: reason,
    })
    await record(tx, now, by, changed, 'suppression.ended', { reason })
  })
}

/** What it comes to, judged by what the person saw of it. */
async function judge(gateway: Gateway, by: Person, query: string, asked: SuppressionExtension): Promise<Impact> {
  const { store } = gateway
  const late = whyNotUntil(asked.until, await gateway.now(store.read))
  if (late !== null) throw new Problem('cannot-do', late)
  const impact = await previewSuppression(gateway, by, query)
  const truePositives = impact.dispositions['true-positive']
  const people = await listPeople(store.read, store.tenant)
  const verb = truePositives > 0 ? 'suppress-true-alerts' : 'suppress-alerts'
  const verdict = gateway.rights.may(by, verb, { people })
  if (!verdict.allowed) {
    await recordRefusal(gateway, by, verb, verdict.rule, verdict.because, [])
    throw new Problem('forbidden', verdict.because, { rule: verdict.rule })
  }
  if (truePositives > asked.seenTruePositives) {
    const named = impact.truePositives.slice(0, 3).map(({ number }) => `A-${number}`)
    throw new Problem(
      'stale',
      `It would have held ${truePositives} that were true (${named.join(', ')}${truePositives > 3 ? ', …' : ''}), and you saw ${asked.seenTruePositives}. Look at the preview again.`,
    )
  }
  return impact
}

async function changeStanding(
  tx: Tx,
  tenant: string,
  id: string,
  seenVersion: number,
  now: number,
  change: Partial<SuppressionRow>,
): Promise<SuppressionRow> {
  const row = await findSuppression(tx, tenant, id)
  const ended = row.ended_at === null ? null : { at: row.ended_at, by: null, reason: '' }
  if (!isStanding({ until: row.until, ended }, now)) {
    throw new Problem('cannot-do', `SU-${row.number} is over. Put up another one if it is still right.`)
  }
  const changed = await tx
    .updateTable('suppression')
    .set({ ...change, version: seenVersion + 1 })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (changed !== undefined) return changed
  throw new Problem(
    'precondition-failed',
    `SU-${row.number} was changed by somebody after you opened it: version ${seenVersion}, now ${row.version}. Look at it again.`,
  )
}

async function refuseTooMany(tx: Tx, tenant: string): Promise<void> {
  const { count } = await tx
    .selectFrom('suppression')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('cleared_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count < MOST_STANDING) return
  throw new Problem('cannot-do', `${count} suppressions stand, the limit is ${MOST_STANDING}. End one first.`)
}

async function record(
  tx: Tx,
  now: number,
  by: Person,
  row: SuppressionRow,
  code: AuditCode,
  detail: AuditDraft['detail'],
): Promise<void> {
  const entry = { code, actor: personActor(by), subjects: [subjectOf(row)], detail }
  await appendAudit(tx, row.tenant, now, [entry])
}
