import { ACTION_IDS, THREATS } from '../action/action-words.ts'
import { DISPOSITIONS, STATUSES } from '../alert/alert.ts'
import { GATES } from '../decision/decision-words.ts'
import { ENVIRONMENTS } from '../identity/identity-words.ts'
import { CONTAINMENTS } from '../plan/plan-words.ts'
import { IDENTITY_KINDS, SEVERITIES } from '../signal/signal-words.ts'

/**
 * `keyword`: a name, compared whole. `closed`: one of `values`. `ordered`: the same, and `values` stand in ascending order, so
 * that they compare. `text`: words, found anywhere. `boolean`: `true` or `false`. Case never matters.
 */
export type FieldKind = 'keyword' | 'closed' | 'ordered' | 'text' | 'number' | 'time' | 'boolean'

export interface QueryField {
  /** As a query writes it. */
  readonly name: string
  readonly kind: FieldKind
  /** Of `closed` and `ordered` fields, every value. */
  readonly values?: readonly string[]
}

const TIERS = ['T0', 'T1', 'T2', 'T3', 'T4'] as const

/** Every field of an alert that a query, a facet, a group and a sort can name; in the order in which they are offered. */
export const QUERY_FIELDS = [
  field('status', 'closed', STATUSES),
  field('tier', 'ordered', TIERS),
  field('severity', 'ordered', SEVERITIES),
  field('gate', 'closed', GATES),
  field('identity', 'keyword'),
  field('owner', 'keyword'),
  field('environment', 'closed', ENVIRONMENTS),
  field('kind', 'closed', IDENTITY_KINDS),
  field('assignee', 'keyword'),
  field('tag', 'keyword'),
  field('disposition', 'closed', DISPOSITIONS),
  field('trigger', 'keyword'),
  field('threat', 'closed', THREATS),
  field('action', 'closed', ACTION_IDS),
  field('containment', 'closed', CONTAINMENTS),
  field('vendor', 'keyword'),
  field('format', 'keyword'),
  field('title', 'text'),
  field('received', 'time'),
  field('lastSeen', 'time'),
  field('firstSeen', 'time'),
  field('due', 'time'),
  field('held', 'time'),
  field('suppressed', 'keyword'),
  field('priority', 'number'),
  field('confidence', 'number'),
  field('urgency', 'number'),
  field('disruption', 'number'),
  field('stops', 'number'),
  field('signals', 'number'),
  field('number', 'number'),
  field('claimed', 'boolean'),
  field('sample', 'boolean'),
] as const satisfies readonly QueryField[]

export type FieldName = (typeof QUERY_FIELDS)[number]['name']

export type NamedField = QueryField & { readonly name: FieldName }

const BY_NAME: ReadonlyMap<string, NamedField> = new Map(QUERY_FIELDS.map((one) => [one.name.toLowerCase(), one]))

/** The field of that name, in whatever case it is written. */
export function fieldNamed(name: string): NamedField | null {
  return BY_NAME.get(name.toLowerCase()) ?? null
}

function field<const Name extends string>(
  name: Name,
  kind: FieldKind,
  values?: readonly string[],
): QueryField & { readonly name: Name } {
  return { name, kind, ...(values === undefined ? {} : { values }) }
}
