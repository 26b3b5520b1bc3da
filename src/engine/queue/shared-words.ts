import { hasWord } from './arrow.ts'
import type { BlockWords, RowBlock, WordPack } from './block.ts'
import { WORD_NAMES, type WordName } from './columns.ts'

/**
 * The words of all blocks, each once in its column: a log that only grows, so that who knows its beginning needs no more than the rest.
 * Codes are from 1, in the order of first sight.
 */
export class SharedWords {
  readonly #columns: WordName[] = []
  readonly #codes: number[] = []
  readonly #words: string[] = []
  readonly #known = {} as Record<WordName, Map<string, number>>
  readonly #byCode = {} as Record<WordName, string[]>

  constructor() {
    for (const name of WORD_NAMES) {
      this.#known[name] = new Map()
      this.#byCode[name] = ['']
    }
  }

  /** Words of all columns together. */
  get size(): number {
    return this.#words.length
  }

  /** Takes in what another one gave with `since`. Throws a RangeError where there is a gap before it. */
  learn({ from, columns, words }: WordPack): void {
    if (from > this.size) throw new RangeError(`words from ${from} on cannot follow the first ${this.size}`)
    for (let at = this.size - from; at < words.length; at += 1) this.#codeOf(columns[at] ?? 'title', words[at] ?? '')
  }

  /** The words from a place in the log on, before `to`. */
  since(from: number, to: number = this.size): WordPack {
    return {
      kind: 'words',
      from,
      columns: this.#columns.slice(from, to),
      codes: Uint32Array.from(this.#codes.slice(from, to)),
      words: this.#words.slice(from, to),
    }
  }

  /** The same rows with codes of shared words; words that are new are added to the log. */
  share(block: RowBlock): RowBlock {
    const words = {} as Record<WordName, BlockWords>
    for (const name of WORD_NAMES) words[name] = this.#shared(name, block.words[name], block.count)
    return { ...block, words, shared: this.size }
  }

  /** The same rows with their own words. Throws a RangeError where the block knows words that are not here. */
  unshare(block: RowBlock): RowBlock {
    if (block.shared > this.size)
      throw new RangeError(`a block with ${block.shared} shared words; known are ${this.size}`)
    const words = {} as Record<WordName, BlockWords>
    for (const name of WORD_NAMES) words[name] = this.#own(name, block.words[name], block.count)
    return { ...block, words, shared: 0 }
  }

  #shared(name: WordName, words: BlockWords, count: number): BlockWords {
    const { known } = words
    if (known === null) return words
    const shared = Uint32Array.from(known, (word) => this.#codeOf(name, word))
    const codes = new Uint32Array(count)
    for (let row = 0; row < count; row += 1) {
      const isNone = words.validity !== null && !hasWord(words.validity, row)
      codes[row] = isNone ? 0 : (shared[words.codes[row] ?? 0] ?? 0)
    }
    const [same] = codes
    if (same !== undefined && codes.every((code) => code === same)) return { codes: same, known: null }
    return { codes, known: null }
  }

  #own(name: WordName, words: BlockWords, count: number): BlockWords {
    if (words.known !== null) return words
    if (typeof words.codes === 'number') return this.#ownOfOne(name, words.codes, count)
    const places = new Map<number, number>()
    const known: string[] = []
    const codes = new Uint32Array(count)
    const validity = new Uint8Array(Math.ceil(count / 8))
    for (let row = 0; row < count; row += 1) {
      const code = words.codes[row] ?? 0
      if (code === 0) continue
      let place = places.get(code)
      if (place === undefined) {
        place = known.length
        places.set(code, place)
        known.push(this.#byCode[name][code] ?? '')
      }
      codes[row] = place
      validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7))
    }
    return { codes, validity, known }
  }

  #ownOfOne(name: WordName, code: number, count: number): BlockWords {
    const codes = new Uint8Array(count)
    if (code === 0) return { codes, validity: new Uint8Array(Math.ceil(count / 8)), known: [] }
    return { codes, validity: null, known: [this.#byCode[name][code] ?? ''] }
  }

  #codeOf(name: WordName, word: string): number {
    const known = this.#known[name].get(word)
    if (known !== undefined) return known
    const code = this.#byCode[name].length
    this.#known[name].set(word, code)
    this.#byCode[name].push(word)
    this.#columns.push(name)
    this.#codes.push(code)
    this.#words.push(word)
    return code
  }
}
