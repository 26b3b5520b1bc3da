import { expect, test } from 'vitest'
import type { JsonObject } from '../../domain/json/json.ts'
import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { aSignal } from '../../testing/builders.ts'
import { BUDGET_MS, createLabDesk } from './lab-desk.ts'
import { type Answer, type AnswerTo, type Ask, type FromLab, VERDICT } from './protocol.ts'

const RULE = `title: Keys made
name: keys-made
logsource: {product: aws, service: cloudtrail}
detection:
  selection:
    eventName: CreateAccessKey
  filter_console:
    userAgent|contains: console
  condition: selection and not filter_console
level: high
`
const RESPONSE = `sluicegate:
  version: 1
  threatens: credential
  confidence: 60
  playbook: leaked-credential
`

/** A desk whose clock stands still unless a test moves it with every step. */
function setup(stepMs = 0) {
  const posted: FromLab[] = []
  let now = 0
  const desk = createLabDesk({
    now: () => {
      now += stepMs
      return now
    },
    yield: () => Promise.resolve(),
    post: (message) => posted.push(message),
  })
  return {
    desk,
    posted,
    ask: async <Kind extends Ask['kind']>(ask: Extract<Ask, { kind: Kind }>): Promise<AnswerTo<Kind>> => {
      await desk({ type: 'ask', wish: 1, ask })
      const last = posted.at(-1)
      if (last?.type !== 'answer') throw new Error(`it said ${JSON.stringify(last)}`)
      return last.answer as Answer & AnswerTo<Kind>
    },
  }
}

function aRecord(id: string, record: JsonObject, more: Partial<HistoryRecord> = {}): HistoryRecord {
  return {
    id,
    format: 'cloudtrail',
    title: id,
    receivedAt: 0,
    observedAt: 0,
    bytes: 2,
    record: record as HistoryRecord['record'],
    redactedAt: [],
    signal: aSignal({ id }),
    facts: {},
    alert: null,
    isIntact: true,
    ...more,
  }
}

const MADE = aRecord('made', { eventName: 'CreateAccessKey', userAgent: 'aws-cli/2.9' })
const IN_CONSOLE = aRecord('console', { eventName: 'CreateAccessKey', userAgent: 'console.amazonaws.com' })
const LISTED = aRecord('listed', { eventName: 'ListBuckets', userAgent: 'aws-cli/2.9' })
const OKTA = aRecord('okta', { eventName: 'CreateAccessKey' }, { format: 'okta-system-log' })
const BROKEN = aRecord('broken', {}, { record: null, signal: null, isIntact: false })

test('every record of the history gets its verdict, at its place', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [MADE, IN_CONSOLE, LISTED] })
  await desk({ type: 'add', records: [OKTA, BROKEN] })
  const { problems, result } = await ask({ kind: 'try', text: RULE + RESPONSE, base: null, tests: [LISTED, MADE] })
  expect(problems).toEqual([])
  expect(result).toEqual({
    id: 'keys-made',
    verdicts: Uint8Array.of(VERDICT.fires, VERDICT.calm, VERDICT.calm, VERDICT.unread, VERDICT.unread),
    baseVerdicts: null,
    firedCount: 1,
    readCount: 3,
    tests: [false, true],
    unseenCount: 0,
  })
})

test('a rule without a response block is refused and tried all the same', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [MADE] })
  const { problems, result } = await ask({ kind: 'try', text: RULE, base: null, tests: [] })
  expect(problems.map(({ message }) => message).join()).toContain('response')
  expect(result?.firedCount).toBe(1)
})

test('the text in force is tried beside it, on each state of the history', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [MADE] })
  const text = RULE.replace('CreateAccessKey', 'ListBuckets')
  const first = await ask({ kind: 'try', text, base: RULE, tests: [] })
  expect(first.result?.baseVerdicts).toEqual(Uint8Array.of(VERDICT.fires))
  await desk({ type: 'add', records: [LISTED] })
  const second = await ask({ kind: 'try', text, base: RULE, tests: [] })
  expect(second.result?.verdicts).toEqual(Uint8Array.of(VERDICT.calm, VERDICT.fires))
  expect(second.result?.baseVerdicts).toEqual(Uint8Array.of(VERDICT.fires, VERDICT.calm))
  expect((await ask({ kind: 'try', text, base: 'no rule', tests: [] })).result?.baseVerdicts).toBeNull()
})

