import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { playbookById, playbookFor } from '../../src/domain/action/playbooks.ts'
import { decide, threatOf } from '../../src/domain/decision/decide.ts'
import type { Decision } from '../../src/domain/decision/decision.ts'
import type { Identity } from '../../src/domain/identity/identity.ts'
import { STARTING_POLICY } from '../../src/domain/policy/policy.ts'
import type { Signal } from '../../src/domain/signal/signal.ts'
import { normaliseBatch } from '../../src/formats/normalise-batch.ts'
import { firedBy, matchTriggers } from '../../src/gateway/alerts/triggers.ts'
import { shippedInForce } from '../../src/gateway/changes/in-force.ts'
import { subjectRef } from '../../src/gateway/ingest/merge-alert.ts'
import { createMemory } from '../../src/sigma/correlation/correlate.ts'

import { createEstate } from './estate.ts'

const NOW = Date.UTC(2026, 10, 20, 13, 40)
const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const estate = createEstate({ seed: 1, alerts: 0, now: NOW })
const PACK = shippedInForce().set
const byName = new Map(
  estate.identities.flatMap(({ id, facts }) =>
    facts.names.map((name): [string, Identity] => [
      name.value,
      { ...facts, id, claimed: true, version: 1, isSample: true },
    ]),
  ),
)

interface Seen {
  readonly signal: Signal
  readonly fired: ReturnType<typeof firedBy>['on']
  readonly identity: Identity | null
  readonly label: string
}

async function alertsOfTheStories(): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  const memory = createMemory()
  for (const { format, bytes } of estate.rawBatches()) {
    const batch = await normaliseBatch(bytes, { format, digest, headers: {} })
    if (!batch.ok) throw new Error(batch.reason)
    for (const read of batch.records) {
      if (!read.ok) throw new Error(read.reason)
      const at = read.signal.observedAt ?? 0
      const fired = firedBy(
        PACK,
        matchTriggers(PACK, { ...read, format: read.signal.format, facts: {} }, at),
        memory,
      ).on
      if (read.signal.form === 'event' && fired.length === 0) continue
      const ref = subjectRef(read.signal, fired)
      const identity = ref?.names.map((name) => byName.get(name.value)).find((found) => found !== undefined) ?? null
      seen.push({ signal: read.signal, fired, identity, label: identity?.name ?? `? ${ref?.label ?? 'nobody'}` })
    }
  }
  return seen
}

const seen = await alertsOfTheStories()

/** The decision on one alert of the stories when all of them have come in. */
function decided(label: string, triggerId: string): Decision {
  const alert = seen.find((one) => one.label === label && one.fired[0]?.trigger.id === triggerId)
  if (alert === undefined) throw new Error(`${triggerId} did not fire on ${label}`)
  const trigger = alert.fired[0]?.trigger ?? null
  const others = seen.filter((one) => one.identity !== null && one.identity === alert.identity)
  const playbook =
    playbookById(trigger?.response.playbook ?? '') ?? playbookFor(threatOf(trigger, alert.signal, 'unknown'))
  return decide({
    policy: STARTING_POLICY,
    now: NOW,
    signal: alert.signal,
    ambiguity: null,
    trigger,
    triggerRecord: estate.triggerRecords.get(triggerId) ?? null,
    corroborating: others.flatMap((one) =>
      one.fired
        .filter((loaded) => loaded.trigger.id !== triggerId)
        .map(({ trigger: { id, response } }) => ({
          triggerId: id,
          confidence: response.confidence,
          includes: response.includes,
        })),
    ),
    identity: alert.identity,
    dependencies: estate.dependencies.filter(({ identityId }) => identityId === alert.identity?.id),
    playbook,
    exercisedAt: estate.exercises.find(({ playbookId }) => playbookId === playbook.id)?.exercisedAt ?? null,
    automation: { stepsThisTriggerHour: 0, ownerSharePercent: 0, forbidden: null },
    feasible: () => true,
  })
}

test.each([
  [
    'the stolen role',
    'stratus-red-team-ec2-steal-credentials-role',
    'stolen-instance-role',
    'T2 one-approval revoke-session',
  ],
  ['the tooling key that took the account over', 'bert-jan', 'new-administrator', 'T4 two-approvals disable-identity'],
  ['the key that AWS quarantined', 'test-user', 'key-quarantined', 'T3 one-approval rotate-secret'],
  [
    'a partner’s secret in a repository',
    'Cold-chain sensors, Adafruit IO key',
    'secret-found-in-code',
    'T2 two-approvals deactivate-key',
  ],
  ['a user whom nobody owns', 'christophe', 'new-administrator', 'T2 blocked deactivate-key'],
  ['the sandbox role with its narrow cut', 'test-role', 'model-access-enabled', 'T2 auto revoke-session'],
  [
    'the agent, its playbook never exercised',
    'case-summary-agent',
    'agent-administrative-tool',
    'T2 one-approval suspend-tool',
  ],
  [
    'the storage driver of a whole cluster',
    'csi-cinder-controller',
    'falco-disallowed-identity',
    'T2 two-approvals quarantine-workload',
  ],
  ['the tests that touched a decoy', 'tester', 'decoy-touched-aws', 'T3 one-approval disable-identity'],
  [
    'the release automation of the worm',
    'Owner (release automation)',
    'worm-repository',
    'T3 two-approvals quarantine-workload',
  ],
  [
    'a service account that nobody knows',
    '? production/persistence-sa',
    'service-account-token-minted',
    'T2 blocked deactivate-key',
  ],
])('%s decides as its story needs', (_story, label, triggerId, expected) => {
  const { need, gate, action } = decided(label, triggerId)
  expect(`T${need.tier} ${gate} ${action ?? 'nothing'}`).toBe(expected)
})

test('ending the sessions of the stolen role stops the month-end run and lets the agent of the instance come back', () => {
  const { options } = decided('stratus-red-team-ec2-steal-credentials-role', 'stolen-instance-role')
  const consumers = options.find(({ action }) => action === 'revoke-session')?.disruption.consumers ?? []
  expect(consumers.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    'month-end-close: stops',
    'finance-dashboard: stops',
    'amazon-ssm-agent on i-0dbc91f429e48eeed: comes-back',
  ])
})

test('restraint holds back an identity without an owner and one that a partner runs', () => {
  expect(decided('christophe', 'new-administrator').need.caps).toEqual(['no-owner', 'consumers-unknown'])
  expect(decided('Cold-chain sensors, Adafruit IO key', 'secret-found-in-code').need.caps).toEqual([
    'third-party-identity',
  ])
})
