import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOON } from '../../testing/builders.ts'
import { cautionsOf, inOrder, partsOf, reasonsOf, storyOf, type Told } from './tell.ts'
import { type Side, THREAD_KINDS } from './thread.ts'
import {
  daysOf,
  isBusy,
  joins,
  MOST_TIES,
  MOST_USERS,
  mergeTies,
  stepsOf,
  type Tie,
  WINDOW_MS,
  withUsers,
} from './tie.ts'

const HOUR_MS = 3_600_000

function aTie(alertId: string, changes: Partial<Tie> = {}): Tie {
  const tie = { alertId, key: 'k', kind: 'identity', side: 'by', label: 'bert', firstAt: NOON, lastAt: NOON } as const
  return { ...tie, ...changes }
}

function anAlert(number: number, changes: Partial<Told> = {}): Told {
  return { id: `a${number}`, number, identityId: null, firstSeenAt: NOON + number * HOUR_MS, ...changes }
}

const SIDES: readonly Side[] = ['by', 'to', 'made', 'from']
const ties = fc.array(
  fc
    .record({
      alertId: fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5', 'a6'),
      key: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
      kind: fc.constantFrom(...THREAD_KINDS),
      side: fc.constantFrom(...SIDES),
      hour: fc.integer({ min: 0, max: 120 }),
      hours: fc.integer({ min: 0, max: 40 }),
    })
    .map(({ hour, hours, ...rest }) =>
      aTie(rest.alertId, { ...rest, firstAt: NOON + hour * HOUR_MS, lastAt: NOON + (hour + hours) * HOUR_MS }),
    ),
  { maxLength: 24 },
)

/** Slow and obvious: walks from alert to alert. */
function walked(start: string, all: readonly Tie[]): ReadonlySet<string> {
  const seen = new Set([start])
  for (const id of seen) {
    for (const mine of all.filter(({ alertId }) => alertId === id)) {
      for (const theirs of all) if (joins(mine, theirs)) seen.add(theirs.alertId)
    }
  }
  return seen
}

test('a story is all that can be walked to, and the same from wherever one starts', () => {
  fc.assert(
    fc.property(ties, (all) => {
      for (const { alertId } of all) {
        const story = storyOf(alertId, all)
        expect([...story].sort()).toEqual([...walked(alertId, all)].sort())
        for (const other of story) expect(storyOf(other, all)).toEqual(story)
      }
    }),
  )
})

test('the order of arrival changes neither who belongs together nor why', () => {
  const alerts = [1, 2, 3, 4, 5, 6].map((number) => anAlert(number))
  fc.assert(
    fc.property(ties, fc.infiniteStream(fc.nat()), (all, dice) => {
      const shuffled = all
        .map((tie) => ({ tie, at: dice.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ tie }) => tie)
      const sorted = (parts: readonly ReadonlySet<string>[]) => parts.map((part) => [...part].sort().join()).sort()
      expect(sorted(partsOf(shuffled))).toEqual(sorted(partsOf(all)))
      expect(cautionsOf(alerts, shuffled)).toEqual(cautionsOf(alerts, all))
      expect(reasonsOf(alerts, shuffled)).toEqual(reasonsOf(alerts, all))
    }),
  )
})

test('joining is symmetric, and nobody joins itself', () => {
  fc.assert(
    fc.property(ties, (all) => {
      for (const a of all) {
        for (const b of all) expect(joins(a, b)).toBe(joins(b, a))
        expect(joins(a, a)).toBe(false)
      }
    }),
  )
})

test('a day apart still belongs together, an instant more does not', () => {
  const first = aTie('a1')
  const at = (firstAt: number) => aTie('a2', { firstAt, lastAt: firstAt })
  expect(joins(first, at(NOON + WINDOW_MS))).toBe(true)
  expect(joins(first, at(NOON + WINDOW_MS + 1))).toBe(false)
})

test('a noisy alert changes its ties four times an hour, and no record falls outside of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.nat({ max: 1e9 }), (firstAt, ms) => {
      const steps = stepsOf(firstAt, firstAt + ms)
      expect(steps.firstAt).toBeLessThanOrEqual(firstAt)
      expect(steps.lastAt).toBeGreaterThanOrEqual(firstAt + ms)
      expect(steps.lastAt - steps.firstAt - ms).toBeLessThan(30 * 60_000)
    }),
  )
  expect(stepsOf(NOON + 1, NOON + 2)).toEqual(stepsOf(NOON + 60_000, NOON + 14 * 60_000))
})

test('what an alert keeps is bounded, and the same however its records came', () => {
  const many = fc.array(fc.nat({ max: 200 }), { maxLength: 60 })
  fc.assert(
    fc.property(many, many, (one, other) => {
      const told = (numbers: readonly number[]) =>
        numbers.map((n) => aTie('a1', { key: `k${String(n).padStart(3, '0')}`, firstAt: NOON + n, lastAt: NOON + n }))
      const sorted = (of: readonly Tie[]) => of.map((tie) => JSON.stringify(tie)).sort()
      const inParts = mergeTies(mergeTies([], told(one)), told(other))
      expect(inParts.length).toBeLessThanOrEqual(MOST_TIES)
      expect(sorted(inParts)).toEqual(sorted(mergeTies(mergeTies([], told(other)), told(one))))
      expect(sorted(inParts)).toEqual(sorted(mergeTies([], told([...one, ...other]))))
    }),
  )
})