test('a text that is no rule has problems with a place, and no result', async () => {
  const { ask } = setup()
  const { problems, result } = await ask({ kind: 'try', text: 'title: [', base: null, tests: [MADE] })
  expect(result).toBeNull()
  expect(problems[0]?.line).toBeGreaterThan(0)
})

test('a near miss comes with the replacement that heals it', async () => {
  const { ask } = setup()
  const wrong = RULE.replace('userAgent|contains', 'userAgent|containz')
  const { problems } = await ask({ kind: 'try', text: wrong + RESPONSE, base: null, tests: [] })
  const fix = problems[0]?.fix
  expect(fix).toEqual({ line: 8, column: 15, length: 8, text: 'contains' })
  const lines = wrong.split('\n')
  const line = lines[7] ?? ''
  expect(line.slice(14, 22)).toBe('containz')
})

test('why it did not match: the truth of each condition, with its line and what the record holds', async () => {
  const { ask } = setup()
  const { explanation } = await ask({ kind: 'explain', text: RULE + RESPONSE, record: IN_CONSOLE })
  expect(explanation?.isTrue).toBe(false)
  const fields = leaves(explanation)
  expect(fields).toContainEqual(
    expect.objectContaining({ text: 'userAgent|contains', isTrue: true, line: 8, found: ['console.amazonaws.com'] }),
  )
})

test('why it did not match: the record is of another log source', async () => {
  const { ask } = setup()
  const { explanation } = await ask({ kind: 'explain', text: RULE + RESPONSE, record: OKTA })
  expect(explanation?.isTrue).toBe(false)
  expect(leaves(explanation).find(({ kind }) => kind === 'source')).toMatchObject({
    isTrue: false,
    found: ['okta-system-log'],
  })
})

const BURST = `title: Many keys
name: many-keys
correlation:
  type: event_count
  rules: [keys-made]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: {gte: 3}
${RESPONSE}---
${RULE}`

test('a correlation fires on the record that completes it, told in the order of arrival whatever the order of loading', async () => {
  const { desk, ask } = setup()
  const made = (minute: number, arn = 'a') =>
    aRecord(
      `${arn}-${minute}`,
      { eventName: 'CreateAccessKey', userIdentity: { arn } },
      { observedAt: minute * 60_000 },
    )
  // Newest first, in two pages, as the page loads them.
  await desk({ type: 'add', records: [made(9), made(8, 'b'), made(7)] })
  await desk({ type: 'add', records: [made(5), made(1, 'b')] })
  const { problems, result } = await ask({ kind: 'try', text: BURST, base: null, tests: [made(9), made(7)] })
  expect(problems).toEqual([])
  expect([...(result?.verdicts ?? [])]).toEqual([VERDICT.fires, VERDICT.calm, VERDICT.calm, VERDICT.calm, VERDICT.calm])
  expect(result?.tests).toEqual([true, false])
  const { explanation } = await ask({ kind: 'explain', text: BURST, record: made(7) })
  expect(explanation?.isTrue).toBe(false)
  expect(leaves(explanation).find(({ kind }) => kind === 'other')).toMatchObject({ isTrue: false })
  expect(leaves(explanation).find(({ text }) => text === 'eventName')).toMatchObject({ isTrue: true })
})

test('a wrong response block is refused at its place, and the rule is tried, with its own lines', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [MADE] })
  const text = `sluicegate:\n  version: 1\n  threatens: everything\n\n${RULE}`
  const { problems, result } = await ask({ kind: 'try', text, base: null, tests: [] })
  expect(problems.some(({ line }) => line === 3)).toBe(true)
  expect(result?.firedCount).toBe(1)
  const { explanation } = await ask({ kind: 'explain', text, record: MADE })
  expect(leaves(explanation).find(({ text: label }) => label === 'eventName')?.line).toBe(10)
})

