import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hrefOf, isWithin, matchPath, PATHS, searchOf, type Target } from './paths.ts'

const words = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1, unit: 'grapheme' }))

test('every place comes back from its address with what its path and its search say', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), fc.string({ minLength: 1, unit: 'grapheme' }), words, (to, id, search) => {
      // "new" is a place of its own below the triggers.
      fc.pre(!(to === '/triggers/$triggerId' && id === 'new') && id !== '.' && id !== '..')
      const name = to.split('$')[1]
      const href = hrefOf({ to, search, ...(name === undefined ? {} : { params: { [name]: id } }) } as Target)
      const url = new URL(href, 'https://console.example')
      expect(matchPath(url.pathname)).toEqual({ path: to, params: name === undefined ? {} : { [name]: id } })
      expect(searchOf(href)).toEqual({ ...search })
    }),
  )
})

test('a plain path goes before one that is open', () => {
  expect(matchPath('/triggers/new')?.path).toBe('/triggers/new')
  expect(matchPath('/triggers/newer')).toEqual({ path: '/triggers/$triggerId', params: { triggerId: 'newer' } })
})

test('a slash at the end does not count, and what is no place is none', () => {
  expect(matchPath('/queue/')?.path).toBe('/queue')
  for (const nowhere of [
    '',
    '/',
    '/nowhere',
    '/nowhere/at/all',
    '/alerts',
    '/alerts/',
    '/alerts/a/b',
    '/alerts/%',
    '//x',
  ]) {
    expect(matchPath(nowhere), nowhere).toBeNull()
  }
})

test('a place contains what lies below it, not what only begins alike', () => {
  expect(isWithin('/cases/C-1', '/cases')).toBe(true)
  expect(isWithin('/cases', '/cases')).toBe(true)
  expect(isWithin('/casesx', '/cases')).toBe(false)
})