test('a thing is busy from one more user than may share it, in whatever order they came', () => {
  const users = fc.uniqueArray(fc.nat().map(String), { maxLength: 40 })
  fc.assert(
    fc.property(users, (all) => {
      let known: readonly string[] = []
      for (const user of all) known = withUsers(known, [user])
      expect(isBusy(known)).toBe(all.length > MOST_USERS)
      expect(known.length).toBeLessThanOrEqual(MOST_USERS + 1)
      expect(known).toEqual(withUsers([], all.toReversed()))
    }),
  )
})

test('the day before counts, since a busy address is not yet busy at midnight; a year of days does not', () => {
  const midnight = Date.UTC(2026, 2, 3)
  expect(daysOf({ firstAt: midnight, lastAt: midnight })).toHaveLength(2)
  expect(daysOf({ firstAt: midnight, lastAt: midnight + 365 * WINDOW_MS })).toHaveLength(31)
})

const why = (alerts: readonly Told[], all: readonly Tie[]) =>
  reasonsOf(inOrder(alerts), all).map((reasons) => reasons.map(({ words }) => words))

test('each alert says to which earlier one it belongs and by what, the nearest of them', () => {
  const alerts = [anAlert(3), anAlert(1), anAlert(2)]
  expect(why(alerts, [aTie('a1'), aTie('a2'), aTie('a3')])).toEqual([
    [],
    ['same identity bert as A-1'],
    ['same identity bert as A-2'],
  ])
})

test('a key that one alert made and another acts with is told first', () => {
  const all = [
    aTie('a1', { kind: 'credential', side: 'made', key: 'key', label: 'AKIA1' }),
    aTie('a2', { kind: 'credential', side: 'by', key: 'key', label: 'AKIA1' }),
    aTie('a1', { kind: 'address', key: 'ip', label: '198.51.100.7' }),
    aTie('a2', { kind: 'address', key: 'ip', label: '198.51.100.7' }),
  ]
  expect(why([anAlert(1), anAlert(2)], all)[1]).toEqual([
    'acts with the key AKIA1 that A-1 made',
    'same address 198.51.100.7 as A-1',
  ])
})

test('who acts in one alert is whom the other was done to', () => {
  const all = [aTie('a1', { side: 'to' }), aTie('a2', { side: 'by' })]
  expect(why([anAlert(1), anAlert(2)], all)[1]).toEqual(['acts as bert, to whom A-1 was done'])
  const reverse = [aTie('a1', { side: 'by' }), aTie('a2', { side: 'to' })]
  expect(why([anAlert(1), anAlert(2)], reverse)[1]).toEqual(['is done to bert, who acts in A-1'])
})

test('from whom a key was got is told in words that say who is who, from either end', () => {
  const [giver, user] = [aTie('a1', { side: 'by' }), aTie('a2', { side: 'from' })]
  const words = (all: readonly Tie[]) => why([anAlert(1), anAlert(2)], all)[1]
  expect(words([giver, user])).toEqual(['got its key from bert, who acts in A-1'])
  expect(
    words([
      { ...user, alertId: 'a1' },
      { ...giver, alertId: 'a2' },
    ]),
  ).toEqual(['acts as bert, from whom A-1 got its key'])
  expect(words([{ ...user, alertId: 'a1' }, user])).toEqual(['got its key from bert, as A-1 did'])
})

test('where an address is all there is, it is said, for the alert and for the whole', () => {
  const all = ['a1', 'a2', 'a3'].map((id) => aTie(id, { kind: 'address', key: 'ip', label: '198.51.100.7' }))
  const alerts = [anAlert(1), anAlert(2), anAlert(3)]
  expect(why(alerts, all)[1]).toEqual(['only the same address 198.51.100.7 as A-1'])
  expect(cautionsOf(alerts, all)).toEqual([
    'Only the address 198.51.100.7 holds it together: without, it would be 3 stories.',
  ])
  // The same place, once of the sample and once real, is one place; one that only ties what is tied anyway holds nothing.
  const more = ['a1', 'a2'].map((id) => aTie(id, { kind: 'address', key: 'ip2', label: '198.51.100.7' }))
  const within = ['a1', 'a2'].map((id) => aTie(id, { kind: 'address', key: 'ip3', label: '203.0.113.9' }))
  const pair = ['a1', 'a2'].map((id) => aTie(id))
  expect(cautionsOf(alerts, [...all, ...more])).toEqual(cautionsOf(alerts, all))
  expect(cautionsOf(alerts, [...all, ...within, ...pair])).toEqual([
    'Only the address 198.51.100.7 holds it together: without, it would be 2 stories.',
  ])
  const closer = [...all, ...['a1', 'a2', 'a3'].map((id) => aTie(id))]
  expect(cautionsOf(alerts, closer)).toEqual([])
})

test('an alert that shares nothing is a story of its own', () => {
  expect([...storyOf('a1', [])]).toEqual(['a1'])
  expect(why([anAlert(1)], [])).toEqual([[]])
  expect(cautionsOf([anAlert(1)], [])).toEqual([])
})
