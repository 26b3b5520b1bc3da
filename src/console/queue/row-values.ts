import type { FieldName } from '../../domain/query/fields.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'

export interface FieldValue {
  readonly field: FieldName
  /** As a query writes it; null where the row has none. */
  readonly value: string | null
}

/** The values of a row that a query can name, in the order of the columns. */
export function fieldValuesOf(row: AlertRow): readonly FieldValue[] {
  return [
    { field: 'severity', value: row.severity },
    { field: 'identity', value: row.identityName },
    { field: 'owner', value: row.ownerTeam },
    { field: 'tier', value: `T${row.tier}` },
    { field: 'gate', value: row.gate },
    { field: 'trigger', value: row.trigger?.id ?? null },
    { field: 'containment', value: row.containment },
    { field: 'status', value: row.status },
    { field: 'assignee', value: row.assignee?.name ?? null },
    { field: 'environment', value: row.environment },
    { field: 'kind', value: row.identityKind },
    { field: 'vendor', value: row.vendor },
    { field: 'threat', value: row.threat },
  ]
}
