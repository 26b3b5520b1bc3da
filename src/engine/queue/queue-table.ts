import { numberOfSuppression } from '../../domain/suppression/suppression-name.ts'
import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { idOf, TAIL_BYTES, tailOfId, timeOfId } from './alert-id.ts'
import { hasWord } from './arrow.ts'
import { type BlockWords, numbersIn, type RowBlock, type WordPack } from './block.ts'
import { ChangeLog, type Mark } from './change-log.ts'
import {
  MOST_CODES,
  NONE,
  NUMBER_NAMES,
  NUMBERS,
  type NumberArray,
  type NumberName,
  newArray,
  splitNames,
  WORD_NAMES,
  WORDS,
  type WordName,
} from './columns.ts'
import { Dictionary } from './dictionary.ts'
import { unpackInto } from './pack-numbers.ts'

const FIRST_CAPACITY = 1024
const SPANNED = ['received', 'lastSeen'] as const
const NO_SPAN = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }

/** Every alert, a column each in typed arrays that grow; rows keep their place for good. */
export class QueueTable {
  /** Rises with every change of a row. */
  version = 0
  #count = 0
  #capacity = 0
  /** Of ids, what follows their instant: `TAIL_BYTES` a row. */
  #tails = new Uint8Array()
  readonly #numbers = {} as Record<NumberName, NumberArray>
  readonly #codes = {} as Record<WordName, NumberArray>
  readonly #words = {} as Record<WordName, Dictionary>
  /** Codes here of the words that blocks share, by the code that is shared; 0 is none in both. */
  readonly #shared = {} as Record<WordName, Uint32Array>
  /** How many of them there are in all columns. */
  #learned = 0
  /** Row of an alert's number; `NONE` for no row. */
  #rowOf = new Uint32Array().fill(NONE)
  readonly #changes = new ChangeLog()
  readonly #spans = { received: { ...NO_SPAN }, lastSeen: { ...NO_SPAN } }

  constructor() {
    for (const name of WORD_NAMES) {
      this.#words[name] = new Dictionary(name)
      this.#shared[name] = new Uint32Array(1)
    }
    this.#grow(FIRST_CAPACITY)
  }

  get count(): number {
    return this.#count
  }

  numbers(name: NumberName): NumberArray {
    return this.#numbers[name]
  }

  codes(name: WordName): NumberArray {
    return this.#codes[name]
  }

  words(name: WordName): Dictionary {
    return this.#words[name]
  }

