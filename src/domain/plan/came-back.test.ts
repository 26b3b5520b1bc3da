import { expect, test } from 'vitest'
import { hasComeBack } from './came-back.ts'

const closed = { action: 'disable-identity', state: 'done', containment: 'not-contained', undoes: null } as const

test('what was done and reads as open has come back', () => {
  expect(hasComeBack(closed)).toBe(true)
  expect(hasComeBack({ ...closed, action: 'issue-secret' }), 'a rotation in stages begins with what prepares it').toBe(
    true,
  )
})

test('what never closed anything, or is to be open, has not', () => {
  expect(hasComeBack({ ...closed, action: 'watch-identity' })).toBe(false)
  expect(hasComeBack({ ...closed, action: 'resolve-secret-alert' })).toBe(false)
  expect(hasComeBack({ ...closed, undoes: 'pl-1' })).toBe(false)
  expect(hasComeBack({ ...closed, state: 'failed' })).toBe(false)
  expect(hasComeBack({ ...closed, containment: 'in-doubt' })).toBe(false)
  expect(hasComeBack({ ...closed, containment: 'contained' })).toBe(false)
})
