import type { ActionId } from '../../domain/action/action.ts'
import { PLAYBOOKS, playbookById } from '../../domain/action/playbooks.ts'
import type { ExerciseStep, ExerciseView } from '../../domain/views/exercise-views.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'
import { findOwn, listOwn, type OwnPlaybook } from '../playbooks/own-playbooks.ts'
import { TWIN } from './rehearse.ts'

export interface Exercised {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly actions: readonly ActionId[]
}

/** The version that counts now; null where there is no such playbook. */
export async function findPlaybook({ store }: Gateway, id: string): Promise<Exercised | null> {
  const own = await findOwn(store.read, store.tenant, id)
  return own === null ? playbookById(id) : toExercised(own)
}

/** Each action once: whether it holds and comes back does not depend on where it stands. */
function toExercised({ id, version, title, course }: OwnPlaybook): Exercised {
  return { id, version, title, actions: [...new Set(course.steps.map(({ action }) => action))] }
}

/** Every playbook, in the order of the catalogue, then those that were brought in, with the evidence that stands for it. */
export async function listExercises(gateway: Gateway): Promise<ExerciseView[]> {
  const { read, tenant } = gateway.store
  const { policy } = await readInForce(gateway, read)
  const now = await gateway.now(read)
  const evidence = await read.selectFrom('exercise').selectAll().where('tenant', '=', tenant).execute()
  const titles = await connectorTitles(gateway)
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
        connectorTitle: found === undefined ? null : (titles.get(found.connector) ?? found.connector),
        countsUntil,
        isFresh: countsUntil !== null && now < countsUntil,
        last: await lastRun(gateway, playbook, titles),
      }
    }),
  )
}

async function connectorTitles({ store }: Gateway): Promise<ReadonlyMap<string, string>> {
  const rows = await store.read
    .selectFrom('connector')
    .select(['id', 'name'])
    .where('tenant', '=', store.tenant)
    .where('stand_in', 'is not', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function lastRun(
  { store }: Gateway,
  { id, version }: Exercised,
  titles: ReadonlyMap<string, string>,
): Promise<ExerciseView['last']> {
  const row = await store.read
    .selectFrom('exercise_run')
    .select(['at', 'by_name', 'connector', 'passed', 'steps'])
    .where('tenant', '=', store.tenant)
    .where('playbook_id', '=', id)
    .where('playbook_version', '=', version)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  // Those of before there were targets for exercises do not say on what: it was the twin.
  const steps = (JSON.parse(row.steps) as ExerciseStep[]).map((step) => ({ ...step, on: step.on ?? TWIN }))
  return { at: row.at, by: row.by_name, on: titles.get(row.connector) ?? row.connector, passed: row.passed, steps }
}
