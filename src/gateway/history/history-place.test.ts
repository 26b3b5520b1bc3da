import path from 'node:path'
import { expect, test } from 'vitest'
import { readHistoryPlace } from './history-place.ts'

test('a folder, a file address, and nothing', () => {
  expect(readHistoryPlace('')).toBeNull()
  expect(readHistoryPlace('past')).toEqual({ kind: 'folder', folder: path.resolve('past') })
  expect(readHistoryPlace('file:///srv/past')).toEqual({ kind: 'folder', folder: '/srv/past' })
})

test('a ClickHouse, with what is secret apart from where it answers', () => {
  expect(readHistoryPlace('https://soc:p%40ss@ch.example:8443/past')).toEqual({
    kind: 'clickhouse',
    address: { endpoint: 'https://ch.example:8443/', database: 'past', user: 'soc', password: 'p@ss' },
  })
  expect(readHistoryPlace('http://127.0.0.1:8123')).toEqual({
    kind: 'clickhouse',
    address: { endpoint: 'http://127.0.0.1:8123/', database: 'default', user: 'default', password: '' },
  })
})

test.each([
  ['http://soc:s3cret@ch.example:8123/past', 'over plain HTTP'],
  ['https://soc:s3cret@ch.example/past?user=soc&password=s3cret', 'carries a query'],
  ['postgres://soc:s3cret@ch.example/past', 'postgres:// is not spoken'],
  ['https://soc:s3cret@ch.example/a/b', 'more than the name of a database'],
  ['https://soc:s3%c3cret@ch.example/a', 'not encoded rightly'],
  ['https://soc:s3cret@:x/a', 'no address'],
])('%s is refused without a word of its password', (text, said) => {
  const refused = readHistoryPlace(text)
  expect(refused).toContain(said)
  expect(refused).not.toMatch(/s3/)
})
