import { expect, test } from 'vitest'
import { nearestPath } from './nearest-path.ts'

const RECORDS = [
  { eventName: 'GetObject', userAgent: 'aws-cli', userIdentity: { type: 'AssumedRole', userName: 'svc-1' } },
  { requestParameters: { tags: [{ key: 'team' }, { Key: 'owner', value: null }] }, 'a.b': { c: 1 } },
]

test.each([
  ['a letter is missing', ['userAgnt'], ['userAgent']],
  ['two are the wrong way round', ['userIdentity', 'tpye'], ['userIdentity', 'type']],
  ['another case', ['useridentity', 'TYPE'], ['userIdentity', 'type']],
  ['its beginning was left out', ['userName'], ['userIdentity', 'userName']],
  ['within a list', ['requestParameters', 'tag', 'key'], ['requestParameters', 'tags', 'key']],
  ['a name with a dot in it', ['a.c', 'c'], ['a.b', 'c']],
])('%s', (_, asked, meant) => {
  expect(nearestPath(asked, RECORDS)).toEqual(meant)
})

test('nothing is offered for what is like nothing, or too short to be like anything', () => {
  expect(nearestPath(['process', 'parent'], RECORDS)).toBeNull()
  expect(nearestPath(['x'], RECORDS)).toBeNull()
  expect(nearestPath(['x'.repeat(400)], RECORDS)).toBeNull()
  expect(nearestPath(['userAgnt'], [])).toBeNull()
  expect(nearestPath(['userAgnt'], ['text', null, 3])).toBeNull()
})

test('a record with very many names costs no more than a bounded look', () => {
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`name${at}`, at]))
  expect(nearestPath(['name3999x'], [wide])).toEqual(['name3999'])
  expect(nearestPath(['nothing', 'alike'], [wide])).toBeNull()
})
