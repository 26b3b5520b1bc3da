import type { FieldName } from '../../../domain/query/fields.ts'
import { printQuery } from '../../../domain/query/print.ts'
import { allOf, literal } from '../../../domain/query/query.ts'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { fieldLabel } from '../field-label.ts'

/** A property that some alerts have, by which others like them can be suppressed. */
export interface Property {
  readonly field: string
  readonly label: string
  /** Of the alerts, each once. */
  readonly values: readonly string[]
}

const READERS = {
  identity: (row: AlertRow) => row.identityName,
  trigger: (row: AlertRow) => row.trigger?.id ?? null,
  title: (row: AlertRow) => row.title,
  owner: (row: AlertRow) => row.ownerTeam,
  environment: (row: AlertRow) => row.environment,
  kind: (row: AlertRow) => row.identityKind,
  threat: (row: AlertRow) => row.threat,
  vendor: (row: AlertRow) => row.vendor,
  severity: (row: AlertRow) => row.severity,
  tier: (row: AlertRow) => `T${row.tier}`,
} satisfies Partial<Record<FieldName, (row: AlertRow) => string | null>>

/** In the order in which they are offered: those that name what is suppressed first. */
export const PROPERTY_FIELDS = Object.keys(READERS) as readonly (keyof typeof READERS)[]

/** More values than anybody reads are no property of them together. */
export const MOST_VALUES = 5

export function propertyOf(field: FieldName, values: readonly string[]): Property {
  return { field, label: fieldLabel(field), values }
}

/** The properties that each of the alerts has, those that name what is suppressed first. */
export function propertiesOf(rows: readonly AlertRow[]): readonly Property[] {
  return PROPERTY_FIELDS.flatMap((field) => {
    const all = rows.map(READERS[field])
    const values = [...new Set(all.filter((value) => value !== null && value !== ''))] as string[]
    const isOfAll = all.every((value) => value !== null && value !== '')
    if (!isOfAll || values.length === 0 || values.length > MOST_VALUES) return []
    return [propertyOf(field, values)]
  })
}

/** Chosen first: this identity and what fired on it, not everything of either. */
export function firstChoice(properties: readonly Property[]): readonly string[] {
  const has = (field: string) => properties.some((property) => property.field === field)
  return ['identity', has('trigger') ? 'trigger' : 'title'].filter(has)
}

export function queryOfProperties(properties: readonly Property[], chosen: readonly string[]): string {
  const parts = properties.filter(({ field }) => chosen.includes(field))
  return printQuery(allOf(parts.map(({ field, values }) => ({ kind: 'is', field, values: values.map(literal) }))))
}
