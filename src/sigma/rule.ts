import type { Wildcard } from './wildcard.ts'

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
  /** In the order of the file. */
  readonly detections: ReadonlyMap<string, Detection>
  readonly condition: Condition
}

export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const
type Level = (typeof LEVELS)[number]

export interface LogSource {
  readonly category: string | null
  readonly product: string | null
  readonly service: string | null
}

/** What the rule says about one record, as a tree over the named detections. */
export type Condition =
  | { readonly kind: 'detection'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Condition }
  /** `text` is how the rule writes it where that is shorter than its parts: `1 of filter_*`. */
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[]; readonly text: string | null }

/** One named block under `detection`. */
export type Detection =
  | { readonly kind: 'all'; readonly of: readonly FieldTest[] }
  | { readonly kind: 'any'; readonly of: readonly Detection[] }

/** One line of a block. */
export interface FieldTest {
  /** Dotted path; null searches every value of the record. */
  readonly field: string | null
  /** As written, modifiers included. */
  readonly label: string
  /** Whether one of the values must hold or every one. */
  readonly link: 'any' | 'all'
  readonly values: readonly ValueTest[]
  readonly line: number
}

export type ValueTest =
  | { readonly kind: 'text'; readonly pattern: Wildcard }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Absent, or there as null. */
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly value: boolean }