test('work gives way between slices, says that it lives, and leaves a wish that nobody has any more', async () => {
  const posted: FromLab[] = []
  let now = 0
  const desk = createLabDesk({
    now: () => (now += 15),
    yield: () => desk({ type: 'cancel', wish: 5 }),
    post: (message) => posted.push(message),
  })
  await desk({ type: 'add', records: Array.from({ length: 100 }, () => LISTED) })
  await desk({ type: 'ask', wish: 5, ask: { kind: 'try', text: RULE, base: null, tests: [] } })
  expect(posted).toEqual([
    { type: 'alive', wish: 5 },
    { type: 'cancelled', wish: 5 },
  ])
})

test('what time did not suffice for is said to be unseen, not to be calm', async () => {
  const { desk, ask } = setup(BUDGET_MS / 10)
  await desk({ type: 'add', records: Array.from({ length: 100 }, () => MADE) })
  const { result } = await ask({ kind: 'try', text: RULE, base: null, tests: [] })
  expect(result?.unseenCount).toBeGreaterThan(0)
  expect(result?.verdicts.at(-1)).toBe(VERDICT.unseen)
  expect(result?.firedCount).toBe(100 - (result?.unseenCount ?? 0))
})

test('the words to offer come from the loaded history, the most frequent first', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [MADE, IN_CONSOLE, LISTED] })
  const { vocabulary } = await ask({ kind: 'vocabulary' })
  expect(vocabulary.fields['cloudtrail']).toEqual([
    { name: 'eventName', count: 3, values: ['CreateAccessKey', 'ListBuckets'] },
    { name: 'userAgent', count: 3, values: ['aws-cli/2.9', 'console.amazonaws.com'] },
  ])
  expect(vocabulary.logSources).toContainEqual({ product: 'aws', service: 'cloudtrail', format: 'cloudtrail' })
  expect(vocabulary.response['']?.map(({ name }) => name)).toContain('playbook')
  expect(vocabulary.response['scope.environments']?.map(({ name }) => name)).toContain('prod')
  expect(vocabulary.tags.map(({ name }) => name)).toContain('attack.t1078.004')
  await desk({ type: 'forget' })
  expect((await ask({ kind: 'vocabulary' })).vocabulary.fields).toEqual({})
})

test('a value that was redacted is never offered', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [aRecord('r', { password: '[redacted: password, 12 characters]' })] })
  const { vocabulary } = await ask({ kind: 'vocabulary' })
  expect(vocabulary.fields['cloudtrail']).toEqual([{ name: 'password', count: 1, values: [] }])
})

test('a value that turns text around, or a field that does, is never offered', async () => {
  const { desk, ask } = setup()
  await desk({ type: 'add', records: [aRecord('r', { name: 'a\u202eb', 'x\u202ey': 'plain' })] })
  const { vocabulary } = await ask({ kind: 'vocabulary' })
  expect(vocabulary.fields['cloudtrail']).toEqual([{ name: 'name', count: 1, values: [] }])
})

test('a rule from elsewhere becomes a draft: with a name and a response block that is still to be decided', async () => {
  const { ask } = setup()
  const foreign = RULE.replace('name: keys-made\n', '')
  const wrong = foreign.replace('CreateAccessKey', '[{}]')
  const { files } = await ask({
    kind: 'read-files',
    files: [
      { name: 'aws/keys.yml', text: foreign },
      { name: 'aws/wrong.yml', text: wrong },
    ],
  })
  expect(files[0]).toMatchObject({ name: 'aws/keys.yml', title: 'Keys made', id: 'keys-made', problems: [] })
  expect(files[0]?.text).toContain('To be decided')
  expect(files[1]?.title).toBe('Keys made')
  // The only problem is the rule's own, not that it has no name or response block.
  expect(files[1]?.problems.map(({ line }) => line)).toEqual([5])
})

function leaves(tree: AnswerTo<'explain'>['explanation']): readonly NonNullable<AnswerTo<'explain'>['explanation']>[] {
  if (tree === null) return []
  return tree.parts.length === 0 ? [tree] : tree.parts.flatMap(leaves)
}
