import { expect, test } from 'vitest'
import { minuteCrossed } from './countdown-voice.ts'

test('ten, five and one minute are said once, and the end is said', () => {
  const said = []
  for (let left = 12 * 60_000; left > -5000; left -= 1000) {
    const minute = minuteCrossed(left, left - 1000)
    if (minute !== null) said.push(minute)
  }
  expect(said).toEqual([10, 5, 1, 0])
})

test('after a sleep only what is still true is said', () => {
  expect(minuteCrossed(20 * 60_000, 30_000)).toBe(1)
  expect(minuteCrossed(20 * 60_000, -1)).toBe(0)
})

test('a countdown that was over when the page opened says nothing', () => {
  expect(minuteCrossed(-1, -1000)).toBeNull()
})
