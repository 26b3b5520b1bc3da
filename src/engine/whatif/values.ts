import { PIECE_WORDS } from '../kernel/layout.ts'
import type { Lookups } from './evaluate.ts'
import type { Machine } from './machine.ts'
import { IS_EVENT } from './spots.ts'
import type { Tables } from './tables.ts'

const VALUES = 101

/** How many alerts have each confidence and each urgency. */
export interface Values {
  /** A lane was turned on (1), so that its events are alerts, or off (-1). */
  turn(lane: number, sign: 1 | -1): void
  confidence(lookups: Lookups): Uint32Array
  urgency(lookups: Lookups): Uint32Array
}

/** Which alerts there are depends only on which triggers are on: counted once, and again only for one that is turned. */
export function createValues(tables: Tables, machine: Machine, people: number): Values {
  const { confidenceKey, spot, spots, history } = tables
  const { words, at } = machine
  const ofKey = new Uint32Array(tables.confidenceKeys.count)
  const ofPerson = new Uint32Array(people)
  const from = at.from >> 2
  const add = (i: number, sign: number) => {
    const alerts = ((words[from + i + 1] ?? 0) - (words[from + i] ?? 0)) * sign
    const key = confidenceKey[i] ?? 0
    const who = spots.who[spot[i] ?? 0] ?? 0
    ofKey[key] = (ofKey[key] ?? 0) + alerts
    ofPerson[who] = (ofPerson[who] ?? 0) + alerts
  }
  for (let i = 0; i < history.cases.count; i += 1) add(i, 1)
  const confidence = createHistogram(ofKey)
  const urgency = createHistogram(ofPerson)
  return {
    turn(lane, sign) {
      for (const piece of machine.piecesOf(lane)) {
        const to = words[(at.pieces >> 2) + piece * PIECE_WORDS + 2] ?? 0
        for (let i = words[(at.pieces >> 2) + piece * PIECE_WORDS + 1] ?? 0; i < to; i += 1) {
          if (((spots.flags[spot[i] ?? 0] ?? 0) & IS_EVENT) !== 0) add(i, sign)
        }
      }
      confidence.forget()
      urgency.forget()
    },
    confidence: (lookups) => confidence.of(lookups.confidence),
    urgency: (lookups) => urgency.of(lookups.urgency),
  }
}

/** How many alerts have each value 0–100. Values that stay are not counted again. */
function createHistogram(alerts: Uint32Array) {
  let known: { readonly values: Uint8Array; readonly counts: Uint32Array } | null = null
  const moveOne = (counts: Uint32Array, was: number, is: number, amount: number) => {
    counts[was] = (counts[was] ?? 0) - amount
    counts[is] = (counts[is] ?? 0) + amount
  }
  const move = (counts: Uint32Array, from: Uint8Array, to: Uint8Array) => {
    // Four values at once: most drafts leave most of them as they are.
    const [before, after] = [wordsOf(from), wordsOf(to)]
    for (let word = 0; word < after.length; word += 1) {
      if (before[word] === after[word]) continue
      for (let i = word * 4; i < word * 4 + 4; i += 1) moveOne(counts, from[i] ?? 0, to[i] ?? 0, alerts[i] ?? 0)
    }
    for (let i = after.length * 4; i < alerts.length; i += 1) moveOne(counts, from[i] ?? 0, to[i] ?? 0, alerts[i] ?? 0)
  }
  return {
    forget() {
      known = null
    },
    of(values: Uint8Array): Uint32Array {
      if (known === null) {
        known = { values: new Uint8Array(values.length), counts: new Uint32Array(VALUES) }
        known.counts[0] = alerts.reduce((sum, amount) => sum + amount, 0)
      }
      if (known.values !== values) move(known.counts, known.values, values)
      known = { values, counts: known.counts }
      return known.counts.slice()
    },
  }
}

/** The same bytes as words, without the last three at most. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length >> 2)
}
