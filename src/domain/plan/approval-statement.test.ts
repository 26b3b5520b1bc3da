import { expect, test } from 'vitest'
import { shownBytes } from './approval-statement.ts'

const BREAKS = {
  what: 'What breaks',
  step: 2,
  holds: false,
  detail: 'Was 2 consumers, is 2 consumers.',
  sides: { approved: ['month-end-close: stops'], now: ['payroll: stops'] },
}

test('what an approver signs to have seen is another where only a name beside it, or its step, is another', () => {
  const seen = shown(BREAKS)
  expect(shown({ ...BREAKS, sides: { ...BREAKS.sides, now: ['postbox: stops'] } })).not.toBe(seen)
  expect(shown({ ...BREAKS, step: 3 })).not.toBe(seen)
  expect(shown({ ...BREAKS, holds: true })).not.toBe(seen)
  expect(shown({ ...BREAKS })).toBe(seen)
})

function shown(one: typeof BREAKS): string {
  return new TextDecoder().decode(shownBytes('d'.repeat(64), [one]))
}
