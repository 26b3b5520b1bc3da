import type { Condition } from './condition.ts'
import type { Path } from './path.ts'
import type { ValueTest } from './values/value-test.ts'

/** A Sigma rule after reading: nothing in it is text that still has to be interpreted. */
export interface Rule {
  /** Sigma's `id`, a UUID by the book; any text is taken, since nothing here rests on its form. Null where there is none. */
  readonly id: string | null
  /** Sigma's `name`: the unique name under which others refer to it. */
  readonly name: string | null
  readonly title: string
  readonly description: string | null
  readonly level: Level
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
  readonly logSource: LogSource
  /** In the order of the file; those of a filter that applies come last, under the filter's title. */
  readonly detections: Detections
  readonly condition: Condition
}

export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Level = (typeof LEVELS)[number]

/** All null is a rule that does not say: it reads everything. */
export interface LogSource {
  readonly category: string | null
  readonly product: string | null
  readonly service: string | null
}

export type Detections = ReadonlyMap<string, Detection>

/** One named block under `detection`. */
export type Detection =
  | { readonly kind: 'all'; readonly of: readonly Test[] }
  | { readonly kind: 'any'; readonly of: readonly Detection[] }

/** One line of a block. */
export type Test = FieldTest | ElementTest

export interface FieldTest {
  readonly kind: 'field'
  /** Null searches every value of the record. */
  readonly field: Path | null
  /** As written, modifiers included. */
  readonly label: string
  /** Whether one of the values must hold or every one. */
  readonly link: 'any' | 'all'
  /** `neq`: the whole line is turned round, so that it is also true of a record without the field. */
  readonly isNegated: boolean
  readonly values: readonly ValueTest[]
  readonly line: number
}

export const QUANTIFIERS = ['any', 'all', 'all_or_empty', 'none'] as const
export type Quantifier = (typeof QUANTIFIERS)[number]

/** Several lines about one and the same element of an array: `ipPermissions[any]:`. */
export interface ElementTest {
  readonly kind: 'elements'
  readonly array: Path
  readonly quantifier: Quantifier
  readonly label: string
  /** What is asked of each element, as of a record of its own. */
  readonly detections: Detections
  readonly condition: Condition
  readonly line: number
}

export const NO_DETECTION: Detection = { kind: 'any', of: [] }
