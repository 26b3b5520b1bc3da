import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../domain/json/json.ts'
import { elasticAlert } from './elastic-alert.ts'
import { CONTEXT, signalOf } from './telemetry-kit.ts'

// Composed after the alert schema that Elastic documents; field values are invented.
const NESTED: JsonObject = {
  '@timestamp': '2026-03-01T10:05:00.000Z',
  event: {
    kind: 'signal',
    action: 'CreateAccessKey',
    outcome: 'success',
    provider: 'iam.amazonaws.com',
    dataset: 'aws.cloudtrail',
  },
  kibana: {
    alert: {
      uuid: 'u-1',
      severity: 'high',
      risk_score: 73,
      reason: 'CreateAccessKey by ci-runner',
      original_time: '2026-03-01T10:00:00.000Z',
      workflow_status: 'acknowledged',
      url: 'https://kibana.example.com/app/security/alerts/u-1',
      rule: {
        name: 'AWS access key created',
        uuid: 'r-1',
        threat: [
          {
            tactic: { id: 'TA0003' },
            technique: [{ id: 'T1098', subtechnique: [{ id: 'T1098.001' }] }, { id: 'T1078' }],
          },
        ],
      },
    },
  },
  aws: {
    cloudtrail: {
      user_identity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/ci-runner/build-7',
        access_key_id: 'ASIAEXAMPLE',
        session_context: {
          session_issuer: { arn: 'arn:aws:iam::111122223333:role/ci/ci-runner' },
          creation_date: '2026-03-01T09:00:00Z',
        },
      },
    },
  },
  user: { name: 'ci-runner', id: 'AROAEXAMPLE:build-7', target: { name: 'new-user' } },
  source: { ip: '203.0.113.7', geo: { country_iso_code: 'NO' }, as: { number: 64_500 } },
  cloud: { account: { id: '111122223333' }, region: 'eu-west-1' },
  user_agent: { original: 'aws-cli/2' },
}

/** Every leaf under its dotted name, in a list of one: as Kibana's `fields` and many pipelines write it. */
function flattened(value: Json, path = ''): [string, Json][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => flattened(item, path === '' ? key : `${path}.${key}`))
  }
  return [[path, Array.isArray(value) ? value : [value]]]
}

test('an alert is read with its rule, its caller led back to the role, and its target apart', () => {
  expect(elasticAlert.recognise(NESTED).certainty).toBe(98)
  const signal = signalOf(elasticAlert, NESTED)
  expect(signal).toMatchObject({
    id: 'u-1',
    dedupKey: 'elastic:u-1',
    title: 'AWS access key created',
    severity: 'high',
    observedAt: Date.UTC(2026, 2, 1, 10),
    lastSeenAt: Date.UTC(2026, 2, 1, 10, 5),
    actor: { kind: 'cloud-role', label: 'ci-runner' },
    affected: [{ label: 'new-user' }],
    sessions: [{ id: 'arn:aws:sts::111122223333:assumed-role/ci-runner/build-7', startedAt: Date.UTC(2026, 2, 1, 9) }],
    credentials: [{ id: 'ASIAEXAMPLE', kind: 'aws-session-key' }],
    network: { ip: '203.0.113.7', country: 'NO', asn: '64500' },
    account: '111122223333',
    call: { service: 'iam.amazonaws.com', operation: 'CreateAccessKey', outcome: 'success' },
    attacks: ['T1098.001', 'T1078'],
    sourceStatus: 'in-progress',
    link: 'https://kibana.example.com/app/security/alerts/u-1',
  })
  expect(signal.actor?.names).toContainEqual({
    kind: 'session-issuer',
    value: 'arn:aws:iam::111122223333:role/ci/ci-runner',
  })
})

test('dotted keys, lists of one, a search hit and a document are the same alert', () => {
  const expected = signalOf(elasticAlert, NESTED)
  const dotted = Object.fromEntries(flattened(NESTED))
  expect(signalOf(elasticAlert, dotted)).toEqual(expected)
  expect(signalOf(elasticAlert, { _id: 'u-1', _index: '.alerts', _source: NESTED })).toEqual(expected)
  expect(signalOf(elasticAlert, { _id: 'u-1', fields: dotted })).toEqual(expected)
  expect(elasticAlert.unwrap?.({ hits: { hits: [{ _id: 'u-1', _source: NESTED }] } })).toHaveLength(1)
})

test('the score stands in for a severity only where the record has no word', () => {
  const record = { '@timestamp': '2026-03-01T10:05:00Z', 'kibana.alert.uuid': 'u', 'kibana.alert.risk_score': 99 }
  expect(signalOf(elasticAlert, record).severity).toBe('critical')
})

test('a building block is no alert and is set aside', () => {
  const record = { ...NESTED, 'kibana.alert.building_block_type': 'default' }
  expect(elasticAlert.normalise(record, CONTEXT)).toMatchObject({ ok: false, at: '/kibana.alert.building_block_type' })
})

test('alerts from before version 8 are read by their old names', () => {
  const record = {
    _id: 'old',
    _source: {
      '@timestamp': '2021-03-01T10:05:00Z',
      signal: { rule: { name: 'Old rule', severity: 'low' }, status: 'closed' },
    },
  }
  expect(signalOf(elasticAlert, record)).toMatchObject({
    id: 'old',
    title: 'Old rule',
    severity: 'low',
    sourceStatus: 'resolved',
  })
})
