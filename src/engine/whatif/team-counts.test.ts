import { expect, test } from 'vitest'
import { teamCounts } from './team-counts.ts'

/** Entry 0 is nobody; entries 1, 2 and 4 are one identity of Payments as it was at different times, entry 3 one of Search. */
const OWNED = {
  teams: ['Payments', 'Search'],
  team: Uint32Array.of(0, 1, 1, 2, 1),
  member: Uint32Array.of(0, 1, 1, 3, 1),
}

test('an identity that steps touch counts once in its team, whatever was known of it, and all steps count', () => {
  expect(teamCounts(OWNED, Uint32Array.of(9, 0, 3, 1, 2))).toEqual([
    { team: 'Payments', automatic: 5, touched: 1, identities: 1 },
    { team: 'Search', automatic: 1, touched: 1, identities: 1 },
  ])
})

test('a team that no step touches is told with its identities', () => {
  expect(teamCounts(OWNED, new Uint32Array(5)).map(({ touched, identities }) => [touched, identities])).toEqual([
    [0, 1],
    [0, 1],
  ])
})
