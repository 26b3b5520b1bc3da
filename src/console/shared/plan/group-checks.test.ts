import { expect, test } from 'vitest'
import type { Recheck } from '../../../domain/views/plan-views.ts'
import { groupChecks } from './group-checks.ts'

const line = (what: string, step: number | null, detail = 'Unchanged.', holds = true): Recheck => {
  return { what, step, holds, detail, sides: null }
}
const said = (rechecks: readonly Recheck[]) =>
  groupChecks(rechecks).map(
    ({ what, steps, detail }) => `${what}${steps.length === 0 ? '' : ` ${steps.join('+')}`}: ${detail}`,
  )

test('what holds and says the same of several steps is one line', () => {
  expect(said([line('Identity', null), line('Gate', 1), line('Gate', 2), line('Gate', 3)])).toEqual([
    'Identity: Unchanged.',
    'Gate: Unchanged.',
  ])
})

test('where steps differ each line names its own', () => {
  expect(
    said([line('What breaks', 1, 'Two.'), line('What breaks', 2, 'None.'), line('What breaks', 3, 'Two.')]),
  ).toEqual(['What breaks 1+3: Two.', 'What breaks 2: None.'])
})

test('what does not hold comes first, one by one, and names its step', () => {
  const rechecks = [
    line('Identity', null),
    line('Gate', 1),
    line('Gate', 2, 'Now two.', false),
    line('Gate', 3, 'Now two.', false),
  ]
  expect(said(rechecks)).toEqual(['Gate 2: Now two.', 'Gate 3: Now two.', 'Identity: Unchanged.', 'Gate 1: Unchanged.'])
})
