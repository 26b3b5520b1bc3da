import { describe, expect, test } from 'vitest'
import type { AlertChange, AlertRow } from '../../domain/views/alert-views.ts'
import type { BulkPreview, BulkStep, BulkView } from '../../domain/views/bulk-views.ts'
import { type BulkMember, CHUNK } from '../../domain/work/bulk.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import { rowsOf } from './counts.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'
import { alertsOf, worldWithAlerts } from './work-kit.ts'

const CLOSE: AlertChange = { status: 'closed', disposition: 'false-positive', reason: 'A scanner of ours' }

function seen(rows: readonly AlertRow[]): readonly BulkMember[] {
  return rows.map(({ id, version }) => ({ id, version }))
}

async function post<T>(world: World, who: PersonName, path: string, body?: unknown): Promise<T> {
  const answer = await world.send(who, 'POST', path, body)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

const start = (world: World, rows: readonly AlertRow[], change: AlertChange, who: PersonName = 'ines') =>
  post<BulkView>(world, who, '/api/bulk', { members: seen(rows), query: null, change })
const advance = (world: World, { id }: BulkView) => post<BulkStep>(world, 'ines', `/api/bulk/${id}/advance`)

async function finished(world: World, bulk: BulkView): Promise<BulkView> {
  for (let view = bulk; ; ) {
    if (view.state !== 'running') return view
    view = (await advance(world, view)).bulk
  }
}

/** One change of many alerts: previewed, in steps, stopped, gone on with, taken back. */
export function describeBulk(openWorld: OpenWorld): void {
  describe('bulk actions', () => {
    test('a preview says how many will change and why not the others, and stores nothing', async () => {
      const world = await worldWithAlerts(openWorld, 4)
      const rows = await alertsOf(world)
      const [taken, touched] = rows
      if (taken === undefined || touched === undefined) throw new Error('four were delivered')
      await world.send('ines', 'PATCH', `/api/alerts/${taken.id}`, CLOSE, { 'If-Match': `"${taken.version}"` })
      await world.send(
        'noor',
        'PATCH',
        `/api/alerts/${touched.id}`,
        { assignee: 'me' },
        { 'If-Match': `"${touched.version}"` },
      )
      const before = (await auditEntries(world)).length
      const members = [...seen(rows), { id: 'al_gone', version: 1 }]
      const preview = await post<BulkPreview>(world, 'ines', '/api/bulk/preview', {
        members,
        query: null,
        change: CLOSE,
      })
      expect(preview).toMatchObject({ total: 5, willChange: 2 })
      expect(preview.others.map(({ count }) => count)).toEqual([1, 1, 1])
      expect(preview.others.map(({ because }) => because).sort()).toEqual([
        'Changed after you saw it: it is acknowledged now.',
        'Changed after you saw it: it is closed now, what it was.',
        'It is no longer there.',
      ])
      expect(await auditEntries(world)).toHaveLength(before)
      expect(await rowsOf(world, 'bulk')).toEqual([])
    })

    test('what was seen is changed and nothing that came later, with one entry that names its members', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const rows = await alertsOf(world)
      const bulk = await start(world, rows, CLOSE)
      expect(bulk).toMatchObject({ state: 'running', total: 3, counts: { waiting: 3, changed: 0 } })
      await world.source.deliver(guardDutyFinding('late', { user: 'svc-late' }))
      const { bulk: after, rows: changed } = await advance(world, bulk)
      expect(after).toMatchObject({ state: 'done', counts: { waiting: 0, changed: 3 }, others: [] })
      expect(changed.map(({ status }) => status)).toEqual(['closed', 'closed', 'closed'])
      expect((await alertsOf(world, '&status=new')).map(({ identityName }) => identityName)).toEqual(['svc-late'])
      const entries = (await auditEntries(world)).filter(({ code }) => /^(bulk|alert)/.test(code))
      expect(entries.map(({ code }) => code)).toEqual(['bulk.started', 'bulk.changed'])
      expect(entries[1]).toMatchObject({
        actor: { id: 'pe_ines' },
        detail: { changed: 3, left: 0, reason: 'A scanner of ours' },
      })
      expect(entries[1]?.subjects.map(({ kind }) => kind)).toEqual(['bulk', 'alert', 'alert', 'alert'])
      expect(await logTrouble(world)).toBeNull()
    })

    test('members told in parts are one action: one entry over all of them, with the query that chose them', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const [first, ...others] = seen(await alertsOf(world))
      const body = { members: [first], isMore: true, query: null, change: CLOSE }
      const bulk = await post<BulkView>(world, 'ines', '/api/bulk', body)
      expect((await auditEntries(world)).filter(({ code }) => code === 'bulk.started')).toEqual([])
      const last = { members: others, isMore: false, query: 'status : new' }
      const whole = await post<BulkView>(world, 'ines', `/api/bulk/${bulk.id}/members`, last)
      expect(whole).toMatchObject({ state: 'running', total: 3 })
      const started = (await auditEntries(world)).filter(({ code }) => code === 'bulk.started')
      expect(started).toHaveLength(1)
      expect(started[0]?.detail).toMatchObject({ alerts: 3, query: 'status : new' })
      const alone = await post<BulkView>(world, 'ines', '/api/bulk', {
        ...body,
        members: [first, ...others],
        isMore: false,
      })
      const [, other] = (await auditEntries(world)).filter(({ code }) => code === 'bulk.started')
      expect(other?.subjects[0]?.id).toBe(alone.id)
      expect(other?.detail['digest']).toBe(started[0]?.detail['digest'])
      expect(await finished(world, whole)).toMatchObject({ counts: { changed: 3 } })
      expect(await logTrouble(world)).toBeNull()
    })

    test('what somebody changed meanwhile is left alone and named, the rest is done', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const rows = await alertsOf(world)
      const bulk = await start(world, rows, CLOSE)
      const [first] = rows
      if (first === undefined) throw new Error('three were delivered')
      await world.send(
        'noor',
        'PATCH',
        `/api/alerts/${first.id}`,
        { status: 'in-progress' },
        { 'If-Match': `"${first.version}"` },
      )
      expect(await finished(world, bulk)).toMatchObject({
        counts: { changed: 2, collided: 1 },
        others: [{ because: 'Changed after you saw it: it is in progress now.', count: 1, numbers: [first.number] }],
      })
    })

    test('taking many leaves what a colleague has and what is closed, and says whose it is', async () => {
      const world = await worldWithAlerts(openWorld, 4)
      const [theirs, closed] = await alertsOf(world)
      if (theirs === undefined || closed === undefined) throw new Error('four were delivered')
      await world.send(
        'noor',
        'PATCH',
        `/api/alerts/${theirs.id}`,
        { take: true },
        { 'If-Match': `"${theirs.version}"` },
      )
      await world.send('ines', 'PATCH', `/api/alerts/${closed.id}`, CLOSE, { 'If-Match': `"${closed.version}"` })
      // As they are now: nothing collides, and still nobody's work is taken from them.
      const seenNow = await alertsOf(world)
      expect(await finished(world, await start(world, seenNow, { take: true }))).toMatchObject({
        title: 'taken',
        counts: { changed: 2, refused: 2 },
        others: [
          { because: 'It is closed. Open it again first.', count: 1 },
          { because: 'Noor has it.', count: 1 },
        ],
      })
      // As they were before: who was faster is named.
      const preview = await post<BulkPreview>(world, 'ines', '/api/bulk/preview', {
        members: seen([theirs]),
        query: null,
        change: { take: true },
      })
      expect(preview.others).toMatchObject([
        { because: 'Changed after you saw it: it is acknowledged now, Noor has it now.' },
      ])
    })

    test('it runs in steps, goes on after a lost answer without doing anything twice, and teaches at its end', async () => {
      const world = await worldWithAlerts(openWorld, CHUNK + 20)
      const rows = await alertsOf(world)
      const bulk = await start(world, rows, CLOSE)
      // The answer of the first step is lost; the page asks where it stands and goes on.
      await advance(world, bulk)
      const { items } = await world.get<{ items: BulkView[] }>('ines', '/api/bulk')
      expect(items).toMatchObject([{ id: bulk.id, counts: { changed: CHUNK, waiting: 20 } }])
      const both = await Promise.all([advance(world, bulk), advance(world, bulk)])
      expect(both.map((step) => step.rows.length).sort()).toEqual([0, 20])
      expect(await world.get<BulkView>('ines', `/api/bulk/${bulk.id}`)).toMatchObject({
        state: 'done',
        counts: { changed: CHUNK + 20 },
      })
      expect((await rowsOf(world, 'alert')).every(({ version }) => version === 2)).toBe(true)
      const tally = await world.get('ines', '/api/alerts/tally')
      expect(tally).toMatchObject({ open: 0, byStatus: { closed: CHUNK + 20 } })
      expect(await logTrouble(world)).toBeNull()
    })

    test('the same request twice is one action', async () => {
      const world = await worldWithAlerts(openWorld, 2)
      const body = { members: seen(await alertsOf(world)), query: null, change: CLOSE }
      const headers = { 'Idempotency-Key': 'the-very-same-intent' }
      const answers = [
        await world.send('ines', 'POST', '/api/bulk', body, headers),
        await world.send('ines', 'POST', '/api/bulk', body, headers),
      ]
      expect(answers.map(({ status }) => status)).toEqual([201, 201])
      expect(await rowsOf(world, 'bulk')).toHaveLength(1)
    })

    test('stopped between two steps, the rest was never touched', async () => {
      const world = await worldWithAlerts(openWorld, CHUNK + 5)
      const bulk = await start(world, await alertsOf(world), { assignee: 'me' })
      await advance(world, bulk)
      const stopped = await post<BulkView>(world, 'ines', `/api/bulk/${bulk.id}/cancel`)
      expect(stopped).toMatchObject({ state: 'cancelled', counts: { changed: CHUNK, waiting: 5 } })
      expect((await advance(world, bulk)).rows).toEqual([])
      expect((await alertsOf(world, '&status=new')).length).toBe(5)
      expect((await auditEntries(world)).at(-1)).toMatchObject({ code: 'bulk.cancelled', detail: { waiting: 5 } })
    })

    test('it is taken back once, alert by alert, except where somebody went on', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const rows = await alertsOf(world)
      const done = await finished(world, await start(world, rows, CLOSE))
      const [first] = await alertsOf(world)
      if (first === undefined) throw new Error('three were delivered')
      await world.send(
        'noor',
        'PATCH',
        `/api/alerts/${first.id}`,
        { status: 'in-progress' },
        { 'If-Match': `"${first.version}"` },
      )
      const undo = await finished(world, await post<BulkView>(world, 'ines', `/api/bulk/${done.id}/undo`))
      expect(undo).toMatchObject({ undoes: done.number, counts: { changed: 2, collided: 1 } })
      const after = await alertsOf(world)
      const plain = (row: AlertRow) => [row.id, row.status, row.disposition, row.slaDueAt, row.closure]
      expect(after.filter(({ id }) => id !== first.id).map(plain)).toEqual(
        rows.filter(({ id }) => id !== first.id).map(plain),
      )
      expect(after.find(({ id }) => id === first.id)).toMatchObject({ status: 'in-progress' })
      expect((await world.send('ines', 'POST', `/api/bulk/${done.id}/undo`)).status).toBe(409)
      expect(await world.get<BulkView>('ines', `/api/bulk/${done.id}`)).toMatchObject({ undoneBy: undo.number })
      expect(await logTrouble(world)).toBeNull()
    })

    test('another’s action is gone on with by nobody else, and who may not work on alerts starts none', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const rows = await alertsOf(world)
      const bulk = await start(world, rows, { addTags: ['seen'] })
      for (const verb of ['advance', 'cancel', 'undo']) {
        expect((await world.send('noor', 'POST', `/api/bulk/${bulk.id}/${verb}`)).status).toBe(403)
      }
      const body = { members: seen(rows), query: null, change: CLOSE }
      expect((await world.send('ari', 'POST', '/api/bulk', body)).status).toBe(403)
      const risk = { acceptRisk: { until: world.clock.now + 86_400_000 }, reason: 'Known' }
      expect((await world.send('ines', 'POST', '/api/bulk', { ...body, change: risk })).status).toBe(403)
    })

    test('one alert named with two versions is refused', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const [member] = seen(await alertsOf(world))
      const members = [member, { ...member, version: 7 }]
      const answer = await world.send('ines', 'POST', '/api/bulk', { members, query: null, change: CLOSE })
      expect(answer.status).toBe(400)
      expect(await rowsOf(world, 'bulk')).toEqual([])
    })
  })
}
