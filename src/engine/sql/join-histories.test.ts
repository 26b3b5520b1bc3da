import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policies } from '../../testing/arbitraries.ts'
import { asItIs } from '../whatif/draft.ts'
import type { History } from '../whatif/history.ts'
import { runRows } from '../whatif/reference/run-rows.ts'
import { histories } from '../whatif/testing/worlds.ts'
import { joinHistories } from './join-histories.ts'

/** The rows from `start` to before `end`, as a page of their own. */
function pageOf(history: History, start: number, end: number): History {
  const { rows } = history
  const part = {
    count: end - start,
    number: rows.number.slice(start, end),
    caseOf: rows.caseOf.slice(start, end),
    minute: rows.minute.slice(start, end),
    disposition: rows.disposition.slice(start, end),
    isOfThen: rows.isOfThen.slice(start, end),
  }
  return { ...history, rows: part }
}

test('pages put together are the history that they were cut from, though the last alert of one came again on the next', () => {
  fc.assert(
    fc.property(histories, fc.nat(12), policies, (history, at, policy) => {
      const cut = Math.min(at, history.rows.count)
      const joined = joinHistories([
        pageOf(history, cut, history.rows.count),
        pageOf(history, 0, Math.min(cut + 1, history.rows.count)),
      ])
      expect(joined.rows.number).toEqual(history.rows.number)
      const draft = asItIs(history, policy)
      expect(runRows(joined, asItIs(joined, policy), asItIs(joined, policy))).toEqual(runRows(history, draft, draft))
    }),
    { numRuns: 100 },
  )
})
