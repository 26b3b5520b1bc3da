import { expect, test } from 'vitest'
import { isInWindow, toolAuthority } from './agent.ts'

test.each([
  ['case_read', 'read'],
  ['listUsers', 'read'],
  ['summary-write', 'write'],
  ['delete_user', 'write'],
  ['get_and_delete', 'write'],
  ['iam.attach', 'admin'],
  ['grantAccess', 'admin'],
  ['rotate_key', 'admin'],
  ['frobnicate', null],
  ['constructor', null],
  ['administrative', null],
])('the name %s says %s', (tool, authority) => {
  expect(toolAuthority(tool)).toBe(authority)
})

const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 2, 1 + day, hour, minute)
const open = (window: { days: number[]; fromMinute: number; toMinute: number }, time: number) =>
  isInWindow({ approvedTools: [], windows: [window] }, time)

test('a window is open from its first minute and closed in its last, on its days, in UTC', () => {
  const monday = { days: [1], fromMinute: 540, toMinute: 1020 }
  expect(open(monday, at(1, 9))).toBe(true)
  expect(open(monday, at(1, 8, 59))).toBe(false)
  expect(open(monday, at(1, 17))).toBe(false)
  expect(open(monday, at(2, 9))).toBe(false)
})

test('a window that ends before it begins belongs to the day on which it begins', () => {
  const night = { days: [1], fromMinute: 1320, toMinute: 300 }
  expect(open(night, at(1, 23))).toBe(true)
  expect(open(night, at(2, 4))).toBe(true)
  expect(open(night, at(1, 4))).toBe(false)
  expect(open(night, at(2, 23))).toBe(false)
})

test('an agent without windows may work at any time', () => {
  expect(isInWindow({ approvedTools: [], windows: [] }, at(3, 3))).toBe(true)
})
