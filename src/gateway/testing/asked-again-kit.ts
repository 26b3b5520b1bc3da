import { describe, expect, test } from 'vitest'
import type { Json } from '../../domain/json/json.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector, StepWish } from '../connectors/connector.ts'
import { createTwin } from '../connectors/twin/twin-connector.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene } from './plan-world.ts'

/** What a connector is told when it is asked, before a step is sent, whether it would still send what was approved. */
export function describeAskedAgain(openWorld: OpenWorld): void {
  /** A plan that was approved and run, with a connector whose requests name the moment at which they were made. */
  async function ranWith(requestOf: (wish: StepWish, fresh: Json) => Json) {
    const scene = await openScene(openWorld)
    const { store, gateway, clock } = scene.world
    const twin = createTwin({ store, now: gateway.now })
    const inner = (step: PlanStep): PlanStep => ({
      ...step,
      request: (step.request as { inner: PlanStep['request'] }).inner,
    })
    const connector: Connector = {
      ...twin,
      plan: async (wish) => {
        const answer = await twin.plan(wish)
        return answer.ok ? { ...answer, request: requestOf(wish, { at: clock.now, inner: answer.request }) } : answer
      },
      execute: (step, key, signal) => twin.execute(inner(step), key, signal),
      verify: (step, key, signal) => twin.verify(inner(step), key, signal),
    }
    scene.connectors.set('twin', connector)
    const plan = await scene.propose()
    clock.now += 60_000
    await scene.vote('noor', plan)
    return scene.run(plan.summary.id)
  }

  describe('asked again', () => {
    test('a request that names a moment runs as it was approved, where its connector still stands by it', async () => {
      const plan = await ranWith((wish, fresh) => wish.approved ?? fresh)
      expect(plan).toMatchObject({ state: 'done', containment: 'contained' })
    })

    test('C3 a connector that would send something else by now pauses the plan', async () => {
      const plan = await ranWith((_wish, fresh) => fresh)
      expect(plan.state).toBe('paused')
      expect(JSON.stringify(plan.recheck)).toContain('It would now send something else.')
    })
  })
}
