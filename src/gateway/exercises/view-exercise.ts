import { isFreshExercise } from '../../domain/decision/blockers.ts'
import type { ExerciseRun, ExerciseView } from '../../domain/views/exercise-views.ts'
import { readInForce } from '../changes/in-force.ts'
import { sampleExercises } from '../estate/sample-state.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { sayStop, stopOver } from '../stop/standing.ts'
import { GATEWAY_ACTOR } from '../store/estate.ts'
import { askedBy, notAskedOf, type RunRow, stepsOf } from './exercise-rows.ts'
import { TWIN } from './exercise-step.ts'
import { type Exercised, listPlaybooks } from './find-playbook.ts'

/** One exercise. Throws `not-found`. */
export async function viewExercise(gateway: Gateway, id: string): Promise<ExerciseRun> {
  const { read, tenant } = gateway.store
  const row = await read
    .selectFrom('exercise_run')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found', 'There is no such exercise.')
  return toView(gateway, row, await connectorTitles(gateway))
}

/** Every playbook, in the order of the catalogue, then those that were brought in, with the evidence that stands for it. */
export async function listExercises(gateway: Gateway): Promise<ExerciseView[]> {
  const { read, tenant } = gateway.store
  const { policy } = await readInForce(gateway, read)
  const now = await gateway.now(read)
  const evidence = await read.selectFrom('exercise').selectAll().where('tenant', '=', tenant).execute()
  const titles = await connectorTitles(gateway)
  const invented = await sampleExercises(read, tenant)
  return Promise.all(
    (await listPlaybooks(gateway)).map(async (playbook): Promise<ExerciseView> => {
      const found = evidence.find((row) => row.playbook_id === playbook.id && row.playbook_version === playbook.version)
      const countsUntil = found === undefined ? null : found.exercised_at + policy.gate.exerciseFreshMs
      const [current, last] = [await newest(gateway, playbook, 'open'), await newest(gateway, playbook, 'over')]
      return {
        playbook: { id: playbook.id, version: playbook.version, title: playbook.title },
        exercisedAt: found?.exercised_at ?? null,
        connector: found?.connector ?? null,
        connectorTitle: found === undefined ? null : (titles.get(found.connector) ?? found.connector),
        countsUntil,
        isFresh: isFreshExercise(found?.exercised_at ?? null, policy.gate.exerciseFreshMs, now),
        isSample: invented.has(`${playbook.id}@${playbook.version}@${found?.exercised_at}`),
        current: current === undefined ? null : await toView(gateway, current, titles),
        last: last === undefined ? null : await toView(gateway, last, titles),
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

/** Of those that are under way the first that was asked for, of those that are over the newest. */
function newest({ store }: Gateway, { id, version }: Exercised, which: 'open' | 'over'): Promise<RunRow | undefined> {
  return store.read
    .selectFrom('exercise_run')
    .selectAll()
    .where('tenant', '=', store.tenant)
    .where('playbook_id', '=', id)
    .where('playbook_version', '=', version)
    .where('ended_at', which === 'open' ? 'is' : 'is not', null)
    .orderBy('asked_at', which === 'open' ? 'asc' : 'desc')
    .orderBy('id', which === 'open' ? 'asc' : 'desc')
    .limit(1)
    .executeTakeFirst()
}

async function toView(gateway: Gateway, row: RunRow, titles: ReadonlyMap<string, string>): Promise<ExerciseRun> {
  return {
    id: row.id,
    playbook: { id: row.playbook_id, version: row.playbook_version, title: row.title },
    connector: row.connector,
    on: titles.get(row.connector) ?? row.connector,
    by: row.by_name,
    state: row.state as ExerciseRun['state'],
    askedAt: row.asked_at,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    steps: [...stepsOf(row)],
    notAsked: notAskedOf(row),
    note: row.ended_at === null ? await whyItWaits(gateway, row) : row.note,
  }
}

/** Null where it is simply under way, or its turn is next. */
async function whyItWaits({ store }: Gateway, row: RunRow): Promise<string | null> {
  if (row.connector === TWIN) return null
  const stop = await stopOver(store.read, store.tenant, askedBy(row).id === GATEWAY_ACTOR.id)
  if (stop !== null) {
    const left = row.journal === null ? '' : ' What it has done so far stands there until then.'
    return `Waits until it may go on. ${sayStop(stop)}.${left}`
  }
  if (row.state !== 'waiting') return null
  const other = await store.read
    .selectFrom('exercise_run')
    .select(['title'])
    .where('tenant', '=', store.tenant)
    .where('connector', '=', row.connector)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return other === undefined ? null : `Waits for the target: it is at “${other.title}”.`
}
