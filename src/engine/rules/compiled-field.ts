import type { Json } from '../../domain/json/json.ts'
import type { PlainTest } from '../../sigma/values/value-test.ts'
import type { FieldQuestions } from './fields-table.ts'
import { createValueIndex } from './value-index.ts'

/** Bits of a field as words, and the rules that come into question with them. No words where no bit is set. */
export interface Answer {
  readonly words: Uint32Array
  readonly rules: readonly number[]
}

export interface Field {
  readonly index: number
  readonly path: FieldQuestions['path']
  /** Its words in the row of all fields: from the first to before the last. */
  readonly from: number
  readonly to: number
  /** What holds where the path leads somewhere, whatever stands there, and where it leads nowhere. */
  readonly there: Answer
  readonly missing: Answer
  /** What holds of one value. */
  answer(value: Json): Answer
}

/** Values of all fields with the answers they had. */
interface Remembered {
  of(field: number): Map<string | number | boolean, Answer>
  /** Makes room, by forgetting everything, before a value of this length is added. */
  makeRoom(length: number): void
}

/** All that is remembered of values together; then everything begins anew. */
const MAX_VALUES = 400_000
const MAX_CHARACTERS = 16_000_000
/** Longer texts are not remembered: they hardly come again. */
const MAX_LENGTH = 512

/** A text, a number and a boolean may read alike and mean different things, which the keys of a map keep apart. */
export function createRemembered(): Remembered {
  const maps = new Map<number, Map<string | number | boolean, Answer>>()
  let values = 0
  let characters = 0
  return {
    of(field) {
      const map = maps.get(field) ?? new Map<string | number | boolean, Answer>()
      maps.set(field, map)
      return map
    },
    makeRoom(length) {
      if (values >= MAX_VALUES || characters + length > MAX_CHARACTERS) {
        for (const map of maps.values()) map.clear()
        values = 0
        characters = 0
      }
      values += 1
      characters += length
    },
  }
}

const NOTHING: Answer = { words: new Uint32Array(0), rules: [] }
/** Different answers of one field that are kept to be shared; most values of a field have none or one of a few. */
const MAX_SHARED = 1_000

/** Makes one field ready to be asked. `witnessesOf` names the rules that wait for one of these bits. */
export function createField(
  { path, tests, whenMissing, whenThere, whenNull }: FieldQuestions,
  { index, from, remembered }: { readonly index: number; readonly from: number; readonly remembered: Remembered },
  witnessesOf: (bits: readonly number[]) => readonly number[],
): Field {
  const words = Math.max(1, Math.ceil(tests.length / 32))
  const shared = new Map<string, Answer>()
  const answerOf = (bits: readonly number[]): Answer => {
    if (bits.length === 0) return NOTHING
    const key = bits.join(' ')
    const known = shared.get(key)
    if (known !== undefined) return known
    const packed = new Uint32Array(words)
    for (const bit of bits) packed[bit >> 5] = (packed[bit >> 5] ?? 0) | (1 << (bit & 31))
    const answer = { words: packed, rules: witnessesOf(bits) }
    if (shared.size < MAX_SHARED) shared.set(key, answer)
    return answer
  }
  const plain = tests.flatMap((test, bit): { test: PlainTest; bit: number }[] => (test === null ? [] : [{ test, bit }]))
  const holding = createValueIndex(plain.map(({ test }) => test))
  const compute = (value: Json) => answerOf(holding(value).map((found) => plain[found]?.bit ?? 0))
  const ofNull = answerOf(whenNull)
  const known = remembered.of(index)
  return {
    index,
    path,
    from,
    to: from + words,
    there: answerOf(whenThere),
    missing: answerOf(whenMissing),
    answer(value) {
      if (value === null) return ofNull
      if (typeof value === 'object' || (typeof value === 'string' && value.length > MAX_LENGTH)) return compute(value)
      const before = known.get(value)
      if (before !== undefined) return before
      const answer = compute(value)
      remembered.makeRoom(typeof value === 'string' ? value.length : 8)
      known.set(value, answer)
      return answer
    },
  }
}
