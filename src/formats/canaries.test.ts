import { expect, test } from 'vitest'
import { describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'
import { thinkstCanary } from './thinkst-canary.ts'
import { tracebit } from './tracebit.ts'

describeTelemetry(tracebit, {
  own: ['vendor-alerts/panther-tracebit-alert.ndjson'],
  others: ['vendor-alerts/panther-thinkstcanary-alert.ndjson', 'cloudtrail/panther-selected.ndjson'],
})
describeTelemetry(thinkstCanary, {
  own: ['vendor-alerts/panther-thinkstcanary-alert.ndjson'],
  others: ['vendor-alerts/panther-tracebit-alert.ndjson', 'falco/falco-website-alerts.ndjson'],
})

const [bucket = {}, storage = {}] = fixture('vendor-alerts/panther-tracebit-alert.ndjson')
const [notice = {}, share = {}, token = {}] = fixture('vendor-alerts/panther-thinkstcanary-alert.ndjson')

test('whoever touched a Tracebit canary is the actor; a person behind single sign-on is human', () => {
  const signal = signalOf(tracebit, bucket)
  expect(signal).toMatchObject({
    id: 'dfada3b1-5683-4a19-b392-7188a0ee8dbc',
    dedupKey: 'tracebit:62a3b514-50f2-4321-9117-73cab9690b15',
    severity: 'medium',
    observedAt: Date.UTC(2024, 8, 4, 8, 6, 28),
    actor: { kind: 'human', label: 'AWSReservedSSO_ExampleAdmin_8f33df3b277bcg12' },
    affected: [],
    network: { ip: '212.36.35.20' },
    account: '613260573123',
    call: { service: 'aws', operation: 'ListObjects' },
    link: 'https://companyx.tracebit.com/alerts/62a3b514-50f2-4321-9117-73cab9690b15',
  })
  expect(signal.resources[0]?.id).toBe('arn:aws:s3:::companyx-development-quarterly-monitor')
  expect(signal.sessions[0]?.id).toMatch(/assumed-role\/AWSReservedSSO/)
})

test('an Azure principal is named by its object and its application, its kind left open', () => {
  expect(signalOf(tracebit, storage).actor).toEqual({
    kind: 'unknown',
    label: 'e84f519e-df08-47d8-b580-b4caf7571b98',
    names: [
      { kind: 'object-id', value: 'e84f519e-df08-47d8-b580-b4caf7571b98' },
      { kind: 'app-id', value: '3acc04f1-3423-4960-8c19-6888bcf03bd6' },
    ],
  })
})

test('a decoy role is the identity that was abused', () => {
  const arn = 'arn:aws:iam::613260573123:role/decoy-admin'
  const signal = signalOf(tracebit, {
    ...bucket,
    canary: { name: 'decoy-admin', type: 'AWS::IAM::Role', aws: { arn } },
  })
  expect(signal.affected.map((ref) => [ref.kind, ref.label])).toEqual([['cloud-role', 'decoy-admin']])
})

test('a canarytoken that was used is a credential that nobody may use', () => {
  expect(signalOf(thinkstCanary, token)).toMatchObject({
    id: 'incident:canarytoken:94e08d45e5f2c8c13e7b99ae:123.123.123.123:1718797361',
    dedupKey: 'thinkst-canary:79cb967bde35e3b2d3b346844c16c4bf',
    severity: 'high',
    severityOriginal: null,
    observedAt: Date.UTC(2024, 5, 19, 11, 42, 41),
    timeFlags: [],
    actor: null,
    affected: [{ kind: 'api-key', label: 'aws api key inside keepass' }],
    credentials: [{ id: 'jf15ldk2jeaooi8dhlc6rgt9g', kind: 'canarytoken' }],
    network: { ip: '123.123.123.123' },
    userAgent: 'TruffleHog',
    call: { operation: 'GetCallerIdentity' },
  })
})

test('a decoy share names the user of the visitor; a notice about the machine itself is informational', () => {
  expect(signalOf(thinkstCanary, share)).toMatchObject({
    severity: 'high',
    actor: { label: 'guest' },
    network: { ip: '192.168.110.14' },
  })
  expect(signalOf(thinkstCanary, notice)).toMatchObject({ severity: 'informational', actor: null, affected: [] })
})
