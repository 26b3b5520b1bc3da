import { expect, test } from 'vitest'
import { scrollToSee } from './tab-scroll.ts'

test('a tab that is seen whole moves nothing', () => {
  expect(scrollToSee({ start: 100, size: 80 }, { start: 0, size: 360 }, 600)).toBe(0)
})

test('a tab beyond the end is brought in, with a part of the one after it', () => {
  expect(scrollToSee({ start: 400, size: 80 }, { start: 0, size: 360 }, 600)).toBe(144)
})

test('the last tab is brought in as far as the row goes', () => {
  expect(scrollToSee({ start: 500, size: 100 }, { start: 0, size: 360 }, 600)).toBe(240)
})

test('a tab before the beginning is brought back, with a part of the one before it', () => {
  expect(scrollToSee({ start: 100, size: 80 }, { start: 200, size: 360 }, 600)).toBe(76)
  expect(scrollToSee({ start: 0, size: 80 }, { start: 200, size: 360 }, 600)).toBe(0)
})

test('a tab wider than the view begins where the view does', () => {
  expect(scrollToSee({ start: 200, size: 400 }, { start: 0, size: 360 }, 800)).toBe(176)
})
