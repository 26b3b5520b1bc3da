import { expect, test } from 'vitest'
import { contextAt } from './yaml-context.ts'

/** The context at the mark `‸`. */
function at(marked: string) {
  const offset = marked.indexOf('‸')
  const found = contextAt(marked.replace('‸', ''), offset)
  if (found === null) return null
  const { path, where, key, typed } = found
  expect(found.from).toBe(offset - typed.length)
  return [path.join('/'), where, key, typed]
}

test('at the top a key of the rule is written', () => {
  expect(at('title: A\ndet‸')).toEqual(['', 'key', null, 'det'])
})

test('a key inside a map, and the value after it', () => {
  const text = 'detection:\n  selection:\n    event'
  expect(at(`${text}‸`)).toEqual(['detection/selection', 'key', null, 'event'])
  expect(at(`${text}Name: Cre‸`)).toEqual(['detection/selection', 'value', 'eventName', 'Cre'])
})

test('an item of a list of values', () => {
  expect(at('detection:\n  selection:\n    eventName:\n      - A\n      - B‸')).toEqual([
    'detection/selection/eventName',
    'item',
    null,
    'B',
  ])
})

test('items may stand at the column of their key', () => {
  expect(at('title: A\ntags:\n- attack.t1‸')).toEqual(['tags', 'item', null, 'attack.t1'])
})

test('a key inside an item of a list', () => {
  expect(at('detection:\n  selection:\n    - eventName: A\n      user‸')).toEqual([
    'detection/selection',
    'key',
    null,
    'user',
  ])
})

test('a map and a list in one line', () => {
  expect(at('logsource: {product: aws, serv‸')).toEqual(['logsource', 'key', null, 'serv'])
  expect(at('logsource: {product: aws, service: cl‸')).toEqual(['logsource', 'value', 'service', 'cl'])
  expect(at('tags: [attack.t1078, att‸')).toEqual(['tags', 'item', null, 'att'])
})

test('a key with modifiers is still one key', () => {
  expect(at('detection:\n  s:\n    userAgent|cont‸')).toEqual(['detection/s', 'key', null, 'userAgent|cont'])
  expect(at('detection:\n  s:\n    userAgent|contains: a‸')).toEqual([
    'detection/s',
    'value',
    'userAgent|contains',
    'a',
  ])
})

test('in a comment and in a block of text nothing is offered', () => {
  expect(at('title: A # det‸')).toBeNull()
  expect(at('description: |\n  some det‸')).toBeNull()
})

test('any text at any place has an answer', () => {
  const text = 'a: {b: [c\n- - d: |\n  e\n\t"f": \'g\n{{[[: - #'
  for (let i = 0; i <= text.length; i += 1) expect(() => contextAt(text, i)).not.toThrow()
})
