import { chipsOf } from '../../domain/query/edit.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { allOf, EVERYTHING, type Query } from '../../domain/query/query.ts'
import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { type ChosenIn, countInGroups } from './chosen-in-groups.ts'
import { type Leaders, Repetitions } from './collapse.ts'
import { WORD_NAMES } from './columns.ts'
import { type Drift, NO_DRIFT } from './drift.ts'
import { completionsOf, type Facet, type FacetValue, facetOf } from './facets.ts'
import type { FilterWorld } from './filter.ts'
import { groupQuery, type Level, levelOf, lineIn, lineOfRow, listed } from './groups.ts'
import { type Histogram, histogramOf } from './histogram.ts'
import { add, andInto, copyMask, countOf, has, type Mask, newMask, remove, rowsBetween } from './masks.ts'
import { QueueOrders, type QueueSort } from './order.ts'
import { QueryMasks } from './query-masks.ts'
import type { QueueTable } from './queue-table.ts'
import { type RowList, ShownRows } from './shown-rows.ts'
import { Tallies } from './tallies.ts'
import type { Tally } from './tally.ts'

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

const NO_WORLD: FilterWorld = { now: 0, meId: '', raw: new Map() }

/** A table under one view at a time. The lines stand still, whatever changes in the table, until `show` is called again. */
export class QueueViews {
  readonly #table: QueueTable
  readonly #orders: QueueOrders
  readonly #masks: QueryMasks
  readonly #repetitions: Repetitions
  #wish: ViewWish | null = null
  #world: FilterWorld | null = null
  #mask: Mask = newMask(0)
  readonly #tallies: Tallies
  #tally: Tally
  #rows: RowList | null = null
  #groups: Level | null = null
  #lines = 0
  /** The same rows, where each stands for those that repeat it. */
  #leaders: Leaders | null = null

  constructor(table: QueueTable) {
    this.#table = table
    this.#orders = new QueueOrders(table)
    this.#masks = new QueryMasks(table)
    this.#repetitions = new Repetitions(table)
    this.#tallies = new Tallies(table)
    this.#tally = this.#tallies.everything()
  }

