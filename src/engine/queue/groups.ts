import { fieldIs } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { allOf, type Query } from '../../domain/query/query.ts'
import type { Dictionary } from './dictionary.ts'
import { FIELD_COLUMNS } from './field-columns.ts'
import type { QueueTable } from './queue-table.ts'

const TIERS = 5

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
  /** Rows by code, then by tier. */
  readonly counts: Uint32Array
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

/**
 * Groups rows by up to three fields. `open` holds the paths of open groups as `groupKey` writes them. `ordered` answers the same rows in
 * the order of the list, and is called only where a group is open.
 */
export function levelOf(
  table: QueueTable,
  fields: readonly FieldName[],
  open: ReadonlySet<string>,
  rows: Uint32Array | null,
  ordered: () => Uint32Array,
  path: readonly (string | null)[] = [],
): Level {
  const depth = path.length
  const field = fields[depth] ?? 'tier'
  const words = wordsOf(table, field)
  const counts = countTiers(table, field, rows)
  const codes = byCount(counts)
  const openAt = placesOf(codes, words, path, open)
  const inside = openAt.length === 0 ? [] : rowsIn(table, field, openAt, codes, ordered())
  let line = 0
  const opened = openAt.map((at, i): Opened => {
    const some = inside[i] ?? new Uint32Array()
    const value = words.valueAt(codes[at] ?? 0)
    const next = depth + 1 < fields.length ? levelOf(table, fields, open, some, () => some, [...path, value]) : some
    const one = { at, line: at + line, inside: next }
    line += linesIn(next)
    return one
  })
  return { field, depth, path, codes, counts, opened, lines: codes.length + line }
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
  const { field, depth, path, codes, counts } = level
  const code = codes[at] ?? 0
  const words = wordsOf(table, field)
  const tiers = Array.from(counts.subarray(code * TIERS, code * TIERS + TIERS))
  return {
    path: [...path, words.valueAt(code)],
    field,
    label: words.labelAt(code),
    depth,
    isOpen,
    count: tiers.reduce((sum, count) => sum + count, 0),
    tiers,
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

export function groupKey(path: readonly (string | null)[]): string {
  return JSON.stringify(path)
}

/** The rows of a group as a condition. */
export function groupQuery(fields: readonly FieldName[], path: readonly (string | null)[]): Query {
  return allOf(path.map((value, depth) => fieldIs(fields[depth] ?? '', value)))
}

function wordsOf(table: QueueTable, field: FieldName): Dictionary {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') throw new RangeError(`${field} is a number or a time; group by a field of words`)
  const words = table.words(place.column)
  if (words.isList) throw new RangeError(`an alert has several values of ${field}; group by a field with one`)
  return words
}

function codesOf(table: QueueTable, field: FieldName) {
  const place = FIELD_COLUMNS[field]
  if (place.kind !== 'words') throw new RangeError(`${field} is a number or a time; group by a field of words`)
  return table.codes(place.column)
}

function countTiers(table: QueueTable, field: FieldName, rows: Uint32Array | null): Uint32Array {
  const codes = codesOf(table, field)
  const counts = new Uint32Array(wordsOf(table, field).size * TIERS)
  const tierCodes = table.codes('tier')
  const tierWords = table.words('tier')
  const tierOf = Uint8Array.from({ length: tierWords.size }, (_, code) => Number(tierWords.wordAt(code)?.slice(1) ?? 0))
  const length = rows === null ? table.count : rows.length
  for (let i = 0; i < length; i += 1) {
    const row = rows === null ? i : (rows[i] ?? 0)
    const at = (codes[row] ?? 0) * TIERS + (tierOf[tierCodes[row] ?? 0] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

/** Codes that have rows, those of most first; of as many, the word that was seen first. */
function byCount(counts: Uint32Array): Uint32Array {
  const size = counts.length / TIERS
  // Sorted as numbers, without a comparison in between: what is wanted first is the lowest.
  const keys = new Float64Array(size)
  let used = 0
  for (let code = 0; code < size; code += 1) {
    let count = 0
    for (let tier = 0; tier < TIERS; tier += 1) count += counts[code * TIERS + tier] ?? 0
    if (count === 0) continue
    keys[used] = code - count * size
    used += 1
  }
  const sorted = keys.subarray(0, used).sort()
  return Uint32Array.from(sorted, (key) => ((key % size) + size) % size)
}

/** Places of the groups that are open, ascending. */
function placesOf(
  codes: Uint32Array,
  words: Dictionary,
  path: readonly (string | null)[],
  open: ReadonlySet<string>,
): readonly number[] {
  if (open.size === 0) return []
  const places: number[] = []
  for (let at = 0; at < codes.length; at += 1) {
    if (open.has(groupKey([...path, words.valueAt(codes[at] ?? 0)]))) places.push(at)
  }
  return places
}

/** The rows of each of these groups, as they are ordered. */
function rowsIn(
  table: QueueTable,
  field: FieldName,
  places: readonly number[],
  groupCodes: Uint32Array,
  ordered: Uint32Array,
): readonly Uint32Array[] {
  const codes = codesOf(table, field)
  /** One more than the place among those that are open; 0 for a group that is not. */
  const slots = new Uint32Array(wordsOf(table, field).size)
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
