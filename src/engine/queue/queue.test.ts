import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chipsOf } from '../../domain/query/edit.ts'
import { type FieldName, fieldNamed, QUERY_FIELDS } from '../../domain/query/fields.ts'
import { matchesQuery } from '../../domain/query/matches.ts'
import { readRank } from '../../domain/query/operand.ts'
import { fold } from '../../domain/query/pattern.ts'
import { allOf, EVERYTHING, type Query } from '../../domain/query/query.ts'
import { valueOfRow } from '../../domain/query/row-values.ts'
import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { alertRows, anAlertRow } from '../../testing/alert-rows.ts'
import { NOON } from '../../testing/builders.ts'
import { rowQueries } from '../../testing/queries.ts'
import type { QueueSort } from './order.ts'
import { QueueViews } from './queue-view.ts'
import { numbersIn, put, read, rowsIn, tableOf, WISH, WORLD, withDedup } from './testing/tables.ts'

const byNumber = (rows: readonly QueueAlert[]) => rows.toSorted((a, b) => a.number - b.number)

const WORD_FIELDS = QUERY_FIELDS.filter(({ kind }) => !['number', 'time', 'boolean'].includes(kind)).map(
  ({ name }) => name,
)

/** By sorting objects. */
function sorted(rows: readonly QueueAlert[], { field, descending }: QueueSort): readonly QueueAlert[] {
  const key = (row: QueueAlert): number | string | null => {
    const value = valueOfRow(row, field)
    if (typeof value === 'number') return value
    if (typeof value === 'boolean') return Number(value)
    const word = value?.[0]
    const known = fieldNamed(field)
    return word === undefined ? null : known?.values === undefined ? fold(word) : readRank(known, word)
  }
  const order = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x !== y) {
      if (x === null || y === null) return x === null ? 1 : -1
      return x < y ? -order : order
    }
    return b.priority - a.priority || b.number - a.number
  })
}

const numericSorts = fc.record({
  field: fc.constantFrom<FieldName>(
    'priority',
    'tier',
    'severity',
    'received',
    'due',
    'stops',
    'claimed',
    'status',
    'number',
  ),
  descending: fc.boolean(),
})

