import { expect, test } from 'vitest'
import type { Signal } from '../../../domain/signal/signal.ts'
import { splitAtNames, withEnds } from './machine-names.ts'

const signal: Signal = {
  format: 'guardduty',
  form: 'finding',
  id: '1',
  dedupKey: '1',
  vendor: 'AWS',
  product: 'GuardDuty',
  type: 'x',
  title: 'x',
  description: null,
  severity: 'high',
  severityOriginal: null,
  confidence: null,
  observedAt: null,
  firstSeenAt: null,
  lastSeenAt: null,
  timeOriginal: null,
  timeFlags: [],
  actor: null,
  affected: [
    {
      kind: 'cloud-role',
      label: 'report-runner-role',
      names: [{ kind: 'arn', value: 'arn:aws:iam::1:role/report-runner-role' }],
    },
  ],
  sessions: [{ id: 'ASIA1234', startedAt: null }],
  credentials: [],
  resources: [],
  network: { ip: '192.0.2.7', viaService: null, asn: null, organization: null, country: null, city: null },
  account: null,
  region: null,
  userAgent: null,
  call: null,
  tool: null,
  labels: {},
  attacks: [],
  sourceStatus: null,
  isSample: false,
  link: null,
}

test('names of the signal are set apart, its address by itself, and the longest name wins', () => {
  const sentence = 'ASIA1234 of arn:aws:iam::1:role/report-runner-role (report-runner-role) called from 192.0.2.7.'
  const parts = splitAtNames(sentence, signal)
  expect(parts.filter(({ kind }) => kind !== 'text')).toEqual([
    { text: 'ASIA1234', kind: 'name' },
    { text: 'arn:aws:iam::1:role/report-runner-role', kind: 'name' },
    { text: 'report-runner-role', kind: 'name' },
    { text: '192.0.2.7', kind: 'address' },
  ])
  expect(parts.map(({ text }) => text).join('')).toBe(sentence)
})

test('a sentence without names is one part', () => {
  expect(splitAtNames('Nobody did anything.', signal)).toEqual([{ text: 'Nobody did anything.', kind: 'text' }])
})

test('what ends a clause stays with the name before it, and nothing of the sentence is lost', () => {
  const sentence = 'report-runner-role, ASIA1234 (from 192.0.2.7). ASIA1234.'
  const parts = withEnds(splitAtNames(sentence, signal))
  expect(parts.filter(({ kind }) => kind !== 'text').map(({ text, end }) => text + end)).toEqual([
    'report-runner-role,',
    'ASIA1234',
    '192.0.2.7).',
    'ASIA1234.',
  ])
  expect(parts.map(({ text, end }) => text + end).join('')).toBe(sentence)
})
