import type { Gateway } from '../gateway.ts'
import { stopOver } from '../stop/standing.ts'
import { appendAudit, holdLog } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { nextNumber, type Reader, type Tx } from '../store/store.ts'
import { connectorName } from './connector-name.ts'
import { askedBy, type RunClaim, type RunRow, subjectsOf } from './exercise-rows.ts'
import { TWIN } from './exercise-step.ts'

/** An exercise that this gateway may work on until its lease ends or somebody else's fence is higher. */
export interface HeldExercise {
  readonly row: RunRow
  readonly claim: RunClaim
  /** True where another gateway had begun it and let it go, or did not come back. */
  readonly isTakenOver: boolean
}

const CANDIDATES = 20

/**
 * Takes the lease of one exercise that is due, the one that was asked for first. On a target one at a time, whichever gateway, and
 * none while that is stopped; its begin is in the log before anything is sent. Null where nothing is due.
 */
export async function claimExercise(gateway: Gateway, holder: string, leaseMs: number): Promise<HeldExercise | null> {
  const { store } = gateway
  const asOf = await gateway.now(store.read)
  const due = await store.read
    .selectFrom('exercise_run')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('ended_at', 'is', null)
    .where('lease_until', '<=', asOf)
    .where('not_before', '<=', asOf)
    .orderBy('asked_at')
    .orderBy('id')
    .limit(CANDIDATES)
    .execute()
  for (const candidate of due) {
    // Asked before the log is held for it: while a stop stands nobody waits for these.
    if (await mustWait(store.read, store.tenant, candidate)) continue
    const row = await take(gateway, candidate, holder, leaseMs)
    if (row === null) continue
    return { row, claim: { id: row.id, fence: row.fence }, isTakenOver: candidate.state === 'running' }
  }
  return null
}

function take(gateway: Gateway, candidate: RunRow, holder: string, leaseMs: number): Promise<RunRow | null> {
  const { store } = gateway
  return store.write(async (tx) => {
    if (candidate.connector !== TWIN) {
      // Claims on one target wait for one another here, and a stop that comes later comes after this in the log too.
      await nextNumber(tx, store.tenant, `exercises/${candidate.connector}`)
      await holdLog(tx, store.tenant)
      if (await mustWait(tx, store.tenant, candidate)) return null
    }
    const now = await gateway.now(tx)
    const row = await tx
      .updateTable('exercise_run')
      .set((eb) => ({
        state: 'running',
        begun_at: candidate.begun_at ?? now,
        note: null,
        fence: candidate.fence + 1,
        lease_holder: holder,
        lease_until: now + leaseMs,
        takeovers: eb('takeovers', '+', candidate.lease_holder === null ? 0 : 1),
      }))
      .where('tenant', '=', store.tenant)
      .where('id', '=', candidate.id)
      .where('fence', '=', candidate.fence)
      .where('lease_until', '<=', now)
      .where('ended_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) return null
    if (candidate.state === 'waiting') {
      const detail = {
        version: row.playbook_version,
        connector: connectorName(gateway, row.connector),
        exercise: row.id,
      }
      await appendAudit(tx, store.tenant, now, [
        { code: 'exercise.begun', actor: GATEWAY_ACTOR, subjects: subjectsOf(row), detail },
      ])
    }
    return row
  })
}

/** Whether its target is at another exercise, or stopped. */
async function mustWait(read: Reader | Tx, tenant: string, row: RunRow): Promise<boolean> {
  if (row.connector === TWIN) return false
  if ((await stopOver(read, tenant, askedBy(row).id === GATEWAY_ACTOR.id)) !== null) return true
  if (row.state !== 'waiting') return false
  const other = await read
    .selectFrom('exercise_run')
    .select('id')
    .where('tenant', '=', tenant)
    .where('connector', '=', row.connector)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return other !== undefined
}
