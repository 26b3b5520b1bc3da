import { expect, test } from 'vitest'
import { isSelected, NOTHING_SELECTED, selectAll, selectedCount, selectRows, toggleRow } from './row-selection.ts'

test('toggling twice changes nothing', () => {
  const once = toggleRow(NOTHING_SELECTED, 'a')
  expect([isSelected(once, 'a'), selectedCount(once)]).toEqual([true, 1])
  expect(selectedCount(toggleRow(once, 'a'))).toBe(0)
})

test('all of a million but one counts one less and needs no million keys', () => {
  const selection = toggleRow(selectAll(1_000_000), 'b')
  expect(selectedCount(selection)).toBe(999_999)
  expect([isSelected(selection, 'a'), isSelected(selection, 'b')]).toEqual([true, false])
  expect(isSelected(selectRows(selection, ['b']), 'b')).toBe(true)
})

test('extending adds rows and keeps what was selected', () => {
  const selection = selectRows(toggleRow(NOTHING_SELECTED, 'a'), ['b', 'c', 'b'])
  expect(selectedCount(selection)).toBe(3)
})
