import { expect, test } from 'vitest'
import { unseen } from './queries.ts'

test('a notice is new until the person has looked at the list after it', () => {
  const notice = (at: number) => ({
    id: `n${at}`,
    kind: 'outcome' as const,
    at,
    planId: 'p',
    alertId: null,
    title: 't',
    detail: null,
  })
  expect(unseen([notice(3), notice(2), notice(1)], 2).map(({ at }) => at)).toEqual([3])
  expect(unseen([notice(3)], 3)).toEqual([])
})
