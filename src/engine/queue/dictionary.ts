import { fold } from '../../domain/query/pattern.ts'
import { PAIRS, splitNames, type WordName } from './columns.ts'

/** A word as it is looked for and shown. */
interface Entry {
  readonly word: string
  /** What a query may call it: a pair by its name and its id, a list by each of its names. */
  readonly names: readonly string[]
  readonly folded: readonly string[]
  /** Whether the first name is one that people gave; false for a pair of which only the id is known. */
  readonly isNamed: boolean
}

const NONE: Entry = { word: '', names: [], folded: [], isNamed: false }

/** The words of a column, each once. Code 0 is none; codes are given in the order of first sight and stay. */
export class Dictionary {
  /** Whether a word is a list of names, each with rows of its own. */
  readonly isList: boolean
  readonly #isPair: boolean
  readonly #codes = new Map<string, number>()
  readonly #entries: Entry[] = [NONE]
  /** Folded names that belong to more than one word. */
  readonly #shared = new Set<string>()
  readonly #borne = new Set<string>()
  #ranks: Uint32Array | null = null

  constructor(column: WordName) {
    this.#isPair = PAIRS.has(column)
    this.isList = column === 'tag'
  }

  /** Codes in use, none among them. */
  get size(): number {
    return this.#entries.length
  }

  codeOf(word: string): number {
    const known = this.#codes.get(word)
    if (known !== undefined) return known
    const code = this.#entries.length
    const entry = this.#read(word)
    this.#codes.set(word, code)
    this.#entries.push(entry)
    if (this.#isPair) {
      for (const name of entry.folded) {
        if (this.#borne.has(name)) this.#shared.add(name)
        else this.#borne.add(name)
      }
    }
    this.#ranks = null
    return code
  }

  wordAt(code: number): string | null {
    return code === 0 ? null : this.#at(code).word
  }

  /** What a query may call it, folded; nothing for none. */
  foldedAt(code: number): readonly string[] {
    return this.#at(code).folded
  }

  namesAt(code: number): readonly string[] {
    return this.#at(code).names
  }

  isNamedAt(code: number): boolean {
    return this.#at(code).isNamed
  }

  /** As a person reads it: the name, or the id where there is none. Null for none. */
  labelAt(code: number): string | null {
    if (code === 0) return null
    const { word, names } = this.#at(code)
    return this.#isPair ? (names[0] ?? null) : word
  }

  /** As a query best says it: the name, or the id where another one is called the same. Null for none. */
  valueAt(code: number): string | null {
    if (!this.#isPair || code === 0) return this.labelAt(code)
    const { names, folded } = this.#at(code)
    const isShared = names.length > 1 && this.#shared.has(folded[0] ?? '')
    return (isShared ? names[1] : names[0]) ?? null
  }

  /** Place of each code in the order of names; none last. */
  ranks(): Uint32Array {
    if (this.#ranks !== null) return this.#ranks
    const order = this.#entries.map(({ folded: [name = ''] }, code) => ({ name, code })).slice(1)
    order.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.code - b.code))
    const ranks = new Uint32Array(this.size)
    ranks[0] = this.size
    order.forEach(({ code }, rank) => {
      ranks[code] = rank
    })
    this.#ranks = ranks
    return ranks
  }

  #at(code: number): Entry {
    return this.#entries[code] ?? NONE
  }

  #read(word: string): Entry {
    if (this.isList) {
      const names = JSON.parse(word) as readonly string[]
      return { word, names, folded: names.map(fold), isNamed: true }
    }
    if (!this.#isPair) return { word, names: [word], folded: [fold(word)], isNamed: true }
    const [name, id] = splitNames(word)
    const names = [name, id].filter((one) => one !== null)
    return { word, names, folded: names.map(fold), isNamed: name !== null }
  }
}
