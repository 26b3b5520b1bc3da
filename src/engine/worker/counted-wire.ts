import { DISPOSITIONS } from '../../domain/alert/alert.ts'
import type { TriggerCounts, WhatIfResult } from '../whatif/result.ts'

/** What a draft was counted to, as it crosses from the worker. */
export interface Counted {
  /** Of the baselines that the worker opened: another number, another baseline or another history. */
  readonly edition: number
  readonly run: CountedSides
  readonly tail: CountedSides | null
  /** Work without the crossing, ms. */
  readonly computeMs: number
}

export interface CountedSides {
  /** Null where whoever asked has it of the same edition. */
  readonly before: WhatIfResult | null
  readonly after: WhatIfResult
}

/*
 * Two words of 32 bits, little endian: how many bytes of text, how many columns. Then, each from a multiple of four on: the length of
 * every column, the text, which is JSON in UTF-8 without the columns, and the columns one after the other, as they lie in memory.
 * A result is mostly columns; written as text, each of its numbers would be made twice with every move of a hand.
 */
const WORD = 4
/** What is counted of a trigger: alerts, contained, automatic; the dispositions of all, and of the automatic. */
const TRIGGER_WORDS = 3 + 2 * DISPOSITIONS.length

/** The bytes of an answer, in memory of their own. */
export function writeCounted({ run, tail, ...rest }: Counted): Uint8Array<ArrayBuffer> {
  const columns: Uint32Array[] = []
  const sides = ({ before, after }: CountedSides) => ({
    before: before === null ? null : takeApart(before, columns),
    after: takeApart(after, columns),
  })
  const parts = { ...rest, run: sides(run), tail: tail === null ? null : sides(tail) }
  const text = new TextEncoder().encode(JSON.stringify(parts))
  const textAt = WORD * (2 + columns.length)
  const columnsAt = textAt + WORD * Math.ceil(text.length / WORD)
  const bytes = new Uint8Array(columnsAt + WORD * columns.reduce((sum, { length }) => sum + length, 0))
  const words = new Uint32Array(bytes.buffer)
  words.set([text.length, columns.length, ...columns.map(({ length }) => length)])
  bytes.set(text, textAt)
  let at = columnsAt / WORD
  for (const column of columns) {
    words.set(column, at)
    at += column.length
  }
  return bytes
}

/** Reads one answer after the other. A column that holds what the same one held before is the same object: nothing it shows changed. */
export function createCountedReader(): (bytes: Uint8Array<ArrayBuffer>) => Counted {
  let last: readonly Uint32Array[] = []
  return (bytes) => {
    const columns: Uint32Array[] = []
    const counted = readCounted(bytes, (column) => {
      const before = last[columns.length]
      const kept = before !== undefined && isEqual(before, column) ? before : column
      columns.push(kept)
      return kept
    })
    last = columns
    return counted
  }
}

function isEqual(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}

/** Columns are views into the bytes, or what `keep` makes of them. Throws on what `writeCounted` did not write. */
export function readCounted(
  bytes: Uint8Array<ArrayBuffer>,
  keep = (column: Uint32Array): Uint32Array => column,
): Counted {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / WORD)
  const [textLength = 0, count = 0] = words
  const textAt = WORD * (2 + count)
  const { run, tail, ...rest } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(textAt, textAt + textLength)),
  ) as Parts
  let at = (textAt + WORD * Math.ceil(textLength / WORD)) / WORD
  let next = 2
  const column = () => {
    const from = at
    at += words[next] ?? 0
    next += 1
    return keep(words.subarray(from, at))
  }
  const sides = ({ before, after }: SidesApart): CountedSides => ({
    before: before === null ? null : putTogether(before, column),
    after: putTogether(after, column),
  })
  return { ...rest, run: sides(run), tail: tail === null ? null : sides(tail) }
}

type Apart = ReturnType<typeof takeApart>
interface SidesApart {
  readonly before: Apart | null
  readonly after: Apart
}
type Parts = Omit<Counted, 'run' | 'tail'> & { readonly run: SidesApart; readonly tail: SidesApart | null }

/** A result without its columns, which are added to those before in an order that `putTogether` keeps. */
function takeApart(result: WhatIfResult, columns: Uint32Array[]) {
  const { cells, migration, breaks, caps, blocked, confidence, urgency, approvals, triggers, ...rest } = result
  const { perDay, groups, ...votes } = approvals
  columns.push(cells, migration, breaks, caps, blocked, confidence, urgency, columnOf(triggers), perDay)
  const bare = groups.map(({ perDay: own, ...group }) => {
    columns.push(own)
    return group
  })
  return { ...rest, approvals: { ...votes, groups: bare } }
}

function putTogether({ approvals, ...rest }: Apart, column: () => Uint32Array): WhatIfResult {
  const { groups, ...votes } = approvals
  return {
    ...rest,
    cells: column(),
    migration: column(),
    breaks: column(),
    caps: column(),
    blocked: column(),
    confidence: column(),
    urgency: column(),
    triggers: triggersOf(column()),
    approvals: { ...votes, perDay: column(), groups: groups.map((group) => ({ ...group, perDay: column() })) },
  }
}

/** One trigger after the other. */
function columnOf(triggers: readonly TriggerCounts[]): Uint32Array {
  const column = new Uint32Array(triggers.length * TRIGGER_WORDS)
  let at = 0
  for (const { alerts, contained, automatic, dispositions, automaticDispositions } of triggers) {
    column[at] = alerts
    column[at + 1] = contained
    column[at + 2] = automatic
    for (let i = 0; i < DISPOSITIONS.length; i += 1) {
      column[at + 3 + i] = dispositions[i] ?? 0
      column[at + 3 + DISPOSITIONS.length + i] = automaticDispositions[i] ?? 0
    }
    at += TRIGGER_WORDS
  }
  return column
}

function triggersOf(column: Uint32Array): readonly TriggerCounts[] {
  const found: TriggerCounts[] = []
  for (let at = 0; at < column.length; at += TRIGGER_WORDS) {
    const word = (place: number) => column[at + place] ?? 0
    found.push({
      alerts: word(0),
      contained: word(1),
      automatic: word(2),
      dispositions: DISPOSITIONS.map((_, i) => word(3 + i)),
      automaticDispositions: DISPOSITIONS.map((_, i) => word(3 + DISPOSITIONS.length + i)),
    })
  }
  return found
}
