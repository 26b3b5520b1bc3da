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

const READERS: Readonly<Record<string, (row: AlertRow) => string | null>> = {
  identity: (row) => row.identityName,
  trigger: (row) => row.trigger?.id ?? null,
  title: (row) => row.title,
  owner: (row) => row.ownerTeam,
  environment: (row) => row.environment,
  kind: (row) => row.identityKind,
  threat: (row) => row.threat,
  vendor: (row) => row.vendor,
  severity: (row) => row.severity,
  tier: (row) => `T${row.tier}`,
}

/** More values than anybody reads are no property of them together. */
const MOST_VALUES = 5

/** The properties that each of the alerts has, those that name what is suppressed first. */
export function propertiesOf(rows: readonly AlertRow[]): readonly Property[] {
  return Object.entries(READERS).flatMap(([field, read]) => {
    const all = rows.map(read)
    const values = [...new Set(all.filter((value) => value !== null && value !== ''))] as string[]
    const isOfAll = all.every((value) => value !== null && value !== '')
    if (!isOfAll || values.length === 0 || values.length > MOST_VALUES) return []
    return [{ field, label: fieldLabel(field), values }]
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
