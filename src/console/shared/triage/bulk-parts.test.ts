import { expect, test } from 'vitest'
import { type BulkPart, BulkRequest, type BulkView } from '../../../domain/views/bulk-views.ts'
import { MOST_MEMBERS } from '../../../domain/work/bulk.ts'
import { previewParts, startParts } from './bulk-parts.ts'

const members = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `al_${at}`, version: 1 }))
const change = { addTags: ['seen'] }

function setup() {
  const told: (BulkRequest | BulkPart)[] = []
  const view = { id: 'bu_1' } as BulkView
  return {
    told,
    backend: {
      startBulk: (request: BulkRequest) => {
        told.push(request)
        return Promise.resolve(view)
      },
      addToBulk: (_id: string, part: BulkPart) => {
        told.push(part)
        return Promise.resolve(view)
      },
    },
  }
}

test('every member is told once, in order, and only the last part says that it is the last', async () => {
  const { told, backend } = setup()
  const all = members(2 * MOST_MEMBERS + 5)
  await startParts(backend, { members: all, query: 'tier : T0', change })
  expect(told.map((part) => part.members.length)).toEqual([MOST_MEMBERS, MOST_MEMBERS, 5])
  expect(told.flatMap((part) => part.members)).toEqual(all)
  expect(told.map(({ isMore }) => isMore)).toEqual([true, true, false])
})

test('members are told as the gateway takes them, whatever else is known of them', async () => {
  const { told, backend } = setup()
  const chosen = members(1).map((member) => ({ ...member, number: 7 }))
  await startParts(backend, { members: chosen, query: null, change })
  expect(BulkRequest.safeParse(told[0]).success).toBe(true)
})

test('what fits into one call is one', async () => {
  const { told, backend } = setup()
  await startParts(backend, { members: members(MOST_MEMBERS), query: null, change })
  expect(told.map(({ isMore }) => isMore)).toEqual([false])
})

test('a preview adds its parts up, with the most frequent reason first', async () => {
  const answers = [
    { total: 10_000, willChange: 9_998, others: [{ because: 'It is so already.', count: 2, numbers: [1, 2] }] },
    {
      total: 3,
      willChange: 0,
      others: [
        { because: 'It is no longer there.', count: 1, numbers: [] },
        { because: 'It is so already.', count: 2, numbers: [3, 4] },
      ],
    },
  ]
  const backend = { previewBulk: () => Promise.resolve(answers.shift() ?? { total: 0, willChange: 0, others: [] }) }
  expect(await previewParts(backend, { members: members(10_003), query: null, change })).toEqual({
    total: 10_003,
    willChange: 9_998,
    others: [
      { because: 'It is so already.', count: 4, numbers: [1, 2, 3, 4] },
      { because: 'It is no longer there.', count: 1, numbers: [] },
    ],
  })
})
