import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGridCursor, REST_MS } from './grid-cursor.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const cursor = createGridCursor()
  const heard: string[] = []
  cursor.onMove((index, before) => heard.push(`${before} to ${index}`))
  cursor.onRest((index) => heard.push(`rests on ${index}`))
  return { cursor, heard }
}

test('a move is marked at once and followed when the hand rests', () => {
  const { cursor, heard } = watched()
  cursor.moveTo(1)
  expect(heard).toEqual(['0 to 1'])
  vi.advanceTimersByTime(REST_MS)
  expect(heard).toEqual(['0 to 1', 'rests on 1'])
})

test('a held key is followed once, where it ends, and needs one timer at a time', () => {
  const { cursor, heard } = watched()
  for (let row = 1; row <= 30; row += 1) {
    cursor.moveTo(row)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(33)
  }
  expect(heard.filter((one) => one.startsWith('rests'))).toEqual([])
  vi.advanceTimersByTime(REST_MS)
  expect(heard.filter((one) => one.startsWith('rests'))).toEqual(['rests on 30'])
  expect(vi.getTimerCount()).toBe(0)
})

test('whoever needs it followed does not wait, and it is followed once', () => {
  const { cursor, heard } = watched()
  cursor.moveTo(3)
  cursor.settle()
  expect(heard).toEqual(['0 to 3', 'rests on 3'])
  cursor.settle()
  vi.advanceTimersByTime(2 * REST_MS)
  expect(heard).toEqual(['0 to 3', 'rests on 3'])
})

test('put where it is, it is followed anew: another row may stand there', () => {
  const { cursor, heard } = watched()
  cursor.moveTo(0)
  cursor.settle()
  expect(heard).toEqual(['0 to 0', 'rests on 0'])
})

test('where the page puts it nobody follows, neither there nor to where the hand had been going', () => {
  const { cursor, heard } = watched()
  cursor.moveTo(3)
  cursor.put(7)
  vi.advanceTimersByTime(2 * REST_MS)
  cursor.settle()
  cursor.put(7)
  expect(heard).toEqual(['0 to 3', '3 to 7'])
  expect(cursor.at()).toBe(7)
})

test('who stopped listening hears nothing more', () => {
  const cursor = createGridCursor()
  const heard: number[] = []
  const stops = [cursor.onMove((index) => heard.push(index)), cursor.onRest((index) => heard.push(index))]
  for (const stop of stops) stop()
  cursor.moveTo(1)
  cursor.settle()
  expect(heard).toEqual([])
})
