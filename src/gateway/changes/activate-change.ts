import type { ChangeKind } from '../../domain/change/change.ts'
import type { ChangeEvent } from '../../domain/change/change-machine.ts'
import { isDue } from '../../domain/change/when.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { nextNumber, type Tx } from '../store/store.ts'
import { giveAutomationBack, giveIfTried } from './automation-loss.ts'
import { type ChangeRow, kindOf, lockChange, moveChange, movedDetail, subjectsOfChange } from './change-rows.ts'
import { outdateIfReplaced } from './end-change.ts'
import { readInForce, touchInForce } from './in-force.ts'
import { redecideConcerned } from './redecide-queue.ts'
import { type Content, putInForce, standingOf } from './versions.ts'

const SWEEP = 20

/** Puts approved changes in force whose time has come by the database's clock. Answers how many were dealt with. */
export async function activateDue(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const now = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('change')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('state', '=', 'approved')
    .where((eb) => eb.or([eb('activate_at', 'is', null), eb('activate_at', '<=', now)]))
    .orderBy('number')
    .limit(SWEEP)
    .execute()
  let dealt = 0
  for (const { id } of due) {
    dealt += await inTurn(store, () => store.write((tx) => activate(gateway, tx, id)))
  }
  return dealt
}

/**
 * One transaction: the change, the version, the alerts concerned and the entry, or nothing. It takes the number that parts of
 * deliveries take, so that one that is being stored ends by the old version and the next one begins by the new.
 */
async function activate(gateway: Gateway, tx: Tx, id: string): Promise<0 | 1> {
  const { tenant } = gateway.store
  await nextNumber(tx, tenant, 'ingest')
  const row = await lockChange(tx, tenant, id)
  const now = await gateway.now(tx)
  if (row.state !== 'approved' || !isDue(row.activate_at, now)) return 0
  if ((await outdateIfReplaced(gateway, tx, row, now)) !== null) return 1
  const content: Content = { body: row.body, mode: row.mode_to as Content['mode'] }
  const version = await bringInForce(gateway, tx, row, content, now)
  if (row.restores_automation) await giveAutomationBack(gateway, tx, row.subject_id)
  const automation = row.kind === 'trigger' ? await giveIfTried(gateway, tx, row.subject_id, now) : null
  await moveChange(tx, tenant, id, 'activate', now, { state_reason: row.state_reason, version, activated_at: now })
  await redecideConcerned(gateway, tx, row.subject_id)
  await appendAudit(tx, tenant, now, [
    {
      code: 'change.activated',
      actor: GATEWAY_ACTOR,
      subjects: subjectsOfChange(row),
      detail: {
        version,
        digest: row.digest,
        restoresAutomation: row.restores_automation,
        ...(automation === null ? {} : { automation }),
        ...movedDetail(row),
      },
    },
  ])
  return 1
}

/** The next version, and the end of the change that made the one before it. Everybody reads it from their next transaction on. */
export async function bringInForce(
  gateway: Gateway,
  tx: Tx,
  row: Pick<ChangeRow, 'id' | 'kind' | 'subject_id' | 'proposed_by' | 'proposed_by_name' | 'reason' | 'restores'>,
  content: Content,
  now: EpochMs,
): Promise<number> {
  const { tenant } = gateway.store
  const kind = kindOf(row)
  const before = standingOf(await readInForce(gateway, tx), kind, row.subject_id)
  const version = await putInForce(tx, tenant, { kind, id: row.subject_id, before }, content, {
    changeId: row.id,
    by: { id: row.proposed_by, name: row.proposed_by_name },
    reason: row.reason,
    restores: row.restores,
    now,
  })
  const event = row.restores === null ? 'supersede' : 'roll-back'
  await endStanding(tx, tenant, kind, row.subject_id, event, now, `Version ${version} came after it.`)
  await touchInForce(gateway, tx)
  return version
}

async function endStanding(
  tx: Tx,
  tenant: string,
  kind: ChangeKind,
  subject: string,
  event: ChangeEvent,
  now: EpochMs,
  reason: string,
): Promise<void> {
  const standing = await tx
    .selectFrom('change')
    .select('id')
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('subject_id', '=', subject)
    .where('state', '=', 'active')
    .execute()
  for (const { id } of standing) await moveChange(tx, tenant, id, event, now, { state_reason: reason })
}
