import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../domain/json/json.ts'
import { bare } from './fields.ts'
import { matches } from './matches.ts'
import { refusals, setOf, warnings } from './testing/rules.ts'

const RULE =
  'title: Key made\nid: key-1\nname: key_made\nlogsource: {product: aws, service: cloudtrail}\ndetection: {selection: {event: CreateKey}, condition: selection}\n'

const filter = (body: string, logSource = '{product: aws}', title = 'Calm') =>
  `---\ntitle: ${title}\nlogsource: ${logSource}\nfilter: ${body}\n`
const NOT_ROBOT = '{rules: [key_made], selection: {user: robot}, condition: not selection}'

/** Which of these records the rule is true of, with the filters. */
function caught(filters: string, records: readonly Json[]): readonly boolean[] {
  const [rule] = setOf(RULE + filters).rules
  if (rule === undefined) throw new Error('no rule')
  return records.map((record) => matches(rule, bare(record)))
}
const RECORDS = [
  { event: 'CreateKey', user: 'robot' },
  { event: 'CreateKey', user: 'ana' },
  { event: 'Other', user: 'ana' },
]

test("a filter's condition is required beside the rule's own", () => {
  expect(caught('', RECORDS)).toEqual([true, true, false])
  expect(caught(filter(NOT_ROBOT), RECORDS)).toEqual([false, true, false])
  expect(caught(filter(NOT_ROBOT.replace('not ', '')), RECORDS)).toEqual([true, false, false])
})

test.each(['[key_made]', '[key-1]', '[Key made]', '[other, key_made]', 'key_made', 'any', '[]', '[any]'])(
  'a filter for rules %s is for the rule',
  (rules) => {
    expect(caught(filter(NOT_ROBOT.replace('[key_made]', rules)), RECORDS)).toEqual([false, true, false])
  },
)

test('a filter that names no rules is for every rule, with a warning', () => {
  const text = RULE + filter(NOT_ROBOT.replace('rules: [key_made], ', ''))
  expect(warnings(text)).toEqual(['9:9 no `rules`: the filter is for every rule; should be `rules: any`'])
})

test('a filter is for a rule whose log source has everything that its own names', () => {
  const isFor = (logSource: string) => caught(filter(NOT_ROBOT, logSource), RECORDS)[0] === false
  expect(isFor('{product: aws}')).toBe(true)
  expect(isFor('{product: aws, service: cloudtrail}')).toBe(true)
  expect(isFor('{product: aws, category: process}')).toBe(false)
  expect(isFor('{product: azure}')).toBe(false)
})

test('a filter for no rule is a warning', () => {
  expect(warnings(RULE + filter(NOT_ROBOT.replace('key_made', 'other')))).toEqual([
    '7:1 the filter `Calm` is for no rule of this file; should be the id or name of a rule with the same log source',
  ])
})

test('filters of the same title with detections of the same name all hold', () => {
  const two = filter(NOT_ROBOT) + filter(NOT_ROBOT.replace('robot', 'ana'))
  expect(caught(two, RECORDS)).toEqual([false, false, false])
  expect(caught(two, [{ event: 'CreateKey', user: 'bo' }])).toEqual([true])
})

test('a filter does not change what a correlation is about', () => {
  const correlation =
    '---\ntitle: Many\nname: many\ncorrelation: {type: event_count, rules: [key_made], group-by: [user], timespan: 1m, condition: {gte: 2}}\n'
  expect(setOf(RULE + correlation + filter(NOT_ROBOT)).correlations[0]).toEqual(
    setOf(RULE + correlation).correlations[0],
  )
})

test('the order of filters changes no answer', () => {
  const users = ['robot', 'ana', 'bo']
  const selections = fc.array(fc.tuple(fc.constantFrom(...users), fc.boolean(), fc.constantFrom('Calm', 'Quiet')), {
    minLength: 2,
    maxLength: 5,
  })
  fc.assert(
    fc.property(selections, fc.infiniteStream(fc.nat()), (written, keys) => {
      const texts = written.map(([user, isNot, title]) =>
        filter(
          `{rules: any, selection: {user: ${user}}, condition: ${isNot ? 'not ' : ''}selection}`,
          '{product: aws}',
          title,
        ),
      )
      const ranked = texts.map((text) => ({ text, rank: keys.next().value ?? 0 }))
      const shuffled = ranked.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text)
      const records = users.map((user) => ({ event: 'CreateKey', user }))
      expect(caught(shuffled.join(''), records)).toEqual(caught(texts.join(''), records))
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['{rules: any, condition: not selection}', '9:9 nothing to look for; should be `selection:` with at least one field'],
  ['{rules: any, selection: {a: b}}', '9:9 no condition; should be `condition: selection`'],
  ['{rules: any, selection: {a: b}, condition: other}', '9:52 no detection `other`; should be one of selection'],
  ['[a]', '9:9 `filter` is no map; should be named detections and `condition`'],
])('the filter %s is refused', (body, refusal) => {
  expect(refusals(RULE + filter(body))).toContain(refusal)
})
