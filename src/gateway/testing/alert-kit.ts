import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertDetail, AlertRow, AlertTally } from '../../domain/views/alert-views.ts'
import type { TriggerView } from '../../domain/views/change-views.ts'
import type { RecordView } from '../../domain/views/other-views.ts'
import { decideStoredAlert } from '../alerts/decide-alert.ts'
import { summariseTallies } from '../alerts/tally.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import { addTestSource } from './deliver.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { cloudTrailEvent, guardDutyFinding, stolenRoleEvent } from './records.ts'

interface Page {
  readonly items: AlertRow[]
  readonly next: string | null
  readonly total: number | null
}

const list = (world: World, query = '') => world.get<Page>('ines', `/api/alerts${query}`)

/** Alerts of twelve identities with different severities and times. */
async function busyWorld(openWorld: OpenWorld): Promise<World> {
  const world = await openWorld()
  const source = await addTestSource(world)
  const findings = Array.from({ length: 36 }, (_, index) =>
    guardDutyFinding(`f-${index}`, {
      user: `svc-${index % 12}`,
      severity: (index % 9) + 1,
      seen: new Date(world.clock.now - (index % 5) * 3_600_000).toISOString(),
      title: index === 7 ? '100%_sure' : `finding ${index}`,
    }),
  )
  await source.deliver(findings)
  return world
}

async function change(world: World, alert: Pick<AlertRow, 'id' | 'version'>, body: unknown): Promise<Response> {
  return world.send('ines', 'PATCH', `/api/alerts/${alert.id}`, body, { 'If-Match': `"${alert.version}"` })
}

/** Counted anew from the rows. */
async function recount(world: World): Promise<AlertTally> {
  const rows = await rowsOf(world, 'alert')
  const tallies = summariseTallies(
    rows.map(({ status, tier, gate, severity }) => ({ status, tier, gate, severity, count: 1 }) as never),
  )
  const resting = rows.filter(
    ({ status, held_until: until, suppression }) =>
      status !== 'closed' && (suppression !== null || (until !== null && until > world.clock.now)),
  )
  return { ...tallies, resting: resting.length }
}

