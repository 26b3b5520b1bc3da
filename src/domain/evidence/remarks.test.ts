import { expect, test } from 'vitest'
import { NOON } from '../../testing/builders.ts'
import { anEvent, from, lastFacts } from '../../testing/evidence.ts'
import { historyWords, remarksOf } from './remarks.ts'

const texts = (facts: Parameters<typeof remarksOf>[0]) => remarksOf(facts).map(({ text }) => text)

test('where all is as ever there is nothing to remark', () => {
  expect(remarksOf(lastFacts([anEvent(), anEvent()]))).toEqual([])
  expect(remarksOf({})).toEqual([])
})

test('a first time says what it is counted over, and that little bears it', () => {
  const [region] = remarksOf(lastFacts([anEvent(), anEvent(), anEvent({ region: 'eu-west-3' })]))
  expect(region).toEqual({
    field: 'novel.region',
    text: 'First time in this region',
    basis: '2 events on 1 day showed 1 region',
    isSettled: false,
  })
})

test('a session that moved is told before what else is new', () => {
  const moved = anEvent({ network: from('203.0.113.7'), userAgent: 'curl/8.1', observedAt: NOON + 60_000 })
  expect(texts(lastFacts([anEvent(), moved]))).toEqual([
    'The session is used from a new network',
    'The session is used by a new program',
    'First time from this network',
    'First time with this user agent',
  ])
})

test.each([
  [{ 'session.kind': 'instance', 'session.at_origin': false }, 'The instance’s session began on another network'],
  [
    { 'session.overlap': true, 'session.kind': 'credential' },
    'The credential is used on two networks in turn, within minutes',
  ],
  [{ 'secret.state': 'rotated', 'secret.days_since_rotated': 1 }, 'The secret was rotated 1 day before'],
  [{ 'secret.state': 'revoked' }, 'The secret is revoked'],
  [{ 'secret.used_by': 3 }, 'The secret was seen with 3 identities'],
  [{ 'agent.in_task_window': false }, 'The agent has no work at this time'],
  [
    { 'agent.authority_exceeded': true, 'agent.tool_authority': 'admin', 'agent.task_authority': 'read' },
    'The tool can administer, the task needs to read',
  ],
  [{ 'identity.dormant_days': 92 }, 'First use after 92 days'],
  [
    { 'identity.rotation_overdue': true, 'identity.days_since_rotation': 400 },
    'A credential is past its rotation, 400 days old',
  ],
])('%j reads: %s', (facts, text) => {
  expect(texts(facts)).toEqual([text])
})

test.each([
  { 'secret.state': 'active', 'secret.used_by': 1 },
  { 'agent.in_task_window': true, 'agent.tool_approved': true },
  { 'identity.dormant_days': 3, 'identity.rotation_overdue': false, 'identity.known': false },
])('%j is worth no word', (facts) => {
  expect(texts(facts)).toEqual([])
})

test('the size of a history is told in words', () => {
  expect(historyWords({ 'novel.history': 212, 'novel.history_days': 31 })).toBe('212 events on 31 days')
  expect(historyWords({})).toBeNull()
})
