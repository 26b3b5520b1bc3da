import type { Path } from '../../sigma/path.ts'
import type { FieldTest } from '../../sigma/rule.ts'
import type { PlainTest, ValueTest } from '../../sigma/values/value-test.ts'

/** All that rules ask about one field, each question once. A bit stands for one question. */
export interface FieldQuestions {
  /** Null stands for every value of the record. */
  readonly path: Path | null
  /** By bit; null for questions that are not about one value. */
  readonly tests: readonly (PlainTest | null)[]
  /** Bits that hold where the path leads nowhere, where it leads somewhere, and where it leads to null. */
  readonly whenMissing: readonly number[]
  readonly whenThere: readonly number[]
  readonly whenNull: readonly number[]
}

/** One line of a rule as bits of one field. */
export interface CompiledLine {
  readonly field: number
  readonly link: 'any' | 'all'
  readonly isNegated: boolean
  /** For each value of the line the bits of which one has to hold. */
  readonly values: readonly (readonly number[])[]
}

export interface FieldsTable {
  /** Null where the line compares fields with each other: that is asked of the record as a whole. */
  add(test: FieldTest): CompiledLine | null
  readonly fields: readonly FieldQuestions[]
}

interface Open {
  readonly path: Path | null
  readonly tests: (PlainTest | null)[]
  readonly bitOf: Map<string, number>
  readonly whenMissing: number[]
  readonly whenThere: number[]
  readonly whenNull: number[]
}

/** Collects the questions of many rules, so that one that stands in a hundred rules is asked once. */
export function createFieldsTable(): FieldsTable {
  const fields: Open[] = []
  const indexOf = new Map<string, number>()
  return {
    fields,
    add(test) {
      if (test.values.some(needsRecord)) return null
      const key = test.field === null ? '' : JSON.stringify([test.field.from, ...test.field.steps])
      const field = indexOf.get(key) ?? fields.length
      if (field === fields.length) {
        fields.push({ path: test.field, tests: [], bitOf: new Map(), whenMissing: [], whenThere: [], whenNull: [] })
        indexOf.set(key, field)
      }
      const open = fields[field]
      if (open === undefined) return null
      const values = test.values.map((value) => bitsOf(value, open))
      return { field, link: test.link, isNegated: test.isNegated, values }
    },
  }
}

function needsRecord(test: ValueTest): boolean {
  if (test.kind === 'either') return test.of.some(needsRecord)
  return test.kind === 'reference' || test.kind === 'template'
}

function bitsOf(test: ValueTest, open: Open): readonly number[] {
  if (test.kind === 'either') return test.of.flatMap((part) => bitsOf(part, open))
  if (test.kind === 'reference' || test.kind === 'template') return []
  const key = keyOf(test)
  const known = open.bitOf.get(key)
  if (known !== undefined) return [known]
  const bit = open.tests.length
  open.bitOf.set(key, bit)
  if (test.kind === 'null' || test.kind === 'exists') {
    open.tests.push(null)
    if (test.kind === 'null') {
      open.whenNull.push(bit)
      open.whenMissing.push(bit)
    } else if (open.path !== null) (test.value ? open.whenThere : open.whenMissing).push(bit)
  } else open.tests.push(test)
  return [bit]
}

/** The same question has the same key. */
function keyOf(test: Exclude<ValueTest, { kind: 'either' | 'reference' | 'template' }>): string {
  if (test.kind === 'text') {
    const pieces = test.pattern.pieces.map((piece) =>
      piece.map((one) => (one === null || typeof one === 'string' ? one : [...one])),
    )
    return JSON.stringify(['text', test.pattern.isCased, pieces])
  }
  if (test.kind === 'regex') return JSON.stringify(['regex', test.pattern.flags, test.pattern.source])
  if (test.kind === 'network') return JSON.stringify(['network', String(test.network.bits), test.network.prefix])
  return JSON.stringify(test)
}
