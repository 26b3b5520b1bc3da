import { describe, expect, test } from 'vitest'
import type { OpenWorld } from './gateway-kit.ts'
import { addTestSource } from './deliver.ts'
import { cloudTrailEvent, guardDutyFinding, stolenRoleEvent } from './records.ts'

/** How deliveries become sealed records, identities and alerts. */
export function describeIngest(openWorld: OpenWorld): void {
  describe('ingest', () => {
    test('a finding becomes an alert on an unclaimed identity, and its bytes are sealed as sent', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const report = await source.deliver(guardDutyFinding('f-1'))
      expect(report).toMatchObject({ records: 1, accepted: 1, alertsOpened: 1, identitiesUnclaimed: 1 })
      const alerts = await world.store.read
        .selectFrom('alert')
        .selectAll()
        .where('tenant', '=', world.store.tenant)
        .execute()
      expect(alerts).toHaveLength(1)
      expect(alerts[0]).toMatchObject({
        identity_name: 'svc-billing',
        is_claimed: false,
        trigger_id: 'guardduty-credential-abuse',
      })
    })

    test('telemetry without a trigger stays as evidence and makes no alert', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      expect(
        await source.deliver([cloudTrailEvent('e-1'), stolenRoleEvent('e-2'), stolenRoleEvent('e-3')]),
      ).toMatchObject({
        records: 3,
        accepted: 3,
        alertsOpened: 1,
        identitiesUnclaimed: 1,
      })
    })
  })
}
