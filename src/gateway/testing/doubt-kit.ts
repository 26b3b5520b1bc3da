import { describe, expect, test } from 'vitest'
import type { AlertDetail, PlanSummary } from '../../domain/views/alert-views.ts'
import type { Notice } from '../../domain/views/notice-views.ts'
import type { IdentityDetail } from '../../domain/views/other-views.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import { type Faults, UNREADABLE, withFaults } from './faulty-connector.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene, type Scene } from './plan-world.ts'

/** Where what was read back is said, and that nobody claims to know while nobody does. */
export function describeDoubt(openWorld: OpenWorld): void {
  const NO_ANSWER: Faults = { execute: () => new Promise(() => undefined), verify: UNREADABLE }

  async function approved() {
    const scene = await openScene(openWorld)
    const faults: { now: Faults } = { now: {} }
    const twin = createTwin({ store: scene.world.store, now: scene.world.gateway.now })
    scene.connectors.set(
      'twin',
      withFaults(twin, () => faults.now),
    )
    const plan = await scene.propose()
    await scene.vote('noor', plan)
    return { scene, faults, id: plan.summary.id, runner: scene.runner({ executeWithinMs: 20 }) }
  }

  /** What the row of the queue, the alert, the list of plans and the identity say, by the same words. */
  async function said({ world, alertId, identity }: Scene) {
    const { items } = await world.get<{ items: readonly AlertDetail['row'][] }>('ines', '/api/alerts?limit=10')
    const { row, plans } = await world.get<AlertDetail>('ines', `/api/alerts/${alertId}`)
    const all = await world.get<{ items: readonly PlanSummary[] }>('ines', '/api/plans?list=all')
    const detail = await world.get<IdentityDetail>('ines', `/api/identities/${identity.id}`)
    const first = all.items.find(({ undoes }) => undoes === null)
    return new Set([
      items.find(({ id }) => id === alertId)?.containment,
      row.containment,
      plans.find(({ undoes }) => undoes === null)?.containment,
      first?.containment,
      detail.containment,
    ])
  }

  describe('doubt', () => {
    test('while a step is in doubt its plan, the alert and the identity are, and afterwards what was read back', async () => {
      const { scene, faults, id, runner } = await approved()
      faults.now = NO_ANSWER
      const between = await scene.run(id, runner, 3)
      expect(between).toMatchObject({ state: 'running', containment: 'in-doubt', steps: [{ containment: 'in-doubt' }] })
      expect(await said(scene)).toEqual(new Set(['in-doubt']))
      faults.now = {}
      expect(await scene.run(id, runner)).toMatchObject({ state: 'done', containment: 'contained' })
      expect(await said(scene)).toEqual(new Set(['contained']))
    })

    test('what was read back as closed and is opened by others is told to whoever asked, until somebody takes it back', async () => {
      const { scene, id } = await approved()
      await scene.run(id)
      const told = async () => {
        const { items } = await scene.world.get<{ items: readonly Notice[] }>('ines', '/api/notices')
        return items.map(({ title }) => title.replace(/:.*/, ''))
      }
      expect(await told()).toEqual(['P-1 is done'])
      await scene.changeAccount((account) => ({ ...account, holds: [] }))
      while ((await scene.view(id)).containment === 'contained') {
        scene.world.clock.now += 2_000
        await scene.runner().tick()
      }
      expect(await said(scene)).toEqual(new Set(['not-contained']))
      expect(await told()).toEqual(['What P-1 closed is open again', 'P-1 is done'])
    })

    test('a gateway that died with the answer leaves the alert in doubt, not open, as soon as another one took the step over', async () => {
      const { scene, faults, id } = await approved()
      const dead = scene.runner({
        holder: 'runner-dead',
        reach: (point) => (point === 'answered' ? Promise.reject(new Error('killed')) : Promise.resolve()),
      })
      await expect(dead.tick()).rejects.toThrow('killed')
      scene.world.clock.now += 40_000
      faults.now = { verify: UNREADABLE }
      await scene.run(id, scene.runner(), 2)
      expect(await said(scene)).toEqual(new Set(['in-doubt']))
    })

    test('what was read back as absent after a lost answer is no longer in doubt, anywhere', async () => {
      const { scene, faults, id, runner } = await approved()
      faults.now = NO_ANSWER
      await scene.run(id, runner, 2)
      expect(await said(scene)).toEqual(new Set(['in-doubt']))
      faults.now = { execute: () => new Promise(() => undefined) }
      while ((await scene.view(id)).steps[0]?.containment === 'in-doubt') await scene.run(id, scene.runner(), 1)
      expect(await said(scene)).toEqual(new Set(['not-contained']))
    })

    test('while taking back what was contained is in doubt, its plan, the alert and the identity are too', async () => {
      const { scene, faults, id, runner } = await approved()
      await scene.run(id)
      const answer = await scene.world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'No longer needed' })
      const undo = (await answer.json()) as PlanView
      await scene.vote('noor', undo)
      expect(await said(scene)).toEqual(new Set(['contained']))
      faults.now = NO_ANSWER
      expect(await scene.run(undo.summary.id, runner, 3)).toMatchObject({ state: 'running', containment: 'in-doubt' })
      expect(await said(scene)).toEqual(new Set(['in-doubt']))
      faults.now = {}
      await scene.run(undo.summary.id, runner)
      expect(await said(scene)).toEqual(new Set(['not-contained']))
    })
  })
}
