import { expect } from 'vitest'
import type { AlertRow } from '../domain/views/alert-views.ts'
import type { BulkView } from '../domain/views/bulk-views.ts'
import type { Tools } from './change-conformance.ts'
import type { Backend } from './port.ts'

/** The promises about what people do with alerts together, one by one and many at once. */
export function promiseWork({ promise, world, expectRefusal }: Tools): void {
  const open = async (backend: Backend, count: number): Promise<readonly AlertRow[]> => {
    const { items } = await backend.listAlerts({ status: ['new'], held: 'hide', limit: count })
    if (items.length < count) throw new Error(`the world has fewer than ${count} new alerts`)
    return items
  }
  const members = (rows: readonly AlertRow[]) => rows.map(({ id, version }) => ({ id, version }))
  const toItsEnd = async (backend: Backend, bulk: BulkView): Promise<BulkView> => {
    for (let now = bulk; ; ) {
      if (now.state !== 'running') return now
      now = (await backend.advanceBulk(now.id)).bulk
    }
  }

  promise(
    'changes of different parts of an alert stand side by side, of the same part the second is stale',
    async () => {
      const [analyst, approver] = [await world().analyst(), await world().approver(null)]
      const [row] = await open(analyst, 1)
      if (row === undefined) throw new Error('the world has no new alert')
      const taken = await analyst.changeAlert(row.id, { take: true }, row.version)
      const both = await approver.changeAlert(row.id, { addTags: ['Conformance Kit'] }, row.version)
      expect(both.tags).toContain('conformance-kit')
      expect(both.assignee).not.toBeNull()
      await expectRefusal(approver.changeAlert(row.id, { assignee: 'me' }, row.version), 'stale')
      // What a colleague has is not taken by the same key, also where nothing is stale; whoever takes it over says so.
      await expectRefusal(approver.changeAlert(row.id, { take: true }, both.version), 'invalid')
      expect(both.assignee).toEqual(taken.assignee)
      const back = await analyst.changeAlert(row.id, { takeBack: true }, both.version)
      expect(back, 'what others did stays').toMatchObject({ assignee: null, status: row.status, tags: both.tags })
      expect(back.slaDueAt).toBe(row.slaDueAt)
      await expectRefusal(analyst.changeAlert(row.id, { takeBack: true }, back.version), 'invalid')
    },
  )

  promise('a snoozed alert is hidden from those who ask for what does not rest, and is brought back', async () => {
    const analyst = await world().analyst()
    const [row] = await open(analyst, 1)
    if (row === undefined) throw new Error('the world has no new alert')
    const until = (await analyst.listAlerts({ limit: 1 })).asOf + 60 * 60_000
    await expectRefusal(analyst.changeAlert(row.id, { snooze: { until } }, row.version), 'invalid')
    const resting = await analyst.changeAlert(row.id, { snooze: { until }, reason: 'conformance kit' }, row.version)
    expect(resting.hold).toMatchObject({ kind: 'snoozed', until })
    const listed = async (held: 'hide' | 'only') =>
      (await analyst.listAlerts({ held, text: `A-${row.number}`, limit: 500 })).items.some(({ id }) => id === row.id)
    expect([await listed('hide'), await listed('only')]).toEqual([false, true])
    await analyst.changeAlert(row.id, { snooze: null }, resting.version)
    expect([await listed('hide'), await listed('only')]).toEqual([true, false])
  })

  promise('a note is kept as written and tells whom it calls, and two people on one alert see each other', async () => {
    const [analyst, approver] = [await world().analyst(), await world().approver(null)]
    const [row] = await open(analyst, 1)
    const called = (await approver.session())?.person
    if (row === undefined || called === undefined) throw new Error('the world has no new alert')
    const note = await analyst.addNote(row.id, `@${called.name}, conformance kit`)
    expect(note.mentions).toEqual([{ id: called.id, name: called.name }])
    expect((await approver.getAlert(row.id)).notes.at(-1)).toEqual(note)
    // Whoever lost the answer sends it again: it is one note, and nobody is called twice.
    expect(await analyst.addNote(row.id, note.text)).toEqual(note)
    expect((await approver.getAlert(row.id)).notes.filter(({ text }) => text === note.text)).toHaveLength(1)
    expect((await approver.listNotices()).filter(({ alertId }) => alertId === row.id)).toHaveLength(1)
    const [notice] = await approver.listNotices()
    expect(notice).toMatchObject({ kind: 'mention', alertId: row.id, planId: null })
    await expectRefusal(analyst.addNote(row.id, '   '), 'invalid')

    await analyst.lookAt(row.id, 'writing')
    expect(await approver.lookAt(row.id, 'looking')).toMatchObject([{ doing: 'writing' }])
    await analyst.lookAway(row.id)
    expect(await approver.lookAt(row.id, 'looking')).toEqual([])
  })

  promise('a bulk action changes what was seen, says why not the others, and is taken back', async () => {
    const analyst = await world().analyst()
    const rows = await open(analyst, 3)
    const [first] = rows
    if (first === undefined) throw new Error('the world has no new alert')
    await analyst.changeAlert(first.id, { status: 'in-progress' }, first.version)
    const change = { status: 'closed' as const, disposition: 'benign-positive' as const, reason: 'conformance kit' }
    const request = { members: members(rows), query: null, change }
    expect(await analyst.previewBulk(request)).toMatchObject({ total: 3, willChange: 2, others: [{ count: 1 }] })
    const done = await toItsEnd(analyst, await analyst.startBulk(request))
    expect(done).toMatchObject({ state: 'done', counts: { changed: 2, collided: 1 } })
    const undo = await toItsEnd(analyst, await analyst.undoBulk(done.id))
    expect(undo).toMatchObject({ undoes: done.number, counts: { changed: 2 } })
    await expectRefusal(analyst.undoBulk(done.id), 'stale')
    expect((await analyst.getBulk(done.id)).undoneBy).toBe(undo.number)
  })

  promise(
    'a bulk action of many parts does nothing before the last is told, and then changes all of them',
    async () => {
      const [analyst, approver] = [await world().analyst(), await world().approver(null)]
      const rows = members(await open(analyst, 3))
      const change = { addTags: ['kit'] }
      const bulk = await analyst.startBulk({ members: rows.slice(0, 1), isMore: true, query: null, change })
      expect(bulk).toMatchObject({ state: 'gathering', total: 1 })
      expect(await analyst.advanceBulk(bulk.id)).toMatchObject({ bulk: { state: 'gathering' }, rows: [] })
      const second = { members: rows.slice(1, 2), isMore: true, query: 'status : new' }
      await expectRefusal(approver.addToBulk(bulk.id, second), 'forbidden')
      expect(await analyst.addToBulk(bulk.id, second)).toMatchObject({ state: 'gathering', total: 2 })
      const twice = { members: rows.slice(0, 1), isMore: false, query: 'status : new' }
      await expectRefusal(analyst.addToBulk(bulk.id, twice), 'invalid')
      const last = { members: rows.slice(2), isMore: false, query: 'status : new' }
      const whole = await analyst.addToBulk(bulk.id, last)
      expect(whole).toMatchObject({ state: 'running', total: 3 })
      expect(await toItsEnd(analyst, whole)).toMatchObject({ state: 'done', counts: { changed: 3 } })
      await expectRefusal(analyst.addToBulk(bulk.id, { members: rows, isMore: false, query: null }), 'invalid')
    },
  )

  promise(
    'a bulk action stands still until it is advanced, is listed until it is over, and is nobody else’s',
    async () => {
      const [analyst, approver] = [await world().analyst(), await world().approver(null)]
      const rows = await open(analyst, 1)
      const bulk = await analyst.startBulk({ members: members(rows), query: null, change: { addTags: ['kit'] } })
      expect((await analyst.listUnfinishedBulk()).map(({ id }) => id)).toContain(bulk.id)
      await expectRefusal(approver.advanceBulk(bulk.id), 'forbidden')
      expect(await analyst.cancelBulk(bulk.id)).toMatchObject({ state: 'cancelled', counts: { waiting: 1 } })
      expect((await analyst.listUnfinishedBulk()).map(({ id }) => id)).not.toContain(bulk.id)
      expect((await analyst.advanceBulk(bulk.id)).rows).toEqual([])
      await expectRefusal(analyst.getBulk('bu_000000000000'), 'not-found')
    },
  )
}
