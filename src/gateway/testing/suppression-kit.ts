import { describe, expect, test } from 'vitest'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import type { SuppressionList, SuppressionView } from '../../domain/suppression/suppression.ts'
import type { AlertDetail, AlertRow } from '../../domain/views/alert-views.ts'
import { previewSuppression } from '../suppressions/impact.ts'
import { sweepSuppressions } from '../suppressions/sweep.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { TestSource } from './deliver.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'
import { alertsOf, worldWithAlerts } from './work-kit.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const QUERY = 'identity : svc-* and title : "malicious IP"'

/** What people keep out of the queue for a while, and what they cannot. */
export function describeSuppressions(openWorld: OpenWorld): void {
  describe('suppressions', () => {
    test('what was there is held at once, what arrives is stored, decided and held, and the record names both', async () => {
      const world = await quietWorld(openWorld, 3)
      const made = await putUp(world, 'ines')
      expect(made).toMatchObject({ number: 1, query: QUERY, owner: { name: 'Ines' }, held: 3, holding: 3, ended: null })
      await world.source.deliver(guardDutyFinding('f-9', { user: 'svc-9' }))
      await world.source.deliver(guardDutyFinding('g-1', { user: 'other' }))
      const rows = await alertsOf(world)
      expect(rows.map(({ suppression }) => suppression).toSorted()).toEqual([1, 1, 1, 1, null])
      const held = rows.filter(({ suppression }) => suppression === 1)
      expect(held.every(({ status, slaDueAt }) => status === 'new' && slaDueAt === null)).toBe(true)
      const shown = await alertsOf(world, '&suppressed=hide')
      expect(shown.map(({ identityName }) => identityName)).toEqual(['other'])
      expect(await alertsOf(world, '&suppressed=only')).toHaveLength(4)
      const [newest] = held
      const detail = await world.get<AlertDetail>('ines', `/api/alerts/${newest?.id}`)
      expect(detail.records.length, 'its evidence is there').toBeGreaterThan(0)
      const entries = (await auditEntries(world)).filter(({ code }) => code === 'suppression.held')
      const named = entries.flatMap(({ subjects }) => subjects.filter(({ kind }) => kind === 'alert'))
      expect(named.map(({ id }) => id).toSorted()).toEqual(held.map(({ id }) => id).toSorted())
      expect(await find(world, made)).toMatchObject({ held: 4, holding: 4 })
      expect(await logTrouble(world)).toBeNull()
    })

    test('when its time is over every open one comes back with the whole time of its tier, once', async () => {
      const world = await quietWorld(openWorld, 3)
      const made = await putUp(world, 'ines', { until: world.clock.now + HOUR_MS })
      world.clock.now += HOUR_MS
      expect(await find(world, made), 'over is over, before anything has cleared it away').toMatchObject({
        ended: { at: made.until, by: null },
      })
      await world.source.deliver(guardDutyFinding('f-9', { user: 'svc-9' }))
      expect((await alertsOf(world, '&suppressed=hide')).map(({ identityName }) => identityName)).toEqual(['svc-9'])
      await Promise.all([1, 2, 3].map(() => sweepSuppressions(world.gateway)))
      const rows = await alertsOf(world)
      expect(rows.every(({ suppression }) => suppression === null)).toBe(true)
      const back = rows.filter(({ identityName }) => identityName !== 'svc-9')
      expect(back.every(({ slaDueAt }) => (slaDueAt ?? 0) > world.clock.now)).toBe(true)
      const entries = await auditEntries(world)
      expect(entries.filter(({ code }) => code === 'suppression.ended')).toHaveLength(1)
      const released = entries.filter(({ code }) => code === 'suppression.released')
      expect(released.reduce((sum, { detail }) => sum + Number(detail['alerts']), 0)).toBe(3)
      world.clock.now += HOUR_MS
      await sweepSuppressions(world.gateway)
      expect(await sweepSuppressions(world.gateway), 'nothing is left to do').toBe(false)
      expect(await logTrouble(world)).toBeNull()
    })

    test('ended early it holds nothing, and only whoever saw its last state ends or extends it', async () => {
      const world = await quietWorld(openWorld, 2)
      const made = await putUp(world, 'ines')
      const longer = await extend(world, 'noor', made, { until: world.clock.now + 9 * DAY_MS })
      expect(longer.status).toBe(200)
      const now = await find(world, made)
      expect(now).toMatchObject({ owner: { name: 'Noor' }, until: world.clock.now + 9 * DAY_MS, version: 2 })
      expect((await end(world, 'ines', made)).status).toBe(412)
      expect((await end(world, 'ari', now)).status).toBe(403)
      expect((await end(world, 'ines', now)).status).toBe(200)
      expect(await find(world, made)).toMatchObject({ holding: 0, held: 2, ended: { by: { name: 'Ines' } } })
      expect((await end(world, 'ines', await find(world, made))).status).toBe(422)
      expect((await extend(world, 'ines', await find(world, made))).status).toBe(422)
      expect(await alertsOf(world, '&suppressed=only')).toEqual([])
    })

    test('another suppression that still stands goes on holding what the first one held', async () => {
      const world = await quietWorld(openWorld, 2)
      const first = await putUp(world, 'ines', { until: world.clock.now + 2 * DAY_MS })
      await putUp(world, 'noor', { query: 'identity : svc-1', until: world.clock.now + 5 * DAY_MS })
      await end(world, 'ines', first)
      const held = (await alertsOf(world)).map((row) => [row.identityName, row.suppression])
      expect(Object.fromEntries(held)).toEqual({ 'svc-0': null, 'svc-1': 2 })
    })

    test('an alert that somebody takes or judges is theirs: no suppression holds it any more', async () => {
      const world = await quietWorld(openWorld, 3)
      const taken = await change(world, await named(world, 'svc-2'), { assignee: 'me' })
      await putUp(world, 'ines')
      expect((await named(world, 'svc-2')).suppression, 'it was somebody’s before').toBeNull()
      expect(await world.get('ines', '/api/alerts/tally')).toMatchObject({ open: 3, resting: 2 })
      expect(taken.suppression).toBeNull()
      const acknowledged = await change(world, await named(world, 'svc-0'), { status: 'acknowledged' })
      expect(acknowledged).toMatchObject({ suppression: null, slaDueAt: null })
      const tagged = await change(world, await named(world, 'svc-1'), { addTags: ['drill'] })
      expect(tagged, 'a tag is no work on it').toMatchObject({ suppression: 1 })
      const judged = await change(world, await named(world, 'svc-1'), { disposition: 'true-positive' })
      expect(judged).toMatchObject({ suppression: null, status: 'new' })
      expect(judged.slaDueAt).toBeGreaterThan(world.clock.now)
      const entry = (await auditEntries(world)).findLast(({ code }) => code === 'alert.changed')
      expect(entry?.detail['suppression']).toEqual({ from: 'SU-1', to: 'shown' })
    })

    test('an alert that asks for containment is never held, and one that becomes so comes out of it', async () => {
      const world = await quietWorld(openWorld, 2)
      await describeAs(world, URGENT, ['svc-1'])
      const urgent = await named(world, 'svc-1')
      expect(Math.max(urgent.tier, urgent.uncapped)).toBeGreaterThanOrEqual(3)
      const made = await putUp(world, 'ines')
      expect(made).toMatchObject({ held: 1, holding: 1 })
      expect((await named(world, 'svc-1')).suppression).toBeNull()
      expect((await named(world, 'svc-0')).suppression).toBe(1)
      await describeAs(world, URGENT, ['svc-0'])
      expect((await named(world, 'svc-0')).suppression).toBeNull()
      expect((await named(world, 'svc-0')).slaDueAt).toBeGreaterThan(world.clock.now)
      const released = (await auditEntries(world)).filter(({ code }) => code === 'suppression.released')
      expect(released.map(({ detail }) => detail['because'])).toEqual([
        expect.stringMatching(/^It became worse: T3 or T4/),
      ])
      expect(await logTrouble(world)).toBeNull()
    })

    test('the preview counts the whole history as it is, and what is put up keeps what was known', async () => {
      const world = await quietWorld(openWorld, 5)
      await describeAs(world, URGENT, ['svc-4'])
      const closed = { status: 'closed', disposition: 'benign-positive', reason: 'Our own scanner' }
      await change(world, await named(world, 'svc-0'), closed)
      const impact = await preview(world, QUERY)
      expect(impact).toMatchObject({
        looked: 5,
        matched: 5,
        held: 4,
        waiting: 3,
        dispositions: { undetermined: 3, 'benign-positive': 1, 'true-positive': 0 },
        truePositives: [],
      })
      expect(impact.weeks).toEqual([{ from: Date.UTC(2026, 2, 2), held: 4, spared: 1 }])
      expect(await preview(world, 'identity : svc-0')).toMatchObject({ looked: 5, matched: 1, waiting: 0 })
      const made = await putUp(world, 'ines')
      expect(made.impact).toMatchObject({ looked: 5, held: 4, truePositives: 0 })
      expect(made.held).toBe(impact.waiting)
      const entry = (await auditEntries(world)).find(({ code }) => code === 'suppression.created')
      expect(entry?.detail).toMatchObject({ query: QUERY, wouldHaveHeld: 4, truePositives: 0, reason: 'Rollout week' })
    })

    test('what would have silenced true positives takes a person who bears risks, and who has seen them', async () => {
      const world = await quietWorld(openWorld, 2)
      const verdict = { status: 'closed', disposition: 'true-positive', reason: 'It was used from outside' }
      await change(world, await named(world, 'svc-1'), verdict)
      const { truePositives } = await preview(world, QUERY)
      expect(truePositives).toMatchObject([{ identityName: 'svc-1' }])
      const refused = await post(world, 'ines', { seenTruePositives: 1 })
      expect(refused.status).toBe(403)
      expect(JSON.stringify(await refused.json())).toContain('it would have held true alerts')
      const unseen = await post(world, 'noor', { seenTruePositives: 0 })
      expect(unseen.status).toBe(409)
      expect(JSON.stringify(await unseen.json())).toContain('A-2')
      expect((await post(world, 'noor', { seenTruePositives: 1 })).status).toBe(201)
      const entries = await auditEntries(world)
      expect(entries.find(({ code }) => code === 'access.refused')?.detail['rule']).toBe('suppress.true-alerts')
    })

    test('a query that cannot suppress, an end out of bounds and a missing reason are refused and say what to do', async () => {
      const world = await quietWorld(openWorld, 1)
      const says = async (body: Record<string, unknown>) => {
        const answer = await post(world, 'ines', body)
        return `${answer.status} ${((await answer.json()) as { detail: string }).detail}`
      }
      expect(await says({ query: 'tier : T0' })).toContain('422 It names nothing')
      expect(await says({ query: 'identity : svc-0 and status : new' })).toContain('422 status is not settled')
      expect(await says({ query: 'identity : (' })).toContain('422')
      expect(await says({ until: world.clock.now })).toContain('422 Choose an end')
      expect(await says({ until: world.clock.now + 91 * DAY_MS })).toContain('90 days at most')
      expect(await says({ reason: ' ' })).toContain('400 /reason')
      expect(await says({ query: 'x'.repeat(1001) })).toContain('400 /query')
      expect((await post(world, 'ari')).status).toBe(403)
      expect(
        (await world.request('ari', `/api/suppressions/preview?query=${encodeURIComponent('tier : T0')}`)).status,
      ).toBe(422)
      expect(await alertsOf(world, '&suppressed=only')).toEqual([])
    })

    test('one that is put up while alerts arrive misses none of them', async () => {
      const world = await quietWorld(openWorld, 4)
      const arriving = Array.from({ length: 6 }, (_, i) =>
        world.source.deliver(guardDutyFinding(`late-${i}`, { user: `svc-late-${i}` })),
      )
      await Promise.all([putUp(world, 'ines'), ...arriving])
      world.clock.now += 5_000
      while (await sweepSuppressions(world.gateway)) continue
      const rows = await alertsOf(world)
      expect(rows).toHaveLength(10)
      expect(rows.filter(({ suppression }) => suppression === null)).toEqual([])
      const [made] = (await world.get<SuppressionList>('ines', '/api/suppressions')).items
      expect(made).toMatchObject({ held: 10, holding: 10 })
      expect(await previewSuppression(world.gateway, world.people.ines, QUERY)).toMatchObject({ matched: 10 })
      expect(await logTrouble(world)).toBeNull()
    })
  })
}

