import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Signal } from '../domain/signal/signal.ts'
import { type Format, refused } from './format.ts'
import { type NormalisedBatch, type NormaliseOptions, normaliseBatch, shownRecord } from './normalise-batch.ts'
import { toSignal } from './shared/to-signal.ts'

const ROOT = path.resolve(import.meta.dirname, '../../mocks/fixtures')
const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

function normalise(body: string | Uint8Array, options: Partial<NormaliseOptions> = {}): Promise<NormalisedBatch> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return normaliseBatch(bytes, { format: 'auto', headers: {}, digest, ...options })
}

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(fs.readFileSync(path.join(ROOT, file)))
}

function recordsOf(batch: NormalisedBatch): Extract<NormalisedBatch, { ok: true }>['records'] {
  if (!batch.ok) throw new Error(batch.reason)
  return batch.records
}

const trail = (changes: object = {}): string =>
  JSON.stringify({
    eventVersion: '1.08',
    eventID: 'e1',
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
    eventTime: '2026-03-01T10:00:00Z',
    ...changes,
  })

test('a body of several vendors comes out record by record, each with its format, certainty and evidence', async () => {
  const canary = JSON.stringify({
    IncidentKey: 'incident:x:1',
    Description: 'd',
    AlertType: 'CanaryIncident',
    Timestamp: '2026-03-01 10:00:00 (UTC)',
  })
  const lines = [trail(), '{"nobody":"knows me"}', canary]
  const records = recordsOf(await normalise(lines.join('\n')))
  expect(records.map((record) => [record.ok, record.format])).toEqual([
    [true, 'cloudtrail'],
    [false, null],
    [true, 'thinkst-canary'],
  ])
  expect(records.map((record) => new TextDecoder().decode(record.raw))).toEqual(lines)
  expect(records[0]).toMatchObject({ certainty: 99, because: expect.stringMatching(/eventVersion/) })
})

test('an envelope inside a notification inside gzip is opened, and each record keeps its own bytes', async () => {
  const event = JSON.parse(trail()) as object
  const detail = JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: event })
  const plain = recordsOf(await normalise(new Uint8Array(gzipSync(detail))))
  expect(plain.map((record) => [record.ok, new TextDecoder().decode(record.raw), record.position.pointer])).toEqual([
    [true, trail(), '/detail'],
  ])
  const notification = JSON.stringify({ Type: 'Notification', TopicArn: 'arn:aws:sns:x', Message: detail })
  const notified = recordsOf(await normalise(notification))
  // Inside a text the record has no bytes of its own: the evidence is the notification.
  expect(notified.map((record) => [record.ok, new TextDecoder().decode(record.raw)])).toEqual([[true, notification]])
})

test('A2: NUL is visible in the signal and untouched in the evidence', async () => {
  const [record] = recordsOf(await normalise(trail({ eventID: 'e\0', userAgent: 'a\0b' })))
  expect(record?.ok && record.signal).toMatchObject({ id: 'e␀', userAgent: 'a␀b' })
  expect(new TextDecoder().decode(record?.raw)).toContain('\\u0000')
})

