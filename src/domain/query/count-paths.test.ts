import { expect, test } from 'vitest'
import { countPaths } from './count-paths.ts'

test('paths that most records have come first, each with its values and how many records have them', () => {
  const records = [
    { eventName: 'PutObject', userIdentity: { type: 'AssumedRole' } },
    { eventName: 'PutObject', userIdentity: { type: 'IAMUser' } },
    { eventName: 'GetObject' },
  ]
  expect(countPaths(records)).toEqual([
    {
      field: 'raw.eventName',
      records: 3,
      values: [
        { value: 'PutObject', records: 2 },
        { value: 'GetObject', records: 1 },
      ],
    },
    {
      field: 'raw.userIdentity.type',
      records: 2,
      values: [
        { value: 'AssumedRole', records: 1 },
        { value: 'IAMUser', records: 1 },
      ],
    },
  ])
})

test('a list stands for its items, and a record counts once whatever it repeats', () => {
  expect(countPaths([{ tags: ['a', 'a', 'b'], resources: [{ arn: 'x' }, { arn: 'x' }] }])).toEqual([
    {
      field: 'raw.tags',
      records: 1,
      values: [
        { value: 'a', records: 1 },
        { value: 'b', records: 1 },
      ],
    },
    { field: 'raw.resources.arn', records: 1, values: [{ value: 'x', records: 1 }] },
  ])
})

test('a name that would end a query’s word is written so that it does not, and what holds nothing is not offered', () => {
  expect(countPaths([{ 'k8s.io/x': true, nothing: null, empty: {}, '': 1 }]).map(({ field }) => field)).toEqual([
    'raw.k8s\\.io/x',
  ])
})

test('a value too long for a list is counted for its path and not offered', () => {
  expect(countPaths([{ body: 'x'.repeat(100) }])).toEqual([{ field: 'raw.body', records: 1, values: [] }])
})
