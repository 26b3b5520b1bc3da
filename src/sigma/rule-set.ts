import type { Correlation } from './correlation/correlation.ts'
import type { SigmaDocument } from './document.ts'
import { isFor, narrowed } from './filter.ts'
import type { Path } from './path.ts'
import type { Problem } from './problem.ts'
import { nearest } from './problem.ts'
import { entryOf } from './read-text.ts'
import type { Rule } from './rule.ts'
import type { Position } from './yaml-tree.ts'

/** Documents that know each other: filters are applied, references are resolved. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  /** Each after those that it refers to. */
  readonly correlations: readonly LinkedCorrelation[]
}

export interface LinkedCorrelation {
  readonly correlation: Correlation
  /** What `correlation.rules` refers to, in that order. */
  readonly refs: readonly Ref[]
}

export interface Ref {
  readonly kind: 'rule' | 'correlation'
  /** Into `rules` or `correlations` of the set. */
  readonly index: number
  /** Where the values stand that are grouped by, in the order of `groupBy`. */
  readonly groupPaths: readonly Path[]
}

export type LinkedRules =
  | { readonly ok: true; readonly set: RuleSet; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** How far correlations may stand on correlations. */
const MAX_CHAIN = 10
const MAX_PROBLEMS = 50

/** Puts documents together. Refused: names that stand twice, references to nothing, and correlations in a circle. */
export function linkRules(documents: readonly SigmaDocument[]): LinkedRules {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const rules = linkFilters(documents, warnings)
  const open = documents.filter((document) => document.kind === 'correlation')
  const known = new Map<string, { readonly kind: Ref['kind']; readonly of: Rule | Correlation }>()
  const introduce = (kind: Ref['kind'], of: Rule | Correlation, at: Position) => {
    for (const name of new Set([of.id, of.name])) {
      if (name === null) continue
      if (known.has(name))
        problems.push({ ...at, message: `\`${name}\` stands for two documents`, shouldBe: 'another name' })
      else known.set(name, { kind, of })
    }
  }
  for (const { rule, at } of rules) introduce('rule', rule, at)
  for (const { correlation, at } of open) introduce('correlation', correlation, at)

  const indexOf = new Map<Rule | Correlation, number>(rules.map(({ rule }, index) => [rule, index]))
  const correlations: LinkedCorrelation[] = []
  for (let round = 0; round < MAX_CHAIN; round += 1) {
    for (const { correlation } of open) {
      const targets = correlation.rules.map((ref) => known.get(ref))
      const isReady = targets.every((target) => target !== undefined && indexOf.has(target.of))
      if (!isReady || indexOf.has(correlation)) continue
      indexOf.set(correlation, correlations.length)
      correlations.push({
        correlation,
        refs: targets.flatMap((target) => (target ? [refTo(target, correlation, indexOf)] : [])),
      })
    }
  }
  for (const document of open) {
    const { correlation, at } = document
    problems.push(...wrongAliases(document, known))
    if (indexOf.has(correlation)) continue
    const unknown = correlation.rules.filter((ref) => !known.has(ref))
    // Looking for the nearest of many names is slow, and nobody reads more than a screen of them.
    for (const ref of unknown.slice(0, Math.max(1, MAX_PROBLEMS - problems.length))) {
      const near = nearest(ref, [...known.keys()])
      const shouldBe = near === null ? 'the `id` or `name` of a document in this file' : `\`${near}\``
      problems.push({ ...placeOf(document, ref), message: `\`${ref.slice(0, 80)}\` refers to no rule here`, shouldBe })
    }
    if (unknown.length > 0) continue
    const message = `\`${correlation.title}\` stands on itself, or on a chain of more than ${MAX_CHAIN}`
    problems.push({ ...at, message, shouldBe: 'rules, or correlations that do not lead back here' })
  }
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, MAX_PROBLEMS) }
    : { ok: true, set: { rules: rules.map(({ rule }) => rule), correlations }, warnings }
}

type OpenCorrelation = Extract<SigmaDocument, { kind: 'correlation' }>

/** Where the correlation writes the reference. */
function placeOf({ at, entries }: OpenCorrelation, ref: string): Position {
  const section = entries.find(({ key }) => key === 'correlation')?.value
  const rules = section?.kind === 'map' ? entryOf(section, 'rules')?.value : undefined
  const items = rules?.kind === 'list' ? rules.items : rules === undefined ? [] : [rules]
  return items.find((item) => item.kind === 'scalar' && item.value === ref)?.at ?? at
}

/** An alias for a rule that the correlation does not refer to is a slip: the field meant would silently not be read. */
function wrongAliases(
  document: OpenCorrelation,
  known: ReadonlyMap<string, { readonly of: Rule | Correlation }>,
): readonly Problem[] {
  const { groupBy, rules } = document.correlation
  const referred = new Set(rules.map((ref) => known.get(ref)?.of))
  const names = [...referred].flatMap((one) => [one?.name ?? [], one?.id ?? []].flat())
  return groupBy.flatMap(({ name, aliases }) =>
    [...aliases].flatMap(([rule, path]): Problem[] => {
      const target = known.get(rule)?.of
      if (target !== undefined && referred.has(target)) return []
      // Where a reference leads nowhere, that is the fault to tell.
      if (rules.some((ref) => !known.has(ref))) return []
      const message = `the alias \`${name}\` reads \`${path.source}\` of \`${rule.slice(0, 80)}\`, which is none of \`rules\``
      const near = nearest(rule, names)
      const shouldBe = near === null ? 'the name of one of the rules' : `\`${near}\``
      return [{ ...document.at, message, shouldBe }]
    }),
  )
}

function linkFilters(
  documents: readonly SigmaDocument[],
  warnings: Problem[],
): readonly { readonly rule: Rule; readonly at: Position }[] {
  const rules = documents.flatMap((document) => (document.kind === 'rule' ? [document] : []))
  const filters = documents.flatMap((document) => (document.kind === 'filter' ? [document] : []))
  for (const { filter, at } of filters) {
    if (rules.some(({ rule }) => isFor(filter, rule))) continue
    const message = `the filter \`${filter.title}\` is for no rule of this file`
    warnings.push({ ...at, message, shouldBe: 'the id or name of a rule with the same log source' })
  }
  return rules.map(({ rule, at }) => ({
    at,
    rule: filters.reduce((sum, { filter }) => (isFor(filter, rule) ? narrowed(sum, filter) : sum), rule),
  }))
}

function refTo(
  target: { readonly kind: Ref['kind']; readonly of: Rule | Correlation },
  { groupBy }: Correlation,
  indexOf: ReadonlyMap<Rule | Correlation, number>,
): Ref {
  const { id, name } = target.of
  const groupPaths = groupBy.map(
    ({ aliases, own }) =>
      (name === null ? undefined : aliases.get(name)) ?? (id === null ? undefined : aliases.get(id)) ?? own,
  )
  return { kind: target.kind, index: indexOf.get(target.of) ?? 0, groupPaths }
}
