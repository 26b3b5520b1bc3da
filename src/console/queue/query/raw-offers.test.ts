import { expect, test } from 'vitest'
import { placeAt } from '../../../domain/query/complete.ts'
import { rawOffersAt } from './raw-offers.ts'

const paths = [
  {
    field: 'raw.eventName',
    records: 9,
    values: [
      { value: 'PutObject', records: 6 },
      { value: 'Get Object', records: 3 },
    ],
  },
  { field: 'raw.userIdentity.userName', records: 7, values: [] },
  { field: 'raw.userAgent', records: 5, values: [] },
  { field: 'raw.labels.k8s\\.io/name', records: 2, values: [] },
]

const offered = (text: string) => rawOffersAt(placeAt(text, text.length), { paths })
const labels = (text: string) => offered(text).map(({ label }) => label)

test.each([
  ['raw.', paths.map(({ field }) => field)],
  ['raw.user', ['raw.userIdentity.userName', 'raw.userAgent']],
  ['RAW.USERN', ['raw.userIdentity.userName']],
  ['tier : T3 and not raw.name', ['raw.eventName', 'raw.userIdentity.userName', 'raw.labels.k8s\\.io/name']],
  ['raw.labels.k8s\\.io', ['raw.labels.k8s\\.io/name']],
  ['raw.nowhere', []],
])('%s is completed by paths that records have', (text, expected) => expect(labels(text)).toEqual(expected))

test('behind a path come values that stand there, written so that the query can be read', () => {
  expect(offered('raw.eventName : ').map(({ insert, count }) => [insert, count])).toEqual([
    ['PutObject ', 6],
    ['"Get Object" ', 3],
  ])
  expect(labels('raw.eventName : obj')).toEqual(['PutObject', 'Get Object'])
  expect(labels('raw.eventName : g')).toEqual(['Get Object'])
})
