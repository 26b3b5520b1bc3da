import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Readback } from '../connectors/connector.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import { moveStep, noteStep } from '../plans/move-plan.ts'
import { type StepRow, subjectsOf } from '../plans/plan-rows.ts'
import { waitForPeople } from '../repointing/wait-for-people.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { readTarget } from './ask-connector.ts'
import type { Held } from './claim-step.ts'
import { spreadContainment } from './containment.ts'
import { failStep, finishStep } from './finish-step.ts'
import type { RunnerOptions } from './runner.ts'
import { holdPlan } from './settle-plan.ts'
import { stepDetail } from './step-detail.ts'

/** More sendings of one step than this, each after it was read back as absent, are somebody undoing it. */
const ATTEMPTS = 5

/** A step that a gateway left as sent: nobody knows what became of it, so it is in doubt before it is anything else. */
export async function takeOver(gateway: Gateway, held: Held): Promise<boolean> {
  const { store } = gateway
  return store.write(async (tx) => {
    const now = await gateway.now(tx)
    const reason = 'The gateway that sent it did not come back with the answer.'
    // The plan's row comes before those of its steps, as everywhere.
    await holdPlan(tx, store.tenant, held.claim.planId)
    const moved = await moveStep(tx, store.tenant, held.claim, 'read-back', {
      containment: 'in-doubt',
      trouble: reason,
      deadline_at: Math.max(held.row.deadline_at ?? 0, now + held.step.verifyWithinMs),
    })
    if (moved === null) return false
    await spreadContainment(tx, store.tenant, held.plan.body, now)
    await appendAudit(tx, store.tenant, now, [doubt(held, reason)])
    return true
  })
}

/**
 * Reads the target back and records what is true. Present: done. Absent after a lost answer: it may be sent again,
 * under the same key. Absent after an accepted one: the target is asked until the deadline and never believed before.
 * Cannot be told: in doubt until the deadline, then failed, loudly.
 */
export async function readStep(gateway: Gateway, held: Held, options: RunnerOptions): Promise<void> {
  const readback = await readTarget(gateway, held, options)
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const row = await current(tx, store.tenant, held)
    if (row === null) return
    if (readback.effect === 'present') {
      if (row.state === 'sent') await moveStep(tx, store.tenant, held.claim, 'read-back', {})
      await finishStep(tx, store.tenant, held, 'verify', readback, now, [])
    } else if (readback.effect === 'absent') {
      await absent(tx, store.tenant, held, row, readback, now, options)
    } else {
      await unknown(tx, store.tenant, held, row, readback, now, options)
    }
  })
}

async function absent(
  tx: Tx,
  tenant: string,
  held: Held,
  row: StepRow,
  readback: Readback,
  now: EpochMs,
  options: RunnerOptions,
): Promise<void> {
  const isAccepted = row.containment !== 'in-doubt'
  if (isAccepted && held.step.connector === PEOPLE) {
    await waitForPeople(tx, tenant, held, row.state, { ...readback, ...laterForPeople(row, now, options) }, now)
    return
  }
  if (!isAccepted && row.attempt < ATTEMPTS) {
    await holdPlan(tx, tenant, held.claim.planId)
    if (row.state === 'sent') await moveStep(tx, tenant, held.claim, 'read-back', {})
    await moveStep(tx, tenant, held.claim, 'absent', {
      containment: 'not-contained',
      readback: readback.detail,
      ...later(row, now, options),
    })
    await spreadContainment(tx, tenant, held.plan.body, now)
    const reason = `Read back: it was not done. It may be sent again under the same key. ${readback.detail}`
    await appendAudit(tx, tenant, now, [doubt(held, reason)])
    return
  }
  if (isAccepted && now < (row.deadline_at ?? 0)) {
    await keepAsking(tx, tenant, held, row, 'not-contained', readback, now, options)
    return
  }
  const because = isAccepted
    ? `The target accepted it, yet it is not there ${Math.round(held.step.verifyWithinMs / 1000)} s later.`
    : `It was sent ${row.attempt} times and is not there.`
  await failStep(tx, tenant, held, { containment: 'not-contained', detail: readback.detail }, because, now)
}

async function unknown(
  tx: Tx,
  tenant: string,
  held: Held,
  row: StepRow,
  readback: Readback,
  now: EpochMs,
  options: RunnerOptions,
): Promise<void> {
  if (held.step.connector === PEOPLE) {
    // What the target sees is not known; nothing was sent to it, so nothing is in doubt and nothing fails.
    const wait = { ...readback, containment: 'not-contained' as const, ...laterForPeople(row, now, options) }
    await waitForPeople(tx, tenant, held, row.state, wait, now)
    return
  }
  if (now < (row.deadline_at ?? 0)) {
    await keepAsking(tx, tenant, held, row, 'in-doubt', readback, now, options)
    return
  }
  const because = `Whether it was done could not be found out in time. Look at the target by hand. ${readback.detail}`
  await failStep(tx, tenant, held, { containment: 'in-doubt', detail: readback.detail }, because, now)
}

/** Only the first time is a change of state and has an entry; asking again is not news. */
async function keepAsking(
  tx: Tx,
  tenant: string,
  held: Held,
  row: StepRow,
  containment: 'not-contained' | 'in-doubt',
  readback: Readback,
  now: EpochMs,
  options: RunnerOptions,
): Promise<void> {
  const change = { containment, readback: readback.detail, ...later(row, now, options) }
  const isOtherwise = row.containment !== containment
  if (isOtherwise) await holdPlan(tx, tenant, held.claim.planId)
  if (row.state === 'sent') await moveStep(tx, tenant, held.claim, 'read-back', change)
  else await noteStep(tx, tenant, held.claim, change)
  if (isOtherwise) await spreadContainment(tx, tenant, held.plan.body, now)
  if (isOtherwise || row.state === 'sent') await appendAudit(tx, tenant, now, [doubt(held, readback.detail)])
}

/**
 * Waits a quarter of the time that has passed, so that a quick target is read quickly and a slow one is not pestered.
 */
function later(row: StepRow, now: EpochMs, { pollMs, jitter }: RunnerOptions) {
  const passedMs = now - (row.sent_at ?? now)
  const waitMs = Math.min(5_000, Math.max(pollMs, passedMs / 4)) * (0.75 + jitter() / 2)
  return { not_before: now + Math.ceil(waitMs), lease_holder: null, lease_until: 0 }
}

/** People answer in hours: their target is not asked every few seconds. Whoever confirms has it looked at once. */
function laterForPeople(row: StepRow, now: EpochMs, { pollMs, jitter }: RunnerOptions) {
  const passedMs = now - (row.sent_at ?? now)
  return { notBefore: now + Math.ceil(Math.min(20_000, Math.max(pollMs, passedMs / 4)) * (0.75 + jitter() / 2)) }
}

function doubt(held: Held, reason: string): AuditDraft {
  return {
    code: 'step.in-doubt',
    actor: GATEWAY_ACTOR,
    subjects: subjectsOf(held.plan.body),
    detail: { ...stepDetail(held), reason },
  }
}

/** The step as it stands, if it is still ours. */
async function current(tx: Tx, tenant: string, { claim }: Held): Promise<StepRow | null> {
  const row = await tx
    .selectFrom('step')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan_id', '=', claim.planId)
    .where('ordinal', '=', claim.ordinal)
    .where('fence', '=', claim.fence)
    .executeTakeFirst()
  return row ?? null
}
