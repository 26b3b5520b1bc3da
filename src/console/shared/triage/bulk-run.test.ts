import { expect, test } from 'vitest'
import { type Backend, BackendError } from '../../../backend/port.ts'
import type { BulkStep, BulkView } from '../../../domain/views/bulk-views.ts'
import { handledOf, runBulk } from './bulk-run.ts'

const COUNTS = { waiting: 0, changed: 0, unchanged: 0, refused: 0, collided: 0, gone: 0 }

function aBulk(waiting: number): BulkView {
  return {
    id: 'bu_1',
    number: 1,
    title: 'status closed',
    reason: 'A drill',
    state: waiting === 0 ? 'done' : 'running',
    startedBy: { id: 'ana', name: 'Ana' },
    startedAt: 0,
    total: 3,
    counts: { ...COUNTS, waiting, changed: 3 - waiting },
    others: [],
    undoes: null,
    undoneBy: null,
  }
}

/** A gateway that answers one step after another, or fails. */
function answering(...steps: readonly (BulkStep | Error)[]) {
  const left = [...steps]
  const asked: string[] = []
  const backend = {
    advanceBulk: (id: string) => {
      asked.push(id)
      const next = left.shift()
      if (next === undefined) throw new Error('asked once too often')
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    },
  } as unknown as Backend
  return { backend, asked }
}

test('steps follow each other until the action is over', async () => {
  const { backend, asked } = answering({ bulk: aBulk(1), rows: [] }, { bulk: aBulk(0), rows: [] })
  const seen: number[] = []
  const end = await runBulk(backend, aBulk(3), { onStep: (bulk) => seen.push(handledOf(bulk)), isStopped: () => false })
  expect(end.state).toBe('done')
  expect(seen).toEqual([2, 3])
  expect(asked).toHaveLength(2)
})

test('after a lost connection nothing is sent again by itself', async () => {
  const lost = new BackendError('offline', '/problems/offline', 'The gateway does not answer', 'Nothing was changed.')
  const { backend, asked } = answering({ bulk: aBulk(2), rows: [] }, lost)
  await expect(runBulk(backend, aBulk(3), { onStep: () => undefined, isStopped: () => false })).rejects.toBe(lost)
  expect(asked).toHaveLength(2)
})

test('who stops it between two steps has no further step sent', async () => {
  const { backend, asked } = answering({ bulk: aBulk(2), rows: [] })
  let isStopped = false
  const end = await runBulk(backend, aBulk(3), {
    onStep: () => {
      isStopped = true
    },
    isStopped: () => isStopped,
  })
  expect(end.state).toBe('running')
  expect(asked).toHaveLength(1)
})
