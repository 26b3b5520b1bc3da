/** What somebody wants measured. */
export interface Asked {
  /** Names of benches, in order. */
  readonly names: readonly string[]
  /** How many of whatever a bench takes many of; none: the bench's own. */
  readonly sizes: readonly number[]
  /** Words for parts of a bench; none: all of it. */
  readonly only: readonly string[]
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000 }

/** Reads `NAME … --size 100k,1m --only WORD,WORD`. Throws a RangeError that says what it cannot read. */
export function readAsked(words: readonly string[]): Asked {
  const names: string[] = []
  let [sizes, only]: [number[], string[]] = [[], []]
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--size' || word === '--only') {
      at += 1
      const list = (words[at] ?? '').split(',').filter((one) => one !== '')
      if (list.length === 0) throw new RangeError(`${word} needs a list, as in ${word} ${EXAMPLE[word]}`)
      if (word === '--size') sizes = list.map(readSize)
      else only = list
    } else if (word.startsWith('-')) throw new RangeError(`There is no option ${word}. Known: --size, --only`)
    else names.push(word)
  }
  return { names, sizes, only }
}

const EXAMPLE = { '--size': '100k,1m', '--only': 'node,usual' } as const

function readSize(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,10})([km]?)$/i.exec(text) ?? []
  const size = Number(digits) * (FACTORS[unit.toLowerCase()] ?? 1)
  if (digits === '' || size === 0) throw new RangeError(`${JSON.stringify(text)} is no size: say 100k, 1m or 250000`)
  return size
}

/** Which of some parts are wanted: all where none of them is named. */
export function wantedOf<T extends string>(parts: readonly T[], only: readonly string[]): ReadonlySet<T> {
  const named = parts.filter((part) => only.includes(part))
  return new Set(named.length > 0 ? named : parts)
}
