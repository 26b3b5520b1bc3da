import { expect, test } from 'vitest'
import { groupLabel, groupName, isUnknownGroup } from './group-label.ts'

const missing = (field: 'owner' | 'environment' | 'assignee' | 'tag') => ({ field, value: null, label: null })

test('alerts whose owner or place nobody knows stand in a group that says unknown', () => {
  expect(groupLabel(missing('owner'))).toBe('unknown')
  expect(groupLabel(missing('environment'))).toBe('unknown')
  expect(groupName(missing('owner'))).toBe('Owner unknown')
  expect([missing('owner'), missing('environment')].map(isUnknownGroup)).toEqual([true, true])
})

test('what nobody took or marked is none, and no danger', () => {
  expect(groupLabel(missing('assignee'))).toBe('none')
  expect([missing('assignee'), missing('tag')].map(isUnknownGroup)).toEqual([false, false])
  expect(isUnknownGroup({ field: 'owner', value: 'SOC' })).toBe(false)
})
