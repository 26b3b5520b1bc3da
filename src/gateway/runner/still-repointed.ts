import { isRepointing } from '../../domain/action/catalogue.ts'
import { ancestorsOf } from '../../domain/plan/repointing.ts'
import type { Gateway } from '../gateway.ts'
import type { Finding } from '../plans/check-plan.ts'
import { stepsOf } from '../plans/plan-rows.ts'
import { readTarget } from './ask-connector.ts'
import type { Held } from './claim-step.ts'
import type { RunnerOptions } from './runner.ts'

/**
 * Before an old secret is retired: whether everybody whom the plan re-pointed is still seen so, or still said to be. Somebody who
 * fell back to the old secret since would break. Nothing for any other step. Asks connectors, so never inside a transaction.
 */
export async function stillRepointed(
  gateway: Gateway,
  held: Held,
  options: RunnerOptions,
): Promise<readonly Finding[]> {
  const { body } = held.plan
  if (held.step.action !== 'retire-secret') return []
  const ancestors = ancestorsOf(held.step, body.steps)
  const before = body.steps.filter(({ ordinal, action }) => ancestors.has(ordinal) && isRepointing(action))
  if (before.length === 0) return []
  const rows = await stepsOf(gateway.store.read, gateway.store.tenant, body.id)
  const away: string[] = []
  for (const step of before) {
    const row = rows.find(({ ordinal }) => ordinal === step.ordinal)
    if (row === undefined) continue
    const key = { idempotencyKey: row.idempotency_key, fence: row.fence }
    const { effect, detail } = await readTarget(gateway, { ...held, step, row, key }, options)
    if (effect !== 'present') away.push(`${step.target.consumer?.name ?? step.target.account}: ${detail}`)
  }
  const detail = away.length === 0 ? 'All are on the new secret.' : away.join(' ')
  return [{ what: 'Consumers', step: null, holds: away.length === 0, detail, sides: null, otherwise: 'pause' }]
}
