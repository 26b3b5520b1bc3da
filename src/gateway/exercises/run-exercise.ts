import type { ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS, playbookById } from '../../domain/action/playbooks.ts'
import type { AuditActor } from '../../domain/audit/entry.ts'
import type { ExerciseStep, ExerciseView } from '../../domain/views/exercise-views.ts'
import { readInForce } from '../changes/in-force.ts'
import { redecidePlaybook } from '../changes/redecide-queue.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { findOwn, listOwn, type OwnPlaybook } from '../playbooks/own-playbooks.ts'
import { appendAudit } from '../store/audit-log.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { rehearse } from './rehearse.ts'

const CONNECTOR = 'twin'

/**
 * Tries a playbook on the twin and keeps what came of it. Passed, it is the evidence that the gate asks for; failed, the
 * evidence that stood is gone, since this version no longer does what it did. Throws `not-found`.
 */
export async function runExercise(gateway: Gateway, playbookId: string, by: AuditActor): Promise<void> {
  const playbook = await findPlaybook(gateway, playbookId)
  if (playbook === null) throw new Problem('not-found', 'There is no such playbook.')
  const { store } = gateway
  await store.write(async (tx) => {
    const now = await gateway.now(tx)
    const steps = rehearse(playbook, now)
    const problems = steps.filter((step) => !step.passed)
    const passed = problems.length === 0
    const key = { tenant: store.tenant, playbook_id: playbook.id, playbook_version: playbook.version }
    await tx
      .insertInto('exercise_run')
      .values({
        ...key,
        id: newId('ex', now, gateway.random),
        at: now,
        by_name: by.name,
        passed,
        steps: JSON.stringify(steps),
      })
      .execute()
    const evidence = { exercised_at: now, connector: CONNECTOR }
    if (passed) {
      await tx
        .insertInto('exercise')
        .values({ ...key, ...evidence })
        .onConflict((oc) => oc.columns(['tenant', 'playbook_id', 'playbook_version']).doUpdateSet(evidence))
        .execute()
    } else {
      await tx
        .deleteFrom('exercise')
        .where('tenant', '=', store.tenant)
        .where('playbook_id', '=', playbook.id)
        .where('playbook_version', '=', playbook.version)
        .execute()
    }
    await redecidePlaybook(gateway, tx, playbook.id)
    await appendAudit(tx, store.tenant, now, [
      {
        code: passed ? 'exercise.passed' : 'exercise.failed',
        actor: by,
        subjects: [{ kind: 'playbook', id: playbook.id, label: playbook.title }],
        detail: {
          version: playbook.version,
          connector: CONNECTOR,
          actions: steps.length,
          ...(passed ? {} : { reason: problems.map((step) => `${step.action}: ${step.problem}`).join(' ') }),
        },
      },
    ])
  })
}

interface Exercised {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly actions: readonly ActionId[]
}

async function findPlaybook({ store }: Gateway, id: string): Promise<Exercised | null> {
  const own = await findOwn(store.read, store.tenant, id)
  return own === null ? playbookById(id) : toExercised(own)
}

/** Each action once: whether it holds and comes back does not depend on where it stands. */
function toExercised({ id, version, title, course }: OwnPlaybook): Exercised {
  return { id, version, title, actions: [...new Set(course.steps.map(({ action }) => action))] }
}

/**
 * Tries again what was tried before and will soon no longer count: once half of its time is over. What nobody ever tried
 * is a person's to begin with.
 */
export async function exerciseDue(gateway: Gateway): Promise<number> {
  const views = await listExercises(gateway)
  const now = await gateway.now(gateway.store.read)
  const due = views.filter(
    ({ exercisedAt, countsUntil, last }) =>
      // Evidence that came with the sample or from elsewhere was begun by nobody here.
      last !== null &&
      exercisedAt !== null &&
      countsUntil !== null &&
      now >= exercisedAt + (countsUntil - exercisedAt) / 2,
  )
  for (const { playbook } of due) await runExercise(gateway, playbook.id, GATEWAY_ACTOR)
  return due.length
}

/** Every playbook, in the order of the catalogue, then those that were brought in, with the evidence that stands for it. */
export async function listExercises(gateway: Gateway): Promise<ExerciseView[]> {
  const { read, tenant } = gateway.store
  const { policy } = await readInForce(gateway, read)
  const now = await gateway.now(read)
  const evidence = await read.selectFrom('exercise').selectAll().where('tenant', '=', tenant).execute()
  return Promise.all(
    [...PLAYBOOKS, ...(await listOwn(read, tenant)).map(toExercised)].map(async (playbook): Promise<ExerciseView> => {
      const isOf = (row: { playbook_id: string; playbook_version: number }) =>
        row.playbook_id === playbook.id && row.playbook_version === playbook.version
      const found = evidence.find(isOf)
      const countsUntil = found === undefined ? null : found.exercised_at + policy.gate.exerciseFreshMs
      return {
        playbook: { id: playbook.id, version: playbook.version, title: playbook.title },
        exercisedAt: found?.exercised_at ?? null,
        connector: found?.connector ?? null,
        countsUntil,
        isFresh: countsUntil !== null && now < countsUntil,
        last: await lastRun(gateway, playbook),
      }
    }),
  )
}

async function lastRun({ store }: Gateway, { id, version }: Exercised): Promise<ExerciseView['last']> {
  const row = await store.read
    .selectFrom('exercise_run')
    .select(['at', 'by_name', 'passed', 'steps'])
    .where('tenant', '=', store.tenant)
    .where('playbook_id', '=', id)
    .where('playbook_version', '=', version)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return { at: row.at, by: row.by_name, passed: row.passed, steps: JSON.parse(row.steps) as ExerciseStep[] }
}
