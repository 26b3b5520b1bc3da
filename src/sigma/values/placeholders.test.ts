import { expect, test } from 'vitest'
import { holds, refusalsOf, warningsOf } from '../testing/rules.ts'

test('a placeholder is the value of the field of that name', () => {
  const line = "path|expand: '/home/%user.name%/*'"
  expect(holds(line, { path: '/home/ana/.ssh', user: { name: 'Ana' } })).toBe(true)
  expect(holds(line, { path: '/home/bo/.ssh', user: { name: 'Ana' } })).toBe(false)
  expect(warningsOf(line)).toEqual([
    '5:19 a placeholder is read as the field of that name of the same record; should be the values, where a list is meant',
  ])
})

test('a placeholder for a field that is not there makes the line false', () => {
  expect(holds("a|expand: '%b%'", { a: '%b%' })).toBe(false)
  expect(holds("a|expand: '%b%'", { a: '' })).toBe(false)
})

test('without expand a percent sign is a character', () => {
  expect(holds("a: '%b%'", { a: '%b%', b: 'x' })).toBe(true)
})

test("the specification's own example: a backslash makes a percent sign plain", () => {
  const line = "a|expand: '\\%plain%name%'"
  expect(holds(line, { a: '%plainx', name: 'x' })).toBe(true)
  expect(holds(line, { a: '\\%plain%name%', name: 'x' })).toBe(false)
  expect(holds("a|expand: '\\%plain\\%'", { a: '%plain%' })).toBe(true)
})

test('two backslashes are one, and the percent sign after them begins a placeholder', () => {
  const line = "a|expand: 'C:\\Users\\\\%user%\\Temp'"
  expect(holds(line, { a: 'C:\\Users\\alice\\Temp', user: 'alice' })).toBe(true)
  expect(holds(line, { a: 'C:\\Users\\bob\\Temp', user: 'alice' })).toBe(false)
})

test('inside a path that would have no placeholder, the backslash before one is a separator, with a warning', () => {
  const line = "a|expand: 'C:\\Users\\%user%\\Temp'"
  expect(holds(line, { a: 'C:\\Users\\alice\\Temp', user: 'alice' })).toBe(true)
  expect(holds(line, { a: 'C:\\Users\\bob\\Temp', user: 'alice' })).toBe(false)
  expect(warningsOf(line)[0]).toBe(
    '5:16 a backslash before a placeholder is read as part of a path; should be two backslashes: `C:\\Users\\\\%User%`',
  )
  const two = "a|expand: 'HKLM\\%vendor%\\%product%'"
  expect(holds(two, { a: 'HKLM\\acme\\tool', vendor: 'acme', product: 'tool' })).toBe(true)
  expect(holds("a|expand: '\\%user%'", { a: '%user%', user: 'alice' })).toBe(true)
})

test('expand of a text without a placeholder is read with a warning', () => {
  expect(holds('a|expand: plain', { a: 'plain' })).toBe(true)
  expect(warningsOf('a|expand: plain')).toEqual([
    '5:15 `expand` of a text without a placeholder; should be `%name%`, or no `expand`',
  ])
})

test('a star in the value of a field is a star, also behind a backslash', () => {
  expect(holds("a|expand: '%b%'", { a: 'anything', b: '*' })).toBe(false)
  expect(holds("a|expand: '%b%'", { a: '*', b: '*' })).toBe(true)
  expect(holds("a|expand: 'C:\\\\%b%'", { a: 'C:\\anything', b: '*' })).toBe(false)
  expect(holds("a|expand: '%b%%c%'", { a: '\\anything', b: '\\', c: '*' })).toBe(false)
})

test('of several values any will do, up to ten short ones', () => {
  expect(holds("a|expand: '%b%'", { a: 'y', b: ['x', 'y'] })).toBe(true)
  expect(holds("a|expand: '%b%'", { a: 'k', b: 'abcdefghijk'.split('') })).toBe(false)
  const long = 'x'.repeat(1_001)
  expect(holds("a|expand: '%b%'", { a: long, b: long })).toBe(false)
})

test('words between two percent signs are no placeholder', () => {
  expect(holds("a|expand: '100% of 5%'", { a: '100% of 5%' })).toBe(true)
})

test('expand goes with where to look and with case, not with what changes the text', () => {
  expect(holds("a|contains|expand: '%b%'", { a: 'xyz', b: 'y' })).toBe(true)
  expect(holds("a|cased|expand: '%b%'", { a: 'Y', b: 'y' })).toBe(false)
  for (const modifier of ['re', 'base64', 'wide', 'windash']) {
    expect(refusalsOf(`a|${modifier}|expand: '%b%'`).join()).toContain('`expand` with a modifier that changes the text')
  }
})
