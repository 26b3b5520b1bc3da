import type { AuditActor } from '../../domain/audit/entry.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import { redecidePlaybook } from '../changes/redecide-queue.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { sayFault } from '../plans/draft-plan.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'
import { holdTarget, releaseTarget } from './hold-target.ts'
import { type Exercised, findPlaybook, listExercises } from './list-exercises.ts'
import { failed, rehearse, TWIN } from './rehearse.ts'
import { canRehearse, type Rehearsal, rehearseOnTarget } from './rehearse-on-target.ts'

/** How targets are waited for; a test brings its own. */
export type Patience = Pick<Rehearsal, 'clock' | 'wait' | 'withinMs'>

const PATIENCE: Patience = {
  clock: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  withinMs: 30_000,
}

/**
 * Tries a playbook on the twin, or on a target for exercises, and keeps what came of it. Passed, it is the evidence that the gate
 * asks for; failed, the evidence that stood is gone, since this version no longer does what it did. What cannot be tried and taken
 * back at the target is tried on the twin, and each step says where it was. Never inside a transaction. Throws `not-found`,
 * and `cannot-do` where somebody exercises on the target just now or everything is stopped.
 */
export async function runExercise(
  gateway: Gateway,
  playbookId: string,
  by: AuditActor,
  connectorId: string = TWIN,
  patience: Patience = PATIENCE,
): Promise<void> {
  const playbook = await findPlaybook(gateway, playbookId)
  if (playbook === null) throw new Problem('not-found', 'There is no such playbook.')
  if (connectorId === TWIN) {
    const now = await gateway.now(gateway.store.read)
    return gateway.store.write((tx) => record(gateway, tx, playbook, rehearse(playbook, now), by, TWIN, TWIN))
  }
  await gateway.desk.sync()
  const target = gateway.desk.staging.get(connectorId)
  if (target === undefined) throw new Problem('not-found', 'There is no such target for exercises that is switched on.')
  if (!playbook.actions.some((action) => canRehearse(target, action))) {
    const what = `Nothing of ${playbook.title} can be tried and taken back on ${target.connector.title}.`
    throw new Problem('cannot-do', `${what} Exercise it on the twin.`)
  }
  const key = await holdTarget(gateway, target, playbook, by, patience.withinMs)
  const steps = await onTarget(target, playbook, { ...patience, key }, await gateway.now(gateway.store.read))
  return gateway.store.write(async (tx) => {
    await releaseTarget(gateway, tx, connectorId)
    await record(gateway, tx, playbook, steps, by, connectorId, target.connector.title)
  })
}

/** One after another: there is one stand-in. */
async function onTarget(
  target: StagingTarget,
  playbook: Exercised,
  rehearsal: Rehearsal,
  now: EpochMs,
): Promise<readonly ExerciseStep[]> {
  const steps: ExerciseStep[] = []
  for (const action of playbook.actions) {
    if (!canRehearse(target, action)) steps.push(...rehearse({ actions: [action] }, now))
    else {
      const step = rehearseOnTarget(target, action, rehearsal)
      const { title } = target.connector
      steps.push(
        await step.catch((error: unknown) => failed(action, title, `The connector failed: ${sayFault(error)}`)),
      )
    }
  }
  return steps
}

async function record(
  gateway: Gateway,
  tx: Tx,
  playbook: Exercised,
  steps: readonly ExerciseStep[],
  by: AuditActor,
  connector: string,
  title: string,
): Promise<void> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const problems = steps.filter((step) => !step.passed)
  const passed = problems.length === 0
  const key = { tenant, playbook_id: playbook.id, playbook_version: playbook.version }
  await tx
    .insertInto('exercise_run')
    .values({
      ...key,
      id: newId('ex', now, gateway.random),
      at: now,
      by_name: by.name,
      connector,
      passed,
      steps: JSON.stringify(steps),
    })
    .execute()
  const evidence = { exercised_at: now, connector }
  if (passed) {
    await tx
      .insertInto('exercise')
      .values({ ...key, ...evidence })
      .onConflict((oc) => oc.columns(['tenant', 'playbook_id', 'playbook_version']).doUpdateSet(evidence))
      .execute()
  } else {
    await tx
      .deleteFrom('exercise')
      .where('tenant', '=', tenant)
      .where('playbook_id', '=', playbook.id)
      .where('playbook_version', '=', playbook.version)
      .execute()
  }
  await redecidePlaybook(gateway, tx, playbook.id)
  await appendAudit(tx, tenant, now, [
    {
      code: passed ? 'exercise.passed' : 'exercise.failed',
      actor: by,
      subjects: [{ kind: 'playbook', id: playbook.id, label: playbook.title }],
      detail: {
        version: playbook.version,
        connector: title,
        actions: steps.length,
        onTwin: steps.filter((step) => step.on === TWIN).length,
        ...(passed ? {} : { reason: problems.map((step) => `${step.action}: ${step.problem}`).join(' ') }),
      },
    },
  ])
}

/**
 * Tries again what was tried before and will soon no longer count: once half of its time is over, and on the same target where it
 * is still there. What nobody ever tried is a person's to begin with. One that cannot be begun just now is left for the next time.
 */
export async function exerciseDue(gateway: Gateway, patience?: Patience): Promise<number> {
  const views = await listExercises(gateway)
  await gateway.desk.sync()
  const now = await gateway.now(gateway.store.read)
  const due = views.filter(
    ({ exercisedAt, countsUntil, last }) =>
      // Evidence that came with the sample or from elsewhere was begun by nobody here.
      last !== null &&
      exercisedAt !== null &&
      countsUntil !== null &&
      now >= exercisedAt + (countsUntil - exercisedAt) / 2,
  )
  let exercised = 0
  for (const { playbook, connector } of due) {
    const on = connector !== null && gateway.desk.staging.has(connector) ? connector : TWIN
    try {
      await runExercise(gateway, playbook.id, GATEWAY_ACTOR, on, patience)
      exercised += 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      gateway.log(`exercise of ${playbook.id} on ${on}: ${error.message}`)
    }
  }
  return exercised
}
