import type { QueueAlert } from '../../domain/views/queue-views.ts'
import { idOfBytes, type RowBlock } from './block.ts'
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

const FIRST_CAPACITY = 1024

/** Every alert, a column each in typed arrays that grow; rows keep their place for good. */
export class QueueTable {
  /** Rises with every change of a row. */
  version = 0
  #count = 0
  #capacity = 0
  #ids = new Uint8Array()
  readonly #numbers = {} as Record<NumberName, NumberArray>
  readonly #codes = {} as Record<WordName, NumberArray>
  readonly #words = {} as Record<WordName, Dictionary>
  /** Row of an alert's number; `NONE` for no row. */
  #rowOf = new Uint32Array().fill(NONE)
  /** Rows in the order in which they were changed, so that orders made earlier can be mended. */
  readonly #changed: number[] = []
  #byNumber: { readonly version: number; readonly order: Uint32Array } | null = null

  constructor() {
    for (const name of WORD_NAMES) this.#words[name] = new Dictionary(name)
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

  /** Null where no such alert is here. */
  rowOfNumber(number: number): number | null {
    const row = this.#rowOf[number] ?? NONE
    return row === NONE ? null : row
  }

  rowOfId(id: string): number | null {
    for (let row = 0; row < this.#count; row += 1) {
      if ((this.#ids[row * 16 + 15] ?? 0).toString(16).padStart(2, '0') !== id.slice(-2)) continue
      if (idOfBytes(this.#ids, row) === id) return row
    }
    return null
  }

  /** How many changes there were; `changedSince` of it is what came after. */
  get changes(): number {
    return this.#changed.length
  }

  changedSince(changes: number): readonly number[] {
    return this.#changed.slice(changes)
  }

  /**
   * Adds the rows of a block, and puts those that are here already in their place if theirs is not the older version. Answers the
   * rows that are new or changed.
   */
  put(block: RowBlock): readonly number[] {
    this.#grow(this.#count + block.count)
    const codes = this.#translate(block)
    const touched: number[] = []
    const numbers = block.numbers.number
    const versions = this.#numbers.version
    for (let at = 0; at < block.count; at += 1) {
      const number = numbers[at] ?? 0
      const known = this.rowOfNumber(number)
      if (known !== null && (versions[known] ?? 0) > (block.numbers.version[at] ?? 0)) continue
      const row = known ?? this.#count
      if (known === null) {
        this.#count += 1
        this.#register(number, row)
        this.#ids.set(block.ids.subarray(at * 16, at * 16 + 16), row * 16)
      }
      touched.push(row)
    }
    this.#copy(block, codes)
    for (const row of touched) this.#changed.push(row)
    this.version += 1
    return touched
  }

  /** Every row, the highest number first. */
  byNumber(): Uint32Array {
    if (this.#byNumber?.version === this.version) return this.#byNumber.order
    const order = new Uint32Array(this.#count)
    let at = 0
    for (let number = this.#rowOf.length - 1; number >= 0; number -= 1) {
      const row = this.#rowOf[number] ?? NONE
      if (row === NONE) continue
      order[at] = row
      at += 1
    }
    this.#byNumber = { version: this.version, order }
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
      id: idOfBytes(this.#ids, row),
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
      version: number('version'),
      isSample: number('sample') === 1,
    }
  }

  #register(number: number, row: number): void {
    if (number >= this.#rowOf.length) {
      const grown = new Uint32Array(Math.max(number + 1, this.#rowOf.length * 2)).fill(NONE)
      grown.set(this.#rowOf)
      this.#rowOf = grown
    }
    this.#rowOf[number] = row
  }

  /** The codes of the block's words here. */
  #translate(block: RowBlock): Readonly<Record<WordName, Uint32Array>> {
    const codes = {} as Record<WordName, Uint32Array>
    for (const name of WORD_NAMES) {
      const words = this.#words[name]
      codes[name] = Uint32Array.from(block.words[name].known, (word) => words.codeOf(word))
      const most = MOST_CODES[WORDS[name].width]
      if (words.size > most && this.#codes[name].BYTES_PER_ELEMENT < 4) {
        this.#codes[name] = Uint32Array.from(this.#codes[name])
      }
    }
    return codes
  }

  #copy(block: RowBlock, translated: Readonly<Record<WordName, Uint32Array>>): void {
    const rows = new Uint32Array(block.count)
    for (let at = 0; at < block.count; at += 1) {
      const row = this.#rowOf[block.numbers.number[at] ?? 0] ?? NONE
      const isOlder = (this.#numbers.version[row] ?? 0) > (block.numbers.version[at] ?? 0)
      rows[at] = isOlder ? NONE : row
    }
    for (const name of NUMBER_NAMES) copyNumbers(block.numbers[name], rows, this.#numbers[name])
    for (const name of WORD_NAMES) copyCodes(block.words[name].codes, translated[name], rows, this.#codes[name])
  }

  #grow(wanted: number): void {
    if (wanted <= this.#capacity) return
    this.#capacity = Math.max(wanted, Math.ceil(this.#capacity * 1.5))
    const ids = new Uint8Array(this.#capacity * 16)
    ids.set(this.#ids)
    this.#ids = ids
    for (const name of NUMBER_NAMES)
      this.#numbers[name] = longer(this.#numbers[name], NUMBERS[name].width, this.#capacity)
    for (const name of WORD_NAMES) {
      const { width } = WORDS[name]
      const isWide = this.#codes[name]?.BYTES_PER_ELEMENT === 4
      this.#codes[name] = longer(this.#codes[name], isWide ? 'u32' : width, this.#capacity)
    }
  }
}

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

function copyCodes(codes: Int32Array, translated: Uint32Array, rows: Uint32Array, to: NumberArray): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? NONE
    const code = codes[at] ?? -1
    if (row !== NONE) to[row] = code < 0 ? 0 : (translated[code] ?? 0)
  }
}
