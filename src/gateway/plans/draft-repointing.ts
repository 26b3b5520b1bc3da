import { actionOf } from '../../domain/action/catalogue.ts'
import type { Identity } from '../../domain/identity/identity.ts'
import type { PlanStep, StepTarget } from '../../domain/plan/plan.ts'
import { REPOINT_USUAL_MS } from '../../domain/plan/plan-words.ts'
import type { RepointedConsumer } from '../../domain/plan/repointing.ts'
import { PEOPLE } from '../connectors/people/people-connector.ts'
import type { Gateway } from '../gateway.ts'
import { candidates, type DraftedStep, sayFault, type Undraftable, undraftable } from './draft-plan.ts'

const ASK_WITHIN_MS = 5_000

/**
 * The step that re-points one consumer: by the first healthy connector that knows the consumer and accepts it in a dry run, else by
 * the people of its team, who have `withinMs` for it. A consumer holds no access of its own that this could cut, so it breaks nobody.
 */
export async function draftRepointing(
  gateway: Gateway,
  identity: Pick<Identity, 'id'>,
  consumer: RepointedConsumer,
  { ordinal, after }: { readonly ordinal: number; readonly after: readonly number[] },
  withinMs: number | null,
): Promise<DraftedStep | Undraftable> {
  await gateway.desk.sync()
  const action = actionOf('repoint-consumer')
  const reasons: string[] = []
  for (const connector of candidates(gateway, action.id, null)) {
    try {
      const health = await connector.health(AbortSignal.timeout(ASK_WITHIN_MS))
      const names = { name: consumer.name, names: [{ kind: 'principal-id' as const, value: consumer.id }] }
      const account = health.ok ? await connector.accountOf(names) : null
      if (account === null) continue
      const target: StepTarget = {
        identityId: identity.id,
        account,
        sessionIds: [],
        credentialIds: [],
        tools: [],
        consumer,
      }
      const plan = await connector.plan({ action: action.id, target, undoes: null })
      if (!plan.ok) {
        reasons.push(plan.reason)
        continue
      }
      const step: PlanStep = {
        ordinal,
        after: [...after],
        action: action.id,
        connector: connector.id,
        target,
        request: plan.request as PlanStep['request'],
        predicted: { score: 0, level: 'none', consumers: [], isComplete: true },
        survives: [...plan.survives],
        undo: { action: action.rollback, seconds: plan.undoSeconds, cannotRestore: [...plan.undoCannotRestore] },
        verifiedBy: action.verifiedBy,
        verifyWithinMs: connector.id === PEOPLE ? (withinMs ?? REPOINT_USUAL_MS) : connector.verifyWithinMs,
      }
      return { ok: true, step }
    } catch (error) {
      reasons.push(`${connector.title} failed: ${sayFault(error)}`)
    }
  }
  return undraftable(`Nobody can re-point ${consumer.name}. ${reasons.join(' ')}`.trim(), [])
}
