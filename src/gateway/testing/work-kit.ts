import { describe, expect, test } from 'vitest'
import type { AlertDetail, AlertRow, AlertTally } from '../../domain/views/alert-views.ts'
import { wakeAlerts } from '../work/wake-alerts.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { addTestSource, type TestSource } from './deliver.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'

const HOUR_MS = 3_600_000

interface Page {
  readonly items: AlertRow[]
  readonly total: number | null
}

/** A world with this many alerts of one identity each. */
export async function worldWithAlerts(openWorld: OpenWorld, count: number): Promise<World & { source: TestSource }> {
  const world = await openWorld()
  const source = await addTestSource(world)
  if (count > 0) {
    await source.deliver(Array.from({ length: count }, (_, i) => guardDutyFinding(`f-${i}`, { user: `svc-${i}` })))
  }
  return { ...world, source }
}

export async function alertsOf(world: World, query = ''): Promise<AlertRow[]> {
  return (await world.get<Page>('ines', `/api/alerts?limit=500${query}`)).items
}

export async function firstAlert(world: World): Promise<AlertRow> {
  const [row] = await alertsOf(world)
  if (row === undefined) throw new Error('the queue is empty')
  return row
}

async function change(
  world: World,
  who: PersonName,
  row: Pick<AlertRow, 'id' | 'version'>,
  body: unknown,
): Promise<Response> {
  return world.send(who, 'PATCH', `/api/alerts/${row.id}`, body, { 'If-Match': `"${row.version}"` })
}

