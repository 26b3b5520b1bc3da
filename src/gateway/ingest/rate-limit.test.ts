import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

const RATE = { recordsPerSecond: 10, burstRecords: 20 }

test('a source delivers its burst and then its rate', () => {
  const limit = createRateLimit(RATE)
  limit.charge('a', 20, 0)
  expect(limit.waitSeconds('a', 0)).toBe(1)
  expect(limit.waitSeconds('a', 100)).toBe(0)
})

test('a delivery larger than the burst is taken whole and paid back afterwards', () => {
  const limit = createRateLimit(RATE)
  expect(limit.waitSeconds('a', 0)).toBe(0)
  limit.charge('a', 120, 0)
  expect(limit.waitSeconds('a', 0)).toBe(11)
  expect(limit.waitSeconds('a', 10_000)).toBe(1)
  expect(limit.waitSeconds('a', 10_100)).toBe(0)
})

test('one source does not wait for another', () => {
  const limit = createRateLimit(RATE)
  limit.charge('a', 1000, 0)
  expect(limit.waitSeconds('b', 0)).toBe(0)
})

test('a clock that steps back neither fills nor empties', () => {
  const limit = createRateLimit(RATE)
  limit.charge('a', 20, 10_000)
  expect(limit.waitSeconds('a', 0)).toBe(1)
})
