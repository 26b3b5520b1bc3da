import type { Sha256 } from '../hash/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { type Json, own } from '../json/json.ts'
import { utf8 } from '../json/utf8.ts'
import { NO_PREVIOUS } from './chain.ts'
import { append, EMPTY_FRONTIER, type Frontier, leafHash, rootOf } from './merkle.ts'

/**
 * What is wrong at a place of the log. `edited`: its bytes are not those that the entry after it (or the head) names.
 * `wrong-previous`: its own link was altered. `gap`: entries are missing. `duplicate`: a number stands there that was
 * there before. `misplaced`: another entry stands in its place, as after a swap. `unreadable`: not an entry at all.
 */
export type Fault = 'edited' | 'wrong-previous' | 'gap' | 'duplicate' | 'misplaced' | 'unreadable'

export interface Broken {
  /** The number of the entry that should stand there. */
  readonly sequence: number
  readonly fault: Fault
  readonly detail: string
}

/** A head that was kept somewhere else: the log of today must begin with exactly what it covers. */
export interface RememberedHead {
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
}

export interface LogReport {
  /** Texts that were read. */
  readonly checked: number
  /** Entries 0 … n−1 hold; everything before the first broken one. */
  readonly verifiedUpTo: number
  /** The first hundred, in order of sequence. */
  readonly broken: readonly Broken[]
  readonly brokenCount: number
  /** Merkle root over the texts as they were read, lower-case hex. */
  readonly root: string
  /** Leaf hash of the last text, or 64 zeros. */
  readonly last: string
  /** Whether size and root are those of the head that the log itself claims; null where none was given. */
  readonly matchesHead: boolean | null
  /** `cut`: fewer entries than remembered. `rewritten`: as many, but other ones. Null where none was remembered. */
  readonly remembered: 'held' | 'cut' | 'rewritten' | null
  /** True only if nothing is broken and every head that was given holds. */
  readonly isIntact: boolean
}

export interface LogVerifier {
  /** The next texts, in order. Any chunking gives the same report. */
  feed(texts: readonly string[]): void
  /** How many texts were fed so far. */
  readonly checked: number
  /**
   * Ends the check; `head` is what the log claims of itself, with the leaf hash of its newest entry where it says that
   * too.
   */
  finish(head?: RememberedHead & { readonly last?: string }): LogReport
}

/**
 * Checks a log by its own bytes: numbering, chain and Merkle root, in one pass and constant memory. A log that was
 * rewritten from some place to its end agrees with itself; only a remembered head finds that, and only a head finds
 * what was done to the very last entry. Cost: one hash per entry and about one more for the tree.
 */
export function createVerifier(sha256: Sha256, remembered: RememberedHead | null = null): LogVerifier {
  const judge = createJudge()
  let frontier: Frontier = EMPTY_FRONTIER
  let rememberedRoot: string | null = remembered?.size === 0 ? toHex(rootOf(frontier, sha256)) : null

  return {
    get checked() {
      return frontier.size
    },
    feed(texts) {
      for (const text of texts) {
        const leaf = leafHash(bytesOf(text), sha256)
        frontier = append(frontier, leaf, sha256).frontier
        if (frontier.size === remembered?.size) rememberedRoot = toHex(rootOf(frontier, sha256))
        judge.add(placeOf(text, toHex(leaf)))
      }
    },
    finish(head) {
      const root = toHex(rootOf(frontier, sha256))
      const { broken, brokenCount, last } = judge.end(head)
      const matchesHead = head === undefined ? null : head.size === frontier.size && head.root === root
      const held = remembered === null ? null : rememberedRoot === remembered.root
      const isCut = remembered !== null && frontier.size < remembered.size
      const first = broken.reduce((least, { sequence }) => Math.min(least, sequence), frontier.size)
      return {
        checked: frontier.size,
        verifiedUpTo: first,
        broken: broken.toSorted((a, b) => a.sequence - b.sequence),
        brokenCount,
        root,
        last,
        matchesHead,
        remembered: held === null ? null : held ? 'held' : isCut ? 'cut' : 'rewritten',
        isIntact: brokenCount === 0 && matchesHead !== false && held !== false,
      }
    },
  }
}

/** What the judge needs of one text. `sequence` is null for a text that is not an entry. */
interface Place {
  readonly sequence: number | null
  readonly previous: string
  readonly leaf: string
}

