import { fieldIs } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { allOf, type Query } from '../../domain/query/query.ts'
import type { WordName } from './columns.ts'
import { countCodes } from './count-codes.ts'
import type { Dictionary } from './dictionary.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import { GroupTiers } from './group-tiers.ts'
import { orderByCount } from './order-by-count.ts'
import type { QueueTable } from './queue-table.ts'

/** Rows of one value under the values of the groups around it. */
export interface Group {
  /** Values of the groups around it and its own, the outermost first; null where a field has none. */
  readonly path: readonly (string | null)[]
  readonly field: FieldName
  readonly label: string | null
  /** 0 for the outermost. */
  readonly depth: number
  readonly isOpen: boolean
  readonly count: number
  /** Rows by tier 0 to 4. */
  readonly tiers: readonly number[]
}

/** What stands on one line of a grouped list. */
export type GroupedLine =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'row'; readonly row: number }

/**
 * The groups of some rows by one field, those of most rows first; an open one is followed by its groups, or its rows. There may be a
 * group for every row, so all of them are numbers in a few arrays; a name is made when it is looked at, and rows are put together
 * for groups that are open.
 */
export interface Level {
  readonly field: FieldName
  readonly depth: number
  readonly path: readonly (string | null)[]
  /** Groups in order. */
  readonly codes: Uint32Array
  /** Rows by code. */
  readonly counts: Uint32Array
  readonly tiers: GroupTiers
  readonly opened: readonly Opened[]
  readonly lines: number
}

interface Opened {
  /** Place in `codes`. */
  readonly at: number
  /** Where its own line stands within the level. */
  readonly line: number
  readonly inside: Level | Uint32Array
}

/** Rows that are grouped. */
export interface GroupedRows {
  /** Rows by code of a column. */
  by(column: WordName): Uint32Array
  /** In any order; null stands for every row. */
  rows(): Uint32Array | null
}

/** A list of rows as it is. */
export function listed(table: QueueTable, rows: Uint32Array): GroupedRows {
  return {
    by: (column) => countCodes(table.codes(column), table.words(column).size, rows, rows.length),
    rows: () => rows,
  }
}

/**
 * Groups rows by up to three fields. `open` holds the paths of open groups. `ordered` answers the same rows in the order of the list,
 * and is called only where a group is open. Throws a RangeError on a field by which nothing can be grouped.
 */
export function levelOf(
  table: QueueTable,
  fields: readonly FieldName[],
  open: readonly (readonly (string | null)[])[],
  rows: GroupedRows,
  ordered: () => Uint32Array,
  path: readonly (string | null)[] = [],
): Level {
  const depth = path.length
  const field = fields[depth] ?? 'tier'
  const column = columnOf(table, field)
  const words = table.words(column)
  const counts = rows.by(column)
  const codes = orderByCount(counts)
  const openAt = placesOf(codes, words, path, open)
  const inside = openAt.length === 0 ? [] : rowsIn(table, column, openAt, codes, ordered())
  let line = 0
  const opened = openAt.map((at, i): Opened => {
    const some = inside[i] ?? new Uint32Array()
    const value = words.valueAt(codes[at] ?? 0)
    const isLast = depth + 1 >= fields.length
    const next = isLast ? some : levelOf(table, fields, open, listed(table, some), () => some, [...path, value])
    const one = { at, line: at + line, inside: next }
    line += linesIn(next)
    return one
  })
  const tiers = new GroupTiers(table, column, codes, () => rows.rows())
  return { field, depth, path, codes, counts, tiers, opened, lines: codes.length + line }
}

function linesIn(inside: Level | Uint32Array): number {
  return inside instanceof Uint32Array ? inside.length : inside.lines
}

