import { expect, test } from 'vitest'
import { factWords } from './words.ts'

test.each([
  [
    920,
    80,
    'Facts of then for 92 % of the alerts; today’s for the others, and for owners’ teams, consumers and credentials of all.',
  ],
  [
    9_999,
    1,
    'Facts of then for 99 % of the alerts; today’s for the others, and for owners’ teams, consumers and credentials of all.',
  ],
  [
    2,
    1,
    'Facts of then for 2 of 3 alerts; today’s for the others, and for owners’ teams, consumers and credentials of all.',
  ],
  [40, 0, 'Facts of then for all alerts; today’s for owners’ teams, consumers and credentials.'],
  [0, 40, 'Replayed with today’s facts: none were recorded with these alerts.'],
  [0, 0, 'No alert of it names an identity.'],
])('%i alerts with facts of then and %i with today’s are said so', (ofThen, ofToday, words) => {
  expect(factWords({ ofThen, ofToday })).toBe(words)
})
