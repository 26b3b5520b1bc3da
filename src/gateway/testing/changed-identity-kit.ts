import { describe, expect, test } from 'vitest'
import type { OpenWorld } from './gateway-kit.ts'
import { openScene } from './plan-world.ts'

/** What a plan says about its identity once that is another one than it was proposed for. */
export function describeChangedIdentity(openWorld: OpenWorld): void {
  describe('a changed identity', () => {
    test('C3 a consumer that was added is named; a plan of before that was kept says the versions', async () => {
      const scene = await openScene(openWorld)
      const plan = await scene.propose()
      const { read, tenant } = scene.world.store
      const mapped = await scene.world.request('ivo', '/api/identities/import?format=csv&what=dependencies', {
        method: 'POST',
        headers: { 'Content-Type': 'text/csv' },
        body: [
          'id,identityId,from,via,consumerId,consumerName,consumerKind,source,observedAt',
          `dp-audit,${scene.identity.id},${scene.identity.id},session,audit-export,Audit export,job,CMDB,2026-03-01T00:00:00.000Z`,
        ].join('\n'),
      })
      expect(await mapped.json()).toMatchObject({ created: 1, refused: [] })
      const sides = async () => {
        const { recheck } = await scene.view(plan.summary.id)
        return recheck.find(({ what }) => what === 'Identity')?.sides
      }
      const { approved, now } = (await sides()) ?? { approved: [], now: [] }
      expect([approved, now]).toEqual([
        [expect.stringMatching(/^consumers: 2 \(2 on both sides\)$/)],
        [expect.stringMatching(/^consumers: 3 \(Audit export .*; 2 on both sides\)$/)],
      ])
      await read.updateTable('plan').set({ snapshot: '{}' }).where('tenant', '=', tenant).execute()
      expect(await sides()).toEqual({ approved: ['version 1'], now: ['version 2'] })
    })
  })
}
