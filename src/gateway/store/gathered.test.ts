import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gathered } from './gathered.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const WITHIN_MS = 50

function openDesk() {
  const asked: (readonly string[])[] = []
  const lengthOf = gathered((words: readonly string[]) => {
    asked.push(words)
    if (words.includes('broken')) return Promise.reject(new Error('no answer'))
    return Promise.resolve(new Map(words.filter((word) => word !== 'unknown').map((word) => [word, word.length])))
  }, WITHIN_MS)
  return { asked, lengthOf }
}

test('who asks within the time is answered by one question, and each hears of their own', async () => {
  const { asked, lengthOf } = openDesk()
  const answers = Promise.all(['one', 'three', 'one', 'unknown'].map(lengthOf))
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect(await answers).toEqual([3, 5, 3, undefined])
  expect(asked).toEqual([['one', 'three', 'unknown']])
})

test('who asks while the question is under way is part of the next one', async () => {
  const { asked, lengthOf } = openDesk()
  const first = lengthOf('one')
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  const second = lengthOf('three')
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect([await first, await second]).toEqual([3, 5])
  expect(asked).toEqual([['one'], ['three']])
})

test('a question that fails does so for all who asked it, and for nobody after them', async () => {
  const { lengthOf } = openDesk()
  const all = Promise.allSettled(['one', 'broken'].map(lengthOf))
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = lengthOf('one')
  await vi.advanceTimersByTimeAsync(WITHIN_MS)
  expect(await next).toBe(3)
})
