import { fieldIs } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { allOf, type Query } from '../../domain/query/query.ts'
import type { Dictionary } from './dictionary.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import type { QueueTable } from './queue-table.ts'

/** Rows of one value under the values of the groups around it. There may be one for every row, so a name is made when it is seen. */
export interface Group {
  /** Values of the groups around it, the outermost first; null where a field has none. */
  readonly around: readonly (string | null)[]
  readonly field: FieldName
  /** Of its value, in the field's column. */
  readonly code: number
  /** 0 for the outermost. */
  readonly depth: number
  readonly isOpen: boolean
  /** A stretch of the rows that were grouped, each group's in the order that they had. */
  readonly rows: Uint32Array
}

/** What stands on the lines of a list, in order: a group's own line, or a stretch of rows. */
export type Stretch =
  | { readonly kind: 'group'; readonly firstLine: number; readonly group: Group }
  | { readonly kind: 'rows'; readonly firstLine: number; readonly rows: Uint32Array }

export interface Lines {
  readonly stretches: readonly Stretch[]
  readonly count: number
  /** Groups of the outermost field. */
  readonly groups: number
}

/**
 * The lines of a list grouped by up to three fields: groups of most rows first, an open one followed by its groups or its rows.
 * `open` holds the paths of open groups as `groupKey` writes them. Without fields: the rows.
 */
export function linesOf(
  table: QueueTable,
  rows: Uint32Array,
  fields: readonly FieldName[],
  open: ReadonlySet<string>,
): Lines {
  const stretches: Stretch[] = []
  let line = 0
  const add = (some: Uint32Array, depth: number, path: readonly (string | null)[]): number => {
    const field = fields[depth]
    if (field === undefined) {
      if (some.length > 0) stretches.push({ kind: 'rows', firstLine: line, rows: some })
      line += some.length
      return 0
    }
    const groups = groupsOf(table, some, field, depth, path, open)
    for (const group of groups) {
      stretches.push({ kind: 'group', firstLine: line, group })
      line += 1
      if (group.isOpen) add(group.rows, depth + 1, [...path, valueOfGroup(table, group)])
    }
    return groups.length
  }
  const groups = add(rows, 0, [])
  return { stretches, count: line, groups }
}

export function groupKey(path: readonly (string | null)[]): string {
  return JSON.stringify(path)
}

/** As a query says it; null where the field has none. */
export function valueOfGroup(table: QueueTable, { field, code }: Group): string | null {
  return wordsOf(table, field).valueAt(code)
}

export function labelOfGroup(table: QueueTable, { field, code }: Group): string | null {
  return wordsOf(table, field).labelAt(code)
}

function wordsOf(table: QueueTable, field: FieldName): Dictionary {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') throw new RangeError(`${field} is a number or a time; group by a field of words`)
  return table.words(place.column)
}

/** The rows of a group as a condition. */
export function groupQuery(fields: readonly FieldName[], path: readonly (string | null)[]): Query {
  return allOf(path.map((value, depth) => fieldIs(fields[depth] ?? '', value)))
}

/** One counting pass: the rows of each value side by side, in the order that they had. */
function groupsOf(
  table: QueueTable,
  rows: Uint32Array,
  field: FieldName,
  depth: number,
  path: readonly (string | null)[],
  open: ReadonlySet<string>,
): readonly Group[] {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') throw new RangeError(`${field} is a number or a time; group by a field of words`)
  const codes = table.codes(place.column)
  const words = table.words(place.column)
  if (words.isList) throw new RangeError(`an alert has several values of ${field}; group by a field with one`)
  const ends = new Uint32Array(words.size)
  for (let at = 0; at < rows.length; at += 1) {
    const code = codes[rows[at] ?? 0] ?? 0
    ends[code] = (ends[code] ?? 0) + 1
  }
  const used: { readonly code: number; readonly count: number; readonly from: number }[] = []
  let from = 0
  for (let code = 0; code < ends.length; code += 1) {
    const count = ends[code] ?? 0
    if (count > 0) used.push({ code, count, from })
    ends[code] = from
    from += count
  }
  const sorted = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0
    const code = codes[row] ?? 0
    const to = ends[code] ?? 0
    sorted[to] = row
    ends[code] = to + 1
  }
  used.sort((a, b) => b.count - a.count || a.code - b.code)
  return used.map(({ code, count, from: start }) => ({
    around: path,
    field,
    code,
    depth,
    isOpen: open.size > 0 && open.has(groupKey([...path, words.valueAt(code)])),
    rows: sorted.subarray(start, start + count),
  }))
}

/** Rows by tier 0 to 4. */
export function tiersOf(table: QueueTable, rows: Uint32Array): readonly number[] {
  const words = table.words('tier')
  const codes = table.codes('tier')
  const counts = new Uint32Array(words.size)
  for (let at = 0; at < rows.length; at += 1) {
    const code = codes[rows[at] ?? 0] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  const tiers = [0, 0, 0, 0, 0]
  for (let code = 1; code < words.size; code += 1) tiers[Number(words.wordAt(code)?.slice(1))] = counts[code] ?? 0
  return tiers
}
