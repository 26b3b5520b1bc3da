import { describe, expect, test } from 'vitest'
import type { TriggerView } from '../../domain/views/change-views.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { stolenRoleEvent } from './records.ts'

const DAY_MS = 24 * 60 * 60_000
const ID = 'stolen-instance-role'

async function viewOf(world: World): Promise<TriggerView> {
  const { items } = await world.get<{ items: readonly TriggerView[] }>('ines', '/api/triggers')
  const found = items.find(({ id }) => id === ID)
  if (found === undefined) throw new Error(`${ID} is not listed`)
  return found
}

/** What the list of triggers says of one. */
export function describeTriggerViews(openWorld: OpenWorld): void {
  describe('how a trigger does', () => {
    test('its hits stand under the day on which they were counted, for 30 days', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      expect((await viewOf(world)).hitsPerDay).toEqual(Array.from({ length: 30 }, () => 0))
      await source.deliver([stolenRoleEvent('a'), stolenRoleEvent('b')], 'cloudtrail')
      world.clock.now += DAY_MS
      await source.deliver([stolenRoleEvent('c')], 'cloudtrail')
      const { hitsPerDay, hits } = await viewOf(world)
      expect(hitsPerDay.slice(-3)).toEqual([0, 2, 1])
      expect(hits).toEqual({ day: 1, week: 3, month: 3 })
      world.clock.now += 29 * DAY_MS
      expect((await viewOf(world)).hitsPerDay.filter((count) => count > 0)).toEqual([1])
      world.clock.now += DAY_MS
      expect((await viewOf(world)).hitsPerDay.every((count) => count === 0)).toBe(true)
    })

    test('it names the published lists that it serves, apart from its techniques', async () => {
      const view = await viewOf(await openWorld())
      expect(view.response?.frameworks.length).toBeGreaterThan(0)
      expect(view.attacks).toContain('T1078.004')
      expect(view.response?.frameworks.some((id) => view.attacks.includes(id))).toBe(false)
    })
  })
}
