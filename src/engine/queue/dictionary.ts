import { fold } from '../../domain/query/pattern.ts'
import { PAIRS, splitNames, type WordName } from './columns.ts'
import { WordIndex } from './word-index.ts'

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
  /** Codes whose words are in it; 0 stands for no word. */
  #filed = 1
  readonly #words: string[] = ['']
  /** Of the first codes, those that somebody asked about: while a million alerts arrive nobody does. */
  readonly #entries: Entry[] = [NONE]
  /** Folded names that belong to more than one word, of the first `#looked` codes. */
  readonly #shared = new Set<string>()
  readonly #borne = new Set<string>()
  #looked = 1
  readonly #index = new WordIndex()
  /** Codes whose names are in it. */
  #indexed = 1
  #ranks: Uint32Array | null = null

  constructor(column: WordName) {
    this.#isPair = PAIRS.has(column)
    this.isList = column === 'tag'
  }

  /** Codes in use, none among them. */
  get size(): number {
    return this.#words.length
  }

  codeOf(word: string): number {
    this.file()
    const known = this.#codes.get(word)
    if (known !== undefined) return known
    // A word that was cut out of a block's text would keep all of that text alive.
    const code = this.#add(JSON.parse(JSON.stringify(word)) as string)
    this.file()
    return code
  }

  /**
   * The same, for a word of a log that has each once. One that is new is not filed before somebody asks for a code, as nobody does while a
   * million alerts arrive. The text that it was cut out of stays alive with it: all of it is words.
   */
  codeOfLogged(word: string): number {
    return this.#codes.get(word) ?? this.#add(word)
  }

  /** So that the next one who asks for a code need not wait for all words to be filed. */
  file(): void {
    for (; this.#filed < this.#words.length; this.#filed += 1)
      this.#codes.set(this.#words[this.#filed] ?? '', this.#filed)
  }

  #add(word: string): number {
    this.#words.push(word)
    this.#ranks = null
    return this.#words.length - 1
  }

  wordAt(code: number): string | null {
    return code === 0 ? null : (this.#words[code] ?? '')
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

  /** Visits the names that hold a folded part, by ascending code: whose each is, and whether it begins so. */
  find(part: string, visit: (code: number, isBeginning: boolean) => void): void {
    if (this.#indexed < this.size) this.#index.add(this.#namesFrom(this.#indexed))
    this.#indexed = this.size
    this.#index.find(part, visit)
  }

  *#namesFrom(first: number): Generator<readonly [code: number, name: string]> {
    for (let code = first; code < this.size; code += 1) for (const name of this.foldedAt(code)) yield [code, name]
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
    const isShared = names.length > 1 && this.#isShared(folded[0] ?? '')
    return (isShared ? names[1] : names[0]) ?? null
  }

  /** Place of each code in the order of names; none last. */
  ranks(): Uint32Array {
    if (this.#ranks !== null) return this.#ranks
    const order = this.#words.map((_, code) => ({ name: this.#at(code).folded[0] ?? '', code })).slice(1)
    order.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.code - b.code))
    const ranks = new Uint32Array(this.size)
    ranks[0] = this.size
    order.forEach(({ code }, rank) => {
      ranks[code] = rank
    })
    this.#ranks = ranks
    return ranks
  }

  #isShared(name: string): boolean {
    for (; this.#looked < this.size; this.#looked += 1) {
      for (const one of this.#at(this.#looked).folded) {
        if (this.#borne.has(one)) this.#shared.add(one)
        else this.#borne.add(one)
      }
    }
    return this.#shared.has(name)
  }

  #at(code: number): Entry {
    while (this.#entries.length <= code && this.#entries.length < this.size) {
      this.#entries.push(this.#read(this.#words[this.#entries.length] ?? ''))
    }
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
