import { expect, test, vi } from 'vitest'
import { forgetBlocks, openBlocks } from './block-cache.ts'

/** As much of the browser's caches as is used. */
function fakeCaches() {
  const stores = new Map<string, Map<string, Uint8Array>>()
  const addressOf = (url: string) => new URL(url, 'https://console.test').href
  const open = (name: string) => {
    const store = stores.get(name) ?? new Map<string, Uint8Array>()
    stores.set(name, store)
    return Promise.resolve({
      keys: () => Promise.resolve([...store.keys()].map((url) => ({ url }))),
      match: (url: string) => {
        const found = store.get(addressOf(url))
        return Promise.resolve(found === undefined ? undefined : new Response(found.slice()))
      },
      put: async (url: string, answer: Response) => {
        store.set(addressOf(url), new Uint8Array(await answer.arrayBuffer()))
      },
      delete: (url: string) => Promise.resolve(store.delete(addressOf(url))),
    })
  }
  const caches = {
    open,
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
  }
  return { caches: caches as unknown as CacheStorage, stores }
}

const BYTES = new Uint8Array([1, 2, 3])
const atOnce = () => Promise.resolve()

test('a block that was kept is found by the same reader, and by nobody else', async () => {
  const { caches, stores } = fakeCaches()
  stores.set('another-page', new Map())
  const ines = await openBlocks(caches, 'ines', ['0.1.7', '0.0.3'], atOnce)
  await ines?.keep('0.1.7', BYTES)
  const again = await openBlocks(caches, 'ines', ['0.1.7'], atOnce)
  expect(await again?.find('0.1.7')).toEqual(BYTES)
  const noor = await openBlocks(caches, 'noor', ['0.1.7'], atOnce)
  expect(await noor?.find('0.1.7')).toBeNull()
  expect([...stores.keys()]).toEqual(['another-page', 'sluicegate-queue-noor'])
})

test('what the manifest names no more is let go, and what it never named is not kept', async () => {
  const { caches, stores } = fakeCaches()
  const first = await openBlocks(caches, 'ines', ['0.1.7', '0.0.3'], atOnce)
  await first?.keep('0.1.7', BYTES)
  await first?.keep('0.0.3', BYTES)
  await first?.keep('9.9.9', BYTES)
  await openBlocks(caches, 'ines', ['0.1.8', '0.0.3'], atOnce)
  expect([...(stores.get('sluicegate-queue-ines')?.keys() ?? [])]).toEqual(['https://console.test/queue-blocks/0.0.3'])
})

test('after sign-out nothing is left', async () => {
  const { caches, stores } = fakeCaches()
  await (await openBlocks(caches, 'ines', ['0.0.3'], atOnce))?.keep('0.0.3', BYTES)
  await forgetBlocks(caches)
  expect(stores.size).toBe(0)
})

test('a browser that keeps nothing is no failure', async () => {
  const broken = { keys: () => Promise.reject(new Error('denied')) } as unknown as CacheStorage
  expect(await openBlocks(broken, 'ines', [])).toBeNull()
  expect(await openBlocks(null, 'ines', [])).toBeNull()
  await forgetBlocks(broken)
})

test('nothing is written while blocks still come, and what was given away meanwhile is written as it was', async () => {
  const { caches, stores } = fakeCaches()
  const rests: (() => void)[] = []
  const wait = () => new Promise<void>((settle) => rests.push(settle))
  const blocks = await openBlocks(caches, 'ines', ['0.1.7', '0.0.3'], wait)
  const given = BYTES.slice()
  const first = blocks?.keep('0.1.7', given)
  given.fill(0)
  await vi.waitFor(() => expect(rests).toHaveLength(1))
  const second = blocks?.keep('0.0.3', BYTES)
  rests.shift()?.()
  // The second came while it was waited: that was no rest.
  await vi.waitFor(() => expect(rests).toHaveLength(1))
  expect(stores.get('sluicegate-queue-ines')?.size).toBe(0)
  rests.shift()?.()
  await Promise.all([first, second])
  expect(rests).toEqual([])
  expect([...(stores.get('sluicegate-queue-ines')?.values() ?? [])]).toEqual([BYTES, BYTES])
})
