import { expect, test } from 'vitest'
import { BackendError } from '../../backend/port.ts'
import { failureLine, failureWords } from './backend-error.ts'

const refused = (rule: string | null) =>
  new BackendError('forbidden', '/problems/forbidden', 'Not allowed', 'It is Ana’s.', { rule })

test('a refusal says by which rule, so that people can look it up', () => {
  expect(failureWords(refused('scenario.not-yours')).detail).toBe('It is Ana’s. Rule scenario.not-yours.')
  expect(failureWords(refused(null)).detail).toBe('It is Ana’s.')
})

test('where there is room for one line, it says what happened and why', () => {
  expect(failureLine(refused('view.not-yours'))).toBe('Not allowed. It is Ana’s. Rule view.not-yours.')
})
