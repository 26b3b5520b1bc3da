import { expect, test } from 'vitest'
import { OUTCOME_CELLS, Prediction } from './prediction.ts'

function aPrediction(changes: Partial<Prediction> = {}): Prediction {
  return {
    asOf: 3,
    from: 1,
    to: 2,
    alerts: 5,
    cells: Array.from({ length: OUTCOME_CELLS }, (_, cell) => (cell === 9 ? 4 : cell === 20 ? 1 : 0)),
    triggers: [{ id: null, alerts: 5, automatic: 0 }],
    approvals: { total: 4, firstDay: 0, perDay: [1, 3], peak: { minute: 0, votes: 3 } },
    ...changes,
  }
}

test.each([
  ['that leaves alerts out', { alerts: 6 }],
  ['whose days are not its total', { approvals: { ...aPrediction().approvals, total: 5 } }],
  ['that ends before it begins', { from: 3 }],
  ['with a cell too few', { cells: [5] }],
] as const)('a prediction %s is refused', (_, changes) => {
  expect(Prediction.safeParse(aPrediction()).success).toBe(true)
  expect(Prediction.safeParse(aPrediction(changes)).success).toBe(false)
})

test('one alert from before anybody counted days keeps no prediction from being made', () => {
  const perDay = [1, ...Array.from({ length: 20_600 }, () => 0), 3]
  const approvals = { ...aPrediction().approvals, perDay }
  expect(Prediction.safeParse(aPrediction({ approvals })).success).toBe(true)
})