  /** How far it is by now: what was made of the table up to here can be mended later by what came since. */
  mark(): Mark {
    return { rows: this.#count, changes: this.#changes.count }
  }

  /** Whether nothing came since. */
  isAt({ rows, changes }: Mark): boolean {
    return rows === this.#count && changes === this.#changes.count
  }

  /**
   * Those of the rows that were here then which changed since, each once, in no order; null where that is no longer known. All others
   * that came since stand behind those.
   */
  since(mark: Mark): readonly number[] | null {
    return this.#changes.since(mark)
  }

  /** Null where no such alert is here. */
  rowOfNumber(number: number): number | null {
    const row = this.#rowOf[number] ?? NONE
    return row === NONE ? null : row
  }

  rowOfId(id: string): number | null {
    const tail = tailOfId(id)
    if (tail === null) return null
    const time = timeOfId(id)
    const times = this.#numbers.idTime
    for (let row = times.indexOf(time); row !== -1 && row < this.#count; row = times.indexOf(time, row + 1)) {
      if (tail.every((byte, at) => this.#tails[row * TAIL_BYTES + at] === byte)) return row
    }
    return null
  }

  /** Between which instants the numbers of a column are; wider than that where rows changed. Infinite, turned round, without any. */
  spanOf(name: 'received' | 'lastSeen'): { readonly first: number; readonly last: number } {
    return this.#spans[name]
  }

  /** Makes room for that many rows at once: columns that grow block by block are copied again and again. */
  reserve(rows: number): void {
    // What comes while it is read fits, too.
    this.#grow(rows + Math.ceil(rows / 16), true)
  }

  /** Takes in words that blocks share, before the blocks that do. Throws a RangeError where some before them are missing. */
  learn({ from, columns, codes, words }: WordPack): void {
    if (from > this.#learned) throw new RangeError(`words from ${from} on came after only ${this.#learned}`)
    for (let at = this.#learned - from; at < words.length; at += 1) {
      const name = columns[at] ?? 'title'
      const code = codes[at] ?? 0
      if (code >= this.#shared[name].length)
        this.#shared[name] = longer(this.#shared[name], 'u32', code * 2) as Uint32Array
      this.#shared[name][code] = this.#words[name].codeOfLogged(words[at] ?? '')
    }
    this.#learned = Math.max(this.#learned, from + words.length)
    for (const name of WORD_NAMES) this.#fit(name)
  }

  /**
   * Adds the rows of a block, and puts those that are here already in their place if theirs is not the older version. Answers the
   * rows that are new or changed. Throws a RangeError where the words that it shares are not here.
   */
  put(block: RowBlock): Uint32Array {
    if (block.shared > this.#learned) {
      throw new RangeError(`a block that shares ${block.shared} words came after only ${this.#learned}`)
    }
    const translated = this.#translate(block)
    this.#grow(this.#count + block.count)
    const before = this.#count
    const numbers = numbersIn(block, 'number')
    const isNew = this.#isNew(numbers)
    const touched = isNew ? this.#append(block, numbers, translated) : this.#merge(block, numbers, translated)
    if (!isNew) this.#changes.add(touched.filter((row) => row < before))
    this.version += 1
    return touched
  }

  /** Every row, the highest number first. */
  byNumber(): Uint32Array {
    const order = new Uint32Array(this.#count)
    let at = 0
    for (let number = this.#rowOf.length - 1; number >= 0; number -= 1) {
      const row = this.#rowOf[number] ?? NONE
      if (row === NONE) continue
      order[at] = row
      at += 1
    }
    return order
  }

  alertAt(row: number): QueueAlert {
    const word = (name: WordName) => this.#words[name].wordAt(this.#codes[name][row] ?? 0)
    const number = (name: NumberName) => this.#numbers[name][row] ?? 0
    const pair = (name: WordName) => {
      const found = word(name)
      return found === null ? ([null, null] as const) : splitNames(found)
    }
    const [identityName, identityId] = pair('identity')
    const [assigneeName, assigneeId] = pair('assignee')
    const [triggerTitle, triggerId] = pair('trigger')
    const caps = word('caps') ?? ''
    const json = (name: WordName): unknown => JSON.parse(word(name) ?? 'null')
    const due = number('due')
    // Each word was written from a row of this very type.
    return {
      id: idOf(number('idTime'), this.#tails, row),
      number: number('number'),
      title: word('title') ?? '',
      severity: word('severity') as QueueAlert['severity'],
      tier: Number(word('tier')?.slice(1)) as QueueAlert['tier'],
      uncapped: number('uncapped') as QueueAlert['uncapped'],
      caps: (caps === '' ? [] : caps.split(',')) as QueueAlert['caps'],
      gate: word('gate') as QueueAlert['gate'],
      threat: word('threat') as QueueAlert['threat'],
      action: word('action') as QueueAlert['action'],
      confidence: number('confidence'),
      urgency: number('urgency'),
      disruption: number('disruption'),
      priority: number('priority'),
      identityId,
      identityName,
      identityKind: word('kind') as QueueAlert['identityKind'],
      isClaimed: number('claimed') === 1,
      ownerTeam: word('owner'),
      environment: word('environment') as QueueAlert['environment'],
      breaks:
        number('stops') === NONE
          ? null
          : { stops: number('stops'), comesBack: number('comesBack'), isComplete: number('isComplete') === 1 },
      containment: word('containment') as QueueAlert['containment'],
      status: word('status') as QueueAlert['status'],
      disposition: word('disposition') as QueueAlert['disposition'],
      assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? assigneeId },
      slaDueAt: Number.isNaN(due) ? null : due,
      firstSeenAt: number('firstSeen'),
      lastSeenAt: number('lastSeen'),
      receivedAt: number('received'),
      count: number('signals'),
      trigger:
        triggerId === null
          ? null
          : { id: triggerId, version: number('triggerVersion'), title: triggerTitle ?? triggerId },
      format: word('format') ?? '',
      vendor: word('vendor') ?? '',
      tags: (json('tag') as string[] | null) ?? [],
      hold: json('hold') as QueueAlert['hold'],
      slaPause: json('slaPause') as QueueAlert['slaPause'],
      suppression: numberOfSuppression(word('suppressed')),
      version: number('version'),
      isSample: number('sample') === 1,
    }
  }

  /** Whether no row of the block is here and none is in it twice, as while everything is read for the first time: numbers descend. */
  #isNew(numbers: NumberArray): boolean {
    let before = Number.POSITIVE_INFINITY
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] ?? 0
      if (number >= before || (this.#rowOf[number] ?? NONE) !== NONE) return false
      before = number
    }
    return true
  }

  /** Whole columns at the end. */
  #append({ numbers, words, tails, count }: RowBlock, ofRows: NumberArray, translated: Translated): Uint32Array {
    const [first, end] = [this.#count, this.#count + count]
    this.#tails.set(tails, first * TAIL_BYTES)
    for (const name of NUMBER_NAMES) {
      const { after } = numbers[name]
      const reference = after === null || after === 'place' ? null : this.#numbers[after].subarray(first, end)
      unpackInto(numbers[name], this.#numbers[name].subarray(first, end), reference)
    }
    for (const name of WORD_NAMES) appendCodes(words[name], translated[name], this.#codes[name], first, count)
    this.#reach(ofRows[0] ?? 0)
    const rows = new Uint32Array(count)
    for (let at = 0; at < count; at += 1) {
      rows[at] = first + at
      this.#rowOf[ofRows[at] ?? 0] = first + at
    }
    this.#count = end
    for (const name of SPANNED) widen(this.#spans[name], this.#numbers[name].subarray(first, end))
    return rows
  }

  #merge(block: RowBlock, ofRows: NumberArray, translated: Translated): Uint32Array {
    const { tails, words, count } = block
    const versions = this.#numbers.version
    const versionsOfRows = numbersIn(block, 'version')
    /** Where each row of the block belongs; `NONE` for one that is older than what is here. */
    const rows = new Uint32Array(count).fill(NONE)
    for (let at = 0; at < count; at += 1) {
      const number = ofRows[at] ?? 0
      const known = this.rowOfNumber(number)
      if (known !== null && (versions[known] ?? 0) > (versionsOfRows[at] ?? 0)) continue
      const row = known ?? this.#count
      if (known === null) {
        this.#count += 1
        this.#reach(number)
        this.#rowOf[number] = row
      }
      this.#tails.set(tails.subarray(at * TAIL_BYTES, (at + 1) * TAIL_BYTES), row * TAIL_BYTES)
      rows[at] = row
    }
    for (const name of NUMBER_NAMES) copyNumbers(numbersIn(block, name), rows, this.#numbers[name])
    for (const name of WORD_NAMES) copyCodes(words[name], translated[name], rows, this.#codes[name])
    for (const name of SPANNED) widen(this.#spans[name], numbersIn(block, name))
    return rows.filter((row) => row !== NONE)
  }

  /** Makes room for the row of a number. */
  #reach(number: number): void {
    if (number < this.#rowOf.length) return
    const grown = new Uint32Array(Math.max(number + 1, this.#rowOf.length * 2, this.#capacity)).fill(NONE)
    grown.set(this.#rowOf)
    this.#rowOf = grown
  }

  /** The codes of the block's words here. */
  #translate(block: RowBlock): Translated {
    const codes = {} as Record<WordName, Uint32Array>
    for (const name of WORD_NAMES) {
      const { known } = block.words[name]
      codes[name] =
        known === null ? this.#shared[name] : Uint32Array.from(known, (word) => this.#words[name].codeOf(word))
      this.#fit(name)
    }
    return codes
  }

  /** Codes of more words than their column is wide enough for need a wider one. */
  #fit(name: WordName): void {
    const isFull = this.#words[name].size > MOST_CODES[WORDS[name].width]
    if (isFull && this.#codes[name].BYTES_PER_ELEMENT < 4) this.#codes[name] = new Uint32Array(this.#codes[name])
  }

  #grow(wanted: number, isExact = false): void {
    if (wanted <= this.#capacity) return
    this.#capacity = isExact ? wanted : Math.max(wanted, Math.ceil(this.#capacity * 1.5))
    const tails = new Uint8Array(this.#capacity * TAIL_BYTES)
    tails.set(this.#tails)
    this.#tails = tails
    for (const name of NUMBER_NAMES)
      this.#numbers[name] = longer(this.#numbers[name], NUMBERS[name].width, this.#capacity)
    for (const name of WORD_NAMES) {
      const { width } = WORDS[name]
      const isWide = this.#codes[name]?.BYTES_PER_ELEMENT === 4
      this.#codes[name] = longer(this.#codes[name], isWide ? 'u32' : width, this.#capacity)
    }
  }
}

function widen(span: { first: number; last: number }, instants: NumberArray): void {
  for (let at = 0; at < instants.length; at += 1) {
    const instant = instants[at] ?? Number.NaN
    if (instant < span.first) span.first = instant
    if (instant > span.last) span.last = instant
  }
}

/** Codes here of the words of a block, by its own. */
type Translated = Readonly<Record<WordName, Uint32Array>>

function longer(before: NumberArray | undefined, width: 'u8' | 'u16' | 'u32' | 'f64', length: number): NumberArray {
  const after = newArray(width, length)
  if (before !== undefined) after.set(before)
  return after
}

function copyNumbers(from: NumberArray, rows: Uint32Array, to: NumberArray): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? NONE
    if (row !== NONE) to[row] = from[at] ?? 0
  }
}

function codeAt(words: BlockWords, translated: Uint32Array, at: number): number {
  if (typeof words.codes === 'number') return translated[words.codes] ?? 0
  const isNone = words.known !== null && words.validity !== null && !hasWord(words.validity, at)
  return isNone ? 0 : (translated[words.codes[at] ?? 0] ?? 0)
}

function copyCodes(words: BlockWords, translated: Uint32Array, rows: Uint32Array, to: NumberArray): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? NONE
    if (row !== NONE) to[row] = codeAt(words, translated, at)
  }
}

/** Of one block; in one kind of array, so that the loop over it is compiled once and for that. */
let scratch = new Uint32Array(16_384)

function appendCodes(words: BlockWords, translated: Uint32Array, to: NumberArray, first: number, count: number): void {
  const { codes } = words
  if (typeof codes === 'number') {
    to.fill(translated[codes] ?? 0, first, first + count)
    return
  }
  if (words.known !== null && words.validity !== null) {
    for (let at = 0; at < count; at += 1) to[first + at] = codeAt(words, translated, at)
    return
  }
  if (scratch.length < count) scratch = new Uint32Array(count)
  scratch.set(codes.subarray(0, count))
  for (let at = 0; at < count; at += 1) scratch[at] = translated[scratch[at] ?? 0] ?? 0
  to.set(scratch.subarray(0, count), first)
}
