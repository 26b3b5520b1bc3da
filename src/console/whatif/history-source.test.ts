import { expect, test } from 'vitest'
import { placeOf } from './history-source.ts'

test('a history of the size is counted beside the gateway by itself, a shorter one in the browser', () => {
  expect(placeOf({ alerts: 100, switchesAt: 100 }, undefined)).toBe('gateway')
  expect(placeOf({ alerts: 99, switchesAt: 100 }, undefined)).toBe('browser')
})

test('somebody who chose is obeyed, but not where there is nothing beside the gateway', () => {
  expect(placeOf({ alerts: 100, switchesAt: 100 }, 'browser')).toBe('browser')
  expect(placeOf({ alerts: 1, switchesAt: 100 }, 'gateway')).toBe('gateway')
  expect(placeOf(null, 'gateway')).toBe('browser')
})
