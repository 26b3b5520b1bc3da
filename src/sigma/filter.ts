import type { Condition } from './condition.ts'
import type { Detections, LogSource, Rule } from './rule.ts'

/** A condition that is added to rules from outside: to leave out what is normal in one place. */
export interface Filter {
  readonly id: string | null
  readonly title: string
  /** Every attribute that it names has to be the rule's. */
  readonly logSource: LogSource
  /** Ids, names or titles; null is every rule of the log source. */
  readonly rules: readonly string[] | null
  readonly detections: Detections
  readonly condition: Condition
}

export function isFor(filter: Filter, rule: Rule): boolean {
  const isOfSource = (['category', 'product', 'service'] as const).every((key) => {
    const wanted = filter.logSource[key]
    return wanted === null || wanted === rule.logSource[key]
  })
  if (!isOfSource) return false
  return filter.rules === null || filter.rules.some((ref) => ref === rule.id || ref === rule.name || ref === rule.title)
}

/**
 * The rule with the filter's condition required beside its own. The filter's detections keep its title in their names, so
 * that an explanation says where they come from and two filters may both call theirs `selection`; of filters with the same
 * title the later ones are numbered.
 */
export function narrowed(rule: Rule, filter: Filter): Rule {
  const labelled = (label: string) => (name: string) => `${label}: ${name}`
  const isTaken = (label: string) =>
    [...filter.detections.keys()].some((name) => rule.detections.has(labelled(label)(name)))
  let label = filter.title
  for (let i = 2; isTaken(label); i += 1) label = `${filter.title} (${i})`
  const nameOf = labelled(label)
  const detections = new Map(rule.detections)
  for (const [name, detection] of filter.detections) detections.set(nameOf(name), detection)
  const condition: Condition = { kind: 'and', of: [rule.condition, renamed(filter.condition, nameOf)], text: null }
  return { ...rule, detections, condition }
}

function renamed(condition: Condition, nameOf: (name: string) => string): Condition {
  if (condition.kind === 'detection') return { kind: 'detection', name: nameOf(condition.name) }
  if (condition.kind === 'not') return { kind: 'not', of: renamed(condition.of, nameOf) }
  return { ...condition, of: condition.of.map((part) => renamed(part, nameOf)) }
}
