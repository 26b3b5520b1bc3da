/**
 * Deterministic choices. Every stream is made from a seed and a label, never from the stream before it, so that record
 * 40,000 can be made without the 39,999 before it and the estate does not change when something is added elsewhere.
 */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** An integer in [from, to], both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  /** Throws where there is nothing to choose from; so does `weighted`. */
  pick<T>(items: readonly T[]): T
  /** Each item as often as its weight says. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T
  /** Lower-case hex digits. */
  hex(length: number): string
  /** Upper-case letters and digits, as in AWS ids. */
  code(length: number): string
  uuid(): string
}

export function randomFor(seed: number, label: string): Random {
  let state = hash(`${seed}/${label}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const text = (length: number, alphabet: string) => {
    let made = ''
    for (let i = 0; i < length; i += 1) made += alphabet.charAt(between(0, alphabet.length - 1))
    return made
  }
  const hex = (length: number) => text(length, '0123456789abcdef')
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => chosen(items, between(0, items.length - 1)),
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      const index = items.findIndex(([, weight]) => (left -= weight) < 0)
      return chosen(items, Math.max(0, index))[0]
    },
    hex,
    code: (length) => text(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}

function chosen<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError('nothing to choose from')
  return items[index] as T
}

/** FNV-1a over UTF-16 code units: spreads labels, promises nothing else. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value | 0
}
