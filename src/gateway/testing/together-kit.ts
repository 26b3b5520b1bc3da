import { describe, expect, test } from 'vitest'
import type { AlertChange, AlertDetail, AlertRow } from '../../domain/views/alert-views.ts'
import type { BulkStep, BulkView } from '../../domain/views/bulk-views.ts'
import type { Notice } from '../../domain/views/notice-views.ts'
import type { NoteView, PresenceView } from '../../domain/views/together-views.ts'
import { CHUNK } from '../../domain/work/bulk.ts'
import { LEASE_MS } from '../work/presence.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { alertsOf, firstAlert, worldWithAlerts } from './work-kit.ts'

const noticesOf = async (world: World, who: PersonName) =>
  (await world.get<{ items: Notice[] }>(who, '/api/notices')).items

/** Notes, who is told, and who else has an alert in front of them. */
export function describeTogether(openWorld: OpenWorld): void {
  describe('working together', () => {
    test('a note stays as written, is an entry, and tells whom it calls and nobody else', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const { id, number } = await firstAlert(world)
      const text = 'Owner says <b>planned</b>. @Noor, please check; @ines knows.'
      const answer = await world.send('ines', 'POST', `/api/alerts/${id}/notes`, { text })
      expect(answer.status).toBe(201)
      const note = (await answer.json()) as NoteView
      expect(note).toMatchObject({ text, by: { name: 'Ines' }, mentions: [{ name: 'Noor' }, { name: 'Ines' }] })
      expect((await world.get<AlertDetail>('mira', `/api/alerts/${id}`)).notes).toEqual([note])
      expect(await noticesOf(world, 'noor')).toMatchObject([
        { kind: 'mention', alertId: id, planId: null, title: `Ines calls you on A-${number}`, detail: text },
      ])
      for (const other of ['ines', 'mira'] as const) expect(await noticesOf(world, other)).toEqual([])
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'alert.noted',
        actor: { id: 'pe_ines' },
        detail: { text, mentions: ['Noor', 'Ines'] },
      })
      expect(await logTrouble(world)).toBeNull()
    })

    test('an empty note, one of 5,000 characters and one of somebody who may only read are refused', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const path = `/api/alerts/${(await firstAlert(world)).id}/notes`
      for (const text of ['', '  \n ', 'x'.repeat(5000)]) {
        expect((await world.send('ines', 'POST', path, { text })).status).toBe(400)
      }
      expect((await world.send('ari', 'POST', path, { text: 'Hello' })).status).toBe(403)
      expect((await world.send('ines', 'POST', '/api/alerts/al_none/notes', { text: 'Hello' })).status).toBe(404)
    })

    test('who gets an alert from somebody else is told', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const give = { assignee: 'pe_noor' }
      await world.send('ines', 'PATCH', `/api/alerts/${row.id}`, give, { 'If-Match': `"${row.version}"` })
      const [notice] = await noticesOf(world, 'noor')
      const title = `Ines gave you A-${row.number}`
      expect(notice).toMatchObject({ kind: 'assigned', alertId: row.id, title, detail: row.title })
      expect(await noticesOf(world, 'ines')).toEqual([])
    })

    test('from whom an alert is taken is told by whom, and who takes what is free takes nothing from anybody', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const patch = (who: PersonName, body: unknown, version: number) =>
        world.send(who, 'PATCH', `/api/alerts/${row.id}`, body, { 'If-Match': `"${version}"` })
      const taken = (await (await patch('ines', { take: true }, row.version)).json()) as AlertRow
      expect(taken).toMatchObject({ status: 'acknowledged', assignee: { id: 'pe_ines' } })
      expect((await patch('noor', { take: true }, row.version)).status, 'what she saw is not so any more').toBe(412)
      const refused = await patch('noor', { take: true }, taken.version)
      expect(refused.status).toBe(422)
      expect(await refused.json()).toMatchObject({ detail: 'Ines has it.' })
      expect(await noticesOf(world, 'ines')).toEqual([])

      expect((await patch('noor', { assignee: 'me' }, taken.version)).status).toBe(200)
      const title = `Noor took A-${row.number} from you`
      expect(await noticesOf(world, 'ines')).toMatchObject([{ kind: 'taken-over', alertId: row.id, title }])
      expect(await noticesOf(world, 'noor')).toEqual([])
    })

    test('what was done to one alert is taken back whole, its clock with it, unless somebody went on from there', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const row = await firstAlert(world)
      const patch = async (who: PersonName, body: unknown, version: number) => {
        const answer = await world.send(who, 'PATCH', `/api/alerts/${row.id}`, body, { 'If-Match': `"${version}"` })
        return { status: answer.status, row: (await answer.json()) as AlertRow }
      }
      const ended = { status: 'closed', disposition: 'false-positive', reason: 'A scanner of ours' }
      const closed = await patch('ines', ended, row.version)
      world.clock.now += 60_000
      const back = await patch('ines', { takeBack: true }, closed.row.version)
      expect(back.row).toEqual({ ...row, version: back.row.version })
      expect((await auditEntries(world)).at(-1)).toMatchObject({
        code: 'alert.changed',
        detail: { status: { from: 'closed', to: 'new' }, disposition: { to: 'undetermined' } },
      })
      expect((await patch('ines', { takeBack: true }, back.row.version)).status, 'there is no second one').toBe(422)

      const taken = await patch('ines', { take: true }, back.row.version)
      const given = await patch('noor', { assignee: 'me' }, taken.row.version)
      expect((await patch('ines', { takeBack: true }, taken.row.version)).status, 'Noor went on').toBe(412)
      // Whose alert it was gets it back.
      expect((await patch('noor', { takeBack: true, take: true }, given.row.version)).status).toBe(400)
      world.clock.now += 1000
      expect((await patch('noor', { takeBack: true }, given.row.version)).row.assignee).toEqual(taken.row.assignee)
      expect((await noticesOf(world, 'ines')).map(({ title }) => title)).toEqual([
        `Noor gave you A-${row.number}`,
        `Noor took A-${row.number} from you`,
      ])
      expect(await logTrouble(world)).toBeNull()
    })

    test('of many alerts that change hands at once each person is told once, however many steps it took', async () => {
      const world = await worldWithAlerts(openWorld, CHUNK + 3)
      const bulk = async (who: PersonName, change: AlertChange) => {
        const members = (await alertsOf(world)).map(({ id, version }) => ({ id, version }))
        const answer = await world.send(who, 'POST', '/api/bulk', { members, query: null, change })
        const { id } = (await answer.json()) as BulkView
        for (let state = 'running'; state === 'running'; ) {
          const step = await world.send(who, 'POST', `/api/bulk/${id}/advance`)
          state = ((await step.json()) as BulkStep).bulk.state
        }
      }
      await bulk('noor', { take: true })
      await bulk('ines', { assignee: 'pe_mira' })
      const told = async (who: PersonName) =>
        (await noticesOf(world, who)).map(({ kind, title }) => [kind, title.replace(/A-\d+/, 'A-n')])
      expect(await told('noor')).toEqual([['taken-over', `Ines took A-n and ${CHUNK + 2} more from you`]])
      expect(await told('mira')).toEqual([['assigned', `Ines gave you A-n and ${CHUNK + 2} more`]])
      expect(await told('ines')).toEqual([])
    })

    test('two people on one alert see each other until one leaves or is not heard of', async () => {
      const world = await worldWithAlerts(openWorld, 1)
      const path = `/api/alerts/${(await firstAlert(world)).id}/presence`
      const look = async (who: PersonName, doing: string) => {
        const answer = await world.send(who, 'PUT', path, { doing })
        return ((await answer.json()) as { items: PresenceView[] }).items.map(({ name, doing: does }) => [name, does])
      }
      expect(await look('ines', 'looking')).toEqual([])
      expect(await look('noor', 'writing')).toEqual([['Ines', 'looking']])
      expect(await look('ines', 'looking')).toEqual([['Noor', 'writing']])
      await world.request('noor', path, { method: 'DELETE' })
      expect(await look('ines', 'looking')).toEqual([])
      await look('noor', 'looking')
      world.clock.now += LEASE_MS
      expect(await look('mira', 'looking')).toEqual([])
      expect((await world.send('ines', 'PUT', path, { doing: 'sleeping' })).status).toBe(400)
    })

    test('nobody is present at an alert that does not exist', async () => {
      const world = await worldWithAlerts(openWorld, 0)
      await world.send('ines', 'PUT', '/api/alerts/al_none/presence', { doing: 'looking' })
      const answer = await world.send('noor', 'PUT', '/api/alerts/al_none/presence', { doing: 'looking' })
      expect(await answer.json()).toEqual({ items: [] })
    })
  })
}
