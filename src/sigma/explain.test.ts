import { expect, test } from 'vitest'
import { type Explanation, explain } from './explain.ts'
import { bare } from './fields.ts'
import { matches } from './matches.ts'
import { parseRule } from './parse-rule.ts'

const parsed = parseRule(`title: t
logsource: {product: test}
detection:
  selection:
    name: [StopLogging, DeleteTrail]
    source|endswith: amazonaws.com
  filter_a: {user|contains: robot}
  filter_b:
    - agent: ci
    - error: null
  condition: selection and not 1 of filter_*
`)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const { rule } = parsed

/** The tree as indented lines, true ones marked with +. */
function drawn({ text, isTrue, found, parts }: Explanation, depth = 0): readonly string[] {
  const seen = found.length > 0 ? ` (${found.join(', ')})` : ''
  return [
    `${'  '.repeat(depth)}${isTrue ? '+' : '-'} ${text}${seen}`,
    ...parts.flatMap((part) => drawn(part, depth + 1)),
  ]
}

test('every condition has its truth and what the record holds there', () => {
  const record = { name: 'stoplogging', source: 'cloudtrail.amazonaws.com', user: 'ana', error: 'denied' }
  expect(drawn(explain(rule, bare(record)))).toEqual([
    '+ and',
    '  + selection',
    '    + name (stoplogging)',
    '    + source|endswith (cloudtrail.amazonaws.com)',
    '  + not 1 of filter_*',
    '    - 1 of filter_*',
    '      - filter_a',
    '        - user|contains (ana)',
    '      - filter_b',
    '        - all',
    '          - agent',
    '        - all',
    '          - error (denied)',
  ])
})

test('its root is true exactly where the rule matches', () => {
  const records = [
    { name: 'StopLogging', source: 'x.amazonaws.com', error: 'e' },
    { name: 'StopLogging', source: 'x.amazonaws.com' },
    { name: 'StopLogging', source: 'elsewhere', error: 'e' },
    { name: 'StopLogging', source: 'x.amazonaws.com', error: 'e', user: 'deploy-robot' },
    {},
  ]
  expect(records.map((record) => explain(rule, bare(record)).isTrue)).toEqual([true, false, false, false, false])
  for (const record of records) expect(explain(rule, bare(record)).isTrue).toBe(matches(rule, bare(record)))
})

test('what it shows of a record is cut and holds no control characters', () => {
  const record = { name: `Stop\u001b[31mLogging${'x'.repeat(500)}`, source: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }
  const lines = drawn(explain(rule, bare(record))).join('\n')
  expect(lines).not.toContain('\u001b')
  expect(lines).toContain('Stop\\u001b[31mLogging')
  expect(lines).toContain('…')
  expect(lines).not.toContain('f, g')
})
