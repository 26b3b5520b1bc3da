import { describe, expect, test } from 'vitest'
import type { StopView } from '../../domain/stop/stop.ts'
import type { Notice } from '../../domain/views/notice-views.ts'
import { changesOf } from './change-world.ts'
import { withFaults } from './faulty-connector.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { addAlert, addExercise, openScene, problemOf } from './plan-world.ts'

const stop = (world: World, who: PersonName) => world.send(who, 'POST', '/api/stops', { reason: 'Wrong estate' })
const release = (world: World, who: PersonName, { id }: StopView) =>
  world.send(who, 'POST', `/api/stops/${id}/release`, { reason: 'Understood' })
const stops = async (world: World, who: PersonName = 'ines') =>
  (await world.get<{ items: readonly StopView[] }>(who, '/api/stops')).items
async function standing(world: World): Promise<StopView> {
  const [first] = await stops(world)
  if (first === undefined) throw new Error('nothing is stopped')
  return first
}

/** What holds everything back, and what lets it go on. */
export function describeStops(openWorld: OpenWorld): void {
  describe('stops', () => {
    test('an approved plan sends nothing while everything is stopped, and goes on after two people released it', async () => {
      const scene = await openScene(openWorld)
      const { world } = scene
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      expect((await stop(world, 'ines')).status).toBe(201)
      const held = await scene.run(plan.summary.id)
      expect(held).toMatchObject({ state: 'paused', stateReason: 'Held back: Stop 1 by Ines: Wrong estate' })
      expect(await scene.effects()).toBe(0)

      const one = await standing(world)
      expect(one).toMatchObject({ scope: 'everything', needed: 2, releases: [], by: { name: 'Ines' } })
      expect((await release(world, 'noor', one)).status).toBe(200)
      expect((await release(world, 'noor', one)).status).toBe(403)
      expect(await standing(world)).toMatchObject({ releases: [{ by: { name: 'Noor' }, reason: 'Understood' }] })
      expect(await scene.effects()).toBe(0)
      expect((await release(world, 'mira', one)).status).toBe(200)
      expect(await stops(world)).toEqual([])
      const said = await scene.view(plan.summary.id)
      expect(said).toMatchObject({ state: 'paused', version: held.version + 1 })
      expect(said.stateReason).toMatch(/^Stop 1 was released by Noor and Mira\. /)
      // Well before a paused plan is looked at by itself again.
      await scene.runner().tick()
      expect((await scene.view(plan.summary.id)).state).toBe('done')
      expect(await scene.effects()).toBe(1)
    })

    test('what a target says holds up no plan in the name of a stop: only what the stop held back is let go with it', async () => {
      const scene = await openScene(openWorld)
      const { world, connectors } = scene
      const plan = await scene.propose()
      await scene.vote('noor', plan)
      const twin = connectors.get('twin')
      if (twin === undefined) throw new Error('no twin')
      const words = 'Held back: Stop 1 by Ines: Wrong estate'
      connectors.set(
        'twin',
        withFaults(twin, () => ({ health: () => Promise.resolve({ ok: false, detail: words }) })),
      )
      const held = await scene.run(plan.summary.id)
      expect(held.stateReason).toContain(words)
      await stop(world, 'ines')
      const one = await standing(world)
      await release(world, 'noor', one)
      await release(world, 'mira', one)
      expect(await stops(world)).toEqual([])
      expect(await scene.view(plan.summary.id)).toMatchObject({ stateReason: held.stateReason, version: held.version })
    })

    test('everybody but an auditor stops; an analyst and whoever stopped it do not release, and the refusals are in the log', async () => {
      const world = await openWorld()
      await problemOf(await stop(world, 'ari'), 403)
      expect((await stop(world, 'noor')).status).toBe(201)
      expect((await problemOf(await stop(world, 'mira'), 409)).detail).toContain('Stop 1 by Noor: Wrong estate')
      const one = await standing(world)
      expect((await problemOf(await release(world, 'ines', one), 403)).detail).toContain('the role approver or manager')
      expect((await problemOf(await release(world, 'noor', one), 403)).detail).toContain('You stopped it')
      const entries = await world.get<{ items: readonly { entry: { code: string } }[] }>('ari', '/api/audit?limit=4')
      expect(entries.items.map(({ entry }) => entry.code)).toEqual([
        'access.refused',
        'access.refused',
        'stop.raised',
        'access.refused',
      ])
      expect((await release(world, 'tomo', one)).status).toBe(200)
      expect((await release(world, 'mira', one)).status).toBe(200)
      await problemOf(await release(world, 'mira', one), 409)
    })

    test('D10 while everything is stopped nothing is proposed by itself, and afterwards it is', async () => {
      const scene = await openScene(openWorld, AUTOMATIC)
      await addExercise(scene.world)
      await setAutomatic(scene.world)
      await stop(scene.world, 'ines')
      const runner = scene.runner({ automatic: true })
      for (let i = 0; i < 3; i += 1) await runner.tick()
      expect(await plansOf(scene.world)).toBe(0)
      const one = await standing(scene.world)
      await release(scene.world, 'noor', one)
      await release(scene.world, 'mira', one)
      await runner.tick()
      expect(await plansOf(scene.world)).toBe(1)
    })

    test('D10 the breaker stops automation over all triggers, asks one person, and does not fall again for what was', async () => {
      const scene = await openScene(openWorld, AUTOMATIC)
      const { world } = scene
      await addExercise(world)
      const { change, policyDraft } = changesOf(world)
      await change(
        policyDraft((policy) => {
          policy.gate.breakerStepsPerHour = 0
        }),
      )
      await setAutomatic(world)
      const runner = scene.runner({ automatic: true })
      await runner.tick()
      expect(await plansOf(world)).toBe(1)
      await addAlert(world, { ...AUTOMATIC, id: '2' })
      await setAutomatic(world)
      for (let i = 0; i < 3; i += 1) await runner.tick()
      expect(await plansOf(world)).toBe(1)
      const one = await standing(world)
      expect(one).toMatchObject({ scope: 'automation', by: null, needed: 1 })
      expect(one.reason).toBe('1 automatic steps within an hour, the limit over all triggers is 0.')
      // Whoever could release it learns of it without looking; nobody else is asked.
      expect(await toldOf(world, 'mira')).toEqual([
        'Automation stands still until you or others let it go on: stop 1 by the circuit breaker',
      ])
      expect(await toldOf(world, 'ines')).toEqual([])
      expect((await release(world, 'noor', one)).status).toBe(200)
      expect(await toldOf(world, 'mira')).toEqual([])
      world.clock.now += 1000
      await runner.tick()
      expect((await stops(world)).filter(({ id }) => id === one.id)).toEqual([])
    })
  })
}

const AUTOMATIC = {
  triggerId: 'stolen-instance-role',
  identity: { criticality: 3, privilege: 'admin', environment: 'prod' },
  dependencies: [],
} as const

/** Decided before there was an exercise: as the next decision would have it. */
async function setAutomatic({ store }: World): Promise<void> {
  await store.read.updateTable('alert').set({ gate: 'auto' }).where('tenant', '=', store.tenant).execute()
}

async function toldOf(world: World, who: PersonName): Promise<readonly string[]> {
  const { items } = await world.get<{ items: readonly Notice[] }>(who, '/api/notices')
  return items.filter(({ kind }) => kind === 'stop').map(({ title }) => title)
}

async function plansOf(world: World): Promise<number> {
  return (await world.get<{ items: readonly unknown[] }>('ines', '/api/plans')).items.length
}
