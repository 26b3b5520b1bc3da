import type { ActionId } from '../../domain/action/action.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { GATEWAY_REQUESTER, proposePlan } from '../plans/propose-plan.ts'
import { stopOver } from '../stop/standing.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'

const AT_ONCE = 5

/**
 * Proposes what the decision lets run without a vote, and answers how many. Only for alerts seen as lately as an
 * approval would live, that nobody has closed and for which no plan ever was: an old one waits for a person. The
 * proposal decides again under the lock of all proposals, so that the budget holds however many gateways try. `passed`
 * remembers what was refused, so that it is in the log once and not every second. While automation stands still, nothing is.
 */
export async function proposeAutomatic(gateway: Gateway, passed: Set<string>): Promise<number> {
  const { store } = gateway
  if ((await stopOver(store.read, store.tenant, true)) !== null) return 0
  const now = await gateway.now(store.read)
  const { policy } = await readInForce(gateway, store.read)
  const rows = await store.read
    .selectFrom('alert')
    .select(['id', 'action'])
    .where('tenant', '=', store.tenant)
    .where('last_seen_at', '>=', now - policy.gate.approvalTtlMs)
    .where('gate', '=', 'auto')
    .where('status', '!=', 'closed')
    .where('action', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('plan')
            .select('plan.id')
            .whereRef('plan.tenant', '=', 'alert.tenant')
            .whereRef('plan.alert_id', '=', 'alert.id'),
        ),
      ),
    )
    .orderBy('last_seen_at', 'desc')
    .limit(AT_ONCE + passed.size)
    .execute()
  let proposed = 0
  for (const row of rows.filter(({ id }) => !passed.has(id)).slice(0, AT_ONCE)) {
    try {
      await proposePlan(gateway, GATEWAY_REQUESTER, GATEWAY_ACTOR, {
        alertId: row.id,
        action: row.action as ActionId,
        reason: 'The decision lets it run without a vote.',
        exceedsCap: false,
        playbook: null,
        restoreAfterMs: null,
        // What runs by itself waits for nobody.
        repointWithinMs: null,
      })
      proposed += 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (passed.size >= REMEMBERED) passed.clear()
      passed.add(row.id)
    }
  }
  return proposed
}

const REMEMBERED = 1_000
