import { expect, test } from 'vitest'
import { refusals, setOf, warnings } from '../testing/rules.ts'

const RULES = ['a', 'b']
  .map(
    (name) =>
      `---\ntitle: ${name}\nname: ${name}\nlogsource: {product: test}\ndetection: {s: {f: ${name}}, condition: s}\n`,
  )
  .join('')

/** A correlation over the rules a and b with these lines, the first of which stands at 3:3. */
function textWith(lines: readonly string[], head = ''): string {
  return `title: t\ncorrelation:\n${lines.map((line) => `  ${line}\n`).join('')}${head}${RULES}`
}

const COUNT = ['type: event_count', 'rules: [a, b]', 'group-by: [user]', 'timespan: 5m', 'condition: {gte: 3}']
/** The lines of a count with some in other words; an empty text leaves a line out. */
function count(over: Readonly<Record<string, string>>): string {
  const lines = COUNT.map((line) => {
    const key = line.split(':')[0] ?? ''
    return Object.hasOwn(over, key) ? (over[key] ?? '') : line
  })
  const more = Object.entries(over).filter(([key]) => !COUNT.some((line) => line.startsWith(`${key}:`)))
  return textWith([...lines, ...more.map(([, line]) => line)].filter((line) => line !== ''))
}

test('a correlation is read with all that it says', () => {
  const [linked] = setOf(count({})).correlations
  expect(linked?.correlation).toMatchObject({
    type: 'event_count',
    rules: ['a', 'b'],
    timespanMs: 300_000,
    window: { kind: 'sliding' },
    test: { kind: 'number', comparisons: [{ by: 'gte', value: 3 }] },
    generate: false,
  })
})

test.each([
  ['30s', 30_000],
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['1M', 2_629_746_000],
  ['1y', 31_556_952_000],
])('the timespan %s is %i milliseconds', (text, ms) => {
  expect(setOf(count({ timespan: `timespan: ${text}` })).correlations[0]?.correlation.timespanMs).toBe(ms)
})

test.each(['60', '"60"', '1h30m', '0s', '-5m', '5 m', '1.5h', 's', '5H'])('the timespan %s is refused', (text) => {
  const column = text.startsWith('"') ? 14 : 13
  expect(refusals(count({ timespan: `timespan: ${text}` }))).toEqual([
    `6:${column} \`timespan\` is no stretch of time; should be a number and a unit: 30s, 90m, 24h, 7d`,
  ])
})

test.each([
  ['type', 'type: event_cuont', '3:9 `type` is `event_cuont`; should be `event_count` (one of event_count, '],
  ['type', '', '3:3 `type` is missing; should be one of event_count, '],
  ['rules', '', '3:3 `rules` is missing; should be ids or names of rules'],
  ['rules', 'rules: [a, a]', '4:10 `a` stands twice in `rules`; should be every rule once; '],
  [
    'rules',
    'rules: [a, c]',
    '4:14 `c` refers to no rule here; should be the `id` or `name` of a document in this file',
  ],
  ['timespan', '', '3:3 `timespan` is missing; should be a number and a unit: 30s, 90m, 24h, 7d'],
  ['condition', '', '3:3 `event_count` without `condition`; should be `condition: {gte: 10}`'],
  [
    'condition',
    'condition: a and b',
    '7:14 `event_count` takes no condition over rules; should be `condition: {gte: 10}`',
  ],
  ['condition', 'condition: {}', '7:14 the condition compares nothing; should be one of lt, lte, gt, gte, eq, neq'],
  ['condition', "condition: {gte: '3'}", '7:21 `gte` is no number; should be a number, without quotes'],
  ['condition', 'condition: {gte: 3, field: x}', '7:23 `event_count` looks at no field; should be no `field`'],
  ['condition', 'condition: {gte: 20000}', '7:14 counting to 20000; should be at most 10000'],
  ['condition', 'condition: {lt: 20000}', '7:14 counting to 20000; should be at most 10000'],
  [
    'condition',
    'condition: {gte: 3, percentile: 5}',
    '7:23 `event_count` has no percentile; should be `type: value_percentile`',
  ],
  ['generate', 'generate: "yes"', '8:14 `generate` is no yes or no; should be `true` or `false`'],
  ['window', 'window: hopping', '8:11 `window` is `hopping`; should be one of sliding, tumbling, session'],
  ['window', 'window: session', '3:3 `gap` is missing; should be a number and a unit: 30s, 90m, 24h, 7d'],
  ['gap', 'gap: 5m', '8:3 `gap` without a session; should be `window: session`'],
  ['aliases', 'aliases: {ip: {a: x}}', '8:3 the alias `ip` groups nothing; should be its name in `group-by`'],
  [
    'aliases',
    'aliases: {user: {aa: x}}',
    '1:1 the alias `user` reads `x` of `aa`, which is none of `rules`; should be ',
  ],
  ['aliases', 'aliases: {user: x}', '8:19 `user` is no map; should be `alias:` with `rule: field` below it'],
])('of a correlation, %s as %j is refused', (key, line, refusal) => {
  const [first = ''] = refusals(count({ [key]: line }))
  expect(first.startsWith(refusal), first).toBe(true)
})

