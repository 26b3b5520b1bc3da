import { expect, test, vi } from 'vitest'
import { takeToken, tokenIn, whereTo } from './sign-in-link.ts'

test('the token leaves the address before it is used', () => {
  const replaceState = vi.fn<History['replaceState']>()
  const place = { hash: '#sgl_abcdefgh12345678', pathname: '/sign-in', search: '?to=/queue' }
  expect(takeToken(place, { replaceState, state: null })).toBe('sgl_abcdefgh12345678')
  expect(replaceState).toHaveBeenCalledWith(null, '', '/sign-in?to=/queue')
})

test('a fragment that is no token is taken away too, and signs nobody in', () => {
  const replaceState = vi.fn<History['replaceState']>()
  expect(takeToken({ hash: '#<img>', pathname: '/sign-in', search: '' }, { replaceState, state: null })).toBeNull()
  expect(replaceState).toHaveBeenCalledTimes(1)
})

test('a pasted link is as good as the token itself', () => {
  expect(tokenIn(' http://localhost:4747/sign-in#sgl_abcdefgh12345678\n')).toBe('sgl_abcdefgh12345678')
  expect(tokenIn('sgl_abcdefgh')).toBe('sgl_abcdefgh')
  expect(tokenIn('sgs_abcdefgh')).toBeNull()
})

test.each([
  ['/alerts/a1?map=list', '/alerts/a1?map=list'],
  ['//evil.example', '/queue'],
  ['/\\evil.example', '/queue'],
  ['https://evil.example', '/queue'],
  ['javascript:alert(1)', '/queue'],
  ['/sign-in#again', '/queue'],
  [undefined, '/queue'],
])('after the door, %s leads to %s', (word, path) => {
  expect(whereTo(word)).toBe(path)
})
