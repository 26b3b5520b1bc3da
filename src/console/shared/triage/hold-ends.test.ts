import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../../domain/policy/policy.ts'
import { endsOffered, readInstant } from './hold-ends.ts'

const HOUR_MS = 3_600_000

test('no end is offered that the policy refuses, and the shortest comes first', () => {
  expect(endsOffered('snoozed', [0], STARTING_POLICY).map(({ label }) => label)).toEqual([
    '1 hour',
    '4 hours',
    '8 hours',
    '1 day',
    '3 days',
    '7 days',
    '30 days',
  ])
  expect(endsOffered('snoozed', [1, 4], STARTING_POLICY).map(({ ms }) => ms)).toEqual([HOUR_MS, 4 * HOUR_MS])
  expect(endsOffered('risk-accepted', [4], STARTING_POLICY).at(-1)?.label).toBe('180 days')
})

test('a day and an hour are read in the zone that times are shown in', () => {
  expect(readInstant('2026-03-02T09:30', 'utc')).toBe(Date.UTC(2026, 2, 2, 9, 30))
  expect(readInstant('2026-03-02T09:30', 'local')).toBe(new Date(2026, 2, 2, 9, 30).getTime())
  expect(readInstant('2026-07-02T09:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 2, 7, 30))
  expect(readInstant('', 'utc')).toBeNull()
  expect(readInstant('soon', 'utc')).toBeNull()
})