async function preview(world: World, query: string): Promise<Impact> {
  return world.get<Impact>('ari', `/api/suppressions/preview?query=${encodeURIComponent(query)}`)
}

function post(world: World, who: PersonName, changes: Record<string, unknown> = {}): Promise<Response> {
  const draft = { query: QUERY, until: world.clock.now + 7 * DAY_MS, reason: 'Rollout week', seenTruePositives: 0 }
  return world.send(who, 'POST', '/api/suppressions', { ...draft, ...changes })
}

async function putUp(world: World, who: PersonName, changes: Record<string, unknown> = {}): Promise<SuppressionView> {
  const answer = await post(world, who, changes)
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as SuppressionView
}

function find(world: World, { id }: SuppressionView): Promise<SuppressionView> {
  return world.get('ari', `/api/suppressions/${id}`)
}

function extend(world: World, who: PersonName, seen: SuppressionView, changes: Record<string, unknown> = {}) {
  const body = { until: world.clock.now + DAY_MS, reason: 'Still on', seenTruePositives: 0, ...changes }
  return world.send(who, 'PUT', `/api/suppressions/${seen.id}/until`, body, { 'If-Match': `"${seen.version}"` })
}

function end(world: World, who: PersonName, seen: SuppressionView) {
  const headers = { 'If-Match': `"${seen.version}"` }
  return world.send(who, 'PUT', `/api/suppressions/${seen.id}/end`, { reason: 'It is over' }, headers)
}

