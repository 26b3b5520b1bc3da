import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRule } from './parse-rule.ts'
import { parseTrigger } from './parse-trigger.ts'

const GOOD = `title: Trail stopped
name: trail-stopped
logsource: {product: aws, service: cloudtrail}
detection:
  selection:
    eventName: StopLogging
  condition: selection
level: high
tags: [attack.defense-evasion, attack.t1562.008]
sluicegate:
  version: 3
  threatens: credential
  confidence: 75
  playbook: leaked-credential
`

/** The text with one line replaced, and what is said about it. */
function problemsOf(from: string, to: string) {
  expect(GOOD).toContain(from)
  const parsed = parseTrigger(GOOD.replace(from, to))
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, column, message, shouldBe }) => `${line}:${column} ${message} → ${shouldBe}`)
}

test('a trigger carries the name, version, techniques and response of its rule', () => {
  const parsed = parseTrigger(GOOD)
  expect(parsed.ok && parsed.trigger).toEqual({
    id: 'trail-stopped',
    version: 3,
    title: 'Trail stopped',
    level: 'high',
    attacks: ['T1562.008'],
    response: {
      threatens: 'credential',
      confidence: 75,
      playbook: 'leaked-credential',
      scope: {},
      automation: { allowed: false, threshold: 100 },
      subject: 'actor',
      includes: [],
      owners: { triage: 'soc' },
      preserve: [],
      frameworks: [],
    },
  })
  expect(parsed.ok && parsed.logic.reads[0]).toEqual({ what: 'record', formats: ['cloudtrail'] })
})

test.each([
  ['a modifier that is not known', 'eventName: StopLogging', 'eventName|contain: Stop', '6:5', '`contains`'],
  ['two modifiers that contradict', 'eventName: StopLogging', 'eventName|startswith|endswith: Stop', '6:5', 'one of'],
  ['a modifier for text on a number', 'eventName: StopLogging', 'eventName|contains: 5', '6:25', "quoted: '5'"],
  ['a path of dots', 'eventName: StopLogging', '...: x', '6:5', '`a.b.c`'],
  ['a path without end', 'eventName: StopLogging', `${'a.'.repeat(40)}b: x`, '6:5', 'at most 30'],
  ['exists in quotes', 'eventName: StopLogging', "eventName|exists: 'true'", '6:24', 'without quotes'],
  ['a map as a value', 'eventName: StopLogging', 'eventName: {a: b}', '6:16', '`eventName.name: value`'],
  ['a number that may be octal', 'eventName: StopLogging', 'mode: 0755', '6:11', "'0755'"],
  ['an unknown detection', 'condition: selection', 'condition: selecton', '7:14', '`selection`'],
  [
    'an operator in capitals',
    'condition: selection',
    'condition: selection AND selection',
    '7:24',
    '`and` in lower case',
  ],
  ['two names without a link', 'condition: selection', 'condition: selection selection', '7:24', '`and selection`'],
  ['an open parenthesis', 'condition: selection', 'condition: (selection', '7:14', 'as many'],
  ['a pattern that fits nothing', 'condition: selection', 'condition: 1 of filter_*', '7:19', 'selection'],
  ['a count that Sigma does not know', 'condition: selection', 'condition: 2 of them', '7:14', '`1 of` or `all of`'],
  ['the old counting', 'condition: selection', 'condition: selection | count() > 5', '7:24', '`correlation`'],
  ['a level that is none', 'level: high', 'level: hgih', '8:8', '`high`'],
  ['a log source that nobody delivers', 'service: cloudtrail', 'service: cloudtail', '3:12', '`aws/cloudtrail`'],
  ['a key of the block that may be a slip', '  confidence: 75', '  confidence: 75\n  treshold: 5', '14:3', 'threatens'],
  [
    'a key of its automation that may be a slip',
    '  confidence: 75',
    '  confidence: 75\n  automation: {allowed: true, threshold: 5, stepPerHour: 1}',
    '14:45',
    '`stepsPerHour`',
  ],
  [
    'a playbook that does not exist',
    'playbook: leaked-credential',
    'playbook: leaked-credentials',
    '14:3',
    '`leaked-credential`',
  ],
  ['a playbook for another threat', 'threatens: credential', 'threatens: session', '14:3', 'stolen-session'],
  ['a block without its playbook', '  playbook: leaked-credential\n', '', '10:1', 'stolen-session, leaked-credential'],
  [
    'a framework id that never existed',
    '  confidence: 75',
    '  confidence: 75\n  frameworks: [RS.MI-03]',
    '14:16',
    '`RS.MI-01`',
  ],
  [
    'a framework id of an old edition',
    '  confidence: 75',
    '  confidence: 75\n  frameworks: [RS.MI-01, PR.AC-4]',
    '14:26',
    '`PR.AA-05`',
  ],
  [
    'a technique among the frameworks',
    '  confidence: 75',
    '  confidence: 75\n  frameworks: [T1562.008]',
    '14:16',
    '`attack.t1562.008`',
  ],
  [
    'evidence that nobody can save',
    '  confidence: 75',
    '  confidence: 75\n  preserve: [sesion-list]',
    '14:14',
    '`session-list`',
  ],
  [
    'an owner that is nobody',
    '  confidence: 75',
    '  confidence: 75\n  owners: {contain: platfrom}',
    '14:12',
    '`platform`',
  ],
  ['a scope without anything', '  confidence: 75', '  confidence: 75\n  scope: {teams: []}', '14:11', '>=1'],
  [
    'a budget below nothing',
    '  confidence: 75',
    '  confidence: 75\n  automation: {allowed: true, threshold: 1, stepsPerHour: -1}',
    '14:45',
    '>=0',
  ],
  [
    'a tactic that is spelt otherwise',
    'attack.defense-evasion',
    'attack.defence-evasion',
    '9:8',
    '`attack.defense-evasion`',
  ],
  ['a confidence beyond 100', 'confidence: 75', 'confidence: 175', '13:3', '<=100'],
  ['a key twice', 'level: high', 'level: high\nlevel: low', '9:1', 'every key once'],
  ['an alias', 'eventName: StopLogging', 'eventName: *x', '6:16', ''],
  ['a second document that is no rule', 'level: high', '---\ntitle: x', '9:1', '`logsource:`'],
])('%s is refused with its place and what would be right', (_what, from, to, place, right) => {
  const [first] = problemsOf(from, to)
  expect(first).toMatch(new RegExp(`^${place} `))
  expect(first).toContain(right)
})

