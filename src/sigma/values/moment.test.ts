import { expect, test } from 'vitest'
import { holds, refusalsOf } from '../testing/rules.ts'
import { partOf } from './moment.ts'

const MOMENT = '2024-07-10T03:45:07.123Z'

test.each([
  ['minute', 45],
  ['hour', 3],
  ['day', 10],
  ['week', 28],
  ['month', 7],
  ['year', 2024],
] as const)('the %s of a date is %i', (part, value) => {
  expect(partOf(MOMENT, part)).toBe(value)
  expect(holds(`t|${part}: ${value}`, { t: MOMENT })).toBe(true)
  expect(holds(`t|${part}: ${value - 1}`, { t: MOMENT })).toBe(false)
})

test('parts compare, with the comparison after the part', () => {
  expect(holds('t|hour|gte: 3', { t: MOMENT })).toBe(true)
  expect(holds('t|hour|lt: 3', { t: MOMENT })).toBe(false)
  expect(refusalsOf('t|gte|hour: 3')).toEqual(['5:5 `gte|hour` in this order; should be `hour|gte`'])
})

test('the hour is the one that is written, whatever the zone', () => {
  const written = ['2024-07-10T23:00:00Z', '2024-07-10T23:00:00+02:00', '2024-07-10 23:00:00', '2024/07/10 23:00']
  expect(written.map((text) => partOf(text, 'hour'))).toEqual([23, 23, 23, 23])
  expect(written.map((text) => partOf(text, 'day'))).toEqual([10, 10, 10, 10])
})

test('a number is an instant in the unit that makes it a date of our time, in UTC', () => {
  const seconds = 1_720_583_107
  for (const number of [seconds, seconds * 1e3, seconds * 1e6, seconds * 1e9]) {
    expect(partOf(number, 'hour')).toBe(3)
    expect(partOf(String(number), 'minute')).toBe(45)
    expect(partOf(number, 'year')).toBe(2024)
  }
})

test('a day without a time has no hour', () => {
  expect(partOf('2024-07-10', 'hour')).toBeNull()
  expect(partOf('2024-07-10', 'month')).toBe(7)
})

test('weeks are those of ISO 8601: the first holds the first Thursday', () => {
  const days = ['2021-01-03', '2021-01-04', '2020-12-31', '2024-12-30', '2026-12-31']
  expect(days.map((day) => partOf(day, 'week'))).toEqual([53, 1, 53, 1, 53])
})

test('what is no date has no parts', () => {
  const values = ['', 'noon', '2024-13-01T00:00', '2024-07-10T24:00', '10/07/2024 03:00', true, '12345', 1e300]
  for (const value of values) expect(partOf(value, 'hour'), String(value)).toBeNull()
})

test.each([
  ['t|hour: 24', '5:13 no hour is 24; should be a whole number from 0 to 23'],
  ['t|week: 0', '5:13 no week is 0; should be a whole number from 1 to 53'],
  ['t|day: 1.5', '5:12 no day is 1.5; should be a whole number from 1 to 31'],
  ["t|hour: '3'", '5:14 `hour` compares numbers, not 3; should be a number, without quotes'],
])('%s is refused', (line, refusal) => {
  expect(refusalsOf(line)).toEqual([refusal])
})
