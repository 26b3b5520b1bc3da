import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIT_CODES } from '../audit/entry.ts'
import { changeCase } from './case.ts'
import type { CaseMoment } from './case-moment.ts'
import { MOMENT_KINDS, MOST_MOMENTS, momentKindOf, tellTimeline } from './timeline.ts'

const moments = fc.array(
  fc.record<CaseMoment>({
    kind: fc.constantFrom(...MOMENT_KINDS),
    at: fc.integer({ min: 0, max: 5 }),
    words: fc.constant('something'),
    alerts: fc.constant([]),
    planId: fc.constant(null),
    key: fc.nat({ max: 30 }).map(String),
  }),
  { maxLength: 40 },
)

test('a timeline holds every moment once, in order, whatever the order in which they were read', () => {
  fc.assert(
    fc.property(moments, (some) => {
      // One that is read twice says the same twice.
      const read = [...new Map(some.map((one) => [`${one.kind} ${one.key}`, one])).values()]
      const told = tellTimeline([...read, ...read]).moments
      expect(tellTimeline(read.toReversed()).moments).toEqual(told)
      expect(new Set(told)).toEqual(new Set(read))
      expect(told).toHaveLength(read.length)
      const times = told.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
})

test('of more moments than anybody reads the newest stay, and it says so', () => {
  const all = Array.from(
    { length: MOST_MOMENTS + 3 },
    (_, at): CaseMoment => ({
      kind: 'signal',
      at,
      words: '',
      alerts: [],
      planId: null,
      key: String(at),
    }),
  )
  const told = tellTimeline(all)
  expect(told.isComplete).toBe(false)
  expect(told.moments[0]?.at).toBe(3)
  expect(tellTimeline(all.slice(3)).isComplete).toBe(true)
})

test('entries about alerts, plans and cases have a place in the timeline, deliveries and sessions have none', () => {
  const placed = AUDIT_CODES.filter((code) => momentKindOf(code) !== null)
  expect(placed).toContain('alert.changed')
  expect(placed).toContain('step.verified')
  expect(placed).not.toContain('ingest.accepted')
  expect(placed).not.toContain('session.opened')
  expect(momentKindOf('alert.noted')).toBe('note')
  expect(momentKindOf('case.closed')).toBe('case')
})

const OPEN = { name: 'Stolen role', status: 'open', ownerId: null } as const
const where = { byId: 'pe_1', openMembers: 0 }

test('a case is closed with a reason and only when none of its alerts is open', () => {
  expect(changeCase(OPEN, { status: 'closed' }, where)).toMatchObject({ ok: false })
  const asked = { status: 'closed', reason: 'Rotated and read back' } as const
  expect(changeCase(OPEN, asked, { ...where, openMembers: 2 })).toMatchObject({
    ok: false,
    refusal: expect.stringContaining('2 of its alerts are still open') as string,
  })
  expect(changeCase(OPEN, asked, where)).toEqual({
    ok: true,
    after: { ...OPEN, status: 'closed' },
    changed: ['status'],
  })
  const closed = { ...OPEN, status: 'closed' } as const
  expect(changeCase(closed, { status: 'open' }, { ...where, openMembers: 2 })).toMatchObject({ ok: true })
})

test('what a change does not name stays, and asking for what is so already changes nothing', () => {
  expect(changeCase(OPEN, { owner: 'me' }, where)).toMatchObject({ after: { ownerId: 'pe_1', name: OPEN.name } })
  expect(changeCase({ ...OPEN, ownerId: 'pe_1' }, { owner: 'me', name: OPEN.name }, where)).toMatchObject({
    changed: [],
  })
})
