import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ExerciseView } from '../../domain/views/exercise-views.ts'
import { continueRedeciding } from '../changes/redecide-queue.ts'
import { exerciseDue } from '../exercises/run-exercise.ts'
import { auditEntries } from './audit-check.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { openScene, problemOf } from './plan-world.ts'

const DAY_MS = 24 * 60 * 60_000

/** Exercises: the evidence that the gate asks for before anything runs by itself. */
export function describeExercises(openWorld: OpenWorld): void {
  const run = (world: World, who: 'edda' | 'ivo' | 'ines' | 'ari' = 'edda', id = 'stolen-session') =>
    world.send(who, 'POST', `/api/playbooks/${id}/exercises`)
  const viewOf = async (world: World, id = 'stolen-session') => {
    const { items } = await world.get<{ items: ExerciseView[] }>('ines', '/api/exercises')
    const found = items.find(({ playbook }) => playbook.id === id)
    if (found === undefined) throw new Error(`there is no ${id}`)
    return found
  }

  describe('exercises', () => {
    test('a playbook nobody tried has no evidence; tried, it says what it did, what broke and how long undo took', async () => {
      const world = await openWorld()
      expect(await viewOf(world)).toMatchObject({ exercisedAt: null, isFresh: false, last: null })
      expect((await run(world)).status).toBe(201)
      const view = await viewOf(world)
      expect(view).toMatchObject({ exercisedAt: world.clock.now, isFresh: true, connector: 'twin' })
      expect(view.last).toMatchObject({ by: 'Edda', passed: true })
      const revoked = view.last?.steps.find((step) => step.action === 'revoke-session')
      expect(revoked).toMatchObject({
        containment: 'contained',
        broke: ['signs in again', 'needs a person'],
        undo: 'restored',
        backAfterSeconds: 0,
        stayDown: [],
      })
      const grants = view.last?.steps.find((step) => step.action === 'revoke-grants')
      expect(grants).toMatchObject({ undo: 'for-good', passed: true })
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'exercise.passed',
        detail: { connector: 'twin' },
      })
    })

    test('evidence becomes stale by the policy’s days, and what was tried once is tried again in time by itself', async () => {
      const world = await openWorld()
      await run(world)
      world.clock.now += 14 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(0)
      world.clock.now += 2 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      expect(await viewOf(world)).toMatchObject({ exercisedAt: world.clock.now, last: { by: 'Sluicegate' } })
      world.clock.now += 31 * DAY_MS
      expect(await viewOf(world)).toMatchObject({ isFresh: false })
    })

    test('an alert whose gate waited for the exercise is decided again by its result', async () => {
      const scene = await openScene(openWorld, {
        triggerId: 'stolen-instance-role',
        identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
        dependencies: [],
      })
      const { world, alertId } = scene
      const gate = async () => (await world.get<AlertDetail>('ines', `/api/alerts/${alertId}`)).row.gate
      expect(await gate()).toBe('one-approval')
      await run(world, 'edda', 'leaked-credential')
      while (await continueRedeciding(world.gateway));
      expect(await gate()).toBe('one-approval')
      await run(world)
      while (await continueRedeciding(world.gateway));
      expect(await gate()).toBe('auto')
    })

    test('whoever only triages or audits starts none, and a playbook that is none is not found', async () => {
      const world = await openWorld()
      await problemOf(await run(world, 'ines'), 403)
      await problemOf(await run(world, 'ari'), 403)
      await problemOf(await run(world, 'ivo', 'made-up'), 404)
      expect(await exerciseDue(world.gateway)).toBe(0)
    })
  })
}
