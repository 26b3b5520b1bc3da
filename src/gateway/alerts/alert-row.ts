import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { Tables } from '../store/tables.ts'
import { holdOf } from './kept-work.ts'

/** A stored alert as the queue shows it. */
export function toAlertRow(
  row: Omit<Tables['alert'], 'decision' | 'signal' | 'evidence' | 'search' | 'also_fired' | 'field_versions'>,
): AlertRow {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    severity: row.severity as AlertRow['severity'],
    tier: row.tier as AlertRow['tier'],
    uncapped: row.uncapped as AlertRow['uncapped'],
    caps: JSON.parse(row.caps) as AlertRow['caps'],
    gate: row.gate as AlertRow['gate'],
    threat: row.threat as AlertRow['threat'],
    action: row.action as AlertRow['action'],
    confidence: row.confidence,
    urgency: row.urgency,
    disruption: row.disruption,
    priority: row.priority,
    identityId: row.identity_id,
    identityName: row.identity_name,
    identityKind: row.identity_kind as AlertRow['identityKind'],
    isClaimed: row.is_claimed,
    ownerTeam: row.owner_team,
    environment: row.environment as AlertRow['environment'],
    breaks: row.breaks === null ? null : (JSON.parse(row.breaks) as AlertRow['breaks']),
    containment: row.containment as AlertRow['containment'],
    status: row.status as AlertRow['status'],
    disposition: row.disposition as AlertRow['disposition'],
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? row.assignee_id },
    slaDueAt: row.sla_due_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    receivedAt: row.received_at,
    count: row.count,
    trigger:
      row.trigger_id === null
        ? null
        : { id: row.trigger_id, version: row.trigger_version ?? 1, title: row.trigger_title ?? row.trigger_id },
    format: row.format,
    vendor: row.vendor,
    tags: JSON.parse(row.tags) as string[],
    hold: holdOf(row),
    slaPause: row.sla_pause === null ? null : (JSON.parse(row.sla_pause) as AlertRow['slaPause']),
    suppression: row.suppression,
    closure: row.closure === null ? null : (JSON.parse(row.closure) as AlertRow['closure']),
    version: row.version,
    isSample: row.is_sample,
  }
}
