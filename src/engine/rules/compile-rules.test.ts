import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../domain/json/json.ts'
import { bare } from '../../sigma/fields.ts'
import { matches } from '../../sigma/matches.ts'
import { parseDocuments } from '../../sigma/parse-documents.ts'
import { linkRules } from '../../sigma/rule-set.ts'
import { compileRules } from './compile-rules.ts'

/** Rules with these detections, one each, which have to be readable. */
function rulesWith(detections: readonly string[]) {
  const text = detections.map(
    (detection) => `title: t\nsigma-version: 3\nlogsource: {product: x}\ndetection: ${detection}`,
  )
  const parsed = parseDocuments(text.join('\n---\n'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.documents.flatMap((document) => (document.kind === 'rule' ? [document.rule] : []))
}

const words = ['a', 'b', 'Ab', 'ba', 'aab', 'x.y', '10.0.0.7', '5', 'true', '-a', '']
const word = fc.constantFrom(...words)
const leaf = fc.oneof(word, fc.constantFrom(5, 7, 5.5, true, false, null))
const key = fc.constantFrom('p', 'q', 'r', 'p.q', 'q.r')
const json: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 3 }),
  ),
})).json
const record = fc.dictionary(key, json, { maxKeys: 4 })

const field = fc.constantFrom('p', 'q', 'p.q', 'p.q.r', 'q.r', 'p[0]', 'p[-1].q', 'q[any].r', 'r[all]', 'p[none].q')
const text = fc.constantFrom('a', 'A*', '*b', '*a*', 'a?b', '?', '*', 'x.y', '5', 'true', '-a', '10.0.0.7')
const line = fc.oneof(
  fc.tuple(
    field,
    fc.constantFrom('', '|contains', '|startswith', '|endswith', '|cased', '|neq', '|windash'),
    fc.array(text, { minLength: 1, maxLength: 3 }),
  ),
  fc.tuple(field, fc.constantFrom('|contains|all', '|all'), fc.array(text, { minLength: 2, maxLength: 3 })),
  fc.tuple(
    field,
    fc.constantFrom('', '|neq'),
    fc.array(fc.constantFrom<string | number | boolean>('a', 5, 7, true), { minLength: 1, maxLength: 2 }),
  ),
  fc.tuple(
    field,
    fc.constantFrom('|re', '|re|i'),
    fc.array(fc.constantFrom('^a', 'b$', '.+', 'a.b', '[0-9]+'), { minLength: 1, maxLength: 2 }),
  ),
  fc.tuple(field, fc.constantFrom('|gte', '|lt'), fc.constantFrom(5, 6)),
  fc.tuple(field, fc.constant('|exists'), fc.boolean()),
  fc.tuple(field, fc.constant('|cidr'), fc.constant('10.0.0.0/8')),
  fc.tuple(field, fc.constantFrom('|fieldref', '|fieldref|startswith'), fc.constantFrom('p', 'q')),
  fc.tuple(field, fc.constant(''), fc.constant(null)),
)
const block = fc
  .uniqueArray(line, { minLength: 1, maxLength: 3, selector: ([name, modifiers]) => name + modifiers })
  .map((lines) => Object.fromEntries(lines.map(([name, modifiers, value]) => [name + modifiers, value])))
const detection = fc.oneof(
  block,
  fc.array(block, { minLength: 1, maxLength: 2 }),
  fc.array(text, { minLength: 1, maxLength: 2 }),
)
const rule = fc.record({
  one: detection,
  two: detection,
  condition: fc.constantFrom(
    'one',
    'one and two',
    'one or two',
    'not one',
    'two and not one',
    'not (one or two)',
    '1 of them',
    'all of them',
    'one or not two',
  ),
})

test('compiled rules are true of exactly the records of which the rules are', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(record, { minLength: 1, maxLength: 6 }),
      (written, records) => {
        const rules = rulesWith(written.map((one) => JSON.stringify(one)))
        const compiled = compileRules(rules)
        // Twice, so that what was remembered of the first time is asked, too.
        for (const one of [...records, ...records]) {
          const subject = bare(one)
          const expected = rules.flatMap((rule, index) => (matches(rule, subject) ? [index] : []))
          expect(compiled.match(subject)).toEqual(expected)
        }
      },
    ),
    { numRuns: 500 },
  )
})

const FIXTURES = path.resolve(import.meta.dirname, '../../../mocks/fixtures/sigma')

/** Every case with one event, ours and those of other engines, as the rules of its text and the event. */
function casesWithEvents() {
  return ['own', 'conformance'].flatMap((folder) =>
    fs.readdirSync(path.join(FIXTURES, folder)).flatMap((file) =>
      fs
        .readFileSync(path.join(FIXTURES, folder, file), 'utf8')
        .trim()
        .split('\n')
        .flatMap((line) => {
          const one: { readonly rule: string; readonly event?: Json } = JSON.parse(line)
          const parsed = parseDocuments(one.rule)
          const linked = parsed.ok ? linkRules(parsed.documents) : parsed
          return linked.ok && one.event !== undefined ? [{ rules: linked.set.rules, event: one.event }] : []
        }),
    ),
  )
}

test('compiled rules answer every case of the fixtures as the rules do', () => {
  const cases = casesWithEvents()
  expect(cases.length).toBeGreaterThan(1_200)
  for (const { rules, event } of cases) {
    const subject = bare(event)
    const expected = rules.flatMap((rule, index) => (matches(rule, subject) ? [index] : []))
    expect(compileRules(rules).match(subject), JSON.stringify(event)).toEqual(expected)
  }
})

test('rules compiled together answer as each of them alone', () => {
  const cases = casesWithEvents()
  const rules = [...new Set(cases.flatMap((one) => one.rules))]
  const compiled = compileRules(rules)
  for (const { event } of cases.filter((_, i) => i % 20 === 0)) {
    const subject = bare(event)
    const expected = rules.flatMap((rule, index) => (matches(rule, subject) ? [index] : []))
    expect(compiled.match(subject), JSON.stringify(event)).toEqual(expected)
  }
})