describe('columns against the plain reading', () => {
  test('a row comes out of the columns as it went in', () => {
    fc.assert(
      fc.property(alertRows(12), (rows) => {
        const views = new QueueViews(tableOf(rows))
        views.show(WISH, WORLD)
        expect(byNumber(rowsIn(views))).toEqual(rows)
      }),
    )
  })

  test('the same rows fit a query', () => {
    fc.assert(
      fc.property(alertRows(20), rowQueries, (rows, query) => {
        const views = new QueueViews(tableOf(rows))
        const { matched } = views.show({ ...WISH, query }, WORLD)
        const wanted = rows.filter((row) => matchesQuery(query, row, WORLD))
        expect(numbersIn(byNumber(rowsIn(views)))).toEqual(numbersIn(wanted))
        expect(matched).toBe(wanted.length)
      }),
      { numRuns: 400 },
    )
  })

  test('numbers are found in free text by their digits', () => {
    const rows = [7, 70, 107, 1007, 48_213].map((number) =>
      anAlertRow({ number, title: 'x', id: `al_${String(number).padStart(32, '0')}` }),
    )
    const table = tableOf(rows)
    for (const text of [
      '7',
      '0',
      '07',
      '007',
      '107',
      '8213',
      'a-4',
      '-10',
      'A-7',
      'a*7',
      '-',
      'a',
      '48213',
      '482130',
    ]) {
      const query = read(text)
      const views = new QueueViews(table)
      views.show({ ...WISH, query }, WORLD)
      const wanted = rows.filter((row) => matchesQuery(query, row, WORLD))
      expect([text, numbersIn(byNumber(rowsIn(views)))]).toEqual([text, numbersIn(wanted)])
    }
  })

  test('every order is the one of sorted objects, and rows that changed later are in it', () => {
    fc.assert(
      fc.property(alertRows(20), alertRows(20), numericSorts, (rows, later, sort) => {
        const table = tableOf(rows)
        const views = new QueueViews(table)
        views.show({ ...WISH, sort }, WORLD)
        expect(numbersIn(rowsIn(views))).toEqual(numbersIn(sorted(rows, sort)))
        const changed = later.map((row) => ({ ...row, version: 2 }))
        put(table, changed)
        const now = [...rows.filter((row) => !changed.some(({ number }) => number === row.number)), ...changed]
        views.show({ ...WISH, sort }, WORLD)
        expect(numbersIn(rowsIn(views))).toEqual(numbersIn(sorted(now, sort)))
      }),
      { numRuns: 150 },
    )
  })

  test('of a large table that a few rows of change, the same rows fit in the same order', () => {
    const others = Array.from({ length: 300 }, (_, at) =>
      anAlertRow({
        number: 10_000 + at,
        id: `al_${String(10_000 + at).padStart(32, '0')}`,
        priority: (at * 37) % 11,
        confidence: (at * 17) % 101,
        status: at % 3 === 0 ? 'closed' : 'new',
        slaDueAt: at % 4 === 0 ? null : NOON + at * 7_919,
      }),
    )
    fc.assert(
      fc.property(alertRows(12), alertRows(12), rowQueries, numericSorts, (rows, later, query, sort) => {
        const before = [...rows, ...others]
        const table = tableOf(before)
        const views = new QueueViews(table)
        views.show({ ...WISH, query, sort }, WORLD)
        const changed = later.map((row) => ({ ...row, version: 2 }))
        put(table, changed)
        const now = [...before.filter((row) => !changed.some(({ number }) => number === row.number)), ...changed]
        const { matched } = views.show({ ...WISH, query, sort }, WORLD)
        const wanted = sorted(
          now.filter((row) => matchesQuery(query, row, WORLD)),
          sort,
        )
        expect(numbersIn(rowsIn(views))).toEqual(numbersIn(wanted))
        expect(matched).toBe(wanted.length)
        for (const { number } of wanted.slice(-3)) expect(views.lineOf(number)).toBe(numbersIn(wanted).indexOf(number))
      }),
      { numRuns: 60 },
    )
  })

  test('names are ordered without regard to case', () => {
    const rows = ['beta', 'Alpha', 'alpine', null].map((ownerTeam, at) =>
      anAlertRow({ number: at + 1, ownerTeam, id: `al_${String(at).padStart(32, '0')}` }),
    )
    const views = new QueueViews(tableOf(rows))
    views.show({ ...WISH, sort: { field: 'owner', descending: false } }, WORLD)
    expect(rowsIn(views).map(({ ownerTeam }) => ownerTeam)).toEqual(['Alpha', 'alpine', 'beta', null])
  })

  test('facets count what is in view, and what a click would bring in', () => {
    fc.assert(
      fc.property(alertRows(20), rowQueries, fc.constantFrom(...WORD_FIELDS), (rows, query, field) => {
        const views = new QueueViews(tableOf(rows))
        views.show({ ...WISH, query }, WORLD)
        const [facet] = views.facets([field], 100)
        const counted = rows.filter((row) => matchesQuery(query, row, WORLD)).length
        const values = facet?.values ?? []
        // An alert has several tags.
        const sum = values.reduce((total, { count }) => total + count, 0)
        expect(field === 'tag' ? Math.max(sum, counted) : sum).toBe(field === 'tag' ? sum : counted)
        for (const { count, reachable } of values) expect(reachable).toBeGreaterThanOrEqual(count)
      }),
      { numRuns: 100 },
    )
  })

  test('whatever a facet names, a query with it finds as many', () => {
    fc.assert(
      fc.property(alertRows(20), fc.constantFrom(...WORD_FIELDS.filter((name) => name !== 'title')), (rows, field) => {
        const views = new QueueViews(tableOf(rows))
        views.show(WISH, WORLD)
        const [facet] = views.facets([field], 100)
        for (const { value, count } of facet?.values ?? []) {
          // Two that are called like another's id, or differ in case alone, cannot be told apart by a query.
          if (value === null || field === 'assignee') continue
          const clause: Query = { kind: 'is', field, values: [{ kind: 'literal', text: value }] }
          expect(rows.filter((row) => matchesQuery(clause, row, WORLD)).length).toBeGreaterThanOrEqual(count)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('groups hold every row once, and their queries find their rows', () => {
    fc.assert(
      fc.property(
        alertRows(20),
        fc.uniqueArray(fc.constantFrom<FieldName>('tier', 'status', 'environment'), { minLength: 1, maxLength: 3 }),
        (rows, groupBy) => {
          const views = new QueueViews(tableOf(rows))
          views.show({ ...WISH, groupBy }, WORLD)
          let groups = views.window(0, 1000)
          for (let depth = 0; depth < groupBy.length; depth += 1) {
            const open = groups.flatMap((line) => (line.kind === 'group' ? [line.path] : []))
            views.show({ ...WISH, groupBy, open }, WORLD)
            groups = views.window(0, 1000)
          }
          for (const line of groups) {
            if (line.kind !== 'group') continue
            const fit = rows.filter((row) => matchesQuery(line.query, row, WORLD))
            expect(line.count).toBe(fit.length)
            expect(line.tiers).toEqual([0, 1, 2, 3, 4].map((tier) => fit.filter((row) => row.tier === tier).length))
          }
          expect(byNumber(rowsIn(views))).toEqual(rows)
          for (const { number } of rows) {
            const [line] = views.window(views.lineOf(number) ?? -1, (views.lineOf(number) ?? -1) + 1)
            expect(line?.kind === 'row' ? line.row.number : null).toBe(number)
          }
        },
      ),
      { numRuns: 80 },
    )
  })

  test('alerts that repeat one another are one line with their count', () => {
    fc.assert(
      fc.property(alertRows(20), (rows) => {
        const views = new QueueViews(tableOf(rows))
        const { matched } = views.show({ ...WISH, isCollapsed: true }, WORLD)
        const counts = new Map<string, number>()
        for (const row of sorted(rows, WISH.sort).map(withDedup))
          counts.set(row.dedup, (counts.get(row.dedup) ?? 0) + 1)
        const lines = views.window(0, 1000)
        expect(matched).toBe(rows.length)
        expect(lines.map((line) => line.kind === 'row' && line.repeats)).toEqual([...counts.values()])
        // What a line stands for can be had, and is worked as one.
        const dedups = new Map(rows.map(withDedup).map(({ number, dedup }) => [number, dedup]))
        for (const { number } of rowsIn(views)) {
          const { total, first } = views.members(EVERYTHING, rows.length, number)
          expect(total).toBe(counts.get(dedups.get(number) ?? ''))
          expect(new Set(first.map((member) => dedups.get(member.number)))).toEqual(new Set([dedups.get(number)]))
        }
      }),
    )
  })

  test('in any view, the first in the order stands for those that repeat it, and rows that came later too', () => {
    fc.assert(
      fc.property(alertRows(20), alertRows(20), rowQueries, numericSorts, (rows, later, query, sort) => {
        const table = tableOf(rows)
        const views = new QueueViews(table)
        // What an alert repeats never changes.
        const titles = new Map(rows.map(({ number, title }) => [number, title]))
        const changed = later.map((row) => ({ ...row, version: 2, title: titles.get(row.number) ?? row.title }))
        const now = [...rows.filter((row) => !changed.some(({ number }) => number === row.number)), ...changed]
        for (const all of [rows, now]) {
          if (all === now) put(table, changed)
          views.show({ ...WISH, query, sort, isCollapsed: true }, WORLD)
          const keys = new Set<string>()
          const wanted = sorted(
            all.filter((row) => matchesQuery(query, row, WORLD)),
            sort,
          ).filter((row) => !keys.has(withDedup(row).dedup) && keys.add(withDedup(row).dedup))
          expect(numbersIn(rowsIn(views))).toEqual(numbersIn(wanted))
          for (const [line, { number }] of wanted.entries()) expect(views.lineOf(number)).toBe(line)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('facets count the same rows, whatever was counted before', () => {
    const views = fc.array(rowQueries, { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(
        alertRows(20),
        views,
        fc.constantFrom<FieldName>('tier', 'owner', 'status'),
        (rows, queries, field) => {
          const shown = new QueueViews(tableOf(rows))
          const countOf = (value: string | null, some: readonly QueueAlert[]) =>
            some.filter((row) => (valueOfRow(row, field) as readonly string[] | null)?.[0] === (value ?? undefined))
              .length
          for (const query of queries) {
            shown.show({ ...WISH, query }, WORLD)
            const fit = rows.filter((row) => matchesQuery(query, row, WORLD))
            const others = allOf(chipsOf(query).filter((chip) => chip.kind !== 'is' || chip.field !== field))
            const reach = rows.filter((row) => matchesQuery(others, row, WORLD))
            for (const { value, count, reachable } of shown.facets([field], 100)[0]?.values ?? []) {
              expect([value, count, reachable]).toEqual([value, countOf(value, fit), countOf(value, reach)])
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
