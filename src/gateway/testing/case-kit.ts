import { describe, expect, test } from 'vitest'
import type { AlertDetail, AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseHolding, CaseSummary, CaseView } from '../../domain/views/case-views.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { guardDutyFinding } from './records.ts'
import { alertsOf, worldWithAlerts } from './work-kit.ts'

/** Alerts that people work as one: what belongs together is offered by their stories, and taken in by people. */
export function describeCases(openWorld: OpenWorld): void {
  describe('cases', () => {
    test('a case has its alerts in the order in which they happened, each with who put it there, and why it is tied', async () => {
      const world = await worldWithAlerts(openWorld, 0)
      await world.source.deliver([
        guardDutyFinding('f-1', { user: 'svc-1', title: 'First' }),
        guardDutyFinding('f-2', { user: 'svc-1', title: 'Second' }),
        guardDutyFinding('f-3', { user: 'svc-1', title: 'Third' }),
        guardDutyFinding('f-4', { user: 'other', title: 'Elsewhere' }),
      ])
      const [first, second] = [await titled(world, 'First'), await titled(world, 'Second')]
      const made = await open(world, 'ines', [second, first])
      expect(made).toMatchObject({ number: 1, status: 'open', owner: { name: 'Ines' }, alerts: 2, openAlerts: 2 })
      expect(made.members.map(({ alert }) => alert.number)).toEqual([first.number, second.number])
      expect(made.members[0]).toMatchObject({ because: [], added: { by: { name: 'Ines' }, reason: 'One identity' } })
      expect(made.members[1]?.because[0]).toMatchObject({ with: first.number })
      expect(
        made.offered.map(({ title }) => title),
        'the story offers what nobody took in',
      ).toEqual(['Third'])
      expect(made.offered[0]?.because.length).toBeGreaterThan(0)
      const detail = await world.get<AlertDetail>('ari', `/api/alerts/${first.id}`)
      expect(detail.caseOf).toEqual({ id: made.id, number: 1, name: made.name, status: 'open' })
      const elsewhere = await world.get<AlertDetail>('ari', `/api/alerts/${(await titled(world, 'Elsewhere')).id}`)
      expect(elsewhere.caseOf).toBeNull()
    })

    test('its timeline tells records, arrivals, work and notes of every member once and in order, and nothing of others', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const [first, second, third] = await alertsOf(world)
      const made = await open(world, 'ines', [first, second])
      await change(world, first, { assignee: 'me' })
      await change(world, third, { assignee: 'me' })
      await world.send('noor', 'POST', `/api/alerts/${second?.id}/notes`, { text: 'Its owner is on leave' })
      const { timeline, isTimelineComplete } = await find(world, made)
      expect(isTimelineComplete).toBe(true)
      const times = timeline.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      const kinds = Object.fromEntries(
        [...Map.groupBy(timeline, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length]),
      )
      expect(kinds).toEqual({ signal: 2, alert: 2, case: 1, work: 1, note: 1 })
      expect(timeline.find(({ kind }) => kind === 'note')).toMatchObject({
        words: expect.stringContaining('Its owner is on leave') as string,
        alerts: [second?.number],
      })
      const numbers = new Set(timeline.flatMap(({ alerts }) => alerts))
      expect(numbers.has(third?.number ?? 0)).toBe(false)
    })

    test('an alert is in one case at most: of two that want it at once one has it, and the other is told where it is', async () => {
      const world = await worldWithAlerts(openWorld, 2)
      const [first, second] = await alertsOf(world)
      const answers = await Promise.all(
        [1, 2, 3].map(() => post(world, 'ines', '/api/cases', draftOf([first, second]))),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
      const late = answers.find(({ status }) => status === 409)
      expect(JSON.stringify(await late?.json())).toMatch(/A-\d is in CS-\d already/)
      const { items } = await world.get<{ items: CaseSummary[] }>('ari', '/api/cases')
      expect(items, 'a case that got no alert was never opened').toHaveLength(1)
      expect(await logTrouble(world)).toBeNull()
    })

    test('what is in a case already is left there where that is asked for, and says who it is where it is not', async () => {
      const world = await worldWithAlerts(openWorld, 4)
      const [first, second, third, fourth] = await alertsOf(world)
      const made = await open(world, 'ines', [first, second])
      const wanted = draftOf([first, second, third, fourth])
      const told = await post(world, 'noor', '/api/cases/holding', { alertIds: wanted.alertIds })
      const { items } = (await told.json()) as { items: CaseHolding[] }
      expect(items, 'said before anything is sent').toEqual([
        { id: made.id, number: 1, name: made.name, alertIds: [first?.id, second?.id].toSorted() },
      ])
      const refused = await post(world, 'noor', '/api/cases', wanted)
      expect(refused.status).toBe(409)
      expect(JSON.stringify(await refused.json())).toContain('and 1 more of 4 are in a case')
      const left = await post(world, 'noor', '/api/cases', { ...wanted, leavesTaken: true })
      const other = (await left.json()) as CaseView
      expect(other.members.map(({ alert }) => alert.id).toSorted()).toEqual([third?.id, fourth?.id].toSorted())
      expect((await find(world, made)).alerts).toBe(2)
      expect((await post(world, 'noor', '/api/cases', { ...wanted, leavesTaken: true })).status, 'none is free').toBe(
        409,
      )
      const opened = (await auditEntries(world)).filter(({ code }) => code === 'case.opened')
      expect(opened.map(({ detail }) => detail['alerts'])).toEqual([2, 2])
      expect(await logTrouble(world)).toBeNull()
    })

    test('alerts are added and taken out by hand with a reason, as the case was seen, and the last one stays', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const [first, second, third] = await alertsOf(world)
      const made = await open(world, 'ines', [first])
      const addition = { alertIds: [second?.id, third?.id], reason: 'Same rollout' }
      expect((await post(world, 'ines', `/api/cases/${made.id}/members`, addition)).status).toBe(428)
      const grown = await changed(world, 'noor', made, 'POST', '/members', addition)
      expect(grown).toMatchObject({ alerts: 3, version: 2 })
      expect((await ask(world, 'ines', made, 'POST', '/members', addition)).status, 'they are there already').toBe(200)
      expect((await ask(world, 'ines', made, 'POST', '/removals', removal(second))).status).toBe(412)
      expect((await ask(world, 'ines', grown, 'POST', '/removals', { alertIds: [second?.id] })).status).toBe(400)
      const less = await changed(world, 'ines', grown, 'POST', '/removals', removal(second))
      expect(less.members.map(({ alert }) => alert.id)).not.toContain(second?.id)
      expect((await ask(world, 'ines', less, 'POST', '/removals', removal(second))).status).toBe(404)
      const one = await changed(world, 'ines', less, 'POST', '/removals', removal(third))
      expect((await ask(world, 'ines', one, 'POST', '/removals', removal(first))).status).toBe(422)
      expect(
        (await ask(world, 'ines', one, 'POST', '/members', { alertIds: ['al_none'], reason: 'gone' })).status,
      ).toBe(404)
      expect((await post(world, 'noor', '/api/cases', draftOf([second]))).status, 'it is free again').toBe(201)
      const entries = (await auditEntries(world)).filter(({ code }) => code.startsWith('case.'))
      expect(entries.map(({ code }) => code)).toEqual([
        'case.opened',
        'case.alerts-added',
        'case.alert-removed',
        'case.alert-removed',
        'case.opened',
      ])
      expect(entries[1]?.subjects.map(({ kind }) => kind)).toEqual(['case', 'alert', 'alert'])
    })

    test('who opened a case by mistake withdraws it as long as nobody worked on it, and its alerts are free again', async () => {
      const world = await worldWithAlerts(openWorld, 3)
      const rows = await alertsOf(world)
      const made = await open(world, 'ines', rows)
      const withdraw = (who: PersonName, seen: CaseView) => ask(world, who, seen, 'POST', '/withdrawal', undefined)
      expect((await withdraw('noor', made)).status, 'somebody else opened it').toBe(422)
      expect((await withdraw('ari', made)).status, 'an auditor works on none').toBe(403)
      expect((await withdraw('ines', made)).status).toBe(204)
      expect((await world.request('ari', `/api/cases/${made.id}`)).status).toBe(404)
      const again = await open(world, 'noor', rows)
      expect(again.number, 'a number is never given twice').toBe(2)
      const named = await changed(world, 'noor', again, 'PATCH', '', { name: 'Worked on' })
      expect((await withdraw('noor', again)).status).toBe(422)
      expect((await withdraw('noor', named)).status).toBe(422)
      expect((await ask(world, 'noor', named, 'POST', '/removals', removal(...rows))).status, 'none would remain').toBe(
        422,
      )
      const one = await changed(world, 'noor', named, 'POST', '/removals', removal(rows[0], rows[1]))
      expect(one.members.map(({ alert }) => alert.id)).toEqual([rows[2]?.id])
      const codes = (await auditEntries(world)).flatMap(({ code }) => (code.startsWith('case.') ? [code] : []))
      expect(codes).toEqual(['case.opened', 'case.withdrawn', 'case.opened', 'case.changed', 'case.alert-removed'])
      expect(await logTrouble(world)).toBeNull()
    })

    test('a case has an owner and a name, is closed with a reason once none of its alerts is open, and opened again', async () => {
      const world = await worldWithAlerts(openWorld, 2)
      const rows = await alertsOf(world)
      const made = await open(world, 'ines', rows)
      const owned = await changed(world, 'noor', made, 'PATCH', '', { owner: 'me', name: 'Stolen role of the shop' })
      expect(owned).toMatchObject({ owner: { name: 'Noor' }, name: 'Stolen role of the shop', version: 2 })
      expect(
        (await ask(world, 'ines', owned, 'PATCH', '', { owner: 'pe_ari' })).status,
        'an auditor works on none',
      ).toBe(422)
      const closing = { status: 'closed', reason: 'Rotated and read back' }
      const early = await ask(world, 'noor', owned, 'PATCH', '', closing)
      expect(early.status).toBe(422)
      expect(JSON.stringify(await early.json())).toContain('2 of its alerts are still open')
      for (const row of rows) {
        await change(world, row, { status: 'closed', disposition: 'true-positive', reason: 'Rotated' })
      }
      expect((await ask(world, 'noor', owned, 'PATCH', '', { status: 'closed' })).status).toBe(422)
      const closed = await changed(world, 'noor', owned, 'PATCH', '', closing)
      expect(closed).toMatchObject({ status: 'closed', closed: { by: { name: 'Noor' }, reason: closing.reason } })
      expect((await world.get<{ items: CaseSummary[] }>('ari', '/api/cases?status=open')).items).toEqual([])
      const again = await changed(world, 'ines', closed, 'PATCH', '', { status: 'open' })
      expect(again).toMatchObject({ status: 'open', closed: null })
      expect((await ask(world, 'ari', again, 'PATCH', '', { owner: 'me' })).status).toBe(403)
      expect((await post(world, 'ari', '/api/cases', draftOf(rows))).status).toBe(403)
      expect((await world.request('ari', '/api/cases/cs_none')).status).toBe(404)
      expect(await logTrouble(world)).toBeNull()
    })
  })
}

