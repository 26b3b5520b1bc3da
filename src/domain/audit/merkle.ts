import type { Sha256 } from '../hash/sha256.ts'

/** The tree of RFC 6962 §2 over leaf hashes. Hashes are 32 bytes; positions and sizes are safe integers. */
export function leafHash(data: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(prefixed(0x00, data))
}

export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = 0x01
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return sha256(bytes)
}

/**
 * A node that is complete and will never change: `level` 0 are leaves, `position` counts nodes of that level from 0.
 */
export interface CompleteNode {
  readonly level: number
  readonly position: number
  readonly hash: Uint8Array
}

/**
 * The right edge of a growing tree: one complete node per set bit of `size`, largest first. It is all that an append
 * needs, so an append costs O(log n) however long the log is.
 */
export interface Frontier {
  readonly size: number
  readonly peaks: readonly Uint8Array[]
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

/** Adds one leaf hash. `completed` are the nodes that this leaf made complete, the leaf itself first. */
export function append(
  frontier: Frontier,
  leaf: Uint8Array,
  sha256: Sha256,
): { readonly frontier: Frontier; readonly completed: readonly CompleteNode[] } {
  const peaks = [...frontier.peaks]
  const completed: CompleteNode[] = [{ level: 0, position: frontier.size, hash: leaf }]
  let hash = leaf
  let level = 0
  let position = frontier.size
  while (position % 2 === 1) {
    const left = peaks.pop()
    if (left === undefined) throw new RangeError(`append: a frontier of size ${frontier.size} lacks a peak`)
    hash = nodeHash(left, hash, sha256)
    level += 1
    position = Math.floor(position / 2)
    completed.push({ level, position, hash })
  }
  peaks.push(hash)
  return { frontier: { size: frontier.size + 1, peaks }, completed }
}

/** The root of the tree whose right edge this is; of the empty tree, the hash of nothing. */
export function rootOf(frontier: Frontier, sha256: Sha256): Uint8Array {
  const last = frontier.peaks.at(-1)
  if (last === undefined) return sha256(new Uint8Array(0))
  let root = last
  for (let i = frontier.peaks.length - 2; i >= 0; i -= 1) root = nodeHash(peakAt(frontier, i), root, sha256)
  return root
}

/** Reads the hash of a complete node; the log keeps them all, so that a proof reads O(log n) of them. */
export type NodeReader = (level: number, position: number) => Uint8Array | Promise<Uint8Array>

/**
 * The inclusion path of leaf `index` in the tree of `size`, from the leaf up (RFC 6962 §2.1.1).
 * Throws RangeError unless 0 ≤ index < size.
 */
export async function inclusionPath(
  index: number,
  size: number,
  read: NodeReader,
  sha256: Sha256,
): Promise<readonly Uint8Array[]> {
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`inclusionPath: leaf ${index} is not in a tree of ${size}`)
  }
  const path: Uint8Array[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start)
    if (index < middle) {
      path.push(await subtreeRoot(middle, end, read, sha256))
      end = middle
    } else {
      path.push(await subtreeRoot(start, middle, read, sha256))
      start = middle
    }
  }
  return path.reverse()
}

/**
 * The consistency proof between the trees of `from` and `to` leaves (RFC 6962 §2.1.2): that the smaller one is the
 * beginning of the larger one. Empty where they are equal or `from` is 0. Throws RangeError unless 0 ≤ from ≤ to.
 */
export async function consistencyPath(
  from: number,
  to: number,
  read: NodeReader,
  sha256: Sha256,
): Promise<readonly Uint8Array[]> {
  if (!Number.isInteger(from) || from < 0 || from > to) {
    throw new RangeError(`consistencyPath: a tree of ${from} is not the beginning of one of ${to}`)
  }
  if (from === 0) return []
  const path: Uint8Array[] = []
  let start = 0
  let end = to
  // The reader already holds the root of the smaller tree; its node is needed only where it is not that very root.
  let isOldRoot = true
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start)
    if (from <= middle) {
      path.push(await subtreeRoot(middle, end, read, sha256))
      end = middle
    } else {
      path.push(await subtreeRoot(start, middle, read, sha256))
      start = middle
      isOldRoot = false
    }
  }
  if (!isOldRoot) path.push(await subtreeRoot(start, end, read, sha256))
  return path.reverse()
}

/**
 * True where the proof shows that the tree of `from` leaves with `oldRoot` is the beginning of that of `to` with
 * `root`.
 */
export function verifyConsistency(
  from: number,
  to: number,
  path: readonly Uint8Array[],
  oldRoot: Uint8Array,
  root: Uint8Array,
  sha256: Sha256,
): boolean {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to) return false
  if (from === to) return path.length === 0 && equalBytes(oldRoot, root)
  if (from === 0) return path.length === 0 && equalBytes(oldRoot, sha256(new Uint8Array(0)))
  const proof = Number.isInteger(Math.log2(from)) ? [oldRoot, ...path] : path
  const [first, ...rest] = proof
  if (first === undefined) return false
  let node = from - 1
  let last = to - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  let oldHash = first
  let hash = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sibling, oldHash, sha256)
      hash = nodeHash(sibling, hash, sha256)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(hash, root)
}

/** True where the path leads from this leaf hash at `index` to the root of the tree of `size`. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
  root: Uint8Array,
  sha256: Sha256,
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, sha256)
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2)
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equalBytes(hash, root)
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/**
 * MTH of leaves [start, end) where the range is one that occurs in the recursive split: complete, or at the right edge.
 */
async function subtreeRoot(start: number, end: number, read: NodeReader, sha256: Sha256): Promise<Uint8Array> {
  const width = end - start
  const level = Math.log2(width)
  if (Number.isInteger(level)) return read(level, start / width)
  const middle = start + largestPowerBelow(width)
  return nodeHash(await subtreeRoot(start, middle, read, sha256), await subtreeRoot(middle, end, read, sha256), sha256)
}

/** The largest power of two strictly below n, for n > 1. */
function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

function peakAt(frontier: Frontier, i: number): Uint8Array {
  const peak = frontier.peaks[i]
  if (peak === undefined) throw new RangeError(`a frontier of size ${frontier.size} lacks peak ${i}`)
  return peak
}

function prefixed(prefix: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + data.length)
  bytes[0] = prefix
  bytes.set(data, 1)
  return bytes
}
