import { expect, test } from 'vitest'
import { parseDocuments } from './parse-documents.ts'
import { refusals, ruleOf, setOf, warnings } from './testing/rules.ts'

const RULE = `title: t
logsource: {product: test}
detection:
  selection: {a: b}
  condition: selection
`
const replaced = (before: string, after: string) => RULE.replace(before, after)

test('a rule is read with what it says of itself', () => {
  const head =
    'id: 1234\nname: n\nstatus: test\ndescription: d\nlevel: high\ntags: [attack.t1078.004]\nfalsepositives: [x]\n'
  expect(ruleOf(RULE.replace('title: t\n', `title: t\n${head.replace('1234', "'1234'")}`))).toMatchObject({
    id: '1234',
    name: 'n',
    title: 't',
    description: 'd',
    level: 'high',
    tags: ['attack.t1078.004'],
    falsePositives: ['x'],
    logSource: { category: null, product: 'test', service: null },
  })
})

test('a key with nothing behind it is like no key', () => {
  const empty = 'id:\nname:\nstatus:\ndescription:\nlevel:\ntags:\nfalsepositives:\n'
  expect(ruleOf(RULE + empty)).toMatchObject({ id: null, name: null, description: null, level: 'medium', tags: [] })
})

test.each([
  ['title: t\n', '', '1:1 `title` is missing; should be `title:`'],
  ['title: t', 'title: 5', '1:8 `title` is no text; should be `title: some text`'],
  ['title: t', `title: ${'t'.repeat(257)}`, `1:8 \`title\` is \`${'t'.repeat(60)}\`; should be at most 256 characters`],
  ['logsource: {product: test}\n', '', '1:1 `logsource` is missing; should be `logsource:`'],
  ['{product: test}', 'aws', '2:12 `logsource` is no map; should be `product: aws` and `service: cloudtrail`'],
  ['{product: test}', '{product: 5}', '2:22 `product` is no text; should be `product: some text`'],
  ['detection:', 'detectoin:', '1:1 `detection` is missing; should be `detection:`'],
  ['  condition: selection\n', '', '4:3 no condition; should be `condition: selection`'],
  ['  selection: {a: b}\n', '', '4:3 nothing to look for; should be `selection:` with at least one field'],
  ['{a: b}', '{}', '4:14 `selection` is empty; should be at least one `field: value`'],
  ['{a: b}', '[]', '4:14 `selection` is empty; should be at least one `field: value`'],
  ['{a: b}', '', '4:14 `selection` is empty; should be at least one `field: value`'],
  ['{a: b}', '[[a]]', '4:15 a list inside a list; should be maps or keywords'],
  ['selection: {a: b}', 'and: {a: b}', '4:3 `and` is a word of the condition; should be another name'],
  [
    'selection: {a: b}',
    'sel ection: {a: b}',
    '4:3 `sel ection` is no name for a detection; should be one word without parentheses',
  ],
  ['  condition', '  timeframe: 5m\n  condition', '5:3 `timeframe` counts events; should be a `correlation` document'],
  [
    'title: t',
    'title: t\nlevel: hihg',
    '2:8 `level` is `hihg`; should be `high` (one of informational, low, medium, high, critical)',
  ],
  [
    'title: t',
    'title: t\nstatus: stabel',
    '2:9 `status` is `stabel`; should be `stable` (one of stable, test, experimental, deprecated, unsupported)',
  ],
  ['title: t', 'title: t\nsigma-version: 4', '2:16 `sigma-version` is not known here; should be 2 or 3'],
  ['title: t', 'title: t\ntitle: u', '2:1 the key `title` stands twice; should be every key once'],
  ['{a: b}', '{a: &x b}', '4:21 the anchor &x; should be the value without an anchor'],
  ['{a: b}', '{a: *x}', '4:18 the alias *x; should be the value itself, written out'],
  ['{a: b}', '{a: !!str 5}', '4:24 the tag tag:yaml.org,2002:str; should be the value without a tag'],
  ['{a: b}', '!!omap [a: b]', '4:21 the tag tag:yaml.org,2002:omap; should be the value without a tag'],
  ['{a: b}', '{5: b}', '4:15 a key that is no text; should be a quoted key'],
  [
    '{a: b}',
    '{a: b',
    '5:3 Flow map in block collection must be sufficiently indented and end with a }; should be valid YAML 1.2',
  ],
])('a rule with %j as %j is refused', (before, after, refusal) => {
  expect(refusals(replaced(before, after))).toContain(refusal)
})

