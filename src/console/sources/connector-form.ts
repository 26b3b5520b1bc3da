import type { ConnectorKindView } from '../../domain/views/other-views.ts'

type Kind = Pick<ConnectorKindView, 'fields'>
type Values = Readonly<Record<string, string>>

/** Required fields that are empty; a secret that is set already may stay empty. */
export function missingFields(kind: Kind, secretsSet: readonly string[], values: Values): readonly string[] {
  return kind.fields
    .filter((field) => field.isRequired && (values[field.name] ?? '').trim() === '')
    .filter((field) => field.kind !== 'secret' || !secretsSet.includes(field.name))
    .map((field) => field.name)
}

/** What is sent: settings that differ from `before`, and secrets that were written. */
export function changedValues(kind: Kind, before: Values, values: Values): Record<string, string> {
  const changed = kind.fields.filter(({ name, kind: sort }) => {
    const value = values[name] ?? ''
    return sort === 'secret' ? value !== '' : value.trim() !== (before[name] ?? '')
  })
  return Object.fromEntries(changed.map(({ name }) => [name, values[name] ?? '']))
}
