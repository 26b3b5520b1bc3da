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
  /** `changed`: triggers whose keys alone may have another confidence than the last time; null where any key may. */
  confidence(lookups: Lookups, changed: readonly number[] | null): Uint32Array
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
    confidence: (lookups, changed) => confidence.of(lookups.confidence, changed?.map(tables.keysOf) ?? null),
    urgency: (lookups) => urgency.of(lookups.urgency, null),
  }
}

/** How many alerts have each value 0–100. Values that stay are not counted again. */
function createHistogram(alerts: Uint32Array) {
  const counts = new Uint32Array(VALUES)
  /** The values that are counted, each at its place; `latest` is where they were read, null before there was anything. */
  const counted = new Uint8Array(alerts.length)
  let latest: Uint8Array | null = null
  const move = (place: number, is: number) => {
    const [was, amount] = [counted[place] ?? 0, alerts[place] ?? 0]
    counts[was] = (counts[was] ?? 0) - amount
    counts[is] = (counts[is] ?? 0) + amount
    counted[place] = is
  }
  const moveAll = (values: Uint8Array) => {
    // Four values at once: most drafts leave most of them as they are.
    const [before, after] = [wordsOf(counted), wordsOf(values)]
    for (let word = 0; word < after.length; word += 1) {
      if (before[word] === after[word]) continue
      for (let place = word * 4; place < word * 4 + 4; place += 1) move(place, values[place] ?? 0)
    }
    for (let place = after.length * 4; place < alerts.length; place += 1) move(place, values[place] ?? 0)
  }
  return {
    forget() {
      latest = null
    },
    /** `others`: places among which all are that have another value than the last time; null where any may. */
    of(values: Uint8Array, others: readonly (readonly number[])[] | null): Uint32Array {
      if (latest === null) {
        counted.fill(0)
        counts.fill(0)
        counts[0] = alerts.reduce((sum, amount) => sum + amount, 0)
        moveAll(values)
      } else if (latest !== values && others === null) moveAll(values)
      else if (latest !== values)
        for (const places of others ?? []) for (const place of places) move(place, values[place] ?? 0)
      latest = values
      return counts.slice()
    },
  }
}

/** The same bytes as words, without the last three at most. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length >> 2)
}
