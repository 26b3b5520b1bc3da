import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import { exerciseDue } from '../exercises/exercises-due.ts'
import { auditEntries } from './audit-check.ts'
import { aLamp, openLamp, STAND_IN, stage } from './exercise-lamp.ts'
import { ask, begin, carryOut, codesOf, exercise, settle, viewOf } from './exercise-world.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { giveAutomation, openScene, problemOf } from './plan-world.ts'

const DAY_MS = 24 * 60 * 60_000
const PLAYBOOK = 'leaked-credential'

/** Exercises on a target that exists for them. That one is a lamp here; `rehearse-on-target.test.ts` has a real system. */
export function describeExercisesOnTargets(openWorld: OpenWorld): void {
  describe('exercises on a target', () => {
    test('what can be taken back there is really done and undone there, the rest on the twin, and each step says where', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const run = await exercise(world, PLAYBOOK, id)
      const view = await viewOf(world, PLAYBOOK)
      expect(view).toMatchObject({ connector: id, connectorTitle: 'Staging lamp', isFresh: true })
      expect(run).toMatchObject({ by: 'Edda', on: 'Staging lamp', state: 'passed' })
      const tried = Object.fromEntries(run.steps.map((step) => [step.action, step]))
      expect(tried['disable-identity']).toMatchObject({
        on: 'Staging lamp',
        notThere: null,
        containment: 'contained',
        undo: 'restored',
      })
      expect(tried['deactivate-key']).toMatchObject({ on: 'twin', notThere: 'Staging lamp cannot do it', passed: true })
      expect(tried['watch-identity']).toMatchObject({ on: 'twin', passed: true })
      expect(lamp.sent).toEqual(['close', 'open'])
      expect(lamp.isOff).toBe(false)
      expect(await codesOf(world)).toEqual(
        'asked begun sent sent tried passed'.split(' ').map((word) => `exercise.${word}`),
      )
      const sent = (await auditEntries(world)).filter(({ code }) => code === 'exercise.sent')
      expect(sent.map(({ detail }) => [detail['action'], detail['account'], detail['connector']])).toEqual([
        ['disable-identity', 'exercise-bot', 'Staging lamp'],
        ['enable-identity', 'exercise-bot', 'Staging lamp'],
      ])
    })

    test('what the target could do and nobody set up there is tried on the twin, and said in words', async () => {
      const { world, lamp, id } = await openLamp(openWorld, true)
      lamp.passwords = false
      const run = await exercise(world, PLAYBOOK, id)
      expect(run).toMatchObject({ state: 'passed' })
      expect(run.steps.find(({ action }) => action === 'rotate-secret')).toMatchObject({
        on: 'twin',
        notThere: 'No passwords are held for exercise-bot.',
        passed: true,
      })
      expect(lamp.sent).toEqual(['close', 'open'])
    })

    test('only what this version asks for is exercised, and what the target could do besides is named', async () => {
      const { world, lamp, id } = await openLamp(openWorld, true)
      const run = await exercise(world, 'stolen-session', id)
      expect(run).toMatchObject({ state: 'passed', notAsked: ['rotate-secret'] })
      expect(run.steps.map(({ action }) => action)).not.toContain('rotate-secret')
      expect(lamp.sent).toEqual(['close', 'open'])
      const whole = await exercise(world, PLAYBOOK, id)
      expect(whole).toMatchObject({ state: 'passed', notAsked: [] })
      expect(lamp.sent).toEqual(['close', 'open', 'close rotate', 'open rotate', 'close', 'open'])
    })

    test('where nothing of it is set up there it says nothing, and the evidence that stood stays', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const before = await exercise(world, PLAYBOOK)
      lamp.isSetUp = false
      const run = await exercise(world, PLAYBOOK, id)
      expect(run).toMatchObject({
        state: 'broken-off',
        note: expect.stringContaining('Nothing of it is set up') as string,
      })
      expect(await viewOf(world, PLAYBOOK)).toMatchObject({
        exercisedAt: before.endedAt,
        connector: 'twin',
        isFresh: true,
      })
      expect(lamp.sent).toEqual([])
    })

    test('no plan ever goes to a target for exercises, and what plans act on never becomes one', async () => {
      const { world, id } = await openLamp(openWorld)
      expect(world.gateway.connectors.has(id)).toBe(false)
      const real = { kind: 'lamp', name: 'Hall lamp', values: { token: 'x' } }
      const added = (await (await world.send('ivo', 'POST', '/api/connectors', real)).json()) as ConnectorView
      expect(added.standIn).toBeNull()
      const turned = { standIn: STAND_IN }
      await problemOf(
        await world.send('ivo', 'PATCH', `/api/connectors/${added.id}`, turned, { 'If-Match': '"1"' }),
        422,
      )
      await problemOf(await ask(world, PLAYBOOK, added.id), 404)
    })

    test('where it does not hold, the evidence that stood is gone, and the alert is decided again', async () => {
      const lamp = aLamp()
      const situation = {
        triggerId: 'stolen-instance-role',
        identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
        dependencies: [],
      } as const
      const scene = await openScene(openWorld, situation, { kinds: [lamp.kind] })
      const { world } = scene
      await giveAutomation(world)
      const { id } = await stage(world)
      const gate = async () => {
        await settle(world)
        return (await world.get<AlertDetail>('ines', `/api/alerts/${scene.alertId}`)).row.gate
      }
      await exercise(world, 'stolen-session', id)
      expect(await gate()).toBe('auto')
      lamp.ignores = true
      const run = await exercise(world, 'stolen-session', id)
      expect(await gate()).toBe('one-approval')
      expect((await viewOf(world, 'stolen-session')).exercisedAt).toBeNull()
      expect(run.steps.find(({ on }) => on === 'Staging lamp')).toMatchObject({
        passed: false,
        problem: expect.stringContaining('is not there') as string,
      })
    })

    test('stale evidence of a target closes the gate as that of the twin does', async () => {
      const { world, id } = await openLamp(openWorld)
      await exercise(world, PLAYBOOK, id)
      world.clock.now += 31 * DAY_MS
      expect(await viewOf(world, PLAYBOOK)).toMatchObject({ isFresh: false, connector: id })
    })

    test('it is repeated by itself on the same target, and on the twin once that is switched off', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      await exercise(world, PLAYBOOK, id)
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      await settle(world)
      expect(lamp.sent).toEqual(['close', 'open', 'close', 'open'])
      expect((await viewOf(world, PLAYBOOK)).last).toMatchObject({ by: 'Sluicegate', on: 'Staging lamp' })
      await world.send('ivo', 'PATCH', `/api/connectors/${id}`, { isOn: false }, { 'If-Match': '"1"' })
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      await settle(world)
      expect((await viewOf(world, PLAYBOOK)).last).toMatchObject({ on: 'twin' })
    })

    test('a target that is switched off before its turn breaks the exercise off and leaves the evidence', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      await world.send('ivo', 'PATCH', `/api/connectors/${id}`, { isOn: false }, { 'If-Match': '"1"' })
      const run = await carryOut(world, asked.id)
      expect(run).toMatchObject({ state: 'broken-off', note: 'The target was switched off meanwhile.' })
      expect(lamp.sent).toEqual([])
    })

    test('a stand-in that is not as it should be is left alone, and the exercise fails with what to do', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      lamp.isOff = true
      const run = await exercise(world, PLAYBOOK, id)
      expect(run.state).toBe('failed')
      expect(run.steps.map(({ problem }) => problem).join(' ')).toContain('Put the stand-in right there')
      expect(lamp.sent).toEqual([])
    })

    test('nothing is sent to it while everything is stopped, by hand or by itself', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      await exercise(world, PLAYBOOK, id)
      expect((await world.send('mira', 'POST', '/api/stops', { reason: 'wrong estate' })).status).toBe(201)
      await problemOf(await ask(world, PLAYBOOK, id), 422)
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(0)
      expect(lamp.sent).toEqual(['close', 'open'])
    })
  })
}
