import { labels } from '#words/shared/fields.ts'
import { fieldNamed } from '../../domain/query/fields.ts'

/** A field as a heading says it; a path into the raw record as it is written. */
export function fieldLabel(name: string): string {
  const field = fieldNamed(name)
  return field === null ? name : labels[field.name]
}
