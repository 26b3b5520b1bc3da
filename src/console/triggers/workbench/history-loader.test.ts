import { expect, test } from 'vitest'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import { createHistoryLoader, GO_RECORDS } from './history-loader.ts'

/** A history of n records, served by pages; the page that begins at `failsAt` is refused once. */
function setup(n: number, failsAt: number | null = null) {
  const taken: HistoryRecord[] = []
  let fault = failsAt
  const loader = createHistoryLoader(
    {
      listRecords: ({ limit = 100, after }) => {
        const from = Number(after ?? 0)
        if (from === fault) {
          fault = null
          return Promise.reject(new Error('offline'))
        }
        const to = Math.min(n, from + limit)
        const items = Array.from({ length: to - from }, (_, i) => ({ id: `re_${from + i}` }) as HistoryRecord)
        return Promise.resolve({ items, next: to < n ? String(to) : null, total: null, asOf: 0 })
      },
    },
    (records) => taken.push(...records),
  )
  const settled = async () => {
    for (let i = 0; i < 200; i += 1) await Promise.resolve()
  }
  return { loader, taken, settled }
}

test('the newest records are loaded page by page, and whoever tries rules gets each page', async () => {
  const { loader, taken, settled } = setup(1200)
  const sizes: number[] = []
  loader.subscribe(() => sizes.push(loader.current().records.length))
  loader.more()
  await settled()
  expect(new Set(sizes)).toEqual(new Set([0, 500, 1000, 1200]))
  expect(taken).toEqual(loader.current().records)
  expect(loader.current()).toMatchObject({ isLoading: false, hasMore: false, error: null })
})

test('one go is bounded; the next goes on without repeating', async () => {
  const { loader, settled } = setup(GO_RECORDS + 700)
  loader.more()
  await settled()
  expect(loader.current()).toMatchObject({ isLoading: false, hasMore: true })
  expect(loader.current().records).toHaveLength(GO_RECORDS)
  loader.more()
  await settled()
  const ids = loader.current().records.map(({ id }) => id)
  expect(new Set(ids).size).toBe(GO_RECORDS + 700)
})

test('a second wish while it loads changes nothing', async () => {
  const { loader, settled } = setup(900)
  loader.more()
  loader.more()
  await settled()
  expect(loader.current().records).toHaveLength(900)
})

test('what failed is said, what was loaded stays, and trying again goes on from there', async () => {
  const { loader, taken, settled } = setup(1200, 500)
  loader.more()
  await settled()
  expect(loader.current()).toMatchObject({ isLoading: false, error: new Error('offline') })
  expect(taken).toHaveLength(500)
  loader.more()
  await settled()
  expect(taken.map(({ id }) => id)).toEqual(Array.from({ length: 1200 }, (_, i) => `re_${i}`))
})

test('a page that arrives after the end reaches nobody', async () => {
  const { loader, taken, settled } = setup(900)
  loader.more()
  loader.close()
  await settled()
  expect(taken).toEqual([])
})
