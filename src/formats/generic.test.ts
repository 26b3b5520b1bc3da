import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { Signal } from '../domain/signal/signal.ts'
import { detect } from './detect.ts'
import type { Format } from './format.ts'
import { formatFromMapping } from './generic.ts'
import { FORMATS } from './registry.ts'
import { CONTEXT, fixture, signalOf } from './telemetry-kit.ts'

const MAPPING = {
  name: 'acme-vault',
  title: 'Acme Vault alert',
  vendor: 'Acme',
  product: 'Vault',
  form: 'finding',
  records: '/alerts',
  recognise: [
    { at: '/kind', equals: 'acme.alert' },
    { at: '/ref', exists: true },
  ],
  fields: {
    id: '/ref',
    dedup: ['/rule/id', '/who/key'],
    type: '/rule/id',
    title: ['/rule/headline', '/rule/id'],
    severity: { from: '/level', map: { P1: 'critical', p2: 'high' } },
    confidence: { from: '/score', scale: 1 },
    observedAt: { from: ['/seen', '/created'], unit: 's' },
    actor: { kind: 'unknown', names: [{ kind: 'other', from: '/from/user' }] },
    affected: [{ kind: 'api-key', label: '/who/name', names: [{ kind: 'access-key-id', from: '/who/key' }] }],
    credentials: [{ kind: 'acme-key', from: '/who/key' }],
    resources: [{ type: { constant: 'vault' }, id: '/vault~1id' }],
    ip: '/from/ip',
    labels: { team: '/who/team', tags: '/tags' },
    attacks: ['/mitre'],
    status: { from: '/state' },
    sample: { at: '/test', equals: true },
    link: '/url',
  },
} as const

const RECORD: JsonObject = {
  kind: 'acme.alert',
  ref: 'a-1',
  rule: { id: 'key-from-new-place' },
  level: 'P2',
  score: 0.42,
  created: 1_767_225_600,
  who: { name: 'backup', key: 'k-1', team: 'ops' },
  from: { ip: '203.0.113.7', user: 'mallory' },
  'vault/id': 'v-1',
  tags: ['a', 'b'],
  mitre: ['T1078', 'T1552.001'],
  state: 'OPEN',
  test: true,
  url: 'https://acme.example/a-1',
}

function formatOf(document: unknown): Format {
  const read = formatFromMapping(document)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.format
}

test('a mapping document reads a source nobody wrote a format for', () => {
  const format = formatOf(MAPPING)
  expect(format.unwrap?.({ alerts: [RECORD] })).toEqual([RECORD])
  expect(signalOf(format, RECORD)).toMatchObject({
    format: 'acme-vault',
    id: 'a-1',
    vendor: 'Acme',
    type: 'key-from-new-place',
    title: 'key-from-new-place',
    severity: 'high',
    severityOriginal: 'P2',
    confidence: 42,
    observedAt: 1_767_225_600_000,
    timeFlags: [],
    actor: { label: 'mallory' },
    affected: [{ kind: 'api-key', label: 'backup', names: [{ kind: 'access-key-id', value: 'k-1' }] }],
    credentials: [{ id: 'k-1', kind: 'acme-key' }],
    resources: [{ type: 'vault', id: 'v-1', name: null }],
    network: { ip: '203.0.113.7' },
    labels: { team: 'ops', tags: 'a' },
    attacks: ['T1078', 'T1552.001'],
    sourceStatus: 'new',
    isSample: true,
    link: 'https://acme.example/a-1',
  })
})

test('a word that the severity table does not hold is unknown, never guessed', () => {
  expect(signalOf(formatOf(MAPPING), { ...RECORD, level: 'high' }).severity).toBe('unknown')
  const withoutTable = { ...MAPPING, fields: { ...MAPPING.fields, severity: { from: '/level' } } }
  expect(signalOf(formatOf(withoutTable), { ...RECORD, level: 'HIGH' }).severity).toBe('high')
})

test('records with equal dedup values are one alert', () => {
  const format = formatOf(MAPPING)
  const key = (changes: JsonObject): string => signalOf(format, { ...RECORD, ...changes }).dedupKey
  expect(key({ ref: 'a-2' })).toBe(key({ ref: 'a-3' }))
  expect(key({ who: { key: 'k-2' } })).not.toBe(key({}))
})

test('a record without the id is refused with the pointer of the mapping', () => {
  const { ref: _ref, ...rest } = RECORD
  expect(formatOf(MAPPING).normalise(rest, CONTEXT)).toEqual({
    ok: false,
    reason: 'the mapping acme-vault finds no id',
    at: '/ref',
  })
})

test('everything wrong with a mapping is named at its place', () => {
  const broken = {
    ...MAPPING,
    name: 'Acme Vault',
    code: 'alert.id',
    fields: {
      ...MAPPING.fields,
      id: 'ref',
      severity: { from: '/level', map: { P1: 'terrible' } },
      observedAt: { from: '/t', unit: 'minutes' },
    },
  }
  const read = formatFromMapping(broken)
  expect(read.ok ? [] : read.problems.map((problem) => problem.at).sort()).toEqual([
    '',
    '/fields/id',
    '/fields/observedAt/unit',
    '/fields/severity/map/P1',
    '/name',
  ])
  for (const document of [null, 42, 'text', [], {}]) expect(formatFromMapping(document).ok).toBe(false)
})

test('detection finds a mapped source by its conditions, and never prefers it to a format that knows its vendor', () => {
  const greedy = formatOf({ ...MAPPING, name: 'greedy', recognise: [{ at: '/id', exists: true }] })
  const found = detect(RECORD, [...FORMATS, formatOf(MAPPING)])
  expect(found.ok && found.format.name).toBe('acme-vault')
  const [finding = {}] = fixture('guardduty/aws-samples-iam-finding.json')
  const vendor = detect(finding, [...FORMATS, greedy])
  expect(vendor.ok && vendor.format.name).toBe('guardduty')
})

test('a mapped format never throws, whatever the record', () => {
  const format = formatOf(MAPPING)
  const records = fc.record(
    Object.fromEntries(Object.keys(RECORD).map((key) => [key, fc.jsonValue({ maxDepth: 2 })])),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(records, (record) => {
      const result = format.normalise(JSON.parse(JSON.stringify(record)), CONTEXT)
      expect(result.ok ? Signal.safeParse(result.signal).success : result.reason !== '').toBe(true)
    }),
  )
})
