import { describe, expect, test } from 'vitest'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import type { ExerciseView } from '../../domain/views/exercise-views.ts'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import { continueRedeciding } from '../changes/redecide-queue.ts'
import { type ConnectorKind, secretField } from '../connectors/kind.ts'
import { createSwitch } from '../connectors/target/switch-connector.ts'
import { exerciseDue, type Patience, runExercise } from '../exercises/run-exercise.ts'
import { personActor } from '../store/estate.ts'
import { auditEntries } from './audit-check.ts'
import type { OpenWorld, World, WorldOptions } from './gateway-kit.ts'
import { openScene, problemOf } from './plan-world.ts'

const DAY_MS = 24 * 60 * 60_000
const STAND_IN = { account: 'exercise-bot', credentialIds: ['key-1'], tools: [] }
const HASTE: Patience = { clock: () => performance.now(), wait: () => Promise.resolve(), withinMs: 20 }

/** Exercises on a target that exists for them. That one is a lamp here; `rehearse-on-target.test.ts` has a real system. */
export function describeExercisesOnTargets(openWorld: OpenWorld): void {
  const openLamp = async (options: WorldOptions = {}) => {
    const lamp = aLamp()
    const world = await openWorld({ ...options, kinds: [lamp.kind] })
    return { world, lamp, ...(await stage(world)) }
  }
  const run = (world: World, connector: string, id = 'leaked-credential') =>
    world.send('edda', 'POST', `/api/playbooks/${id}/exercises?connector=${connector}`)
  const viewOf = async (world: World, id = 'leaked-credential') => {
    const { items } = await world.get<{ items: ExerciseView[] }>('ines', '/api/exercises')
    const found = items.find(({ playbook }) => playbook.id === id)
    if (found === undefined) throw new Error(`there is no ${id}`)
    return found
  }

  describe('exercises on a target', () => {
    test('what can be taken back there is really done and undone there, the rest on the twin, and each step says where', async () => {
      const { world, lamp, id } = await openLamp()
      expect((await run(world, id)).status).toBe(201)
      const view = await viewOf(world)
      expect(view).toMatchObject({ connector: id, connectorTitle: 'Staging lamp', isFresh: true })
      expect(view.last).toMatchObject({ by: 'Edda', on: 'Staging lamp', passed: true })
      const tried = Object.fromEntries((view.last?.steps ?? []).map((step) => [step.action, step]))
      expect(tried['disable-identity']).toMatchObject({
        on: 'Staging lamp',
        containment: 'contained',
        undo: 'restored',
      })
      expect(tried['rotate-secret']).toMatchObject({ on: 'twin' })
      expect(lamp.sent).toEqual(['close', 'open'])
      expect(lamp.isOff).toBe(false)
      const [begun, passed] = (await auditEntries(world)).slice(-2)
      expect(begun).toMatchObject({ code: 'exercise.begun', detail: { connector: 'Staging lamp' } })
      expect(passed).toMatchObject({ code: 'exercise.passed', detail: { connector: 'Staging lamp' } })
    })

    test('no plan ever goes to a target for exercises, and what plans act on never becomes one', async () => {
      const { world, id } = await openLamp()
      expect(world.gateway.connectors.has(id)).toBe(false)
      const real = { kind: 'lamp', name: 'Hall lamp', values: { token: 'x' } }
      const added = (await (await world.send('ivo', 'POST', '/api/connectors', real)).json()) as ConnectorView
      expect(added.standIn).toBeNull()
      const turned = { standIn: STAND_IN }
      await problemOf(
        await world.send('ivo', 'PATCH', `/api/connectors/${added.id}`, turned, { 'If-Match': '"1"' }),
        422,
      )
      expect(await (await run(world, added.id)).json()).toMatchObject({ status: 404 })
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
      const { id } = await stage(world)
      const by = personActor(world.people.edda)
      const gate = async () => {
        while (await continueRedeciding(world.gateway));
        return (await world.get<AlertDetail>('ines', `/api/alerts/${scene.alertId}`)).row.gate
      }
      await runExercise(world.gateway, 'stolen-session', by, id, HASTE)
      expect(await gate()).toBe('auto')
      lamp.ignores = true
      world.clock.now += 1
      await runExercise(world.gateway, 'stolen-session', by, id, HASTE)
      expect(await gate()).toBe('one-approval')
      const { last, exercisedAt } = await viewOf(world, 'stolen-session')
      expect(exercisedAt).toBeNull()
      expect(last?.steps.find(({ on }) => on === 'Staging lamp')).toMatchObject({
        passed: false,
        problem: expect.stringContaining('is not there') as string,
      })
    })

    test('stale evidence of a target closes the gate as that of the twin does', async () => {
      const { world, id } = await openLamp()
      await run(world, id)
      world.clock.now += 31 * DAY_MS
      expect(await viewOf(world)).toMatchObject({ isFresh: false, connector: id })
    })

    test('it is repeated by itself on the same target, and on the twin once that is switched off', async () => {
      const { world, lamp, id } = await openLamp()
      await run(world, id)
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      expect(lamp.sent).toEqual(['close', 'open', 'close', 'open'])
      expect((await viewOf(world)).last).toMatchObject({ by: 'Sluicegate', on: 'Staging lamp' })
      await world.send('ivo', 'PATCH', `/api/connectors/${id}`, { isOn: false }, { 'If-Match': '"1"' })
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(1)
      expect((await viewOf(world)).last).toMatchObject({ on: 'twin' })
    })

    test('a stand-in that is not as it should be is left alone, and the exercise fails with what to do', async () => {
      const { world, lamp, id } = await openLamp()
      lamp.isOff = true
      await run(world, id)
      const { last } = await viewOf(world)
      expect(last?.passed).toBe(false)
      expect(last?.steps.map(({ problem }) => problem).join(' ')).toContain('Put the stand-in right there')
      expect(lamp.sent).toEqual([])
    })

    test('one exercise at a time on a target, whichever gateway; one that died is over when its time is', async () => {
      const { world, lamp, id } = await openLamp()
      let goOn = () => {}
      lamp.before = new Promise((resolve) => {
        goOn = () => resolve()
      })
      const first = run(world, id)
      await expect.poll(async () => (await auditEntries(world)).at(-1)?.code).toBe('exercise.begun')
      expect(await problemOf(await run(world, id), 422)).toMatchObject({
        detail: expect.stringContaining('just now') as string,
      })
      goOn()
      expect((await first).status).toBe(201)
      const until = world.clock.now + 1
      await world.store.read
        .insertInto('exercise_hold')
        .values({ tenant: world.store.tenant, connector: id, until })
        .execute()
      await problemOf(await run(world, id), 422)
      world.clock.now += 2
      expect((await run(world, id)).status).toBe(201)
    })

    test('nothing is sent to it while everything is stopped, by hand or by itself', async () => {
      const { world, lamp, id } = await openLamp()
      await run(world, id)
      expect((await world.send('mira', 'POST', '/api/stops', { reason: 'wrong estate' })).status).toBe(201)
      await problemOf(await run(world, id), 422)
      world.clock.now += 16 * DAY_MS
      expect(await exerciseDue(world.gateway)).toBe(0)
      expect(lamp.sent).toEqual(['close', 'open'])
    })
  })

  async function stage(world: World): Promise<{ readonly id: string }> {
    const draft = { kind: 'lamp', name: 'Staging lamp', values: { token: 'x' }, standIn: STAND_IN }
    const answer = await world.send('ivo', 'POST', '/api/connectors', draft)
    expect(answer.status).toBe(201)
    const added = (await answer.json()) as ConnectorView
    expect(added.standIn).toEqual(STAND_IN)
    return { id: added.id }
  }
}

