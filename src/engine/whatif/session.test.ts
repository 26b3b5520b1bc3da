import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Policy } from '../../domain/policy/policy.ts'
import { policies, quorums, triggers } from '../../testing/arbitraries.ts'
import { asItIs, type Draft } from './draft.ts'
import type { History, HistoryIdentity } from './history.ts'
import { runRows } from './reference/run-rows.ts'
import type { WhatIfResult } from './result.ts'
import { openSession } from './session.ts'
import { draftOf, histories, longHistories, modes } from './testing/worlds.ts'
import { decodeHistory, encodeHistory } from './wire.ts'

function never(): never {
  throw new Error('a world without a trigger')
}

/** Teams in one order; the session's is by what they show first. */
function plain(result: WhatIfResult): unknown {
  const teams = result.teams.toSorted((a, b) => ((a.team ?? '') < (b.team ?? '') ? -1 : 1))
  return { ...result, teams }
}

const ENGINES = [
  ['the kernel', {}],
  ['its twin', { isTwin: true }],
  ['the kernel that takes out what asks for no one approval', { isUsual: true }],
  ['the twin that takes it out', { isTwin: true, isUsual: true }],
  ['the kernel that keeps no choices', { mostChoices: 0 }],
  ['the twin that keeps no choices', { isTwin: true, mostChoices: 0 }],
] as const

test.each(ENGINES)('many cases at once are answered as one by one with %s', (_, how) => {
  fc.assert(
    fc.property(
      longHistories,
      policies,
      policies,
      modes,
      fc.array(triggers, { maxLength: 4 }),
      (history, first, second, chosen, others) => {
        const baseline = draftOf(history, first, [], [])
        const session = openSession(history, baseline, how)
        const moved = draftOf(history, second, [], [])
        const all = draftOf(history, second, chosen, others)
        for (const draft of [moved, { ...moved, triggers: moved.triggers.with(0, all.triggers[0] ?? never()) }, all]) {
          expect(plain(session.run(draft))).toEqual(plain(runRows(history, baseline, draft)))
        }
      },
    ),
    { numRuns: 15 },
  )
})

/** The same history in which every twelfth alert came so many times. */
function crowded({ rows, ...history }: History, times: number): History {
  const order = Array.from({ length: rows.count }, (_, row) => row).flatMap((row) =>
    Array.from({ length: row % 12 === 0 ? times : 1 }, () => row),
  )
  const repeated = <T extends Uint8Array | Uint32Array>(Column: new (count: number) => T, column: T): T => {
    const longer = new Column(order.length)
    for (const [place, row] of order.entries()) longer[place] = column[row] ?? 0
    return longer
  }
  return {
    ...history,
    rows: {
      count: order.length,
      number: Uint32Array.from(order.keys()),
      caseOf: repeated(Uint32Array, rows.caseOf),
      minute: repeated(Uint32Array, rows.minute),
      disposition: repeated(Uint8Array, rows.disposition),
      isOfThen: repeated(Uint8Array, rows.isOfThen),
    },
  }
}

test.each(ENGINES)('cases with more alerts than a byte counts are counted like any other with %s', (_, how) => {
  fc.assert(
    fc.property(longHistories, policies, policies, (few, first, second) => {
      const history = crowded(few, 300)
      const baseline = draftOf(history, first, [], [])
      const session = openSession(history, baseline, how)
      for (const policy of [second, first]) {
        const draft = draftOf(history, policy, [], [])
        expect(plain(session.run(draft))).toEqual(plain(runRows(history, baseline, draft)))
      }
    }),
    { numRuns: 6 },
  )
})

/** The same history so many times over, each time with cases of its own and each alert as often. */
function multiplied({ cases, rows, ...history }: History, times: number, alerts: number): History {
  const count = rows.count * times * alerts
  const rowOf = (at: number) => Math.floor(at / (times * alerts))
  const copyOf = (at: number) => Math.floor(at / alerts) % times
  const repeat = (column: ArrayLike<number>) =>
    Int32Array.from({ length: cases.count * times }, (_, i) => column[Math.floor(i / times)] ?? 0)
  return {
    ...history,
    cases: {
      count: cases.count * times,
      identity: repeat(cases.identity),
      trigger: repeat(cases.trigger),
      evidence: repeat(cases.evidence),
      corroboration: repeat(cases.corroboration),
      obstacle: repeat(cases.obstacle),
      ambiguity: repeat(cases.ambiguity),
    },
    rows: {
      count,
      number: Uint32Array.from({ length: count }, (_, at) => at),
      caseOf: Uint32Array.from({ length: count }, (_, at) => (rows.caseOf[rowOf(at)] ?? 0) * times + copyOf(at)),
      minute: Uint32Array.from({ length: count }, (_, at) => rows.minute[rowOf(at)] ?? 0),
      disposition: Uint8Array.from({ length: count }, (_, at) => rows.disposition[rowOf(at)] ?? 0),
      isOfThen: Uint8Array.from({ length: count }, (_, at) => rows.isOfThen[rowOf(at)] ?? 0),
    },
  }
}

