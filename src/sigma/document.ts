import type { Correlation } from './correlation/correlation.ts'
import type { Filter } from './filter.ts'
import type { Problem } from './problem.ts'
import type { Rule } from './rule.ts'
import type { Position, YamlEntry } from './yaml-tree.ts'

/** One document of a Sigma file. */
export type SigmaDocument = RuleDocument | CorrelationDocument | FilterDocument

interface AnyDocument {
  readonly at: Position
  /** The entries of the top level, for whoever reads keys of its own there: the `sluicegate:` block. */
  readonly entries: readonly YamlEntry[]
}
export interface RuleDocument extends AnyDocument {
  readonly kind: 'rule'
  readonly rule: Rule
}
export interface CorrelationDocument extends AnyDocument {
  readonly kind: 'correlation'
  readonly correlation: Correlation
}
export interface FilterDocument extends AnyDocument {
  readonly kind: 'filter'
  readonly filter: Filter
}

export type ParsedDocuments =
  /** `warnings`: read, but perhaps not as meant. */
  | { readonly ok: true; readonly documents: readonly SigmaDocument[]; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }
