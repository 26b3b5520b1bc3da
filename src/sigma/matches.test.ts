import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { bare } from './fields.ts'
import { matches } from './matches.ts'
import { parseRule } from './parse-rule.ts'

/** The rule with this detection, which has to be readable. */
function ruleWith(detection: string) {
  const indented = detection.replaceAll('\n', '\n  ')
  const parsed = parseRule(`title: t\nlogsource: {product: test}\ndetection:\n  ${indented}`)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.rule
}

function fires(detection: string, record: JsonObject): boolean {
  return matches(ruleWith(detection), bare(record))
}

const only = (selection: string) => `s: {${selection}}\ncondition: s`

test('lines of one map are all needed, values of one line are alternatives', () => {
  const rule = 's: {name: [StopLogging, DeleteTrail], source: cloudtrail}\ncondition: s'
  expect(fires(rule, { name: 'DeleteTrail', source: 'cloudtrail' })).toBe(true)
  expect(fires(rule, { name: 'DeleteTrail', source: 'iam' })).toBe(false)
  expect(fires(rule, { name: 'CreateTrail', source: 'cloudtrail' })).toBe(false)
})

test('maps of one list are alternatives', () => {
  const rule = 's:\n  - a: 1\n  - b: 2\ncondition: s'
  expect(fires(rule, { b: 2 })).toBe(true)
  expect(fires(rule, { a: 2, b: 1 })).toBe(false)
})

test('a list of texts is searched for anywhere in the record, but not in its keys', () => {
  const rule = 's: [mimikatz, "exfil*bucket"]\ncondition: s'
  expect(fires(rule, { a: { b: ['x', 'run Mimikatz now'] } })).toBe(true)
  expect(fires(rule, { a: 'exfil-42-bucket' })).toBe(true)
  expect(fires(rule, { mimikatz: 'no' })).toBe(false)
})

test("'|all' asks for every keyword", () => {
  const rule = "s:\n  '|all': [alpha, beta]\ncondition: s"
  expect(fires(rule, { a: 'alpha', b: ['beta'] })).toBe(true)
  expect(fires(rule, { a: 'alpha' })).toBe(false)
})

test('all asks for every value of a line', () => {
  const rule = only('cmd|contains|all: [" -enc ", hidden]')
  expect(fires(rule, { cmd: 'p -enc x -w Hidden' })).toBe(true)
  expect(fires(rule, { cmd: 'p -enc x' })).toBe(false)
})

test('a dotted path goes through objects and into every element of arrays', () => {
  const record = {
    detail: {
      items: [
        { id: 'a', tags: ['x'] },
        { id: 'b', tags: ['y', 'z'] },
      ],
    },
  }
  expect(fires(only('detail.items.id: b'), record)).toBe(true)
  expect(fires(only('detail.items.tags: z'), record)).toBe(true)
  expect(fires(only('detail.items.tags: q'), record)).toBe(false)
  expect(fires(only('detail: b'), record)).toBe(false)
})

test('a key that holds dots is found, and wins over the nested reading', () => {
  expect(fires(only('output_fields.ka.user.name: svc'), { output_fields: { 'ka.user.name': 'svc' } })).toBe(true)
  const both = { 'actor.id': 'flat', actor: { id: 'nested' } }
  expect(fires(only('actor.id: flat'), both)).toBe(true)
  expect(fires(only('actor.id: nested'), both)).toBe(false)
})

test('nothing is found on the prototype of a record', () => {
  expect(fires(only('toString|exists: true'), {})).toBe(false)
  expect(fires(only('constructor.name: Object'), {})).toBe(false)
  expect(fires(only('a.__proto__|exists: true'), { a: {} })).toBe(false)
})

test('null is an absent field or a null, the empty text is neither', () => {
  expect(fires(only('error: null'), {})).toBe(true)
  expect(fires(only('error: null'), { error: null })).toBe(true)
  expect(fires(only('error: null'), { error: '' })).toBe(false)
  expect(fires(only("error: ''"), { error: '' })).toBe(true)
  expect(fires(only("error: ''"), {})).toBe(false)
})

test('exists asks whether the field is there, whatever it holds', () => {
  expect(fires(only('error|exists: true'), { error: null })).toBe(true)
  expect(fires(only('error|exists: false'), {})).toBe(true)
  expect(fires(only('error|exists: false'), { error: 0 })).toBe(false)
})

test('numbers and booleans match what vendors put in quotes', () => {
  expect(fires(only('code: 403'), { code: 403 })).toBe(true)
  expect(fires(only('code: 403'), { code: '403' })).toBe(true)
  expect(fires(only('code: "403"'), { code: 403 })).toBe(true)
  expect(fires(only('mfa: false'), { mfa: 'False' })).toBe(true)
  expect(fires(only('mfa: false'), { mfa: 0 })).toBe(false)
})

test('not binds before and, and before or', () => {
  const rule = (condition: string) => `a: {x: 1}\nb: {y: 1}\nc: {z: 1}\ncondition: ${condition}`
  expect(fires(rule('a or b and not c'), { x: 1, z: 1 })).toBe(true)
  expect(fires(rule('a or b and not c'), { y: 1, z: 1 })).toBe(false)
  expect(fires(rule('not a and b or c'), { x: 1, z: 1 })).toBe(true)
  expect(fires(rule('not (a or b) and c'), { z: 1 })).toBe(true)
  expect(fires(rule('not (a or b) and c'), { y: 1, z: 1 })).toBe(false)
})

test('1 of and all of count detections by pattern, and them leaves out names with an underscore', () => {
  const detections = 'sel_a: {x: 1}\nsel_b: {y: 1}\n_hidden: {z: 1}\n'
  expect(fires(`${detections}condition: 1 of sel_*`, { y: 1 })).toBe(true)
  expect(fires(`${detections}condition: all of sel_*`, { y: 1 })).toBe(false)
  expect(fires(`${detections}condition: all of them`, { x: 1, y: 1 })).toBe(true)
  expect(fires(`${detections}condition: 1 of them`, { z: 1 })).toBe(false)
  expect(fires(`${detections}condition: 1 of _* or all of sel_*`, { z: 1 })).toBe(true)
})

test('a list of conditions is any of them', () => {
  const rule = 'a: {x: 1}\nb: {y: 1}\ncondition: [a, b]'
  expect(fires(rule, { y: 1 })).toBe(true)
  expect(fires(rule, {})).toBe(false)
})