  show(wish: ViewWish, world: FilterWorld): ViewCounts {
    this.#wish = wish
    this.#world = world
    const mask = this.#maskOf(wish.query)
    this.#tally = this.#tallies.ofView(mask)
    this.#mask = mask
    const matched = this.#tally.count
    const order = this.#orders.orderOf(wish.sort)
    const leaders = wish.isCollapsed ? this.#repetitions.leaders(order, mask) : null
    const shown = leaders ?? new ShownRows(order, mask)
    this.#leaders = leaders
    this.#rows = shown
    const fields = wish.groupBy.slice(0, 3)
    const grouped = leaders === null ? this.#tally : listed(this.#table, leaders.all())
    this.#groups = null
    if (fields.length > 0) this.#groups = levelOf(this.#table, fields, wish.open, grouped, () => shown.all())
    this.#lines = this.#groups?.lines ?? leaders?.count ?? matched
    return { matched, lines: this.#lines, groups: this.#groups?.codes.length ?? 0 }
  }

  /** Facets of the view as it was shown. */
  facets(fields: readonly FieldName[], limit: number): readonly Facet[] {
    const chips = chipsOf(this.#wish?.query ?? EVERYTHING)
    return fields.map((field) => {
      const others = chips.filter((chip) => chip.kind !== 'is' || chip.field !== field)
      const reach = others.length === chips.length ? this.#tally : this.#tallies.ofReach(this.#sameRows(allOf(others)))
      return facetOf(this.#table, field, this.#tally, reach, limit)
    })
  }

  histogram(field: 'received' | 'lastSeen', bars: number): Histogram | null {
    const { now } = this.#world ?? NO_WORLD
    return this.#tally.once(`${field} ${bars}`, () => histogramOf(this.#table, field, this.#tally, bars, now))
  }

  /** Values of a field that hold the prefix, counted in the view or, with `isEverywhere`, in all alerts. */
  completions(field: FieldName, prefix: string, isEverywhere: boolean, limit: number): readonly FacetValue[] {
    const counted = isEverywhere ? this.#tallies.everything() : this.#tally
    return completionsOf(this.#table, field, prefix, counted, limit)
  }

  /** Lines from `from`, before `to`. */
  window(from: number, to: number): readonly QueueLine[] {
    const lines: QueueLine[] = []
    for (let line = Math.max(0, from); line < Math.min(to, this.#lines); line += 1) {
      const shown = this.#lineAt(line)
      if (shown !== null) lines.push(shown)
    }
    return lines
  }

  /** Line of an alert; null where it is not in the list, or in a group that is closed. */
  lineOf(number: number): number | null {
    const row = this.#table.rowOfNumber(number)
    if (row === null || this.#rows === null) return null
    const line = this.#groups === null ? this.#rows.placeOf(row) : lineOfRow(this.#groups, row)
    return line < 0 ? null : line
  }

  /**
   * The alerts of the view that fit `also`, in its order, the repetitions among them; with `repeatsOf`, the number of an alert, only
   * that one and those that repeat it.
   */
  members(
    also: Query,
    limit: number,
    repeatsOf: number | null = null,
  ): { readonly total: number; readonly first: readonly QueueMember[] } {
    if (this.#wish === null) return { total: 0, first: [] }
    const mask = copyMask(this.#mask)
    andInto(mask, this.#sameRows(also))
    if (repeatsOf !== null) this.#keepRepeats(mask, repeatsOf)
    const rows = new ShownRows(this.#orders.orderOf(this.#wish.sort), mask)
    const first = Array.from(rows.first(limit), (row) => {
      const { id, number, version } = this.#table.alertAt(row)
      return { id, number, version }
    })
    return { total: countOf(mask), first }
  }

  /**
   * Of each group, by its path: how many of these alerts it holds, and how many it holds in all, repetitions among them. Alerts that are
   * not in the view count in neither. One pass over the view for all groups, so it may be asked with every tick.
   */
  chosenIn(numbers: readonly number[], paths: readonly (readonly (string | null)[])[]): readonly ChosenIn[] {
    const fields = this.#wish?.groupBy ?? []
    const chosen = newMask(this.#mask.count)
    for (const number of numbers) {
      const row = this.#table.rowOfNumber(number)
      if (row !== null && row < chosen.count && has(this.#mask, row)) add(chosen, row)
    }
    return countInGroups(this.#table, fields, paths, this.#mask, chosen)
  }

  #keepRepeats(mask: Mask, number: number): void {
    const keys = this.#repetitions.keys()
    const row = this.#table.rowOfNumber(number)
    const key = row === null ? null : keys[row]
    for (let at = 0; at < mask.count; at += 1) if (keys[at] !== key) remove(mask, at)
  }

  /** Alerts of the whole table that fit each query; judged as the view is, at its moment and for its reader. */
  counts(queries: readonly Query[], world: FilterWorld): readonly number[] {
    this.#world ??= world
    return queries.map((query) => countOf(this.#maskOf(query)))
  }

  drift(): Drift {
    if (this.#wish === null) return NO_DRIFT
    const now = this.#maskOf(this.#wish.query)
    const severity = this.#table.codes('severity')
    const critical = this.#table.words('severity').codeOf('critical')
    let arrived = 0
    let arrivedCritical = 0
    let left = 0
    for (const row of rowsBetween(this.#mask, now)) {
      if (!has(now, row)) left += 1
      else {
        arrived += 1
        if (severity[row] === critical) arrivedCritical += 1
      }
    }
    return { arrived, arrivedCritical, left }
  }

  /**
   * What somebody will probably ask for, made a piece at a time while nobody asks for anything: names in their order, who repeats whom, the
   * orders by time. What it leaves behind is mended as the table changes.
   */
  *prepare(): Generator<undefined, void> {
    for (const name of WORD_NAMES) {
      this.#table.words(name).file()
      yield
    }
    for (const name of ['identity', 'title', 'owner', 'trigger', 'assignee'] as const) {
      this.#table.words(name).ranks()
      yield
    }
    this.#repetitions.keys()
    for (const field of ['received', 'lastSeen'] as const) {
      yield
      this.#orders.orderOf({ field, descending: true })
    }
  }

  #maskOf(query: Query): Mask {
    return this.#masks.of(query, this.#world ?? NO_WORLD)
  }

  /** Rows that came after the view was shown are in none of its numbers. */
  #sameRows(query: Query): Mask {
    const mask = this.#maskOf(query)
    return mask.count === this.#mask.count ? mask : copyMask(mask, this.#mask.count)
  }

  #lineAt(line: number): QueueLine | null {
    if (this.#groups === null) {
      const row = this.#rows?.at(line) ?? null
      return row === null ? null : this.#rowLine(line, row)
    }
    const shown = lineIn(this.#table, this.#groups, line)
    if (shown === null) return null
    if (shown.kind === 'row') return this.#rowLine(line, shown.row)
    const { path, field, label, depth, isOpen, count, tiers } = shown.group
    const query = groupQuery(this.#wish?.groupBy ?? [], path)
    return { kind: 'group', line, path, field, value: path.at(-1) ?? null, label, depth, isOpen, count, tiers, query }
  }

  #rowLine(line: number, row: number): QueueLine {
    const repeats = this.#leaders?.repeatsOf(this.#repetitions.keys()[row] ?? 0) ?? 1
    return { kind: 'row', line, row: this.#table.alertAt(row), repeats }
  }
}
