import type { ChangeState } from '../../domain/change/change.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Verdict } from '../../domain/people/verdict.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { type ChangeRow, kindOf, loadChange, lockChange, moveChange, subjectsOfChange } from './change-rows.ts'
import { readInForce } from './in-force.ts'
import { standingOf, versionsOf } from './versions.ts'

/** Takes an open change back. Throws `forbidden` (logged) and `stale` where it is open no more. */
export async function withdrawChange(gateway: Gateway, by: Person, id: string, reason: string): Promise<void> {
  const { store } = gateway
  const refused = await store.write(async (tx): Promise<Verdict | null> => {
    const row = await lockChange(tx, store.tenant, id)
    const now = await gateway.now(tx)
    const verdict = gateway.rights.may(by, 'withdraw-change', {
      people: await listPeople(tx, store.tenant),
      change: {
        proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
        state: row.state as ChangeState,
      },
    })
    if (!verdict.allowed) return verdict
    await moveChange(tx, store.tenant, id, 'withdraw', now, { state_reason: `Withdrawn by ${by.name}: ${reason}` })
    await appendAudit(tx, store.tenant, now, [
      { code: 'change.withdrawn', actor: personActor(by), subjects: subjectsOfChange(row), detail: { reason } },
    ])
    return null
  })
  if (refused === null) return
  const row = await loadChange(store.read, store.tenant, id)
  await recordRefusal(gateway, by, 'withdraw-change', refused.rule, refused.because, subjectsOfChange(row))
  throw new Problem(refused.rule === 'withdraw.over' ? 'stale' : 'forbidden', refused.because)
}

/** Ends a proposal whose time has run out, with its entry, and says so. The caller holds the row. */
export async function expire(tx: Tx, tenant: string, row: ChangeRow, now: EpochMs): Promise<string> {
  const because = 'Nobody reviewed it in time.'
  await end(tx, tenant, row, 'expire', now, because)
  return `It has expired. ${because} Propose it again.`
}

/**
 * Ends an open change whose base is no longer in force, with its entry, and answers what came first; null where the base still
 * holds. The caller holds the row.
 */
export async function outdateIfReplaced(
  gateway: Gateway,
  tx: Tx,
  row: ChangeRow,
  now: EpochMs,
): Promise<string | null> {
  const { tenant } = gateway.store
  const kind = kindOf(row)
  const inForce = await readInForce(gateway, tx)
  const standing = standingOf(inForce, kind, row.subject_id)
  if (standing.version === row.base_version && standing.digest === row.base_digest) return null
  const [newest] = await versionsOf(tx, tenant, inForce, kind, row.subject_id)
  const by = newest?.view.by
  const who = by === null || by === undefined ? 'a new release' : by.name
  const why = newest?.view.reason ?? ''
  const because = `It was made on version ${row.base_version}; version ${standing.version} of ${who} came first: ${why}`
  await end(tx, tenant, row, 'outdate', now, because)
  return `${because} Propose it again on version ${standing.version}.`
}

const CODES = { expire: 'change.expired', outdate: 'change.stale' } as const

async function end(
  tx: Tx,
  tenant: string,
  row: ChangeRow,
  event: 'expire' | 'outdate',
  now: EpochMs,
  because: string,
): Promise<void> {
  await moveChange(tx, tenant, row.id, event, now, { state_reason: because })
  await appendAudit(tx, tenant, now, [
    { code: CODES[event], actor: GATEWAY_ACTOR, subjects: subjectsOfChange(row), detail: { reason: because } },
  ])
}

const SWEEP = 50

/** Ends proposals that nobody reviewed in time, each in a transaction of its own. Answers how many. */
export async function expireChanges(gateway: Gateway): Promise<number> {
  const { store } = gateway
  const due = await store.read
    .selectFrom('change')
    .select('id')
    .where('tenant', '=', store.tenant)
    .where('state', '=', 'proposed')
    .where('expires_at', '<=', await gateway.now(store.read))
    .orderBy('expires_at')
    .limit(SWEEP)
    .execute()
  let ended = 0
  for (const { id } of due) {
    ended += await store.write(async (tx) => {
      const row = await lockChange(tx, store.tenant, id)
      const now = await gateway.now(tx)
      if (row.state !== 'proposed' || now < row.expires_at) return 0
      await expire(tx, store.tenant, row, now)
      return 1
    })
  }
  return ended
}
