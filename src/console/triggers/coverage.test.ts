import { expect, test } from 'vitest'
import { aResponse, aTriggerView } from '../../testing/trigger-views.ts'
import { coverageOf, coverageWords } from './coverage.ts'

const entry = (triggers: Parameters<typeof coverageOf>[0], id: string) =>
  coverageOf(triggers)
    .flatMap(({ entries }) => entries)
    .find((one) => one.id === id)

test('a technique is covered by triggers of its sub-techniques, not the other way round', () => {
  const triggers = [aTriggerView('sub', { attacks: ['T1078.004'] })]
  expect(entry(triggers, 'T1078')?.on.map(({ id }) => id)).toEqual(['sub'])
  expect(entry([aTriggerView('whole', { attacks: ['T1078'] })], 'T1078.004')?.on).toEqual([])
})

test('T1078 is not the beginning of T10781', () => {
  expect(entry([aTriggerView('other', { attacks: ['T10781'] })], 'T1078')?.on).toEqual([])
})

test('shadow is told apart, and what is off or broken looks for nothing', () => {
  const attacks = ['T1078.004']
  const broken = [{ line: 1, column: 1, message: 'x', shouldBe: 'y' }]
  const found = entry(
    [
      aTriggerView('shadow', { attacks, mode: 'shadow' }),
      aTriggerView('off', { attacks, mode: 'off' }),
      aTriggerView('broken', { attacks, problems: broken }),
    ],
    'T1078.004',
  )
  expect([found?.on.length, found?.shadow.map(({ id }) => id)]).toEqual([0, ['shadow']])
})

test('labels of the response block count for their list, and the words add up', () => {
  const nhi = (triggers: Parameters<typeof coverageOf>[0]) => {
    const found = coverageOf(triggers).find(({ id }) => id === 'owasp-nhi')
    if (found === undefined) throw new Error('the list is missing')
    return found
  }
  const leak = aTriggerView('leak', { response: aResponse({ frameworks: ['NHI2:2025'] }) })
  const shadow = aTriggerView('shadow', { mode: 'shadow', response: aResponse({ frameworks: ['NHI7:2025'] }) })
  expect(coverageWords(nhi([leak, shadow]))).toBe('1 of 10 looked for, 1 in shadow only, 8 by nobody')
})

test('a tagged technique that our list does not have is shown all the same', () => {
  expect(entry([aTriggerView('far', { attacks: ['T9999'] })], 'T9999')?.on).toHaveLength(1)
})
