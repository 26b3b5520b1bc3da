import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ExerciseRun } from '../../domain/views/exercise-views.ts'
import { decideStoredAlert } from '../alerts/decide-alert.ts'
import { SAMPLE_EXERCISES } from '../estate/sample-state.ts'
import { exerciseDue, noticeLapsed } from '../exercises/exercises-due.ts'
import { setMeta } from '../store/estate.ts'
import { auditEntries } from './audit-check.ts'
import { ask, carryOut, exercise, runnerOf, runOf, settle, viewOf } from './exercise-world.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { giveAutomation, openScene, problemOf, type Scene } from './plan-world.ts'

const DAY_MS = 24 * 60 * 60_000
const STOLEN = {
  triggerId: 'stolen-instance-role',
  identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
  dependencies: [],
} as const

/** Exercises: the evidence that the gate asks for before anything runs by itself. */
export function describeExercises(openWorld: OpenWorld): void {
  const gateOf = async ({ world, alertId }: Scene) =>
    (await world.get<AlertDetail>('ines', `/api/alerts/${alertId}`)).row.gate

  describe('exercises', () => {
    test('a playbook nobody tried has no evidence; tried, it says what it did, what broke and how long undo took', async () => {
      const world = await openWorld()
      expect(await viewOf(world, 'stolen-session')).toMatchObject({ exercisedAt: null, isFresh: false, last: null })
      const run = await exercise(world, 'stolen-session')
      const view = await viewOf(world, 'stolen-session')
      expect(view).toMatchObject({
        exercisedAt: run.endedAt,
        isFresh: true,
        connector: 'twin',
        current: null,
        last: run,
      })
      expect(run).toMatchObject({ by: 'Edda', state: 'passed', note: null })
      const revoked = run.steps.find((step) => step.action === 'revoke-session')
      expect(revoked).toMatchObject({
        state: 'done',
        containment: 'contained',
        broke: ['signs in again', 'needs a person'],
        undo: 'restored',
        backAfterSeconds: 0,
        stayDown: [],
      })
      const grants = run.steps.find((step) => step.action === 'revoke-grants')
      expect(grants).toMatchObject({ undo: 'for-good', passed: true })
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'exercise.passed',
        actor: { name: 'Edda' },
        detail: { connector: 'twin' },
      })
    })

    test('asking answers at once with where to look, and nothing is tried before a gateway takes it', async () => {
      const world = await openWorld()
      const answer = await ask(world, 'stolen-session')
      expect(answer.status).toBe(202)
      const asked = (await answer.json()) as ExerciseRun
      expect(answer.headers.get('Location')).toBe(`/api/exercises/${asked.id}`)
      expect(asked).toMatchObject({ state: 'waiting', askedAt: world.clock.now, begunAt: null, endedAt: null })
      expect(asked.steps.every(({ state }) => state === 'waiting')).toBe(true)
      expect(await viewOf(world, 'stolen-session')).toMatchObject({ current: asked, exercisedAt: null })
      expect((await auditEntries(world)).at(-1)).toMatchObject({ code: 'exercise.asked', actor: { name: 'Edda' } })
      expect(await carryOut(world, asked.id)).toMatchObject({ state: 'passed' })
    })

    test('two clicks, and two people, make one exercise; after it the next one is another', async () => {
      const world = await openWorld()
      const answers = await Promise.all([ask(world, 'stolen-session'), ask(world, 'stolen-session', undefined, 'ivo')])
      const [one, two] = await Promise.all(answers.map(async (answer) => (await answer.json()) as ExerciseRun))
      expect(two?.id).toBe(one?.id)
      await carryOut(world, one?.id ?? '')
      const codes = (await auditEntries(world)).map(({ code }) => code).filter((code) => code.startsWith('exercise.'))
      expect(codes).toEqual(['exercise.asked', 'exercise.begun', 'exercise.passed'])
      expect((await exercise(world, 'stolen-session')).id).not.toBe(one?.id)
    })

    test('a key that comes again with another target is another request, and is refused', async () => {
      const world = await openWorld()
      const key = { 'Idempotency-Key': 'one-intent' }
      const post = (query: string) =>
        world.send('edda', 'POST', `/api/playbooks/stolen-session/exercises${query}`, undefined, key)
      expect((await post('')).status).toBe(202)
      expect((await post('')).headers.get('Idempotency-Replayed')).toBe('true')
      await problemOf(await post('?connector=co_other'), 409)
    })

    test('of several gateways one carries it out, and one that dies leaves it to the next', async () => {
      const world = await openWorld()
      const { id } = (await (await ask(world, 'stolen-session')).json()) as ExerciseRun
      const dying = runnerOf(world, { exercise: { reach: () => Promise.reject(new Error('killed')) } })
      await settleUntil(() => dying.tick())
      expect(await runOf(world, id)).toMatchObject({ state: 'running' })
      world.clock.now += 40_000
      const runners = ['a', 'b', 'c'].map((holder) => runnerOf(world, { holder }))
      for (let round = 0; round < 3; round += 1) await Promise.all(runners.map((runner) => runner.tick()))
      expect(await runOf(world, id)).toMatchObject({ state: 'passed' })
      expect((await auditEntries(world)).filter(({ code }) => code === 'exercise.passed')).toHaveLength(1)
    })

    test('evidence becomes stale by the policy’s days, and what was tried once is tried again in time by itself', async () => {
      const world = await openWorld()
      await exercise(world, 'stolen-session')
      world.clock.now += 14 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(0)
      world.clock.now += 2 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      // Asked for already.
      expect(await exerciseDue(world.gateway)).toBe(0)
      await settle(world)
      expect(await viewOf(world, 'stolen-session')).toMatchObject({ isFresh: true, last: { by: 'Sluicegate' } })
      world.clock.now += 31 * DAY_MS
      expect(await viewOf(world, 'stolen-session')).toMatchObject({ isFresh: false })
    })

    test('an alert whose gate waited for the exercise is decided again by its result', async () => {
      const scene = await openScene(openWorld, STOLEN)
      const { world } = scene
      await giveAutomation(world)
      expect(await gateOf(scene)).toBe('one-approval')
      await exercise(world, 'leaked-credential')
      await settle(world)
      expect(await gateOf(scene)).toBe('one-approval')
      await exercise(world, 'stolen-session')
      expect(await gateOf(scene)).toBe('auto')
    })

    test('what the sample tells of its exercises opens gates of the sample, and of nobody else', async () => {
      const scene = await openScene(openWorld, STOLEN)
      const { world, alertId } = scene
      const { store } = world
      await giveAutomation(world)
      const { endedAt } = await exercise(world, 'stolen-session')
      const decided = async () => (await decideStoredAlert(world.gateway, store.read, alertId)).decision.gate
      expect(await decided()).toBe('auto')
      // The same line, as one that nobody carried out here.
      const told = [{ playbookId: 'stolen-session', playbookVersion: 1, exercisedAt: endedAt, connector: 'twin' }]
      await store.write((tx) => setMeta(tx, store.tenant, SAMPLE_EXERCISES, JSON.stringify(told)))
      expect(await decided()).toBe('one-approval')
      await scene.changeIdentity({ isSample: true })
      expect(await decided()).toBe('auto')
    })

    test('evidence that becomes stale closes the gate again, once, and it is in the log', async () => {
      const scene = await openScene(openWorld, STOLEN)
      const { world } = scene
      await giveAutomation(world)
      await exercise(world, 'stolen-session')
      // Nobody begun it here, so nobody repeats it: as evidence that came with a sample.
      await world.store.read.deleteFrom('exercise_run').where('tenant', '=', world.store.tenant).execute()
      await settle(world)
      expect(await gateOf(scene)).toBe('auto')
      world.clock.now += 30 * DAY_MS - 60_000
      await settle(world)
      expect(await gateOf(scene)).toBe('auto')
      world.clock.now += 120_000
      // What is known of the identity is as new as ever.
      await scene.changeIdentity({ validatedAt: world.clock.now })
      expect(await noticeLapsed(world.gateway)).toBe(1)
      expect(await gateOf(scene)).toBe('one-approval')
      world.clock.now += DAY_MS
      await settle(world)
      const lapsed = (await auditEntries(world)).filter(({ code }) => code === 'exercise.lapsed')
      expect(lapsed).toMatchObject([
        { subjects: [{ id: 'stolen-session' }], detail: { connector: 'twin', version: 1 } },
      ])
    })

    test('whoever only triages or audits starts none, and a playbook or an exercise that is none is not found', async () => {
      const world = await openWorld()
      await problemOf(await ask(world, 'stolen-session', undefined, 'ines'), 403)
      await problemOf(await ask(world, 'stolen-session', undefined, 'ari'), 403)
      await problemOf(await ask(world, 'made-up', undefined, 'ivo'), 404)
      await problemOf(await world.request('ines', '/api/exercises/ex_none'), 404)
      expect(await exerciseDue(world.gateway)).toBe(0)
    })
  })
}

/** Rounds until one of them breaks. */
async function settleUntil(tick: () => Promise<boolean>): Promise<void> {
  await expect(
    (async () => {
      for (let round = 0; round < 20; round += 1) await tick()
    })(),
  ).rejects.toThrow('killed')
}
