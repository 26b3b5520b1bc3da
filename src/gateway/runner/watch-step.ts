import { isTelling } from '../../domain/action/catalogue.ts'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import type { Json } from '../../domain/json/json.ts'
import type { Gateway } from '../gateway.ts'
import { noteStep } from '../plans/move-plan.ts'
import { subjectsOf } from '../plans/plan-rows.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { readTarget } from './ask-connector.ts'
import type { Held } from './claim-step.ts'
import { spreadContainment } from './containment.ts'
import { consumersText, containmentOf } from './finish-step.ts'
import type { RunnerOptions } from './runner.ts'
import { stepDetail } from './step-detail.ts'

const RAREST_MS = 10 * 60_000

/**
 * Looks at the target of a step that is done: consumers come back, and what was contained may be opened by others.
 * Every change that is read has an entry; a plan stays done, what is shown of its target does not stay green.
 */
export async function watchStep(gateway: Gateway, held: Held, options: RunnerOptions): Promise<void> {
  const readback = await readTarget(gateway, held, options)
  const { store } = gateway
  const { row } = held
  // What it did shows in no state of the target: that it is gone is told by what was read alone.
  const tells = isTelling(held.step.action)
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const passedMs = now - (row.finished_at ?? now)
    const waitMs = Math.min(RAREST_MS, Math.max(1_000, passedMs / 4)) * (0.75 + options.jitter() / 2)
    const isReadable = readback.effect !== 'unknown'
    const consumers = isReadable ? consumersText(readback) : row.consumers
    const containment = isReadable ? containmentOf(readback, row.sent_at !== null) : row.containment
    const isOther = consumers !== row.consumers || containment !== row.containment
    const isNews = isOther || (isReadable && tells && readback.detail !== row.readback)
    const isOurs = await noteStep(tx, store.tenant, held.claim, {
      not_before: now + Math.ceil(waitMs),
      lease_holder: null,
      lease_until: 0,
      ...(isReadable ? { read_at: now, readback: readback.detail } : {}),
      ...(isNews ? { consumers, containment } : {}),
    })
    if (!isOurs || !isNews) return
    const isGone = readback.effect === 'absent'
    await spreadContainment(tx, store.tenant, held.plan.body, now)
    await appendAudit(tx, store.tenant, now, [
      {
        code: isGone ? 'step.failed' : 'step.verified',
        actor: GATEWAY_ACTOR,
        subjects: subjectsOf(held.plan.body),
        detail: {
          ...stepDetail(held),
          containment,
          readback: readback.detail,
          consumers: readback.consumers as unknown as Json[],
          ...(isGone ? { reason: 'Its effect was there and is gone again.' } : {}),
        } as AuditDraft['detail'],
      },
    ])
  })
}