const QUIET = { environment: 'dev', criticality: 1, privilege: 'read' }
const URGENT = { environment: 'prod', criticality: 5, privilege: 'admin' }
const NAMES = ['svc-0', 'svc-1', 'svc-2', 'svc-3', 'svc-4', 'svc-9', 'other']
const LATE = Array.from({ length: 6 }, (_, i) => `svc-late-${i}`)

/** Alerts of identities whose loss would be small: nothing of them asks for containment. */
async function quietWorld(openWorld: OpenWorld, count: number): Promise<World & { source: TestSource }> {
  const world = await worldWithAlerts(openWorld, 0)
  await describeAs(world, QUIET, [...NAMES, ...LATE])
  if (count > 0) {
    await world.source.deliver(
      Array.from({ length: count }, (_, i) => guardDutyFinding(`f-${i}`, { user: `svc-${i}` })),
    )
  }
  return world
}

/** From then on they are such; their open alerts are decided again. */
async function describeAs(world: World, what: typeof QUIET, names: readonly string[]): Promise<void> {
  const identities = names.map((name) => ({
    name,
    kind: 'service-account',
    names: [{ kind: 'principal-id', value: `AIDA-${name}` }],
    technicalOwner: 'Reporting',
    tenancy: 'dedicated',
    ...what,
  }))
  const answer = await world.request('ivo', '/api/identities/import?format=json&what=identities', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(identities),
  })
  if (answer.status !== 200) throw new Error(await answer.text())
}

async function named(world: World, identityName: string): Promise<AlertRow> {
  const row = (await alertsOf(world)).find((one) => one.identityName === identityName)
  if (row === undefined) throw new Error(`no alert of ${identityName}`)
  return row
}

async function change(world: World, row: AlertRow, body: unknown): Promise<AlertRow> {
  const headers = { 'If-Match': `"${row.version}"` }
  const answer = await world.send('noor', 'PATCH', `/api/alerts/${row.id}`, body, headers)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as AlertRow
}
