/** Which of the first `count` rows fit. */
export interface Mask {
  readonly count: number
  /** Bit `row & 31` of word `row >> 5` is 1 where the row fits; what the last word has behind the last row is 0. */
  readonly words: Uint32Array
}

/** Rows of a table. */
export type Rows = Uint32Array<ArrayBuffer>

/** No row fits. */
export function newMask(count: number): Mask {
  return { count, words: new Uint32Array((count + 31) >>> 5) }
}

export function fullMask(count: number): Mask {
  const mask = newMask(count)
  mask.words.fill(0xffff_ffff)
  cutOff(mask)
  return mask
}

/** The same rows as far as it reaches; to be changed without changing the first. */
export function copyMask(mask: Mask, count: number = mask.count): Mask {
  const copy = newMask(count)
  copy.words.set(mask.words.subarray(0, copy.words.length))
  cutOff(copy)
  return copy
}

function cutOff({ count, words }: Mask): void {
  const last = words.length - 1
  if ((count & 31) !== 0) words[last] = (words[last] ?? 0) & ((1 << (count & 31)) - 1)
}

/** 1 where the row fits, otherwise 0, as for every row that it does not reach. */
export function bitAt({ words }: Mask, row: number): number {
  return ((words[row >>> 5] ?? 0) >>> (row & 31)) & 1
}

export function has(mask: Mask, row: number): boolean {
  return bitAt(mask, row) === 1
}

export function add({ words }: Mask, row: number): void {
  words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31))
}

export function remove({ words }: Mask, row: number): void {
  words[row >>> 5] = (words[row >>> 5] ?? 0) & ~(1 << (row & 31))
}

/** Both of as many rows. */
export function andInto(mask: Mask, other: Mask): void {
  const [words, others] = [mask.words, other.words]
  for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) & (others[at] ?? 0)
}

/** Both of as many rows. */
export function orInto(mask: Mask, other: Mask): void {
  const [words, others] = [mask.words, other.words]
  for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) | (others[at] ?? 0)
}

export function turnRound(mask: Mask): void {
  const { words } = mask
  for (let at = 0; at < words.length; at += 1) words[at] = ~(words[at] ?? 0)
  cutOff(mask)
}

/** Whether the same rows fit, of as many. */
export function isSame(mask: Mask, other: Mask): boolean {
  if (mask === other) return true
  if (mask.count !== other.count) return false
  const [words, others] = [mask.words, other.words]
  for (let at = 0; at < words.length; at += 1) if (words[at] !== others[at]) return false
  return true
}

/** Rows that fit. */
export function countOf({ words }: Mask): number {
  let count = 0
  for (let at = 0; at < words.length; at += 1) count += bitsIn(words[at] ?? 0)
  return count
}

/** Bits in pairs, pairs in fours, fours in bytes; a multiplication adds the bytes. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555)
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** The rows that fit, ascending; written into `room` where there is enough. */
export function rowsOf(mask: Mask, room: Rows = new Uint32Array()): Rows {
  return rowsBetween(mask, NO_ROW, room)
}

/** The rows of which only one of the masks says that they fit, ascending; written into `room` where there is enough. */
export function rowsBetween(mask: Mask, other: Mask, room: Rows = new Uint32Array()): Rows {
  const [words, others] = [mask.words, other.words]
  const end = Math.max(words.length, others.length)
  let count = 0
  for (let at = 0; at < end; at += 1) count += bitsIn((words[at] ?? 0) ^ (others[at] ?? 0))
  const rows = room.length < count ? new Uint32Array(count) : room
  let length = 0
  for (let at = 0; at < end; at += 1) {
    const highest = at * 32 + 31
    for (let bits = (words[at] ?? 0) ^ (others[at] ?? 0); bits !== 0; length += 1) {
      const lowest = bits & -bits
      rows[length] = highest - Math.clz32(lowest)
      bits ^= lowest
    }
  }
  return rows.subarray(0, count)
}

const NO_ROW = newMask(0)
