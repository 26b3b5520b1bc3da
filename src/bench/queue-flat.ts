import type { QueueRow } from '../engine/queue/columns.ts'

/** What a list shows of an alert, without anything nested. */
export type FlatRow = ReturnType<typeof flatRow>

export function flatRow(row: QueueRow) {
  return {
    number: row.number,
    id: row.id,
    title: row.title,
    severity: row.severity,
    tier: row.tier,
    status: row.status,
    gate: row.gate,
    environment: row.environment,
    owner: row.ownerTeam,
    identity: row.identityName,
    kind: row.identityKind,
    assignee: row.assignee?.name ?? null,
    confidence: row.confidence,
    urgency: row.urgency,
    priority: row.priority,
    received: row.receivedAt,
    lastSeen: row.lastSeenAt,
    due: row.slaDueAt,
  }
}
