import { means } from '#words/query.ts'
import type { FieldName } from '../../../domain/query/fields.ts'

export function FieldMeaning({ name }: { readonly name: FieldName }) {
  return means[name]
}
