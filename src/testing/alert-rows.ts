import * as fc from 'fast-check'
import { ACTION_IDS, THREATS } from '../domain/action/action.ts'
import { DISPOSITIONS, STATUSES } from '../domain/alert/alert.ts'
import { GATES } from '../domain/decision/decision.ts'
import { ENVIRONMENTS } from '../domain/identity/identity.ts'
import { CONTAINMENTS } from '../domain/plan/plan.ts'
import { IDENTITY_KINDS, SEVERITIES } from '../domain/signal/signal.ts'
import type { QueueAlert } from '../domain/views/queue-views.ts'
import { anyText } from './arbitraries.ts'
import { NOON } from './builders.ts'

/** A row of the queue with nothing remarkable in it. */
export function anAlertRow(changes: Partial<QueueAlert> = {}): QueueAlert {
  return {
    id: 'al_0190a1b2c3d400112233445566778899',
    number: 1,
    title: 'Instance role used from outside its instance',
    severity: 'high',
    tier: 2,
    uncapped: 2,
    caps: [],
    gate: 'one-approval',
    threat: 'session',
    action: 'revoke-session',
    confidence: 70,
    urgency: 60,
    disruption: 10,
    priority: 4200,
    identityId: 'id_0190a1b2c3d400112233445566778899',
    identityName: 'report-runner-role',
    identityKind: 'cloud-role',
    isClaimed: true,
    ownerTeam: 'Reporting Platform',
    environment: 'prod',
    breaks: { stops: 1, comesBack: 2, isComplete: true },
    containment: 'not-contained',
    status: 'new',
    disposition: 'undetermined',
    assignee: null,
    slaDueAt: NOON + 3_600_000,
    firstSeenAt: NOON - 600_000,
    lastSeenAt: NOON - 300_000,
    receivedAt: NOON - 240_000,
    count: 1,
    trigger: { id: 'guardduty-session-abuse', version: 3, title: 'Session abuse reported' },
    format: 'guardduty',
    vendor: 'AWS',
    tags: [],
    hold: null,
    slaPause: null,
    suppression: null,
    version: 1,
    isSample: false,
    ...changes,
  }
}

/** What a database holds is well-formed. */
const few = (...names: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    anyText.map((text) => text.toWellFormed()),
  )
const times = fc.integer({ min: -10 * 86_400_000, max: 86_400_000 }).map((ms) => NOON + ms)
const percent = fc.integer({ min: 0, max: 100 })

/** Whatever a row can hold, the same few names again and again, except that its number and id are the builder's. */
const anyRows: fc.Arbitrary<QueueAlert> = fc
  .record({
    title: few('Role used from outside', 'Key made', 'svc-1 reads secrets'),
    severity: fc.constantFrom(...SEVERITIES),
    tier: fc.constantFrom(0, 1, 2, 3, 4),
    uncapped: fc.constantFrom(0, 4),
    caps: fc.boolean().map((isShared): QueueAlert['caps'] => (isShared ? ['shared-identity', 'no-owner'] : [])),
    gate: fc.constantFrom(...GATES),
    threat: fc.constantFrom(...THREATS),
    action: fc.option(fc.constantFrom(...ACTION_IDS)),
    confidence: percent,
    urgency: percent,
    disruption: fc.integer({ min: 0, max: 3 }),
    priority: fc.integer({ min: 0, max: 8 }).map((step) => step * 1250),
    identityName: fc.option(few('svc-1', 'SVC-1', 'role')),
    identityId: fc.option(fc.constantFrom('id_1', 'id_2')),
    identityKind: fc.constantFrom(...IDENTITY_KINDS),
    isClaimed: fc.boolean(),
    ownerTeam: fc.option(few('Reporting', 'aws')),
    environment: fc.option(fc.constantFrom(...ENVIRONMENTS)),
    breaks: fc.option(
      fc.record({ stops: fc.nat({ max: 5 }), comesBack: fc.nat({ max: 5 }), isComplete: fc.boolean() }),
    ),
    containment: fc.option(fc.constantFrom(...CONTAINMENTS)),
    status: fc.constantFrom(...STATUSES),
    disposition: fc.constantFrom(...DISPOSITIONS),
    assignee: fc.option(
      fc.constantFrom({ id: 'pe_1', name: 'Ines' }, { id: 'pe_2', name: 'Ines' }, { id: 'pe_3', name: 'me' }),
    ),
    slaDueAt: fc.option(times),
    firstSeenAt: times,
    lastSeenAt: times,
    receivedAt: times,
    count: fc.integer({ min: 1, max: 40 }),
    trigger: fc.option(
      fc.constantFrom({ id: 't-1', version: 2, title: 'Key made' }, { id: 't-2', version: 1, title: 'aws' }),
    ),
    vendor: fc.constantFrom('AWS', 'Okta'),
    tags: fc.subarray(['reviewed', 'svc-1', 'vpn']),
    hold: fc.option(
      times.map((until) => ({
        kind: 'snoozed' as const,
        until,
        at: NOON,
        by: { id: 'pe_1', name: 'Ines' },
        reason: 'x',
      })),
    ),
    suppression: fc.option(fc.integer({ min: 1, max: 3 })),
    isSample: fc.boolean(),
  })
  .map((changes) => anAlertRow(changes))

/** Up to as many rows, numbered from 1 upwards with gaps, each with an id of its own. */
export function alertRows(maxLength: number): fc.Arbitrary<readonly QueueAlert[]> {
  return fc.array(fc.tuple(anyRows, fc.integer({ min: 1, max: 3 })), { maxLength }).map((some) => {
    let number = 0
    return some.map(([row, step]) => {
      number += step
      return { ...row, number, id: `al_${number.toString(16).padStart(32, '0')}` }
    })
  })
}
