import { expect, test } from 'vitest'
import { falco } from './falco.ts'
import { CONTEXT, describeTelemetry, fixture, signalOf } from './telemetry-kit.ts'

describeTelemetry(falco, {
  own: ['falco/falco-website-alerts.ndjson'],
  refuses: 1,
  others: ['kubernetes-audit/panther-selected.ndjson', 'guardduty/panther-aws-guardduty.ndjson'],
})

const alerts = fixture('falco/falco-website-alerts.ndjson')
const [disallowedUser = {}, , , , shell = {}] = alerts

test('the user of a Kubernetes audit alert is the actor, and nanoseconds become milliseconds', () => {
  expect(signalOf(falco, disallowedUser)).toMatchObject({
    type: 'Disallowed K8s User',
    severity: 'medium',
    severityOriginal: 'Warning',
    observedAt: Date.UTC(2025, 1, 10, 9, 15, 40, 698),
    timeFlags: [],
    actor: { kind: 'unknown', label: 'csi-cinder-controller' },
    affected: [],
    call: { service: 'kubernetes', operation: 'patch volumeattachments', outcome: 'success', error: null },
  })
})

test('a service account keeps its full subject as its name', () => {
  const record = {
    ...disallowedUser,
    output_fields: { 'ka.user.name': 'system:serviceaccount:shop:checkout', 'ka.verb': 'get' },
  }
  expect(signalOf(falco, record).actor).toEqual({
    kind: 'service-account',
    label: 'shop/checkout',
    names: [{ kind: 'service-account', value: 'system:serviceaccount:shop:checkout' }],
  })
})

test('a shell in a container is about the workload; root is only its kernel user', () => {
  const signal = signalOf(falco, shell)
  expect(signal.affected).toEqual([
    {
      kind: 'workload',
      label: 'default/alpine',
      names: [
        { kind: 'host', value: 'alpine' },
        { kind: 'object-id', value: '97c9868ea832' },
      ],
    },
  ])
  expect(signal.actor?.label).toBe('root')
  expect(signal.labels['command']).toBe('sh -c uptime')
})

test('the same rule in the same place is one alert; each sighting is its own signal', () => {
  const again = { ...shell, time: '2021-04-10T19:28:00Z', output: 'again' }
  expect(signalOf(falco, again).dedupKey).toBe(signalOf(falco, shell).dedupKey)
  expect(signalOf(falco, again).id).not.toBe(signalOf(falco, shell).id)
  const elsewhere = { ...shell, output_fields: { 'k8s.pod.name': 'other' } }
  expect(signalOf(falco, elsewhere).dedupKey).not.toBe(signalOf(falco, shell).dedupKey)
})

test('Falco reporting about itself is set aside with that reason', () => {
  const refused = alerts.map((record) => falco.normalise(record, CONTEXT)).filter((result) => !result.ok)
  expect(refused).toEqual([
    {
      ok: false,
      reason: '"Falco internal: metrics snapshot" is a report of Falco about itself, not an alert',
      at: '/rule',
    },
  ])
})
