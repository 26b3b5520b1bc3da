import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsFor, type GridColumn } from './grid-columns.ts'

const column = (id: string, width: GridColumn<null>['width'], fromPx?: number): GridColumn<null> => ({
  id,
  header: id,
  width,
  cell: () => null,
  ...(fromPx === undefined ? {} : { fromPx }),
})
const ids = (columns: readonly GridColumn<null>[]) => columns.map(({ id }) => id)

test('columns that may go never make a grid wider than its box, and those that stay keep their order', () => {
  const arbitrary = fc.array(
    fc.record({ width: fc.integer({ min: 20, max: 400 }), fromPx: fc.option(fc.integer({ min: 1, max: 2000 })) }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 200, max: 2600 }), (drawn, widthPx) => {
      const all = drawn.map(({ width, fromPx }, index) => column(String(index), width, fromPx ?? undefined))
      const shown = columnsFor(all, widthPx)
      const needed = shown.reduce((sum, { width }) => sum + Number(width), 32 + 12 * (shown.length - 1))
      expect(needed <= widthPx || shown.every(({ fromPx }) => fromPx === undefined)).toBe(true)
      expect(ids(all).filter((id) => ids(shown).includes(id))).toEqual(ids(shown))
      expect(ids(shown)).toEqual(expect.arrayContaining(ids(all.filter(({ fromPx }) => fromPx === undefined))))
    }),
  )
})

test('of the columns that do not stand in a grid, the one that asks for the widest grid goes', () => {
  const columns = [column('name', { share: 1, minPx: 300 }), column('team', 200, 500), column('age', 90, 400)]
  expect(ids(columnsFor(columns, 646))).toEqual(['name', 'team', 'age'])
  expect(ids(columnsFor(columns, 645))).toEqual(['name', 'age'])
})
