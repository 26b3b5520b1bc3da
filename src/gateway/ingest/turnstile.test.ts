import { expect, test } from 'vitest'
import type { Store } from '../store/store.ts'
import { inTurn } from './turnstile.ts'

// The turnstile only uses the store as its name.
const aStore = () => ({}) as Store

test('writes of ingest run one after the other, in the order in which they asked, also after one that failed', async () => {
  const store = aStore()
  const done: string[] = []
  const write = (name: string, fails = false) =>
    inTurn(store, () => {
      done.push(name)
      return fails ? Promise.reject(new Error(name)) : Promise.resolve(name)
    })
  const all = await Promise.allSettled([write('a'), write('b', true), write('c')])
  expect(done).toEqual(['a', 'b', 'c'])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('sockets and timers get their turn between two writes, although the database never leaves the microtask queue', async () => {
  const store = aStore()
  const seen: string[] = []
  setTimeout(() => seen.push('somebody else'), 0)
  for (const part of ['first', 'second', 'third']) {
    await inTurn(store, async () => {
      await Promise.resolve()
      seen.push(part)
    })
  }
  expect(seen.slice(0, -1)).toContain('somebody else')
})
