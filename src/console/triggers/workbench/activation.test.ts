import { expect, test } from 'vitest'
import { activationAt } from './activation.ts'

test('the time is read in the zone in which the page shows times', () => {
  expect(activationAt('2026-03-02T09:00', 'utc')).toEqual({ ok: true, at: Date.UTC(2026, 2, 2, 9) })
  expect(activationAt('2026-03-02T09:00', 'local')).toEqual({ ok: true, at: new Date(2026, 2, 2, 9).getTime() })
})

test('no time means after the review; nonsense is said to be nonsense', () => {
  expect(activationAt(' ', 'utc')).toEqual({ ok: true, at: null })
  expect(activationAt('soon', 'utc').ok).toBe(false)
})