/** The row after a change that is expected to be taken. */
async function changed(world: World, who: PersonName, row: AlertRow, body: unknown): Promise<AlertRow> {
  const answer = await change(world, who, row, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as AlertRow
}

/** Tags, rest, accepted risk, clocks, and edits of two people at once. */
export function describeWork(openWorld: OpenWorld): void {
  describe('work on alerts', () => {
    test('two people who change different parts of an alert both have their way, from what each saw', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      await changed(world, 'ines', row, { assignee: 'me' })
      await changed(world, 'mira', row, { addTags: ['Prod DB'] })
      const both = await changed(world, 'noor', row, { addTags: ['drill'], removeTags: ['nothing'] })
      expect(both).toMatchObject({ assignee: { id: 'pe_ines' }, status: 'acknowledged', tags: ['drill', 'prod-db'] })
      const late = await change(world, 'mira', row, { assignee: 'me' })
      expect(late.status).toBe(412)
      expect(JSON.stringify(await late.json())).toContain('assignee')
      expect(await logTrouble(world)).toBeNull()
    })

    test('a judgement on evidence that has changed since is not taken, other work is', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      await world.source.deliver(guardDutyFinding('f-0', { user: 'svc-0', count: 9, seen: '2026-03-02T08:40:00Z' }))
      const verdict = { status: 'closed', disposition: 'false-positive', reason: 'our own scanner' }
      expect((await change(world, 'ines', row, verdict)).status).toBe(412)
      await changed(world, 'ines', row, { assignee: 'me' })
    })

    test('a version that never was is refused', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      expect((await change(world, 'ines', { ...row, version: row.version + 5 }, { assignee: 'me' })).status).toBe(412)
    })

    test('a snoozed alert rests until its end by the gateway’s clock, and comes back with an entry', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const row = await firstAlert(world)
      const until = world.clock.now + 2 * HOUR_MS
      const snoozed = await changed(world, 'ines', row, { snooze: { until }, reason: 'Owner is back at eleven' })
      expect(snoozed).toMatchObject({
        status: 'acknowledged',
        assignee: { id: 'pe_ines' },
        hold: { kind: 'snoozed', until, by: { name: 'Ines' }, reason: 'Owner is back at eleven' },
      })
      const lists = async () =>
        Promise.all(
          ['hide', 'only'].map(async (held) => {
            const page = await world.get<Page>('ines', `/api/alerts?held=${held}`)
            expect(page.total).toBe(page.items.length)
            return page.items.length
          }),
        )
      const waiting = async () => {
        const { open, resting } = await world.get<AlertTally>('ines', '/api/alerts/tally')
        return open - resting
      }
      expect(await lists()).toEqual([2, 1])
      expect(await waiting(), 'what rests waits for nobody').toBe(2)
      expect(await wakeAlerts(world.gateway)).toBe(0)
      world.clock.now = until
      expect(await lists(), 'over is over, before anything has cleared it away').toEqual([3, 0])
      expect(await waiting()).toBe(3)
      expect(await wakeAlerts(world.gateway)).toBe(1)
      expect(await wakeAlerts(world.gateway)).toBe(0)
      expect((await world.get<AlertDetail>('ines', `/api/alerts/${row.id}`)).row).toMatchObject({
        status: 'acknowledged',
        hold: null,
      })
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'alert.returned',
        actor: { kind: 'gateway' },
        subjects: [{ id: row.id }],
      })
      expect(await logTrouble(world)).toBeNull()
    })

    test('two gateways that wake the same alert bring it back once', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const until = world.clock.now + HOUR_MS
      await changed(world, 'ines', row, { snooze: { until }, reason: 'Later' })
      world.clock.now = until
      const woken = await Promise.all([1, 2, 3].map(() => wakeAlerts(world.gateway)))
      expect(woken.reduce((sum, count) => sum + count, 0)).toBe(1)
      expect((await auditEntries(world)).filter(({ code }) => code === 'alert.returned')).toHaveLength(1)
    })

    test('a risk is accepted by an approver or a manager, is counted as closed, and comes back as new', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const until = world.clock.now + 24 * HOUR_MS
      const wish = { acceptRisk: { until }, reason: 'Replaced in March' }
      expect((await change(world, 'ines', row, wish)).status).toBe(403)
      const accepted = await changed(world, 'mira', row, wish)
      expect(accepted).toMatchObject({
        status: 'closed',
        disposition: 'true-positive',
        closure: { by: { name: 'Mira' } },
      })
      expect(await world.get('ines', '/api/alerts/tally')).toMatchObject({ open: 0, byStatus: { closed: 1 } })
      await world.source.deliver(guardDutyFinding('f-0', { user: 'svc-0', count: 7, seen: '2026-03-02T08:50:00Z' }))
      expect(await firstAlert(world), 'more of the same stays accepted').toMatchObject({ status: 'closed', count: 2 })
      world.clock.now = until
      await wakeAlerts(world.gateway)
      expect(await firstAlert(world)).toMatchObject({ status: 'new', disposition: 'true-positive', hold: null })
      expect((await firstAlert(world)).slaDueAt).toBeGreaterThan(until)
      expect(await world.get('ines', '/api/alerts/tally')).toMatchObject({ open: 1 })
    })

    test('what becomes worse rests no longer', async () => {
      const world = await worldWithAlerts(openWorld, 2)
      const rows = (await alertsOf(world)).toSorted((a, b) => a.number - b.number)
      const [first, second] = rows
      if (first === undefined || second === undefined) throw new Error('two alerts were delivered')
      const until = world.clock.now + 8 * HOUR_MS
      await changed(world, 'mira', first, { snooze: { until }, reason: 'Later' })
      await changed(world, 'mira', second, { acceptRisk: { until }, reason: 'Known' })
      await world.store.read.updateTable('alert').set({ tier: 0 }).where('tenant', '=', world.store.tenant).execute()
      for (const i of [0, 1]) {
        const worse = { user: `svc-${i}`, severity: 9, count: 50, seen: '2026-03-02T08:55:00Z' }
        await world.source.deliver(guardDutyFinding(`f-${i}`, worse))
      }
      const after = (await alertsOf(world)).toSorted((a, b) => a.number - b.number)
      expect(after.every(({ tier }) => tier > 0)).toBe(true)
      expect(after.map(({ hold }) => hold)).toEqual([null, null])
      expect(after.map(({ status }) => status)).toEqual(['acknowledged', 'new'])
    })

    test('a paused clock stands still, says why, and goes on with what was left', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const leftMs = (row.slaDueAt ?? 0) - world.clock.now
      expect((await change(world, 'ines', row, { sla: 'pause' })).status).toBe(422)
      const paused = await changed(world, 'ines', row, { sla: 'pause', reason: 'The source is down' })
      expect(paused).toMatchObject({ slaDueAt: null, slaPause: { leftMs, reason: 'The source is down' } })
      await world.source.deliver(guardDutyFinding('f-0', { user: 'svc-0', count: 3, seen: '2026-03-02T08:30:00Z' }))
      expect(await firstAlert(world), 'a record more does not start it').toMatchObject({ slaDueAt: null })
      world.clock.now += 5 * HOUR_MS
      const resumed = await changed(world, 'ines', await firstAlert(world), { sla: 'resume' })
      expect(resumed).toMatchObject({ slaDueAt: world.clock.now + leftMs, slaPause: null })
    })

    test('an alert is given only to somebody who works on alerts, and the entry names them', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      expect((await change(world, 'ines', row, { assignee: 'pe_ari' })).status).toBe(422)
      expect((await change(world, 'ines', row, { assignee: 'pe_nobody' })).status).toBe(422)
      const given = await changed(world, 'ines', row, { assignee: 'pe_noor' })
      expect(given).toMatchObject({ status: 'acknowledged', assignee: { id: 'pe_noor', name: 'Noor' } })
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        subjects: [{ kind: 'alert' }, { kind: 'identity' }, { kind: 'person', id: 'pe_noor' }],
        detail: { assignee: { from: null, to: 'Noor' } },
      })
    })

    test('like alerts say who closed them and why', async () => {
      const world = await worldWithAlerts(openWorld, 2)
      const [first, second] = await alertsOf(world)
      if (first === undefined || second === undefined) throw new Error('two alerts were delivered')
      const verdict = { status: 'closed', disposition: 'false-positive', reason: 'our own scanner' }
      await changed(world, 'noor', first, verdict)
      const { similar } = await world.get<AlertDetail>('ines', `/api/alerts/${second.id}`)
      expect(similar).toMatchObject([{ id: first.id, closure: { by: { name: 'Noor' }, reason: 'our own scanner' } }])
    })
  })
}
