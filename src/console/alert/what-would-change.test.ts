import { expect, test } from 'vitest'
import type { AlternativeView } from '../../domain/views/history-views.ts'
import { byKind, conditionWords } from './what-would-change.ts'

const anAlternative = (about: AlternativeView['about'], ...conditions: string[]): AlternativeView => ({
  about,
  conditions,
  tier: 2,
  gate: 'auto',
  action: null,
})

test('facts stand apart from policy, each in the order they came', () => {
  const all = [anAlternative('fact', 'a'), anAlternative('policy', 'b'), anAlternative('fact', 'c', 'd')]
  const { facts, policy } = byKind(all)
  expect(facts.map(conditionWords)).toEqual(['If a', 'If c, and d'])
  expect(policy.map(conditionWords)).toEqual(['If b'])
})
