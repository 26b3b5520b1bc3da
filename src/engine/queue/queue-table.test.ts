import { expect, test } from 'vitest'
import { anAlertRow } from '../../testing/alert-rows.ts'
import { QueueTable } from './queue-table.ts'
import { QueueViews } from './queue-view.ts'
import { numbersIn, put, rowsIn, WISH, WORLD } from './testing/tables.ts'

test('an alert that stands in a block twice is one row', () => {
  const table = new QueueTable()
  const twice = anAlertRow({ number: 7 })
  put(table, [anAlertRow({ number: 6 }), twice, twice])
  expect(table.count).toBe(2)
  const views = new QueueViews(table)
  views.show(WISH, WORLD)
  expect(numbersIn(rowsIn(views)).toSorted()).toEqual([6, 7])
})