function draftOf(rows: readonly (AlertRow | undefined)[]) {
  return { name: 'What belongs together', alertIds: rows.map((row) => row?.id), reason: 'One identity' }
}

const removal = (...rows: readonly (AlertRow | undefined)[]) => ({
  alertIds: rows.map((row) => row?.id),
  reason: 'Another matter',
})

function post(world: World, who: PersonName, path: string, body: unknown): Promise<Response> {
  return world.send(who, 'POST', path, body)
}

async function open(world: World, who: PersonName, rows: readonly (AlertRow | undefined)[]): Promise<CaseView> {
  const answer = await post(world, who, '/api/cases', draftOf(rows))
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as CaseView
}

function ask(
  world: World,
  who: PersonName,
  seen: CaseView,
  method: 'POST' | 'PATCH',
  path: string,
  body: unknown,
): Promise<Response> {
  return world.send(who, method, `/api/cases/${seen.id}${path}`, body, { 'If-Match': `"${seen.version}"` })
}

async function changed(...asked: Parameters<typeof ask>): Promise<CaseView> {
  const answer = await ask(...asked)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as CaseView
}

function find(world: World, { id }: CaseView): Promise<CaseView> {
  return world.get('ari', `/api/cases/${id}`)
}

async function titled(world: World, title: string): Promise<AlertRow> {
  const row = (await alertsOf(world)).find((one) => one.title === title)
  if (row === undefined) throw new Error(`no alert is called ${title}`)
  return row
}

async function change(world: World, row: AlertRow | undefined, body: unknown): Promise<void> {
  const headers = { 'If-Match': `"${row?.version}"` }
  const answer = await world.send('ines', 'PATCH', `/api/alerts/${row?.id}`, body, headers)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
}
