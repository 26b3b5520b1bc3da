import type { ActionId } from '../../domain/action/action.ts'
import { actionOf, isRepointing } from '../../domain/action/catalogue.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { sayStop, stopOver } from '../stop/standing.ts'
import { appendAudit, holdLog } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { TWIN, waitingStep } from './exercise-step.ts'
import { type Exercised, findPlaybook } from './find-playbook.ts'

/**
 * Asks for an exercise of a playbook on the twin, or on a target for exercises, and answers its id; a gateway carries it out soon.
 * While one of this very version waits or is under way there, that is the answer: however often and by whoever it is asked for,
 * it is done once. Never inside a transaction. Throws `not-found`, and `cannot-do` where nothing of it can be tried there or
 * everything is stopped.
 */
export async function askExercise(
  gateway: Gateway,
  playbookId: string,
  by: AuditActor,
  connectorId: string = TWIN,
): Promise<string> {
  const playbook = await findPlaybook(gateway, playbookId)
  if (playbook === null) throw new Problem('not-found', 'There is no such playbook.')
  await gateway.desk.sync()
  const target = connectorId === TWIN ? null : gateway.desk.staging.get(connectorId)
  if (target === undefined) throw new Problem('not-found', 'There is no such target for exercises that is switched on.')
  if (target !== null && !playbook.actions.some((action) => whyNotThere(target, action) === null)) {
    const what = `Nothing of ${playbook.title} can be tried and taken back on ${target.connector.title}.`
    throw new Problem('cannot-do', `${what} Exercise it on the twin.`)
  }
  const { store } = gateway
  return store.write(async (tx) => {
    if (target !== null) {
      await holdLog(tx, store.tenant)
      const stop = await stopOver(tx, store.tenant, by.id === GATEWAY_ACTOR.id)
      if (stop !== null) throw new Problem('cannot-do', `Nothing is sent. ${sayStop(stop)}`)
    }
    const now = await gateway.now(tx)
    const id = newId('ex', now, gateway.random)
    const ofVersion = { tenant: store.tenant, playbook_id: playbook.id, playbook_version: playbook.version }
    const asked = await tx
      .insertInto('exercise_run')
      .values({
        ...ofVersion,
        id,
        title: playbook.title,
        connector: connectorId,
        by_id: by.id,
        by_name: by.name,
        state: 'waiting',
        asked_at: now,
        steps: JSON.stringify(stepsFor(playbook, target)),
        not_asked: JSON.stringify(target === null ? [] : notAskedOf(playbook, target)),
        fence: 0,
        lease_until: 0,
        not_before: 0,
        takeovers: 0,
      })
      .onConflict((oc) =>
        oc
          .columns(['tenant', 'connector', 'playbook_id', 'playbook_version'])
          .where('ended_at', 'is', null)
          .doUpdateSet((eb) => ({ fence: eb.ref('exercise_run.fence') })),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    if (asked.id !== id) return asked.id
    await appendAudit(tx, store.tenant, now, [
      {
        code: 'exercise.asked',
        actor: by,
        subjects: [{ kind: 'playbook', id: playbook.id, label: playbook.title }],
        detail: { version: playbook.version, connector: target?.connector.title ?? TWIN, exercise: id },
      },
    ])
    return id
  })
}

function stepsFor({ actions }: Exercised, target: StagingTarget | null) {
  return actions.map((action) => {
    const notThere = target === null ? null : whyNotThere(target, action)
    return waitingStep(action, target === null || notThere !== null ? TWIN : target.connector.title, notThere)
  })
}

/**
 * Why an action is tried on the twin and not on this target; null where it is tried there. Only what can be taken back there is: an
 * exercise leaves the stand-in as it found it, so that it can be repeated.
 */
export function whyNotThere({ connector }: StagingTarget, action: ActionId): string | null {
  const { rollback } = actionOf(action)
  if (isRepointing(action)) return 'people do it, and in an exercise nobody is asked'
  if (action === 'retire-secret') return 'it stands on a secret that was issued, and each action is tried alone'
  if (!connector.actions.includes(action)) return `${connector.title} cannot do it`
  if (rollback === null) return 'nothing takes it back'
  return connector.actions.includes(rollback) ? null : `${connector.title} cannot take it back`
}

/** What the target could do and take back besides. */
function notAskedOf({ actions }: Exercised, target: StagingTarget): readonly ActionId[] {
  return target.connector.actions.filter(
    (action) => actionOf(action).covers.length > 0 && !actions.includes(action) && whyNotThere(target, action) === null,
  )
}
