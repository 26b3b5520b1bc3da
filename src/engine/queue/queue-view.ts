import { chipsOf } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { printQuery } from '../../domain/query/print.ts'
import { allOf, EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { collapse } from './collapse.ts'
import { type Drift, NO_DRIFT } from './drift.ts'
import { completionsOf, type Facet, type FacetValue, facetOf } from './facets.ts'
import { andInto, type FilterWorld, type Mask, maskOf } from './filter.ts'
import {
  groupKey,
  groupQuery,
  type Lines,
  labelOfGroup,
  linesOf,
  type Stretch,
  tiersOf,
  valueOfGroup,
} from './groups.ts'
import { type Histogram, histogramOf } from './histogram.ts'
import { QueueOrders, type QueueSort } from './order.ts'
import type { QueueTable } from './queue-table.ts'

export interface ViewWish {
  readonly query: Query
  readonly sort: QueueSort
  /** At most three, of words; empty for a plain list. */
  readonly groupBy: readonly FieldName[]
  /** Paths of the groups that are open. */
  readonly open: readonly (readonly (string | null)[])[]
  /** Whether alerts that repeat one another are one line. */
  readonly isCollapsed: boolean
}

/** What a view comes to, in numbers. */
export interface ViewCounts {
  /** Alerts that fit. */
  readonly matched: number
  /** Lines of the list: rows, and groups if it is grouped. */
  readonly lines: number
  /** Groups of the outermost field; 0 without. */
  readonly groups: number
}

export type QueueLine =
  | { readonly kind: 'row'; readonly line: number; readonly row: QueueAlert; readonly repeats: number }
  | {
      readonly kind: 'group'
      readonly line: number
      readonly path: readonly (string | null)[]
      readonly field: FieldName
      readonly value: string | null
      readonly label: string | null
      readonly depth: number
      readonly isOpen: boolean
      readonly count: number
      /** Rows by tier 0 to 4. */
      readonly tiers: readonly number[]
      /** Its rows as a query, to be joined to the view's. */
      readonly query: Query
    }

/** One of a selection, with the version that was seen. */
export interface QueueMember {
  readonly id: string
  readonly number: number
  readonly version: number
}

/** Conditions whose rows are kept: a person takes the same ones out and puts them in again. */
const MOST_MASKS = 16

/** A table under one view at a time. The lines stand still, whatever changes in the table, until `show` is called again. */
export class QueueViews {
  readonly #table: QueueTable
  readonly #orders: QueueOrders
  readonly #masks = new Map<string, Mask>()
  #masksOf = -1
  #wish: ViewWish | null = null
  #world: FilterWorld | null = null
  #mask: Mask = new Uint8Array()
  #lines: Lines = { stretches: [], count: 0, groups: 0 }
  #repeats: Uint32Array | null = null

  constructor(table: QueueTable) {
    this.#table = table
    this.#orders = new QueueOrders(table)
  }

  show(wish: ViewWish, world: FilterWorld): ViewCounts {
    this.#wish = wish
    this.#world = world
    this.#mask = this.#maskOf(wish.query)
    const ordered = this.#orders.pick(wish.sort, this.#mask)
    const collapsed = wish.isCollapsed ? collapse(this.#table, ordered) : null
    this.#repeats = collapsed?.repeats ?? null
    const open = new Set(wish.open.map(groupKey))
    this.#lines = linesOf(this.#table, collapsed?.rows ?? ordered, wish.groupBy.slice(0, 3), open)
    return { matched: ordered.length, lines: this.#lines.count, groups: this.#lines.groups }
  }

  /** Facets of the view as it was shown. */
  facets(fields: readonly FieldName[], limit: number): readonly Facet[] {
    const query = this.#wish?.query ?? EVERYTHING
    return fields.map((field) => {
      const chips = chipsOf(query)
      const others = chips.filter((chip) => chip.kind !== 'is' || chip.field !== field)
      const reach = others.length === chips.length ? this.#mask : this.#sameRows(this.#maskOf(allOf(others)))
      return facetOf(this.#table, field, this.#mask, reach, limit)
    })
  }

  histogram(field: 'received' | 'lastSeen', bars: number): Histogram | null {
    return histogramOf(this.#table, field, this.#mask, bars)
  }

  /** Values of a field that hold the prefix, counted in the view or, with `isEverywhere`, in all alerts. */
  completions(field: FieldName, prefix: string, isEverywhere: boolean, limit: number): readonly FacetValue[] {
    const mask = isEverywhere ? this.#maskOf(EVERYTHING) : this.#mask
    return completionsOf(this.#table, field, prefix, mask, limit)
  }

  /** Lines from `from`, before `to`. */
  window(from: number, to: number): readonly QueueLine[] {
    const lines: QueueLine[] = []
    let place = this.#stretchAt(from)
    for (let line = Math.max(0, from); line < Math.min(to, this.#lines.count); line += 1) {
      let stretch = this.#lines.stretches[place]
      const next = this.#lines.stretches[place + 1]
      if (next !== undefined && next.firstLine <= line) {
        place += 1
        stretch = next
      }
      if (stretch !== undefined) lines.push(this.#lineOf(stretch, line))
    }
    return lines
  }

  /** Line of an alert; null where it is not in the list, or in a group that is closed. */
  lineOf(number: number): number | null {
    const row = this.#table.rowOfNumber(number)
    if (row === null) return null
    for (const stretch of this.#lines.stretches) {
      if (stretch.kind !== 'rows') continue
      const at = stretch.rows.indexOf(row)
      if (at >= 0) return stretch.firstLine + at
    }
    return null
  }

  /** The alerts of the view that fit `also`, in its order, the repetitions among them. */
  members(also: Query, limit: number): { readonly total: number; readonly first: readonly QueueMember[] } {
    if (this.#wish === null) return { total: 0, first: [] }
    const mask = this.#mask.slice()
    andInto(mask, this.#maskOf(also))
    const rows = this.#orders.pick(this.#wish.sort, mask)
    const first = Array.from(rows.subarray(0, limit), (row) => {
      const { id, number, version } = this.#table.alertAt(row)
      return { id, number, version }
    })
    return { total: rows.length, first }
  }

  /** Alerts of the whole table that fit each query; judged as the view is, at its moment and for its reader. */
  counts(queries: readonly Query[], world: FilterWorld): readonly number[] {
    this.#world ??= world
    return queries.map((query) => this.#maskOf(query).reduce((sum, fits) => sum + fits, 0))
  }

  drift(): Drift {
    if (this.#wish === null) return NO_DRIFT
    const now = this.#maskOf(this.#wish.query)
    const severity = this.#table.codes('severity')
    const critical = this.#table.words('severity').codeOf('critical')
    let arrived = 0
    let arrivedCritical = 0
    let left = 0
    for (let row = 0; row < now.length; row += 1) {
      const [was, is] = [this.#mask[row] ?? 0, now[row] ?? 0]
      if (was === is) continue
      if (is === 0) left += 1
      else {
        arrived += 1
        if (severity[row] === critical) arrivedCritical += 1
      }
    }
    return { arrived, arrivedCritical, left }
  }

  /** The rows of a query, by its chips: each is judged once for as long as nothing changes. */
  #maskOf(query: Query): Mask {
    if (this.#masksOf !== this.#table.version) this.#masks.clear()
    this.#masksOf = this.#table.version
    const mask = new Uint8Array(this.#table.count).fill(1)
    for (const chip of chipsOf(query)) andInto(mask, this.#maskOfChip(chip))
    return mask
  }

  #maskOfChip(chip: Query): Mask {
    const world = this.#world ?? { now: 0, meId: '', raw: new Map() }
    const text = printQuery(chip)
    // Only these mean something else at another moment, to another person, or with another answer of the gateway.
    const key = JSON.stringify([text, /now/i.test(text) ? world.now : 0, world.meId])
    const known = text.includes('raw.') ? undefined : this.#masks.get(key)
    if (known !== undefined) return known
    const mask = maskOf(chip, this.#table, world)
    this.#masks.set(key, mask)
    for (const [oldest] of this.#masks) {
      if (this.#masks.size <= MOST_MASKS) break
      this.#masks.delete(oldest)
    }
    return mask
  }

  /** Rows that came after the view was shown are in none of its numbers. */
  #sameRows(mask: Mask): Mask {
    return mask.subarray(0, this.#mask.length)
  }

  #stretchAt(line: number): number {
    const { stretches } = this.#lines
    let low = 0
    let high = stretches.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((stretches[middle]?.firstLine ?? 0) <= line) low = middle
      else high = middle - 1
    }
    return low
  }

  #lineOf(stretch: Stretch, line: number): QueueLine {
    if (stretch.kind === 'rows') {
      const row = stretch.rows[line - stretch.firstLine] ?? 0
      return { kind: 'row', line, row: this.#table.alertAt(row), repeats: this.#repeats?.[row] ?? 1 }
    }
    const { around, field, depth, isOpen, rows } = stretch.group
    const value = valueOfGroup(this.#table, stretch.group)
    const label = labelOfGroup(this.#table, stretch.group)
    const path = [...around, value]
    const tiers = tiersOf(this.#table, rows)
    const query = groupQuery(this.#wish?.groupBy ?? [], path)
    return { kind: 'group', line, path, field, value, label, depth, isOpen, count: rows.length, tiers, query }
  }
}
