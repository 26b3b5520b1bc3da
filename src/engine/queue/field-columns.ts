import type { FieldName } from '../../domain/query/fields.ts'
import type { NumberName, WordName } from './columns.ts'

/** Where a field of the query language lives. */
export type FieldColumn =
  | { readonly kind: 'words'; readonly column: WordName }
  | { readonly kind: 'numbers'; readonly column: NumberName }

const words = (column: WordName): FieldColumn => ({ kind: 'words', column })
const numbers = (column: NumberName): FieldColumn => ({ kind: 'numbers', column })

export const FIELD_COLUMNS: Readonly<Record<FieldName, FieldColumn>> = {
  status: words('status'),
  tier: words('tier'),
  severity: words('severity'),
  gate: words('gate'),
  identity: words('identity'),
  owner: words('owner'),
  environment: words('environment'),
  kind: words('kind'),
  assignee: words('assignee'),
  tag: words('tag'),
  disposition: words('disposition'),
  trigger: words('trigger'),
  threat: words('threat'),
  action: words('action'),
  containment: words('containment'),
  vendor: words('vendor'),
  format: words('format'),
  title: words('title'),
  received: numbers('received'),
  lastSeen: numbers('lastSeen'),
  firstSeen: numbers('firstSeen'),
  due: numbers('due'),
  held: numbers('held'),
  suppressed: words('suppressed'),
  priority: numbers('priority'),
  confidence: numbers('confidence'),
  urgency: numbers('urgency'),
  disruption: numbers('disruption'),
  stops: numbers('stops'),
  signals: numbers('signals'),
  number: numbers('number'),
  claimed: numbers('claimed'),
  sample: numbers('sample'),
}