test.each(['value_count', 'value_sum', 'value_avg', 'value_median', 'value_percentile'])('%s needs a field', (type) => {
  expect(refusals(count({ type: `type: ${type}` }))[0]).toContain(`\`${type}\` without \`field\``)
})

test('a percentile has to be said: the specification leaves open which one a document without it means', () => {
  const text = (condition: string) => count({ type: 'type: value_percentile', condition: `condition: ${condition}` })
  expect(refusals(text('{field: x, lte: 1}'))).toEqual([
    '7:14 which percentile?; should be `percentile:` from 0 to 100; 50 is the median',
  ])
  expect(refusals(text('{field: x, lte: 1, percentile: 101}'))).toEqual([
    '7:45 no percentile is 101; should be `percentile:` from 0 to 100; 50 is the median',
  ])
  expect(refusals(text('{field: x, lte: 1, percentile: 99.5}'))).toEqual([])
})

test('sums and their like look at one field, a count of values at several', () => {
  const text = (type: string) => count({ type: `type: ${type}`, condition: 'condition: {field: [x, y], gte: 3}' })
  expect(refusals(text('value_sum'))).toEqual(['7:22 `value_sum` of several fields; should be one field'])
  expect(refusals(text('value_count'))).toEqual([])
})

test('rules that occur together need no condition: all of them have to', () => {
  for (const type of ['temporal', 'temporal_ordered']) {
    const [linked] = setOf(count({ type: `type: ${type}`, condition: '' })).correlations
    expect(linked?.correlation.test).toMatchObject({ comparisons: [{ by: 'gte', value: 2 }] })
  }
})

test('rules in order take no condition over rules', () => {
  expect(refusals(count({ type: 'type: temporal_ordered', condition: 'condition: a and b' }))).toEqual([
    '7:14 `temporal_ordered` takes no condition over rules; should be no condition: all rules in order',
  ])
  expect(refusals(count({ type: 'type: temporal', condition: 'condition: a and not b' }))).toEqual([])
  expect(refusals(count({ type: 'type: temporal', condition: 'condition: a and c' }))).toEqual([
    '7:20 no detection `c`; should be one of a, b',
  ])
})

test('no more than twenty rules stand in order', () => {
  const names = Array.from({ length: 21 }, (_, i) => `r${i}`)
  expect(
    refusals(count({ type: 'type: temporal_ordered', rules: `rules: [${names.join(', ')}]`, condition: '' }))[0],
  ).toBe('4:10 too many rules; should be at most 20')
})

test('what is read otherwise than it may be meant is a warning', () => {
  expect(warnings(count({ 'group-by': '' }))).toEqual([
    '3:3 no `group-by`: all records count together; should be `group-by:` with the fields that have to be equal',
  ])
  expect(warnings(count({ timespan: 'timeframe: 5m' }))).toEqual([
    '6:3 `timeframe` is read as `timespan`; should be `timespan`',
  ])
  expect(warnings(count({ windw: 'windw: sliding' }))[0]).toContain(
    '8:3 `windw` is no key of a correlation: nothing reads it',
  )
})