test('a trigger with more alerts than sixteen bits count is counted by the kernel as by its twin', () => {
  fc.assert(
    fc.property(histories, policies, policies, (few, first, second) => {
      // Of one alert, so that all count in the same place.
      const history = multiplied({ ...few, rows: { ...few.rows, count: 1 } }, 700, 250)
      const baseline = draftOf(history, first, [], [])
      const [kernel, twin] = [openSession(history, baseline), openSession(history, baseline, { isTwin: true })]
      for (const policy of [second, first]) {
        const draft = draftOf(history, policy, [], [])
        expect(kernel.run(draft)).toEqual(twin.run(draft))
      }
    }),
    { numRuns: 4 },
  )
})

test.each(ENGINES)(
  'whatever is tried one after the other with %s, each result is that of the alerts decided one by one',
  (_, how) => {
    fc.assert(
      fc.property(
        histories,
        policies,
        fc.array(fc.tuple(policies, modes, fc.array(triggers, { maxLength: 4 })), { minLength: 1, maxLength: 3 }),
        (history, first, tried) => {
          const baseline = draftOf(history, first, [], [])
          const session = openSession(history, baseline, how)
          for (const [policy, chosen, others] of tried) {
            const draft = draftOf(history, policy, chosen, others)
            expect(plain(session.run(draft))).toEqual(plain(runRows(history, baseline, draft)))
          }
        },
      ),
      { numRuns: 200 },
    )
  },
)

test.each(ENGINES)(
  'one trigger changed, or one identity supposed otherwise, counts like everything anew with %s',
  (_, how) => {
    fc.assert(
      fc.property(histories, policies, triggers, fc.nat(3), fc.nat(3), (history, policy, other, at, who) => {
        const baseline = draftOf(history, policy, [], [])
        const session = openSession(history, baseline, how)
        const one = baseline.triggers[at % baseline.triggers.length]
        if (one === undefined) return
        const edited = { ...one, trigger: { ...one.trigger, response: other.response } }
        const first: Draft = { ...baseline, triggers: baseline.triggers.with(at % baseline.triggers.length, edited) }
        expect(plain(session.run(first))).toEqual(plain(runRows(history, baseline, first)))
        const known = history.identities[who % Math.max(1, history.identities.length)]
        if (known === undefined) return
        const supposed = {
          ...known,
          identity: { ...known.identity, technicalOwner: 'Platform', criticality: 2, claimed: true },
        }
        const second: Draft = { ...first, identities: new Map([[who % history.identities.length, supposed]]) }
        expect(plain(session.run(second))).toEqual(plain(runRows(history, baseline, second)))
        expect(plain(session.run(baseline))).toEqual(plain(runRows(history, baseline, baseline)))
      }),
      { numRuns: 200 },
    )
  },
)

/** The same history of identities that everything is known of, and a policy that wants them contained: most alerts ask somebody. */
function asking(history: History, policy: Policy): { readonly history: History; readonly policy: Policy } {
  const identities = history.identities.map(
    (known): HistoryIdentity => ({
      ...known,
      identity: { ...known.identity, claimed: true, kind: 'service-account', validatedAt: history.asOf },
    }),
  )
  const everywhere = { low: 2, medium: 2, high: 2, critical: 3 } as const
  const matrix = { low: everywhere, medium: everywhere, high: everywhere, confirmed: everywhere }
  return { history: { ...history, identities }, policy: { ...policy, need: { ...policy.need, matrix } } }
}

test.each(ENGINES)(
  'whomever gates ask one after the other, votes are those of the plans one by one with %s',
  (_, how) => {
    let [ofDomains, ofTeams] = [0, 0]
    const asked = fc.array(fc.tuple(quorums, triggers, fc.nat(3)), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(longHistories, policies, asked, (few, first, tried) => {
        const { history, policy } = asking(few, first)
        const baseline = draftOf(history, policy, [], [])
        const session = openSession(history, baseline, how)
        for (const [stages, other, at] of tried) {
          // First only others are asked; then one trigger threatens something else, so that others answer for the action.
          const same = draftOf(history, { ...policy, gate: { ...policy.gate, quorums: stages } }, [], [])
          const place = at % same.triggers.length
          const edited = { ...(same.triggers[place] ?? never()), trigger: other }
          for (const draft of [same, { ...same, triggers: same.triggers.with(place, edited) }]) {
            const { approvals } = session.run(draft)
            expect(approvals).toEqual(runRows(history, baseline, draft).approvals)
            for (const { group, total } of approvals.groups) {
              if (group[0]?.of === 'domain') ofDomains += total
              if (group[0]?.of === 'team') ofTeams += total
            }
          }
        }
      }),
      { numRuns: 20 },
    )
    expect(Math.min(ofDomains, ofTeams)).toBeGreaterThan(100)
  },
)