test.each([
  ['a null inside a list', 'eventName: StopLogging', 'eventName: [a, null]', '6:20', '`1 of`'],
  ['an empty list', 'eventName: StopLogging', 'eventName: []', '6:16', '`null`'],
  ['a number that would lose its zero', 'eventName: StopLogging', 'accountId: 012345678901', '6:16', "'012345678901'"],
  ['null in a list', 'eventName: StopLogging', 'eventName: [StopLogging, null]', '6:30', '`1 of`'],
  ['a detection that nothing mentions', 'condition: selection', 'condition: selection\n  other: {a: b}', '7:14', '`_`'],
  ['a key that may be a slip', 'level: high', 'levl: high', '8:1', '`level`'],
])('%s is read, with a warning at its place', (_what, from, to, place, right) => {
  const parsed = parseTrigger(GOOD.replace(from, to))
  const [first] = parsed.ok ? parsed.warnings : []
  expect(`${first?.line}:${first?.column}`).toBe(place)
  expect(first?.shouldBe).toContain(right)
})

test('every fault is reported, in the order of the text', () => {
  const parsed = parseTrigger(
    GOOD.replace('level: high', 'level: hgih').replace('eventName: StopLogging', 'eventName|re: (x'),
  )
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.line)).toEqual([6, 8])
})

test('a rule without a response block or a name is a rule and no trigger', () => {
  const plain = GOOD.slice(0, GOOD.indexOf('sluicegate:')).replace('name: trail-stopped\n', '')
  expect(parseRule(plain).ok).toBe(true)
  const parsed = parseTrigger(plain)
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.message)).toEqual([
    '`name` is missing',
    'no response block: the rule would fire into nothing',
  ])
})

test.each([
  ['brackets without end', '['.repeat(90_000)],
  ['lists in lists', '- '.repeat(45_000)],
  ['ten thousand keys', Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n')],
  [
    'a condition of nothing but not',
    GOOD.replace('condition: selection', `condition: ${'not '.repeat(15_000)}selection`),
  ],
  ['parentheses without end', GOOD.replace('condition: selection', `condition: ${'('.repeat(300)}selection`)],
  ['aliases that multiply', `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]`],
  ['twenty lists in each other', `scope: ${'['.repeat(20)}${']'.repeat(20)}`],
  ['more text than any rule', `title: ${'x'.repeat(200_000)}`],
  ['a NUL', 'title: \0\n'],
])('%s are refused and break nothing', (_what, text) => {
  const parsed = parseTrigger(text)
  expect(parsed.ok).toBe(false)
  expect(parsed.ok ? 0 : parsed.problems.length).toBeGreaterThan(0)
})

test('any text at all is read or refused with a place inside it', () => {
  const pieces = fc.constantFrom(...GOOD.split(/(?<=[\s:|,[\]{}])/), '*', '|', '- ', '\n', '"', "'", '\t', 'null', '&a')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((parts) => parts.join('')),
      ),
      (text) => {
        const parsed = parseTrigger(text)
        if (parsed.ok) return
        const lines = text.split(/\r\n|\n|\r/).length
        for (const { line, column } of parsed.problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines + 1)
          expect(column).toBeGreaterThanOrEqual(1)
        }
      },
    ),
    { numRuns: 500 },
  )
})
