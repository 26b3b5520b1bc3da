import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesQuery } from '../../domain/query/matches.ts'
import { isUntouched } from '../../domain/suppression/hold-back.ts'
import { impactOf } from '../../domain/suppression/impact.ts'
import { sparableOf } from '../../domain/suppression/spared.ts'
import { alertRows } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { rowQueries } from '../../testing/queries.ts'
import { impactOn } from './impact.ts'
import { tableOf } from './testing/tables.ts'

const WORLD = { now: NOON, meId: 'pe_1', raw: new Map<string, readonly number[]>() }

test('what a suppression would have done is what plain rows say, and rows that are held newer elsewhere count there', () => {
  const rules = { confirmedFrom: 90, decoyTriggers: ['t-2'] }
  fc.assert(
    fc.property(alertRows(20), rowQueries, fc.nat({ max: 3 }), (rows, query, divisor) => {
      const isCurrent = (number: number) => divisor === 0 || number % divisor !== 0
      const current = rows.filter(({ number }) => isCurrent(number))
      const matching = current.filter((row) => matchesQuery(query, row, WORLD))
      const facts = matching.map((row) => ({
        ...sparableOf(row),
        disposition: row.disposition,
        isWaiting: isUntouched(row),
        receivedAt: row.receivedAt,
        named: () => ({ id: row.id, number: row.number, title: row.title, identityName: row.identityName }),
      }))
      const since = current.length === 0 ? null : Math.min(...current.map(({ receivedAt }) => receivedAt))
      expect(impactOn(tableOf(rows), query, rules, WORLD, isCurrent)).toEqual(
        impactOf(facts, { looked: current.length, since }, rules),
      )
    }),
  )
})
