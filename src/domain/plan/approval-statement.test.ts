import { expect, test } from 'vitest'
import type { ResponseGuide } from '../trigger/response-guide.ts'
import { shownText } from './approval-statement.ts'

const GUIDE: ResponseGuide = {
  owners: { triage: 'soc', contain: 'platform', recover: 'platform' },
  preserve: [{ id: 'policies-and-grants', says: 'Its policies as they stand' }],
  labels: [],
}

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

test('what the trigger says to save first, and who does what, is among it', () => {
  const seen = shown(BREAKS)
  const other = (guide: ResponseGuide | null) => shownText('d'.repeat(64), [BREAKS], guide)
  expect(other(GUIDE)).toBe(seen)
  expect(other(null)).not.toBe(seen)
  expect(other({ ...GUIDE, preserve: [] })).not.toBe(seen)
  expect(other({ ...GUIDE, owners: { ...GUIDE.owners, contain: 'iam' } })).not.toBe(seen)
})

function shown(one: typeof BREAKS): string {
  return shownText('d'.repeat(64), [one], GUIDE)
}