/** What stands on a line, from 0. */
export function lineIn(table: QueueTable, level: Level, line: number): GroupedLine | null {
  let [low, high] = [0, level.opened.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((level.opened[middle]?.line ?? 0) < line) low = middle + 1
    else high = middle
  }
  const here = level.opened[low]
  const before = level.opened[low - 1]
  if (here?.line === line) return { kind: 'group', group: groupAt(table, level, here.at, true) }
  if (before === undefined) return groupLine(table, level, line)
  const within = line - before.line - 1
  const count = linesIn(before.inside)
  if (within >= count) return groupLine(table, level, before.at + 1 + within - count)
  if (!(before.inside instanceof Uint32Array)) return lineIn(table, before.inside, within)
  return { kind: 'row', row: before.inside[within] ?? 0 }
}

function groupLine(table: QueueTable, level: Level, at: number): GroupedLine | null {
  return at < level.codes.length ? { kind: 'group', group: groupAt(table, level, at, false) } : null
}

function groupAt(table: QueueTable, level: Level, at: number, isOpen: boolean): Group {
  const { field, depth, path, codes, counts, tiers } = level
  const code = codes[at] ?? 0
  const words = table.words(columnOf(table, field))
  return {
    path: [...path, words.valueAt(code)],
    field,
    label: words.labelAt(code),
    depth,
    isOpen,
    count: counts[code] ?? 0,
    tiers: tiers.at(at),
  }
}

/** Line of a row within the level; -1 where it is in no open group. */
export function lineOfRow(level: Level, row: number): number {
  for (const { line, inside } of level.opened) {
    const within = inside instanceof Uint32Array ? inside.indexOf(row) : lineOfRow(inside, row)
    if (within >= 0) return line + 1 + within
  }
  return -1
}

/** The rows of a group as a condition. */
export function groupQuery(fields: readonly FieldName[], path: readonly (string | null)[]): Query {
  return allOf(path.map((value, depth) => fieldIs(fields[depth] ?? '', value)))
}

/** The column of a field by which rows can be grouped. Throws a RangeError on any other. */
export function columnOf(table: QueueTable, field: FieldName): WordName {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') throw new RangeError(`${field} is a number or a time; group by a field of words`)
  if (table.words(place.column).isList) {
    throw new RangeError(`an alert has several values of ${field}; group by a field with one`)
  }
  return place.column
}

/** Places of the groups that are open, ascending. */
function placesOf(
  codes: Uint32Array,
  words: Dictionary,
  path: readonly (string | null)[],
  open: readonly (readonly (string | null)[])[],
): readonly number[] {
  const depth = path.length
  const here = open.filter((one) => one.length === depth + 1 && path.every((value, at) => one[at] === value))
  const values = new Set(here.map((one) => one[depth] ?? null))
  const places: number[] = []
  if (values.size === 0) return places
  for (let at = 0; at < codes.length; at += 1) if (values.has(words.valueAt(codes[at] ?? 0))) places.push(at)
  return places
}

/** The rows of each of these groups, as they are ordered. */
function rowsIn(
  table: QueueTable,
  column: WordName,
  places: readonly number[],
  groupCodes: Uint32Array,
  ordered: Uint32Array,
): readonly Uint32Array[] {
  const codes = table.codes(column)
  /** One more than the place among those that are open; 0 for a group that is not. */
  const slots = new Uint32Array(table.words(column).size)
  for (const [slot, at] of places.entries()) slots[groupCodes[at] ?? 0] = slot + 1
  const sizes = new Uint32Array(places.length)
  for (let at = 0; at < ordered.length; at += 1) {
    const slot = slots[codes[ordered[at] ?? 0] ?? 0] ?? 0
    if (slot > 0) sizes[slot - 1] = (sizes[slot - 1] ?? 0) + 1
  }
  const rows = Array.from(sizes, (size) => new Uint32Array(size))
  sizes.fill(0)
  for (let at = 0; at < ordered.length; at += 1) {
    const row = ordered[at] ?? 0
    const slot = slots[codes[row] ?? 0] ?? 0
    if (slot === 0) continue
    const to = sizes[slot - 1] ?? 0
    const some = rows[slot - 1]
    if (some !== undefined) some[to] = row
    sizes[slot - 1] = to + 1
  }
  return rows
}