test('A5: a record full of the names of the language is read as data', async () => {
  const text = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"then":"x",${trail().slice(1)}`
  const [record] = recordsOf(await normalise(text))
  expect(record).toMatchObject({ ok: true, format: 'cloudtrail' })
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test('A10: a large id keeps its digits and minus zero and quoted numbers do no harm; what a double cannot hold is refused', async () => {
  const [record] = recordsOf(
    await normalise(
      '{"detectorId":1,"x":-0,"z":"12","rule":{"level":3,"id":9007199254740993},"manager":{"name":"m"},"agent":{}}',
    ),
  )
  expect(record?.ok && record.signal.type).toBe('9007199254740993')
  for (const number of ['1e400', '1E-400']) {
    const [outOfRange] = recordsOf(await normalise(trail().replace('{', `{"n":${number},`)))
    expect(outOfRange).toMatchObject({ ok: false, reason: expect.stringMatching(/out of range/) })
  }
})

test('A11: whatever the time, the alert lands, and says what is wrong with its time', async () => {
  const cases: [unknown, number | null, string[]][] = [
    ['0001-01-01T00:00:00Z', null, ['absent']],
    ['1970-01-01T00:00:00Z', null, ['absent']],
    ['294277-01-01T00:00:00Z', null, ['unreadable']],
    ['2026-06-30T23:59:60Z', Date.UTC(2026, 5, 30, 23, 59, 59, 999), ['leap-second']],
    ['2026-03-01T10:00:00', Date.UTC(2026, 2, 1, 10), ['zone-assumed']],
    ['2026-03-01T10:00:00+14:00', Date.UTC(2026, 1, 28, 20), []],
    ['2036-03-01T10:00:00Z', Date.UTC(2036, 2, 1, 10), []],
    ['9999-03-01T10:00:00Z', Date.UTC(9999, 2, 1, 10), ['out-of-window']],
    [1_772_359_200, 1_772_359_200_000, ['unit-guessed']],
    [1_772_359_200_000_000, 1_772_359_200_000, ['unit-guessed']],
    [null, null, ['absent']],
    ['soon', null, ['unreadable']],
  ]
  for (const [eventTime, observedAt, timeFlags] of cases) {
    const [record] = recordsOf(await normalise(trail({ eventTime })))
    expect(record?.ok && record.signal).toMatchObject({ observedAt, timeFlags })
  }
})

test('A12: the same delivery twice is the same signal; another body under the same id has other bytes', async () => {
  const once = recordsOf(await normalise(trail()))
  const [first, second, third] = recordsOf(await normalise(`[${trail()},${trail()},${trail({ userAgent: 'other' })}]`))
  expect(first?.ok && first.signal).toEqual(once[0]?.ok && once[0].signal)
  expect(second?.ok && second.signal).toEqual(first?.ok && first.signal)
  expect(third?.ok && third.signal.id).toBe(first?.ok && first.signal.id)
  expect(third?.raw).not.toEqual(first?.raw)
})

test('no secret of a record gets into its signal or into what is shown, and both stay in the evidence', async () => {
  const token = `IQoJ${'b3JpZ2luX2VjE'.repeat(20)}`
  const body = trail({
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    userAgent: `tool --password=hunter2hunter2 ${token}`,
    eventID: token,
    responseElements: {
      credentials: { accessKeyId: 'ASIAEXAMPLE', sessionToken: token, secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCY' },
    },
  })
  const [record] = recordsOf(await normalise(body))
  if (!record?.ok) throw new Error('refused')
  const shown = JSON.stringify(shownRecord(record.raw))
  for (const secret of [token, 'hunter2hunter2', 'wJalrXUtnFEMIK7MDENGbPxRfiCY']) {
    expect(JSON.stringify(record.signal)).not.toContain(secret)
    expect(shown).not.toContain(secret)
  }
  expect(shown).toContain('ASIAEXAMPLE')
  expect(record.signal.id).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(new TextDecoder().decode(record.raw)).toContain(token)
})

test('a named format is tried on everything, and how sure it is shows', async () => {
  const [record] = recordsOf(await normalise('{"nobody":1}', { format: 'wazuh' }))
  expect(record).toMatchObject({ ok: false, format: 'wazuh', at: '/rule/id' })
  expect(await normalise('{}', { format: 'no-such\u001b[2J' })).toMatchObject({
    ok: false,
    refusal: 'unknown-format',
    reason: expect.not.stringContaining('\u001b'),
  })
})

test('a format that breaks its promise and throws costs its record, not the batch', async () => {
  const rude: Format = {
    name: 'rude',
    title: 'Rude',
    form: 'event',
    recognise: () => ({ certainty: 100, because: 'always' }),
    normalise: (record) => {
      if (Object.hasOwn(record, 'bad')) throw new Error('oops\u0007')
      return Object.hasOwn(record, 'odd')
        ? refused('odd', '/odd')
        : toSignal({
            format: 'rude',
            form: 'event',
            id: '1',
            dedupKey: '1',
            vendor: 'v',
            product: 'p',
            type: 't',
            title: 't',
          })
    },
  }
  const records = recordsOf(await normalise('[{"bad":1},{"odd":1},{}]', { formats: [rude] }))
  expect(records).toMatchObject([
    { ok: false, format: 'rude', reason: 'the format rude failed on it: oops\\u0007', at: '' },
    { ok: false, format: 'rude', reason: 'odd', at: '/odd' },
    { ok: true, format: 'rude' },
  ])
})

test('records out are records in, and every signal keeps the schema, for any list of JSON', async () => {
  const items = fc.array(fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(JSON.parse(trail()))), {
    minLength: 1,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(items, async (list) => {
      const records = recordsOf(await normalise(`[${list.map((item) => JSON.stringify(item)).join(',')}]`))
      expect(records.length).toBe(list.length)
      for (const record of records) if (record.ok) Signal.parse(record.signal)
      expect(records.filter((record) => !record.ok && record.reason === '')).toEqual([])
    }),
  )
})

/** Files of findings: how many records, of which format, and in how many the four things an analyst needs are found. */
const SHARES: readonly [
  file: string,
  format: string,
  records: number,
  refused: number,
  withTime: number,
  withSeverity: number,
  withIdentity: number,
][] = [
  ['falco/falco-website-alerts.ndjson', 'falco', 9, 1, 8, 8, 8],
  ['guardduty/aws-samples-ec2-finding.json', 'guardduty', 1, 0, 1, 1, 1],
  ['guardduty/aws-samples-iam-finding.json', 'guardduty', 1, 0, 1, 1, 1],
  ['guardduty/panther-aws-guardduty.ndjson', 'guardduty', 4, 0, 4, 4, 4],
  // The second alert has no evidence at all.
  ['microsoft-alerts/msgraph-alert-v2-full.json', 'microsoft-graph-alert', 1, 0, 1, 1, 1],
  ['microsoft-alerts/panther-microsoftgraph-securityalertv2.ndjson', 'microsoft-graph-alert', 2, 0, 2, 2, 1],
  // Posture checks of an account or project: one of ten is about a thing that is an identity.
  ['ocsf/prowler-aws.ocsf.json', 'ocsf-finding', 5, 0, 5, 5, 0],
  ['ocsf/prowler-gcp.ocsf.json', 'ocsf-finding', 5, 0, 5, 5, 1],
  ['securityhub/panther-aws-securityfindingformat.ndjson', 'asff', 4, 0, 4, 4, 4],
  // The notice that a decoy machine is gone names nobody.
  ['vendor-alerts/panther-thinkstcanary-alert.ndjson', 'thinkst-canary', 3, 0, 3, 3, 2],
  ['vendor-alerts/panther-tracebit-alert.ndjson', 'tracebit', 2, 0, 2, 2, 2],
  ['vendor-alerts/panther-wiz-detections.ndjson', 'wiz-detection', 2, 0, 2, 2, 2],
  // Both are about a data finding.
  ['vendor-alerts/panther-wiz-issues.ndjson', 'wiz-issue', 2, 0, 2, 2, 0],
  ['vendor-alerts/panther-wiz-issueswebhook.ndjson', 'wiz-issue', 2, 0, 2, 2, 2],
]

test('real findings keep their time, severity and identity, in the shares that are written down here', async () => {
  for (const [file, format, count, refusedCount, withTime, withSeverity, withIdentity] of SHARES) {
    const eventAt = /panther|falco-website/.test(file) ? { eventAt: '/event' } : {}
    const records = recordsOf(await normalise(bytesOf(file), eventAt))
    const signals = records.flatMap((record) => (record.ok ? [record.signal] : []))
    const share = [
      file,
      [...new Set(signals.map((signal) => signal.format))].join(),
      records.length,
      records.length - signals.length,
      signals.filter((signal) => signal.observedAt !== null).length,
      signals.filter((signal) => signal.severity !== 'unknown').length,
      signals.filter((signal) => signal.actor !== null || signal.affected.length > 0).length,
    ]
    expect(share).toEqual([file, format, count, refusedCount, withTime, withSeverity, withIdentity])
    for (const signal of signals) Signal.parse(signal)
  }
})

test('a delivered file and the story in it are read whole, every call with its caller', async () => {
  const delivered = recordsOf(await normalise(bytesOf('cloudtrail/invictus-one-delivered-file.json')))
  const story = recordsOf(await normalise(bytesOf('cloudtrail/invictus-story.ndjson')))
  expect([delivered.length, story.length]).toEqual([1, 182])
  for (const record of [...delivered, ...story]) {
    expect(record).toMatchObject({ ok: true, format: 'cloudtrail', signal: { observedAt: expect.any(Number) } })
    expect(record.ok && (record.signal.actor !== null || record.signal.affected.length > 0)).toBe(true)
  }
})
