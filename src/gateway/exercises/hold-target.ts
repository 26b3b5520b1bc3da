import type { AuditActor } from '../../domain/audit/entry.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { sayStop, stopOver } from '../stop/standing.ts'
import { appendAudit, holdLog } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import type { Exercised } from './list-exercises.ts'

/**
 * Claims a target for one exercise, with its entry in the log before anything is sent; one at a time, whichever gateway. Answers
 * the name of the exercise at the target. A gateway that dies leaves it to the next one when its time is over. Throws `cannot-do`.
 */
export async function holdTarget(
  gateway: Gateway,
  { connector }: StagingTarget,
  playbook: Exercised,
  by: AuditActor,
  withinMs: number,
): Promise<string> {
  const { store } = gateway
  return store.write(async (tx) => {
    // A stop that comes later comes after this in the log too.
    await holdLog(tx, store.tenant)
    const stop = await stopOver(tx, store.tenant, by.id === GATEWAY_ACTOR.id)
    if (stop !== null) throw new Problem('cannot-do', `Nothing is sent. ${sayStop(stop)}`)
    const now = await gateway.now(tx)
    // Each action and its undo are waited for so long, and asked a few times besides.
    const until = now + playbook.actions.length * (2 * withinMs + 60_000)
    const held = await tx
      .insertInto('exercise_hold')
      .values({ tenant: store.tenant, connector: connector.id, until })
      .onConflict((oc) =>
        oc.columns(['tenant', 'connector']).doUpdateSet({ until }).where('exercise_hold.until', '<=', now),
      )
      .returning('until')
      .executeTakeFirst()
    if (held === undefined)
      throw new Problem('cannot-do', `Somebody exercises on ${connector.title} just now. Try again in a minute.`)
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'exercise.begun',
        actor: by,
        subjects: [{ kind: 'playbook', id: playbook.id, label: playbook.title }],
        detail: { version: playbook.version, connector: connector.title },
      },
    ])
    return newId('ex', now, gateway.random)
  })
}

export async function releaseTarget({ store }: Gateway, tx: Tx, connector: string): Promise<void> {
  await tx.deleteFrom('exercise_hold').where('tenant', '=', store.tenant).where('connector', '=', connector).execute()
}
