import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cursorAfter, type GridMove, gridCommand } from './grid-keys.ts'

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const moves: readonly GridMove[] = ['next', 'previous', 'first', 'last', 'page-down', 'page-up']

test('letters and arrows walk alike, with Shift they take the selection along', () => {
  expect(gridCommand(press('j'), true)).toEqual(gridCommand(press('ArrowDown'), true))
  expect(gridCommand(press('K', { shiftKey: true }), true)).toEqual({ kind: 'move', to: 'previous', extend: true })
})

test('letters rest when single keys are switched off, named keys do not', () => {
  expect(gridCommand(press('j'), false)).toBeNull()
  expect(gridCommand(press('x'), false)).toBeNull()
  expect(gridCommand(press('ArrowDown'), false)).toEqual({ kind: 'move', to: 'next', extend: false })
})

test('a letter that was given away is no key of the grid any more, and the new one is', () => {
  const keys = { n: { kind: 'move', to: 'next', extend: false }, 'Mod+M': { kind: 'toggle' } } as const
  expect(gridCommand(press('j'), true, keys)).toBeNull()
  expect(gridCommand(press('n'), true, keys)).toEqual({ kind: 'move', to: 'next', extend: false })
  expect(gridCommand(press('m', { ctrlKey: true }), false, keys)).toEqual({ kind: 'toggle' })
})

test('the browser keeps its own keys', () => {
  expect(gridCommand(press('j', { ctrlKey: true }), true)).toBeNull()
  expect(gridCommand(press('ArrowLeft', { altKey: true }), true)).toBeNull()
  expect(gridCommand(press('a', { metaKey: true }), true)).toEqual({ kind: 'select-all' })
})

test('the cursor never leaves the list', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.nat(),
      fc.constantFrom(...moves),
      fc.nat(80),
      (count, n, to, page) => {
        const next = cursorAfter(n % count, to, count, page)
        expect(next).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThan(count)
      },
    ),
  )
  expect(cursorAfter(0, 'next', 0, 20)).toBe(-1)
})

test('a page leaves one row of the last one in sight', () => {
  expect(cursorAfter(0, 'page-down', 1000, 20)).toBe(19)
})