test.each([
  ['', '1:1 the text is empty; should be a rule: `title`, `logsource`, `detection`'],
  ['# only a comment\n', '1:1 the text is empty; should be a rule: `title`, `logsource`, `detection`'],
  ['- a\n', '1:1 no rule; should be a map with `title`, `logsource`, `detection`'],
  ['title', '1:1 no rule; should be a map with `title`, `logsource`, `detection`'],
])('the text %j is refused', (text, refusal) => {
  expect(refusals(text)).toEqual([refusal])
})

test('every fault is told, in the order of the text', () => {
  const text = 'title: t\nlevel: x\nlogsource: aws\ndetection:\n  s: {a|contians: b, c|re: "["}\n  condition: s and d\n'
  expect(refusals(text).map((one) => one.split(' ')[0])).toEqual(['2:8', '3:12', '5:7', '5:29', '6:20'])
})

test('the place inside a value that stands in one line is told, else where the value begins', () => {
  expect(refusals(replaced('{a: b}', "{'a|re': 'ab(c'}"))).toEqual([
    '4:24 `ab(c`: missing closing ); should be an expression of the RE2 kind',
  ])
  expect(refusals(replaced('condition: selection', 'condition: >\n    selection and\n    other'))[0]).toMatch(
    /^5:14 no detection/,
  )
})

test.each([
  [`${RULE}autor: x\n`, '6:1 `autor` is no key of a rule: nothing reads it; should be `author` (one of '],
  [replaced('product: test', 'produkt: test'), '2:13 `produkt` is no log source; should be `product` (one of '],
  [replaced('{product: test}', ''), '2:12 `logsource` says nothing: the rule reads every record'],
  [`${RULE}tags: [Attack.T1078]\n`, '6:8 `tags` is `Attack.T1078`; should be namespace.name in lower case'],
])('the text %j is read with a warning', (text, warning) => {
  expect(
    warnings(text).some((one) => one.startsWith(warning)),
    warnings(text).join('\n'),
  ).toBe(true)
})

test('keys of another engine are read over, with a warning', () => {
  expect(setOf(`${RULE}custom_attributes: {x: 1}\n`).rules).toHaveLength(1)
  expect(warnings(`${RULE}custom_attributes: {x: 1}\n`)).toHaveLength(1)
})

test('documents with nothing in them are none', () => {
  expect(setOf(`---\n${RULE}---\n---\n# end\n`).rules).toHaveLength(1)
})

test('several kinds of documents stand in one text', () => {
  const text = `${RULE.replace('title: t', 'title: t\nname: r')}---
title: c
correlation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 1}}
---
title: f
logsource: {product: test}
filter: {rules: any, s: {a: c}, condition: not s}
`
  const parsed = parseDocuments(text)
  expect(parsed.ok && parsed.documents.map(({ kind, at }) => `${kind} ${at.line}:${at.column}`)).toEqual([
    'rule 1:1',
    'correlation 8:1',
    'filter 11:1',
  ])
})

test('values are those of YAML 1.2: yes, on and a date are texts, a hexadecimal is a number', () => {
  const [rule] = setOf(replaced('{a: b}', '{a: yes, b: on, c: 2024-01-01, d: 0x1f, e: True, f: ~}')).rules
  const selection = rule?.detections.get('selection')
  const kinds =
    selection?.kind === 'all' ? selection.of.map((line) => (line.kind === 'field' ? line.values[0]?.kind : null)) : []
  expect(kinds).toEqual(['text', 'text', 'text', 'number', 'boolean', 'null'])
})

test('line breaks of Windows and a byte order mark change nothing', () => {
  expect(setOf(`\ufeff${RULE.replaceAll('\n', '\r\n')}`).rules[0]).toMatchObject({ title: 't' })
})
