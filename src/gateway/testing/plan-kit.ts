import { describe, expect, test } from 'vitest'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene } from './plan-world.ts'

/** How plans are proposed, approved, refused, and end. */
export function describePlans(openWorld: OpenWorld): void {
  describe('plans', () => {
    test('a plan is approved by somebody else, carried out once, read back, and every step of it is in the log', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      expect(plan.body.gate).toMatchObject({ kind: 'one-approval', quorum: 1 })
      expect((await scene.vote('noor', plan)).status).toBe(200)
      const done = await scene.run(plan.summary.id)
      expect(done).toMatchObject({ state: 'done', containment: 'contained' })
      expect(done.steps[0]?.consumers).toEqual([
        { name: 'agent', state: 'recovering' },
        { name: 'month-end', state: 'broken' },
      ])
      expect(await scene.effects()).toBe(1)
      expect(await scene.codes(plan.summary.id)).toEqual([
        'plan.proposed',
        'vote.cast',
        'plan.approved',
        'step.started',
        'step.sent',
        'step.verified',
        'plan.finished',
      ])
    })
  })
}
