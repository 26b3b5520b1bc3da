import { describe, expect, test } from 'vitest'
import type { IngestReport } from '../../domain/views/other-views.ts'
import { digestText } from '../hash.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { ingestCounts, rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, ndjson, stolenRoleEvent } from './records.ts'

const DAY_MS = 24 * 60 * 60_000

/** How deliveries become sealed records, identities and alerts. */
export function describeIngest(openWorld: OpenWorld): void {
  describe('ingest', () => {
    test('a finding becomes an alert on an unclaimed identity, and its bytes are sealed as they were sent', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const finding = guardDutyFinding('f-1')
      const sent = ` [ ${JSON.stringify(finding, null, 3)} ] `
      const report = (await (await source.send(sent)).json()) as IngestReport
      expect(report).toMatchObject({ records: 1, accepted: 1, alertsOpened: 1, identitiesUnclaimed: 1 })
      const [alert] = await rowsOf(world, 'alert')
      expect(alert).toMatchObject({
        number: 1,
        identity_name: 'svc-billing',
        is_claimed: false,
        trigger_id: 'guardduty-credential-abuse',
        status: 'new',
      })
      const [record] = await rowsOf(world, 'record')
      const raw = new TextDecoder().decode(record?.bytes)
      expect(raw).toBe(JSON.stringify(finding, null, 3))
      expect(record?.digest).toBe(digestText(raw))
      expect(record?.alert_id).toBe(alert?.id)
    })

    test('telemetry makes an alert only where a trigger fires; one session of one identity is one alert', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const report = await source.deliver([cloudTrailEvent('e-1'), stolenRoleEvent('e-2'), stolenRoleEvent('e-3')])
      expect(report).toMatchObject({ records: 3, accepted: 3, alertsOpened: 1, identitiesUnclaimed: 1 })
      expect(await rowsOf(world, 'alert')).toMatchObject([
        {
          count: 2,
          trigger_id: 'instance-session-elsewhere',
          identity_name: 'report-runner',
          identity_kind: 'cloud-role',
        },
      ])
      const records = await rowsOf(world, 'record')
      expect(records.filter((record) => record.alert_id === null)).toMatchObject([{ signal_id: 'e-1' }])
      expect(new Set(records.map((record) => record.actor_id)).size).toBe(1)
    })

    test('a webhook without the header that names its event is read by its keys, as one that has it', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const added = (id: number) => ({
        action: 'created',
        key: { id, title: `runner-${id}`, created_at: '2026-03-02T09:00:00Z', read_only: false },
        repository: { id: 1, full_name: 'octo/reports', node_id: 'R_1' },
        sender: { login: 'octocat', id: 2, type: 'User', node_id: 'U_2' },
      })
      const send = async (id: number, headers: Record<string, string>) => {
        const answer = await source.send(JSON.stringify(added(id)), { format: 'github-webhook', headers })
        expect(await answer.json()).toMatchObject({ accepted: 1, alertsOpened: 1 })
      }
      await send(100, {})
      await send(101, { 'X-GitHub-Event': 'deploy_key' })
      const alerts = await rowsOf(world, 'alert')
      expect(alerts.map((alert) => [alert.identity_name, alert.identity_kind]).sort()).toEqual([
        ['runner-100', 'api-key'],
        ['runner-101', 'api-key'],
      ])
    })

    test('the same delivery twice gets the same report and changes nothing, also a week later', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const body = JSON.stringify([guardDutyFinding('f-1'), cloudTrailEvent('e-1'), { nonsense: true }])
      const first = await (await source.send(body)).json()
      const counts = await ingestCounts(world)
      expect(await (await source.send(body)).json()).toEqual(first)
      world.clock.now += 7 * DAY_MS
      expect(await (await source.send(body)).json()).toEqual(first)
      expect(await ingestCounts(world)).toEqual(counts)
    })

    test('fifty identical deliveries at once are one alert, one batch and one entry', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const entriesBefore = (await auditEntries(world)).length
      const body = JSON.stringify(guardDutyFinding('f-1'))
      const answers = await Promise.all(Array.from({ length: 50 }, () => source.send(body)))
      const reports = await Promise.all(answers.map((answer) => answer.json()))
      expect(new Set(reports.map((report) => JSON.stringify(report))).size).toBe(1)
      expect(await ingestCounts(world)).toMatchObject({ record: 1, alert: 1, identity: 1, batch: 1 })
      expect((await auditEntries(world)).length).toBe(entriesBefore + 1)
      expect(await logTrouble(world)).toBeNull()
    })

    test('the same record in different deliveries is one record', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([guardDutyFinding('f-1')])
      const again = await source.deliver([guardDutyFinding('f-2'), guardDutyFinding('f-1'), guardDutyFinding('f-2')])
      expect(again).toMatchObject({ records: 3, accepted: 1, duplicates: 2, alertsOpened: 1, alertsUpdated: 0 })
      expect(await rowsOf(world, 'record')).toHaveLength(2)
    })

    test('versions of a finding give the same alert in whatever order they arrive', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const versions = (id: string) => [
        guardDutyFinding(id, { count: 1, seen: '2026-03-02T08:00:00Z', title: 'once' }),
        guardDutyFinding(id, { count: 4, seen: '2026-03-02T08:10:00Z', title: 'four times', severity: 8 }),
        guardDutyFinding(id, { count: 9, seen: '2026-03-02T08:20:00Z', title: 'nine times', severity: 6 }),
      ]
      const orders = [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
        [2, 0, 1],
      ]
      for (const [index, order] of orders.entries()) {
        const all = versions(`f-${index}`)
        for (const at of order) await source.deliver(all[at])
      }
      const alerts = await rowsOf(world, 'alert')
      expect(alerts).toHaveLength(orders.length)
      for (const alert of alerts) {
        expect(alert).toMatchObject({
          title: 'nine times',
          severity: 'medium',
          count: 3,
          last_seen_at: Date.UTC(2026, 2, 2, 8, 20),
        })
      }
    })

    test('another body under the same id is a conflict: kept and counted, and it changes no alert', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(guardDutyFinding('f-1', { title: 'as first told' }))
      await source.deliver(cloudTrailEvent('e-1'))
      const before = await rowsOf(world, 'alert')
      expect(
        await source.deliver([
          guardDutyFinding('f-1', { title: 'as told later' }),
          cloudTrailEvent('e-1', { awsRegion: 'us-east-1' }),
        ]),
      ).toMatchObject({ records: 2, accepted: 0, conflicts: 2, alertsUpdated: 0 })
      expect(await rowsOf(world, 'alert')).toEqual(before)
      const conflicts = (await rowsOf(world, 'record')).filter((record) => record.is_conflict)
      expect(conflicts.map((record) => record.alert_id).sort()).toEqual([before[0]?.id, null].sort())
    })

    test('a trigger that fires again after the alert was closed opens the next generation', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(stolenRoleEvent('e-1'))
      const [alert] = await rowsOf(world, 'alert')
      const closed = await world.send(
        'ines',
        'PATCH',
        `/api/alerts/${alert?.id}`,
        { status: 'closed', disposition: 'benign-positive', reason: 'announced inventory run' },
        { 'If-Match': `"${alert?.version}"` },
      )
      expect(closed.status).toBe(200)
      expect(await source.deliver(stolenRoleEvent('e-2'))).toMatchObject({ alertsOpened: 1, alertsUpdated: 0 })
      const alerts = (await rowsOf(world, 'alert')).sort((a, b) => a.generation - b.generation)
      expect(alerts).toMatchObject([
        { generation: 1, status: 'closed', disposition: 'benign-positive', count: 1 },
        { generation: 2, status: 'new', disposition: 'undetermined', count: 1 },
      ])
    })

    test('a closed finding opens again when its source says that it goes on, and not when it says that it is over', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([guardDutyFinding('f-on'), guardDutyFinding('f-over', { user: 'svc-other' })])
      for (const alert of await rowsOf(world, 'alert')) {
        await world.send(
          'ines',
          'PATCH',
          `/api/alerts/${alert.id}`,
          { status: 'closed', disposition: 'true-positive', reason: 'key was rotated' },
          { 'If-Match': `"${alert.version}"` },
        )
      }
      await source.deliver([
        guardDutyFinding('f-on', { count: 2, seen: '2026-03-02T08:50:00Z' }),
        guardDutyFinding('f-over', { count: 2, seen: '2026-03-02T08:50:00Z', archived: true, user: 'svc-other' }),
      ])
      const byName = new Map((await rowsOf(world, 'alert')).map((alert) => [alert.identity_name, alert]))
      expect(byName.get('svc-billing')).toMatchObject({ status: 'new', disposition: 'undetermined', count: 2 })
      expect(byName.get('svc-other')).toMatchObject({ status: 'closed', disposition: 'true-positive', count: 2 })
    })

    test('distinct triggers on one identity corroborate each other, also the alert that came first', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(stolenRoleEvent('e-1'))
      const [alone] = await rowsOf(world, 'alert')
      await source.deliver(
        stolenRoleEvent('e-2', { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' }),
      )
      const alerts = await rowsOf(world, 'alert')
      expect(alerts).toHaveLength(2)
      const first = alerts.find((alert) => alert.id === alone?.id)
      expect(first?.confidence).toBeGreaterThan(alone?.confidence ?? 100)
      expect(first?.version).toBe((alone?.version ?? 0) + 1)
    })

    test('a delivery of several parts is stored whole, and again after it broke off in the middle', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const events = Array.from({ length: 1100 }, (_, index) => cloudTrailEvent(`e-${index}`))
      const body = ndjson(events)
      const first = (await (await source.send(body, { type: 'application/x-ndjson' })).json()) as IngestReport
      expect(first).toMatchObject({ records: 1100, accepted: 1100, duplicates: 0 })
      expect(await rowsOf(world, 'batch')).toHaveLength(3)
      // As after a crash before the last part was stored.
      const { tenant } = world.store
      await world.store.read.deleteFrom('batch').where('tenant', '=', tenant).where('digest', 'like', '%/3').execute()
      await world.store.read.deleteFrom('record').where('tenant', '=', tenant).where('position', '>=', 1000).execute()
      const again = (await (await source.send(body, { type: 'application/x-ndjson' })).json()) as IngestReport
      expect(again).toEqual(first)
      expect(await rowsOf(world, 'record')).toHaveLength(1100)
    })

    test('where the log cannot be written nothing is stored, and reading goes on', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const { read, tenant } = world.store
      const head = await read
        .selectFrom('audit_head')
        .select('size')
        .where('tenant', '=', tenant)
        .executeTakeFirstOrThrow()
      const blocker = {
        tenant,
        sequence: head.size,
        at: 0,
        code: 'fault',
        actor_id: '',
        leaf: '',
        text: '',
        search: '',
      }
      await read.insertInto('audit_entry').values(blocker).execute()
      const before = await ingestCounts(world)
      expect((await source.send(JSON.stringify(guardDutyFinding('f-1')))).status).toBe(500)
      expect(await ingestCounts(world)).toEqual(before)
      expect((await world.request('ines', '/api/alerts')).status).toBe(200)
      await read.deleteFrom('audit_entry').where('tenant', '=', tenant).where('sequence', '=', head.size).execute()
      expect(await source.deliver(guardDutyFinding('f-1'))).toMatchObject({ accepted: 1, alertsOpened: 1 })
    })
  })
}