/** A target with one thing that is on or off. */
function aLamp() {
  const lamp = {
    isOff: false,
    /** Says that it did it, and does not. */
    ignores: false,
    /** Waited for before anything is done. */
    before: Promise.resolve(),
    sent: [] as string[],
  }
  const kind: ConnectorKind = {
    id: 'lamp',
    title: 'Lamp',
    purpose: 'On or off.',
    actions: ['disable-identity', 'enable-identity'],
    fields: [secretField('token', 'Token', 'any')],
    leastPrivilege: ['to switch it'],
    triedAgainst: 'itself',
    isTried: true,
    create: ({ name }) =>
      createSwitch({
        title: name,
        verifyWithinMs: 1_000,
        undoSeconds: 1,
        find: () => Promise.resolve(null),
        health: () => Promise.resolve({ ok: true, detail: 'It shines.' }),
        drivers: [
          {
            close: 'disable-identity',
            open: 'enable-identity',
            survives: [],
            undoCannotRestore: [],
            aim: ({ account }) => Promise.resolve(account === STAND_IN.account ? { account, ref: null } : 'Unknown.'),
            describe: (_aim, way) => ({ way }),
            read: () =>
              Promise.resolve({
                kind: 'known',
                isClosed: lamp.isOff,
                containment: lamp.isOff ? 'contained' : 'not-contained',
                detail: lamp.isOff ? 'It is off.' : 'It is on.',
                mark: null,
              }),
            send: async (_aim, way) => {
              await lamp.before
              lamp.sent.push(way)
              if (!lamp.ignores) lamp.isOff = way === 'close'
              return { kind: 'accepted', detail: 'Done.' }
            },
          },
        ],
      }),
  }
  return Object.assign(lamp, { kind })
}
