import { expect, test } from 'vitest'
import { whyBlocked } from './why-blocked.ts'

test('a blocked gate says what blocks it, what would unblock it, and by which rule', () => {
  const reasons = [
    { about: 'need' as const, rule: 'need.matrix', input: 'Confidence high', effect: 'Asks for T3' },
    { about: 'gate' as const, rule: 'gate.unvalidated', input: 'Its state was never checked', effect: 'Blocked' },
  ]
  expect(whyBlocked({ reasons, unblock: ['Check its state'] })).toBe(
    'Blocked: Its state was never checked. Check its state. Rule gate.unvalidated.',
  )
  expect(whyBlocked({ reasons: [], unblock: [] })).toBe('The reasons say what would unblock it.')
})
