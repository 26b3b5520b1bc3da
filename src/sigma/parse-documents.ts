import { type Budget, createBudget } from './budget.ts'
import { NEVER } from './condition.ts'
import { readCorrelation } from './correlation/read-correlation.ts'
import type { ParsedDocuments, SigmaDocument } from './document.ts'
import { mergeCollection } from './merge-collection.ts'
import type { Problem } from './problem.ts'
import { readCondition } from './read-condition.ts'
import { type Reading, readDetections } from './read-detection.ts'
import { HEADER_KEYS, hasSelectors, readHeader, readLogSource } from './read-header.ts'
import { entryOf, textsOf, warnOfUnknown } from './read-text.ts'
import type { Rule } from './rule.ts'
import { readYaml, type YamlMap } from './yaml-tree.ts'

/**
 * Reads a Sigma file: rules, correlations and filters, one or several documents. Every fault found is reported with line
 * and column, in the order of the text. Never throws, whatever the text.
 */
export function parseDocuments(text: string): ParsedDocuments {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml
  const problems: Problem[] = []
  const warnings: Problem[] = []
  const roots: YamlMap[] = []
  for (const root of yaml.roots) {
    if (root.kind === 'map') roots.push(root)
    else problems.push({ ...root.at, message: 'no rule', shouldBe: 'a map with `title`, `logsource`, `detection`' })
  }
  if (yaml.roots.length === 0) {
    problems.push({
      line: 1,
      column: 1,
      message: 'the text is empty',
      shouldBe: 'a rule: `title`, `logsource`, `detection`',
    })
  }
  const budget = createBudget()
  const documents = mergeCollection(roots, problems).map((root) => readDocument(root, budget, problems, warnings))
  if (problems.length > 0) return { ok: false, problems: told(problems) }
  return { ok: true, documents, warnings: told(warnings) }
}

/** In the order of the text, each once: what is global is read again with every document. */
function told(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...byText.values()].sort(byPlace).slice(0, MAX_PROBLEMS)
}

const MAX_PROBLEMS = 50

function readDocument(root: YamlMap, budget: Budget, problems: Problem[], warnings: Problem[]): SigmaDocument {
  const { at, entries } = root
  const reading: Reading = { hasSelectors: hasSelectors(root, problems), budget, problems, warnings }
  if (entryOf(root, 'correlation') !== undefined) {
    warnOfUnknown(root, [...HEADER_KEYS, 'correlation', 'generate', 'aliases'], 'a correlation', warnings)
    return { kind: 'correlation', at, entries, correlation: readCorrelation(root, reading) }
  }
  if (entryOf(root, 'filter') !== undefined) return { kind: 'filter', at, entries, filter: readFilter(root, reading) }
  return { kind: 'rule', at, entries, rule: readRule(root, reading) }
}

function readRule(root: YamlMap, reading: Reading): Rule {
  const { problems, warnings } = reading
  warnOfUnknown(root, [...HEADER_KEYS, 'logsource', 'detection'], 'a rule', warnings)
  for (const needed of ['logsource', 'detection']) {
    if (entryOf(root, needed) !== undefined) continue
    problems.push({ ...root.at, message: `\`${needed}\` is missing`, shouldBe: `\`${needed}:\`` })
  }
  const header = readHeader(root, problems, warnings)
  const logSource = readLogSource(entryOf(root, 'logsource'), problems, warnings)
  return { ...header, level: header.level ?? 'medium', logSource, ...readLogic(root, 'detection', [], reading) }
}

function readFilter(root: YamlMap, reading: Reading): Extract<SigmaDocument, { kind: 'filter' }>['filter'] {
  const { problems, warnings } = reading
  warnOfUnknown(root, [...HEADER_KEYS, 'logsource', 'filter'], 'a filter', warnings)
  const { id, title } = readHeader(root, problems, warnings)
  const node = entryOf(root, 'filter')?.value
  const rules = node?.kind === 'map' ? entryOf(node, 'rules') : undefined
  if (node?.kind === 'map' && rules === undefined) {
    warnings.push({ ...node.at, message: 'no `rules`: the filter is for every rule', shouldBe: '`rules: any`' })
  }
  const refs = textsOf(rules, problems)
  const logSource = readLogSource(entryOf(root, 'logsource'), problems, warnings)
  const isForAll = refs.length === 0 || (refs.length === 1 && refs[0] === 'any')
  return { id, title, logSource, rules: isForAll ? null : refs, ...readLogic(root, 'filter', ['rules'], reading) }
}

/** Named blocks and the condition over them. */
function readLogic(
  root: YamlMap,
  key: string,
  except: readonly string[],
  reading: Reading,
): Pick<Rule, 'detections' | 'condition'> {
  const { problems } = reading
  const node = entryOf(root, key)?.value
  if (node?.kind !== 'map') {
    if (node !== undefined) {
      problems.push({ ...node.at, message: `\`${key}\` is no map`, shouldBe: 'named detections and `condition`' })
    }
    return { detections: new Map(), condition: NEVER }
  }
  const detections = readDetections(node, reading, ['condition', ...except])
  const condition = entryOf(node, 'condition')?.value
  if (condition === undefined) {
    problems.push({ ...node.at, message: 'no condition', shouldBe: '`condition: selection`' })
    return { detections, condition: NEVER }
  }
  return { detections, condition: readCondition(condition, [...detections.keys()], reading) }
}

export function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column
}
