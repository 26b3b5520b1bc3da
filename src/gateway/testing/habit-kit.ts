import { describe, expect, test } from 'vitest'
import type { ApprovalHabits } from '../../domain/views/habit-views.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { addAlert, MINUTE_MS, openScene, problemOf } from './plan-world.ts'

/** What the record says of how people decide, for managers and auditors alone. */
export function describeHabits(openWorld: OpenWorld): void {
  describe('habits', () => {
    test('a decision that came faster than reading stands beside the one that did not, with how long there was', async () => {
      const scene = await openScene(openWorld)
      const { world } = scene
      const plan = await scene.propose()
      world.clock.now += 3 * MINUTE_MS
      await scene.vote('noor', plan)
      const other = await addAlert(world, { id: '2' })
      const asked = await world.send('ines', 'POST', '/api/plans', {
        alertId: other.alertId,
        action: 'revoke-session',
        reason: 'Used from outside its instance, as the other one was an hour ago',
      })
      const second = (await asked.json()) as typeof plan
      world.clock.now += 1_000
      await scene.vote('tomo', second, 'reject')
      const found = await world.get<ApprovalHabits>('mira', '/api/approvals/habits?days=7')
      expect(found.decisions).toBe(2)
      expect(found.people).toMatchObject([
        { person: { name: 'Tomo' }, decisions: 1, approvals: 0, hurried: 1, hurries: [{ hadMs: 1_000 }] },
        { person: { name: 'Noor' }, decisions: 1, approvals: 1, hurried: 0, hurries: [] },
      ])
      expect(found.people[0]?.hurries[0]?.plans).toEqual([{ id: second.summary.id, number: 2 }])
    })

    test('it covers the days that are asked for, and is for managers and auditors', async () => {
      const scene = await openScene(openWorld)
      await scene.vote('noor', await scene.propose())
      scene.world.clock.now += 2 * 24 * 60 * MINUTE_MS
      expect((await scene.world.get<ApprovalHabits>('ari', '/api/approvals/habits?days=1')).decisions).toBe(0)
      expect((await scene.world.get<ApprovalHabits>('ari', '/api/approvals/habits?days=3')).decisions).toBe(1)
      const refused = await problemOf(await scene.world.request('noor', '/api/approvals/habits'), 403)
      expect(refused.detail).toContain('it takes the role manager or auditor')
    })
  })
}
