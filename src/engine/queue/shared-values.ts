import type { FieldName } from '../../domain/query/fields.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import type { QueueTable } from './queue-table.ts'

/**
 * The values that these alerts have of each field, as a query writes them, in the order of first sight. Null for a field that is no word
 * or a list of them, of which one of the alerts has none, or of which all of them together have more than `limit`.
 */
export function sharedValues(
  table: QueueTable,
  numbers: readonly number[],
  fields: readonly FieldName[],
  limit: number,
): readonly (readonly string[] | null)[] {
  const rows = numbers.flatMap((number) => table.rowOfNumber(number) ?? [])
  return fields.map((field) => {
    const place = FIELD_COLUMNS[field]
    if (place.kind !== 'words' || table.words(place.column).isList) return null
    const codes = table.codes(place.column)
    const found = new Set<number>()
    for (const row of rows) {
      const code = codes[row] ?? 0
      found.add(code)
      if (code === 0 || found.size > limit) return null
    }
    const words = table.words(place.column)
    // A trigger keeps its id when it is called something else.
    const valueOf = (code: number) => (field === 'trigger' ? words.namesAt(code).at(-1) : words.valueAt(code)) ?? ''
    return rows.length === 0 ? null : Array.from(found, valueOf)
  })
}
