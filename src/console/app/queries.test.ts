import { expect, test } from 'vitest'
import { BackendError } from '../../backend/port.ts'
import { SESSION_KEY } from '../shared/session.ts'
import { makeQueryClient, shouldRetry } from './queries.ts'

const failed = (kind: BackendError['kind']) => new BackendError(kind, '/problems/x', 'x', 'x')

test('nothing answered: tried again, twice at most', () => {
  expect([0, 1, 2].map((failures) => shouldRetry(failures, failed('offline')))).toEqual([true, true, false])
})

test('a refusal is an answer and is not asked again', () => {
  expect(shouldRetry(0, failed('forbidden'))).toBe(false)
  expect(shouldRetry(0, new Error('x'))).toBe(false)
})

test('the first call that is refused as signed out ends the session of this page, another refusal does not', async () => {
  const queries = makeQueryClient()
  queries.setQueryData(SESSION_KEY, 'Ines')
  const ask = (kind: BackendError['kind']) =>
    queries
      .fetchQuery({ queryKey: ['alerts', kind], queryFn: () => Promise.reject(failed(kind)) })
      .catch(() => undefined)
  await ask('forbidden')
  expect(queries.getQueryData(SESSION_KEY)).toBe('Ines')
  await ask('signed-out')
  expect(queries.getQueryData(SESSION_KEY)).toBeNull()
})
