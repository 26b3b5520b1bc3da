import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../testing/sha256.ts'
import { fromHex, toHex } from '../hash/sha256.ts'
import {
  append,
  consistencyPath,
  EMPTY_FRONTIER,
  inclusionPath,
  leafHash,
  type NodeReader,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

/** The published test leaves of RFC 6962 trees, and the roots of the trees of 0 to 8 of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** A tree with all its complete nodes, as a store keeps them. */
function grow(leaves: readonly Uint8Array[]) {
  const nodes = new Map<string, Uint8Array>()
  const roots = [toHex(rootOf(EMPTY_FRONTIER, sha256))]
  let frontier = EMPTY_FRONTIER
  for (const leaf of leaves) {
    const grown = append(frontier, leafHash(leaf, sha256), sha256)
    frontier = grown.frontier
    for (const { level, position, hash } of grown.completed) nodes.set(`${level}/${position}`, hash)
    roots.push(toHex(rootOf(frontier, sha256)))
  }
  const read: NodeReader = (level, position) => {
    const hash = nodes.get(`${level}/${position}`)
    if (hash === undefined) throw new RangeError(`no node ${level}/${position}`)
    return hash
  }
  return { roots, read, frontier }
}

/** The definition, word for word and slow: what the tree of these leaf hashes hashes to. */
function slowRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes
  if (first === undefined) return sha256(new Uint8Array(0))
  if (hashes.length === 1) return first
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(slowRoot(hashes.slice(0, k)), slowRoot(hashes.slice(k)), sha256)
}

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array(0)
const published = grow(LEAVES.map(bytes))
const short = (path: readonly Uint8Array[]) => path.map((hash) => toHex(hash).slice(0, 16))

test('the roots of the published trees of 0 to 8 leaves', () => {
  expect(published.roots).toEqual(ROOTS)
})

test('the published inclusion path of leaf 5 in 8', async () => {
  const path = await inclusionPath(5, 8, published.read, sha256)
  expect(short(path)).toEqual(['bc1a0643b12e4d2d', 'ca854ea128ed050b', 'd37ee418976dd957'])
})

test('the published consistency paths of 3 to 7 and 6 to 8', async () => {
  expect(short(await consistencyPath(3, 7, published.read, sha256))).toEqual([
    '0298d122906dcfc1',
    '07506a85fd9dd2f1',
    'fac54203e7cc696c',
    '837dbb152e9b0790',
  ])
  expect(short(await consistencyPath(6, 8, published.read, sha256))).toEqual([
    '0ebc5d3437fbe2db',
    'ca854ea128ed050b',
    'd37ee418976dd957',
  ])
})

test('growing leaf by leaf gives the root of the definition, and keeps only one peak per set bit', () => {
  const hashes: Uint8Array[] = []
  let frontier = EMPTY_FRONTIER
  for (let i = 0; i < 70; i += 1) {
    const leaf = leafHash(new Uint8Array([i]), sha256)
    hashes.push(leaf)
    frontier = append(frontier, leaf, sha256).frontier
    expect(toHex(rootOf(frontier, sha256))).toBe(toHex(slowRoot(hashes)))
    expect(frontier.peaks.length).toBe((i + 1).toString(2).replaceAll('0', '').length)
  }
})

const SIZE = 33
const tree = grow(Array.from({ length: SIZE + 1 }, (_, i) => new Uint8Array([i, i])))
const rootAt = (size: number) => bytes(tree.roots[size] ?? '')

test('every leaf of every size has a path that holds, of at most log2 hashes, and holds for nothing else', async () => {
  for (let size = 1; size <= SIZE; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const path = await inclusionPath(index, size, tree.read, sha256)
      const leaf = await tree.read(0, index)
      expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
      expect(verifyInclusion(index, size, leaf, path, rootAt(size), sha256)).toBe(true)
      expect(verifyInclusion(index, size, leaf, path, rootAt(size - 1), sha256)).toBe(false)
      expect(verifyInclusion(index + 1, size, leaf, path, rootAt(size), sha256)).toBe(false)
      expect(verifyInclusion(index, size, leaf, [...path, leaf], rootAt(size), sha256)).toBe(false)
      expect(verifyInclusion(index, size, leaf, path.slice(1), rootAt(size), sha256)).toBe(size === 1)
    }
  }
})

test('I8 every size is consistent with every larger one, and with no other root', async () => {
  for (let to = 1; to <= SIZE; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      const path = await consistencyPath(from, to, tree.read, sha256)
      expect(verifyConsistency(from, to, path, rootAt(from), rootAt(to), sha256)).toBe(true)
      expect(verifyConsistency(from, to, path, rootAt(to), rootAt(from), sha256)).toBe(from === to)
      expect(verifyConsistency(from, to, path, rootAt(from + 1), rootAt(to), sha256)).toBe(false)
      expect(verifyConsistency(from, to, [...path, rootAt(1)], rootAt(from), rootAt(to), sha256)).toBe(false)
    }
  }
})

test('one flipped bit anywhere in a proof is found', async () => {
  const cases = fc.record({
    index: fc.nat({ max: SIZE - 1 }),
    from: fc.integer({ min: 1, max: SIZE - 1 }),
    at: fc.nat(),
    bit: fc.integer({ min: 0, max: 255 }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ index, from, at, bit }) => {
      const leaf = await tree.read(0, index)
      const inclusion = await inclusionPath(index, SIZE, tree.read, sha256)
      expect(verifyInclusion(index, SIZE, leaf, flipped(inclusion, at, bit), rootAt(SIZE), sha256)).toBe(false)
      const consistency = await consistencyPath(from, SIZE, tree.read, sha256)
      const broken = flipped(consistency, at, bit)
      expect(verifyConsistency(from, SIZE, broken, rootAt(from), rootAt(SIZE), sha256)).toBe(false)
    }),
  )
})

test('a leaf cannot pass for a node, nor a node for a leaf', () => {
  const left = leafHash(bytes('00'), sha256)
  const right = leafHash(bytes('10'), sha256)
  expect(toHex(leafHash(new Uint8Array([...left, ...right]), sha256))).not.toBe(toHex(nodeHash(left, right, sha256)))
})

test('what lies outside a tree has no proof', async () => {
  await expect(inclusionPath(8, 8, published.read, sha256)).rejects.toThrow(RangeError)
  await expect(inclusionPath(-1, 8, published.read, sha256)).rejects.toThrow(RangeError)
  await expect(consistencyPath(9, 8, published.read, sha256)).rejects.toThrow(RangeError)
  expect(verifyInclusion(0, 0, rootAt(0), [], rootAt(0), sha256)).toBe(false)
  expect(verifyInclusion(0.5, 2, rootAt(0), [], rootAt(0), sha256)).toBe(false)
  expect(verifyConsistency(3, 2, [], rootAt(3), rootAt(2), sha256)).toBe(false)
})

test('hex that is not hex is refused', () => {
  expect([fromHex('0'), fromHex('0g'), fromHex('00 0')]).toEqual([null, null, null])
  expect(fromHex('00fFA0')).toEqual(new Uint8Array([0, 255, 160]))
})

function flipped(path: readonly Uint8Array[], at: number, bit: number): readonly Uint8Array[] {
  return path.map((hash, i) => {
    if (i !== at % path.length) return hash
    const copy = new Uint8Array(hash)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  })
}