/** The queue: lists, counts, one alert, and what people change. */
export function describeAlerts(openWorld: OpenWorld): void {
  describe('alerts', () => {
    test('pages cover the queue once, in every order, and every total is the true one', async () => {
      const world = await busyWorld(openWorld)
      const rows = await rowsOf(world, 'alert')
      for (const sort of ['priority', 'lastSeen', 'sla', 'tier']) {
        const seen: AlertRow[] = []
        let after = ''
        for (;;) {
          const page: Page = await list(world, `?sort=${sort}&limit=7${after}`)
          expect(page.total).toBe(rows.length)
          seen.push(...page.items)
          if (page.next === null) break
          after = `&after=${page.next}`
        }
        expect(new Set(seen.map((row) => row.id)).size).toBe(rows.length)
        expect(seen).toHaveLength(rows.length)
        const key = (row: AlertRow) =>
          ({ priority: 0, lastSeen: -row.lastSeenAt, sla: row.slaDueAt ?? Number.MAX_SAFE_INTEGER, tier: -row.tier })[
            sort
          ] ?? 0
        const sorted = seen.toSorted((a, b) => key(a) - key(b) || b.priority - a.priority || b.number - a.number)
        expect(seen.map((row) => row.number)).toEqual(sorted.map((row) => row.number))
      }
    })

    test('a cursor of another query is refused', async () => {
      const world = await busyWorld(openWorld)
      const { next } = await list(world, '?limit=5')
      expect((await world.request('ines', `/api/alerts?limit=5&tier=1&after=${next}`)).status).toBe(400)
      expect((await world.request('ines', '/api/alerts?after=nonsense')).status).toBe(400)
    })

    test('filters are a conjunction of lists, and wildcards in a text are plain characters', async () => {
      const world = await busyWorld(openWorld)
      const rows = await rowsOf(world, 'alert')
      const wanted = rows.filter((row) => ['high', 'low'].includes(row.severity) && row.tier <= 1)
      const page = await list(world, '?severity=high,low&tier=0,1&limit=500')
      expect(page.items.map((row) => row.id).sort()).toEqual(wanted.map((row) => row.id).sort())
      expect(page.total).toBe(wanted.length)
      expect((await list(world, '?text=100%25_S')).items).toMatchObject([{ title: '100%_sure' }])
      expect((await list(world, '?text=%25')).items).toHaveLength(1)
      expect((await list(world, '?text=a-3')).total).toBeNull()
      expect((await list(world, '?text=SVC-11')).items).toHaveLength(3)
      expect((await list(world, '?status=')).items).toHaveLength(0)
      expect((await list(world, '?assignee=nobody&limit=500')).items).toHaveLength(rows.length)
      expect((await list(world, '?assignee=me')).items).toHaveLength(0)
      expect((await world.request('ines', '/api/alerts?tier=9')).status).toBe(400)
    })

    test('a change needs the version that was seen, and two people at once are told apart', async () => {
      const world = await busyWorld(openWorld)
      const [row] = (await list(world)).items
      if (row === undefined) throw new Error('the queue is empty')
      const path = `/api/alerts/${row.id}`
      expect((await world.send('ines', 'PATCH', path, { assignee: 'me' })).status).toBe(428)
      const both = await Promise.all([
        change(world, row, { assignee: 'me' }),
        world.send('mira', 'PATCH', path, { assignee: 'me' }, { 'If-Match': `"${row.version}"` }),
      ])
      expect(both.map((answer) => answer.status).sort()).toEqual([200, 412])
      const winner = both.find((answer) => answer.status === 200)
      expect(await winner?.json()).toMatchObject({ status: 'acknowledged', slaDueAt: null, version: row.version + 1 })
      expect((await auditEntries(world)).filter((entry) => entry.code === 'alert.changed')).toHaveLength(1)
    })

    test('closing takes a disposition and a reason; who may not is refused on record', async () => {
      const world = await busyWorld(openWorld)
      const [row] = (await list(world)).items
      if (row === undefined) throw new Error('the queue is empty')
      expect((await change(world, row, { status: 'closed' })).status).toBe(422)
      expect((await change(world, row, { status: 'closed', disposition: 'true-positive' })).status).toBe(422)
      expect((await change(world, row, { tier: 0 })).status).toBe(400)
      const refused = await world.send(
        'ari',
        'PATCH',
        `/api/alerts/${row.id}`,
        { assignee: 'me' },
        { 'If-Match': '"1"' },
      )
      expect(refused.status).toBe(403)
      const done = await change(world, row, {
        status: 'closed',
        disposition: 'false-positive',
        reason: 'our own scanner',
      })
      expect(done.status).toBe(200)
      const [entry] = (await auditEntries(world)).filter(({ code }) => code === 'alert.changed')
      expect(entry).toMatchObject({
        actor: { id: 'pe_ines' },
        detail: { status: { from: 'new', to: 'closed' }, reason: 'our own scanner' },
      })
      expect((await auditEntries(world)).some((one) => one.code === 'access.refused')).toBe(true)
    })

    test('counts equal a recount after any series of deliveries and changes', { timeout: 180_000 }, async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      let made = 0
      const step = fc.oneof(
        fc.record({ kind: fc.constant('deliver' as const), user: fc.nat(3), severity: fc.integer({ min: 1, max: 9 }) }),
        fc.record({
          kind: fc.constant('change' as const),
          at: fc.nat(),
          to: fc.constantFrom(
            { status: 'closed', disposition: 'true-positive', reason: 'because' },
            { status: 'closed', disposition: 'false-positive', reason: 'because' },
            { status: 'new', disposition: 'undetermined' },
            { status: 'in-progress', disposition: 'benign-positive', reason: 'because' },
          ),
        }),
        fc.record({ kind: fc.constant('again' as const), at: fc.nat() }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
          for (const one of steps) {
            const alerts = (await list(world, '?limit=500')).items
            if (one.kind === 'deliver') {
              made += 1
              await source.deliver(guardDutyFinding(`f-${made}`, { user: `svc-${one.user}`, severity: one.severity }))
            } else if (one.kind === 'change') {
              const alert = alerts[one.at % Math.max(1, alerts.length)]
              if (alert !== undefined) await change(world, alert, one.to)
            } else if (made > 0) {
              world.clock.now += 60_000
              const seen = new Date(world.clock.now).toISOString()
              const at = (one.at % made) + 1
              await source.deliver(guardDutyFinding(`f-${at}`, { count: made + 10, seen, severity: 9 }))
            }
          }
          expect(await world.get('ines', '/api/alerts/tally')).toEqual(await recount(world))
          await expectIdentityCounts(world)
          await expectTriggerRecords(world)
        }),
        { numRuns: 8 },
      )
      expect(await logTrouble(world)).toBeNull()
    })

    test('a judgement teaches its trigger, and open alerts of the trigger are decided again', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      const findings = Array.from({ length: 14 }, (_, index) =>
        guardDutyFinding(`f-${index}`, { user: `svc-${index}` }),
      )
      await source.deliver(findings)
      const [watched] = (await list(world, '?limit=1')).items
      for (;;) {
        // Read anew each time: what is decided again has a new version.
        const alert = (await list(world, '?status=new')).items.find((row) => row.id !== watched?.id)
        if (alert === undefined) break
        await change(world, alert, { status: 'closed', disposition: 'false-positive', reason: 'our own scanner' })
      }
      const { items } = await world.get<{ items: TriggerView[] }>('ines', '/api/triggers')
      expect(items.find((trigger) => trigger.id === 'guardduty-credential-abuse')).toMatchObject({
        judged: 13,
        truePositives: 0,
      })
      const after = await world.get<AlertDetail>('ines', `/api/alerts/${watched?.id}`)
      expect(after.row.confidence).toBeLessThan(watched?.confidence ?? 0)
      expect(after.row.tier).toBeLessThan(watched?.tier ?? 0)
      await expectIdentityCounts(world)
      expect(await world.get('ines', '/api/alerts/tally')).toEqual(await recount(world))
      expect(after.triggerRecord).toEqual({ judged: 13, truePositives: 0 })
      expect(after.decision.reasons.map((reason) => reason.rule)).toContain('confidence.measured-precision')
    })

    test('an alert says why, shows its evidence apart from what was around it, and what is like it', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver([
        cloudTrailEvent('calm', { eventTime: '2026-03-02T08:10:00Z' }),
        stolenRoleEvent('first'),
        stolenRoleEvent('second'),
        cloudTrailEvent('trail', { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' }),
      ])
      const rows = (await list(world)).items
      const stolen = rows.find((row) => row.trigger?.id === 'instance-session-elsewhere')
      const detail = await world.get<AlertDetail>('ines', `/api/alerts/${stolen?.id}`)
      expect(detail.why).toBe(
        'report-runner called GetCallerIdentity of sts.amazonaws.com from 198.51.100.7 with aws-cli/2.9. ' +
          'Trigger “Credentials of an EC2 instance used from elsewhere”, version 1, fired.',
      )
      expect(
        detail.records
          .filter((record) => record.isOfAlert)
          .map((record) => record.signalId)
          .sort(),
      ).toEqual(['first', 'second'])
      expect(
        detail.records
          .filter((record) => !record.isOfAlert)
          .map((record) => record.signalId)
          .sort(),
      ).toEqual(['calm', 'trail'])
      expect(detail.recordTotal).toBe(2)
      expect(detail.similar).toMatchObject([{ because: 'Another alert of this identity' }])
      expect(detail.identity).toMatchObject({ claimed: false, name: 'report-runner' })
      expect((await decideStoredAlert(world.gateway, world.store.read, stolen?.id ?? '')).decision).toEqual(
        detail.decision,
      )
      expect((await world.request('ines', '/api/alerts/al_none')).status).toBe(404)
    })

    test('an alert of another tenant does not exist', async () => {
      const world = await busyWorld(openWorld)
      const stranger = await openWorld()
      const [row] = (await list(world)).items
      const [record] = await rowsOf(world, 'record')
      for (const path of [
        `/api/alerts/${row?.id}`,
        `/api/records/${record?.id}`,
        `/api/identities/${row?.identityId}`,
      ]) {
        expect((await stranger.request('ines', path)).status, path).toBe(404)
      }
      const body = { assignee: 'me' }
      const answer = await stranger.send('ines', 'PATCH', `/api/alerts/${row?.id}`, body, { 'If-Match': '"1"' })
      expect(answer.status).toBe(404)
      expect((await list(stranger)).items).toEqual([])
    })

    test('a record is shown without its secrets, and one whose bytes were changed is called broken', async () => {
      const world = await openWorld()
      const source = await addTestSource(world)
      await source.deliver(cloudTrailEvent('e-1', { requestParameters: { password: 'correct horse battery' } }))
      const [record] = await rowsOf(world, 'record')
      const view = await world.get<RecordView>('ines', `/api/records/${record?.id}`)
      expect(view).toMatchObject({
        isIntact: true,
        digest: record?.digest,
        redactedAt: ['/requestParameters/password'],
      })
      expect(JSON.stringify(view)).not.toContain('correct horse')
      await world.store.read
        .updateTable('record')
        .set({ bytes: new TextEncoder().encode('{"eventName":"Harmless"}') })
        .where('tenant', '=', world.store.tenant)
        .execute()
      const broken = await world.get<RecordView>('ines', `/api/records/${record?.id}`)
      expect(broken).toMatchObject({ isIntact: false, shown: null, signal: null })
      expect((await auditEntries(world)).at(-1)).toMatchObject({ code: 'fault' })
      expect(world.logged.join()).toContain('was sealed as')
    })
  })
}

async function expectIdentityCounts(world: World): Promise<void> {
  const alerts = (await rowsOf(world, 'alert')).filter((alert) => alert.status !== 'closed')
  for (const identity of await rowsOf(world, 'identity')) {
    const ours = alerts.filter((alert) => alert.identity_id === identity.id)
    expect(identity.open_alerts).toBe(ours.length)
    expect(identity.highest_tier).toBe(ours.length === 0 ? null : Math.max(...ours.map((alert) => alert.tier)))
  }
}

async function expectTriggerRecords(world: World): Promise<void> {
  const judged = (await rowsOf(world, 'alert')).filter((alert) => alert.disposition !== 'undetermined')
  for (const record of await rowsOf(world, 'trigger_record')) {
    const ours = judged.filter((alert) => alert.trigger_id === record.trigger_id)
    expect(record.judged).toBe(ours.length)
    expect(record.true_positives).toBe(ours.filter((alert) => alert.disposition === 'true-positive').length)
  }
}
