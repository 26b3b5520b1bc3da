import { oneOf, type Problem } from './problem.ts'
import { readCondition } from './read-condition.ts'
import { readDetections } from './read-detection.ts'
import { LEVELS, type LogSource, type Rule } from './rule.ts'
import { readYaml, type YamlEntry, type YamlMap, type YamlNode } from './yaml-tree.ts'

export type ParsedRule =
  /** `response` is the `sluicegate:` block as it stands, unread; null for a plain Sigma rule. */
  | { readonly ok: true; readonly rule: Rule; readonly root: YamlMap; readonly response: YamlEntry | null }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Keys of a rule. Those without meaning here are for its readers; any other key is refused, since it may be a slip. */
const KEYS = [
  'title',
  'id',
  'name',
  'related',
  'taxonomy',
  'status',
  'description',
  'license',
  'author',
  'references',
  'date',
  'modified',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
  'simulation',
  'regression_tests_path',
  'logsource',
  'detection',
  'sluicegate',
] as const
const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const TAG = /^[a-z0-9_-]+\.[a-z0-9._-]+$/

/**
 * Reads one Sigma rule of the simple kind (one document, no correlation, no filter). Every fault found is reported, in
 * the order of the text. Never throws, whatever the text.
 */
export function parseRule(text: string): ParsedRule {
  const yaml = readYaml(text)
  if (!yaml.ok) return yaml
  const { root } = yaml
  if (root.kind !== 'map') {
    return {
      ok: false,
      problems: [{ ...root.at, message: 'no rule', shouldBe: 'a map with `title`, `logsource`, `detection`' }],
    }
  }
  const problems: Problem[] = []
  const keys = new Map(root.entries.map((entry) => [entry.key, entry]))
  checkKeys(root, problems)
  const detectionNode = keys.get('detection')?.value
  const detection = detectionNode?.kind === 'map' ? detectionNode : null
  if (detectionNode !== undefined && detection === null) {
    problems.push({
      ...detectionNode.at,
      message: '`detection` is no map',
      shouldBe: 'named detections and `condition`',
    })
  }
  const detections = detection === null ? new Map<string, never>() : readDetections(detection, problems)
  const conditionNode = detection?.entries.find((entry) => entry.key === 'condition')?.value
  if (detection !== null && conditionNode === undefined) {
    problems.push({ ...detection.at, message: 'no condition', shouldBe: '`condition: selection`' })
  }
  const level = textOf(keys.get('level'), problems, among(LEVELS))
  const rule: Rule = {
    id: textOf(keys.get('id'), problems),
    name: textOf(keys.get('name'), problems),
    title: textOf(keys.get('title'), problems, (title) => (title.length > 256 ? 'at most 256 characters' : null)) ?? '',
    description: textOf(keys.get('description'), problems, (text) => (text.length > 65_535 ? 'shorter' : null)),
    level: LEVELS.find((known) => known === level) ?? 'medium',
    tags: textsOf(keys.get('tags'), problems, (tag) => (TAG.test(tag) ? null : 'namespace.name in lower case')),
    falsePositives: textsOf(keys.get('falsepositives'), problems),
    logSource: readLogSource(keys.get('logsource')?.value, problems),
    detections,
    condition:
      conditionNode === undefined
        ? { kind: 'or', of: [], text: null }
        : readCondition(conditionNode, [...detections.keys()], problems),
  }
  textOf(keys.get('status'), problems, among(STATUSES))
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace).slice(0, 50) }
  return { ok: true, rule, root, response: keys.get('sluicegate') ?? null }
}

function checkKeys(root: YamlMap, problems: Problem[]): void {
  for (const { key, keyAt } of root.entries.slice(0, 200)) {
    if (key === 'correlation' || key === 'filter') {
      problems.push({ ...keyAt, message: `\`${key}\` documents are not read yet`, shouldBe: 'a rule about one record' })
    } else if (!KEYS.some((known) => known === key)) {
      problems.push({ ...keyAt, message: `\`${key}\` is no key of a rule`, shouldBe: oneOf(key, KEYS) })
    }
  }
  for (const needed of ['title', 'logsource', 'detection']) {
    if (root.entries.some((entry) => entry.key === needed)) continue
    problems.push({ ...root.at, message: `\`${needed}\` is missing`, shouldBe: `\`${needed}:\`` })
  }
}

function readLogSource(node: YamlNode | undefined, problems: Problem[]): LogSource {
  const empty: LogSource = { category: null, product: null, service: null }
  if (node === undefined) return empty
  if (node.kind !== 'map') {
    problems.push({
      ...node.at,
      message: '`logsource` is no map',
      shouldBe: '`product: aws` and `service: cloudtrail`',
    })
    return empty
  }
  const known = ['category', 'product', 'service', 'definition']
  for (const { key, keyAt } of node.entries) {
    if (!known.includes(key))
      problems.push({ ...keyAt, message: `\`${key}\` is no log source`, shouldBe: oneOf(key, known) })
  }
  const valueOf = (key: string) =>
    textOf(
      node.entries.find((entry) => entry.key === key),
      problems,
    )
  const source = { category: valueOf('category'), product: valueOf('product'), service: valueOf('service') }
  if (source.category === null && source.product === null && source.service === null) {
    problems.push({
      ...node.at,
      message: '`logsource` says nothing',
      shouldBe: '`product: aws` and `service: cloudtrail`',
    })
  }
  return source
}

type Check = (text: string) => string | null

function among(known: readonly string[]): Check {
  return (text) => (known.includes(text) ? null : oneOf(text, known))
}

/** `check` answers what it should be instead, or null. */
function textOf(entry: YamlEntry | undefined, problems: Problem[], check: Check = () => null): string | null {
  if (entry === undefined) return null
  const { key, value } = entry
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.value.trim() === '') {
    problems.push({ ...value.at, message: `\`${key}\` is no text`, shouldBe: `\`${key}: some text\`` })
    return null
  }
  const shouldBe = check(value.value)
  if (shouldBe !== null)
    problems.push({ ...value.at, message: `\`${key}\` is \`${value.value.slice(0, 60)}\``, shouldBe })
  return value.value
}

function textsOf(entry: YamlEntry | undefined, problems: Problem[], check: Check = () => null): readonly string[] {
  if (entry === undefined) return []
  const { key, keyAt, value } = entry
  if (value.kind === 'scalar') {
    const text = textOf(entry, problems, check)
    return text === null ? [] : [text]
  }
  if (value.kind === 'map') {
    problems.push({ ...value.at, message: `\`${key}\` is a map`, shouldBe: 'a list of texts' })
    return []
  }
  return value.items.flatMap((item) => {
    const text = textOf({ key, keyAt, value: item }, problems, check)
    return text === null ? [] : [text]
  })
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column
}