test('an identity counts once in a team, however many ways it was at its alerts', () => {
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const baseline = draftOf(history, policy, [], [])
      const session = openSession(history, baseline)
      const owned = history.identities.map((known) => ({
        ...known,
        identity: { ...known.identity, claimed: true, technicalOwner: 'Platform' },
      }))
      const draft: Draft = { ...baseline, identities: new Map(owned.entries()) }
      const result = session.run(draft)
      expect(plain(result)).toEqual(plain(runRows(history, baseline, draft)))
      const ids = new Set(history.identities.map(({ identity }) => identity.id))
      expect(result.teams.map(({ team, identities }) => [team, identities])).toEqual(
        ids.size === 0 ? [] : [['Platform', ids.size]],
      )
      const [team] = result.teams
      expect(team?.touched ?? 0).toBeLessThanOrEqual(ids.size)
    }),
    { numRuns: 200 },
  )
})

test('an identity supposed to be split counts as its fewer consumers would', () => {
  fc.assert(
    fc.property(histories, policies, fc.nat(3), (history, policy, kept) => {
      const everywhere = { low: 2, medium: 2, high: 2, critical: 2 } as const
      const matrix = { low: everywhere, medium: everywhere, high: everywhere, confirmed: everywhere }
      const baseline = draftOf(history, { ...policy, need: { ...policy.need, matrix } }, [], [])
      const session = openSession(history, baseline)
      const split = history.identities.map((known) => ({ ...known, dependencies: known.dependencies.slice(0, kept) }))
      const draft: Draft = { ...baseline, identities: new Map(split.entries()) }
      expect(plain(session.run(draft))).toEqual(plain(runRows(history, baseline, draft)))
      expect(plain(session.run(baseline))).toEqual(plain(runRows(history, baseline, baseline)))
    }),
    { numRuns: 200 },
  )
})

test('playbooks supposed to be exercised count like everything anew, and are named as what moved an alert', () => {
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const baseline = draftOf(history, policy, [], [])
      const session = openSession(history, baseline)
      const draft: Draft = { ...baseline, exercised: history.playbooks.map(({ playbook }) => playbook.id) }
      expect(plain(session.run(draft))).toEqual(plain(runRows(history, baseline, draft)))
      for (const one of session.moved(20)) expect(one.factor).toBe('exercised')
      expect(plain(session.run(baseline))).toEqual(plain(runRows(history, baseline, baseline)))
    }),
    { numRuns: 100 },
  )
})

test('what moved a case alone is named, and brings it there', () => {
  fc.assert(
    fc.property(histories, policies, policies, (history, first, second) => {
      const baseline = draftOf(history, first, [], [])
      const session = openSession(history, baseline)
      const draft = { ...baseline, policy: { ...first, need: { ...first.need, matrix: second.need.matrix } } }
      const result = session.run(draft)
      const moved = session.moved(100)
      expect(moved).toHaveLength(result.moved.cases)
      for (const one of moved) expect(one.factor).toBe('policy.need.matrix')
    }),
    { numRuns: 100 },
  )
})

test('a history that went over the wire is the same history', () => {
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const read = decodeHistory(encodeHistory(history))
      const asBefore = openSession(history, asItIs(history, policy)).run(asItIs(history, policy))
      expect(openSession(read, asItIs(read, policy)).run(asItIs(read, policy))).toEqual(asBefore)
      expect(read.rows).toEqual(history.rows)
      const indexes = ({ count, ...columns }: History['cases']) => [
        count,
        ...Object.values(columns).map((own) => [...own]),
      ]
      expect(indexes(read.cases)).toEqual(indexes(history.cases))
      expect(JSON.stringify(read.identities)).toBe(JSON.stringify(history.identities))
    }),
    { numRuns: 50 },
  )
})

test('columns of cases are read with as few bytes an entry as the lists that they refer to ask for', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(1, 128, 129, 32_768, 32_769), (history, named) => {
      const ambiguities = Array.from({ length: named }, (_, place) => String(place))
      const last = history.cases.ambiguity.map(() => named - 1)
      const { cases } = decodeHistory(
        encodeHistory({ ...history, ambiguities, cases: { ...history.cases, ambiguity: last } }),
      )
      expect(cases.ambiguity.BYTES_PER_ELEMENT).toBe(named <= 128 ? 1 : named <= 32_768 ? 2 : 4)
      expect([...cases.ambiguity]).toEqual([...last])
      expect([...cases.identity]).toEqual([...history.cases.identity])
    }),
    { numRuns: 20 },
  )
})

test.each([
  ['other bytes', new Uint8Array(64)],
  ['bytes that end too early', new Uint8Array([0x53, 0x47, 0x48, 0x33, 255, 0, 0, 0])],
])('%s are refused', (_what, bytes) => {
  expect(() => decodeHistory(bytes)).toThrow(RangeError)
})