/**
 * Judges each place when the two after it are known: whether a link broke because the entry before was edited or
 * because the link itself was, only the neighbours can tell. After a fault it goes on from what stands there, so that
 * one fault is not reported again at every later entry.
 */
function createJudge() {
  const ahead: Place[] = []
  const broken: Broken[] = []
  let brokenCount = 0
  let expected = 0
  /** The leaf that the next entry must name; null where the entry before is broken and its link explained by that. */
  let link: string | null = NO_PREVIOUS
  let last = NO_PREVIOUS

  const report = (sequence: number, fault: Fault, detail: string) => {
    brokenCount += 1
    if (broken.length < KEPT) broken.push({ sequence, fault, detail })
  }

  const judge = (place: Place) => {
    const [next, afterNext] = ahead
    const nextFollows = next?.sequence === expected + 1
    if (place.sequence === null) {
      report(expected, 'unreadable', `Entry ${expected} is not an entry: its text cannot be read.`)
      expected += 1
      link = null
    } else if (place.sequence === expected) {
      const isOwnFault = judgeLink(place, next, afterNext)
      expected += 1
      link = isOwnFault ? null : place.leaf
    } else if (nextFollows || (place.sequence === expected + 1 && next?.sequence === expected)) {
      report(expected, 'misplaced', `Where entry ${expected} should stand there is entry ${place.sequence}.`)
      expected += 1
      link = null
    } else if (place.sequence > expected) {
      const missing = place.sequence - expected
      const which = missing === 1 ? `Entry ${expected} is` : `Entries ${expected} to ${place.sequence - 1} are`
      report(expected, 'gap', `${which} missing.`)
      expected = place.sequence + 1
      link = place.leaf
    } else {
      report(place.sequence, 'duplicate', `Number ${place.sequence} stands there a second time.`)
      link = null
    }
    last = place.leaf
  }

  /** Answers whether the place itself is at fault, so that the entry after it is not asked to agree with it. */
  const judgeLink = (place: Place, next: Place | undefined, afterNext: Place | undefined): boolean => {
    if (link === null || place.previous === link) return false
    // Whoever edits an entry changes its leaf, so the entry after it no longer fits. If that one fits, this one is whole.
    const isWhole = next === undefined || next.previous === place.leaf || afterNext?.previous !== next.leaf
    if (expected > 0 && isWhole) {
      const before = expected - 1
      report(before, 'edited', `Entry ${before} is not what entry ${expected} says it was.`)
      return false
    }
    report(expected, 'wrong-previous', `Entry ${expected} does not name the entry before it.`)
    return true
  }

  return {
    add(place: Place) {
      ahead.push(place)
      if (ahead.length > LOOK_AHEAD) judgeFirst()
    },
    end(head?: { readonly size: number; readonly last?: string }) {
      while (ahead.length > 0) judgeFirst()
      if (head !== undefined && head.size > expected) {
        report(expected, 'gap', `The log says that it has ${head.size} entries; those from ${expected} on are missing.`)
      } else if (brokenCount === 0 && head?.size === expected && head.last !== undefined && head.last !== last) {
        report(expected - 1, 'edited', `Entry ${expected - 1} is not the newest one that the log names.`)
      }
      return { broken, brokenCount, last }
    },
  }

  function judgeFirst() {
    const place = ahead.shift()
    if (place !== undefined) judge(place)
  }
}

const KEPT = 100
const LOOK_AHEAD = 2

function placeOf(text: string, leaf: string): Place {
  const entry = parsed(text)
  const sequence = own(entry, 'sequence')
  const previous = own(entry, 'previous')
  const isEntry = typeof sequence === 'number' && Number.isSafeInteger(sequence) && typeof previous === 'string'
  return isEntry ? { sequence, previous, leaf } : { sequence: null, previous: '', leaf }
}

/**
 * The plain parser, which takes a third of the time of `readJson`: what that one would also refuse (a key twice, say)
 * changes the bytes, and the leaf finds it. Only half a surrogate pair would not, having no bytes.
 */
function parsed(text: string): Json | undefined {
  if (!text.isWellFormed()) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Half a surrogate pair has no bytes; such a text was never an entry, and any leaf that is not its own will do. */
function bytesOf(text: string): Uint8Array {
  return utf8(text.toWellFormed())
}
