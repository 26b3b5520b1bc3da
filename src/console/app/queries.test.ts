import { expect, test } from 'vitest'
import { BackendError } from '../../backend/port.ts'
import { shouldRetry } from './queries.ts'

const failed = (kind: BackendError['kind']) => new BackendError(kind, '/problems/x', 'x', 'x')

test('nothing answered: tried again, twice at most', () => {
  expect([0, 1, 2].map((failures) => shouldRetry(failures, failed('offline')))).toEqual([true, true, false])
})

test('a refusal is an answer and is not asked again', () => {
  expect(shouldRetry(0, failed('forbidden'))).toBe(false)
  expect(shouldRetry(0, new Error('x'))).toBe(false)
})
