import type { AlertRow } from '../domain/views/alert-views.ts'
import { NOON } from './builders.ts'

/** A row of the queue with nothing remarkable in it. */
export function anAlertRow(changes: Partial<AlertRow> = {}): AlertRow {
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
    version: 1,
    isSample: false,
    ...changes,
  }
}
