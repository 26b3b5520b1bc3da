import { oneOf, type Problem } from './problem.ts'
import { among, entryOf, textOf, textsOf } from './read-text.ts'
import { LEVELS, type Level, type LogSource } from './rule.ts'
import type { YamlEntry, YamlMap } from './yaml-tree.ts'

/** What every kind of document says about itself. */
export interface Header {
  readonly id: string | null
  readonly name: string | null
  readonly title: string
  readonly description: string | null
  readonly level: Level | null
  readonly tags: readonly string[]
  readonly falsePositives: readonly string[]
}

/** Keys that a document of any kind may have; those without meaning here are for its readers. */
export const HEADER_KEYS: readonly string[] = [
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
  'sigma-version',
  'sluicegate',
]
const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const TAG = /^[a-z0-9_-]+\.[a-z0-9._-]+$/
const MAX_TITLE = 256
const MAX_DESCRIPTION = 65_535

export function readHeader(root: YamlMap, problems: Problem[], warnings: Problem[]): Header {
  const entry = (key: string) => entryOf(root, key)
  if (entry('title') === undefined) problems.push({ ...root.at, message: '`title` is missing', shouldBe: '`title:`' })
  const level = textOf(withValue(entry('level')), problems, among(LEVELS))
  textOf(withValue(entry('status')), problems, among(STATUSES))
  return {
    id: textOf(withValue(entry('id')), problems, atMost(MAX_TITLE)),
    name: textOf(withValue(entry('name')), problems, atMost(MAX_TITLE)),
    title: textOf(entry('title'), problems, atMost(MAX_TITLE)) ?? '',
    description: optionalText(entry('description'), problems),
    level: LEVELS.find((known) => known === level) ?? null,
    tags: textsOf(entry('tags'), warnings, (tag) => (TAG.test(tag) ? null : 'namespace.name in lower case')),
    falsePositives: textsOf(entry('falsepositives'), warnings),
  }
}

/** Documents of version 3 may select elements of arrays; without a version a document is of version 2. */
export function hasSelectors(root: YamlMap, problems: Problem[]): boolean {
  const version = entryOf(root, 'sigma-version')?.value
  if (version === undefined) return false
  const major = version.kind === 'scalar' ? Number(/^(\d+)(\.|$)/.exec(String(version.value))?.[1]) : Number.NaN
  if (![1, 2, 3].includes(major)) {
    problems.push({ ...version.at, message: '`sigma-version` is not known here', shouldBe: '2 or 3' })
  }
  return major >= 3
}

const LOG_SOURCE_KEYS = ['category', 'product', 'service', 'definition']

/** A log source that says nothing is taken, with a warning: the rule then reads everything. */
export function readLogSource(entry: YamlEntry | undefined, problems: Problem[], warnings: Problem[]): LogSource {
  const empty: LogSource = { category: null, product: null, service: null }
  if (entry === undefined) return empty
  const { value: node } = entry
  const shouldBe = '`product: aws` and `service: cloudtrail`'
  if (node.kind === 'list' || (node.kind === 'scalar' && node.value !== null)) {
    problems.push({ ...node.at, message: '`logsource` is no map', shouldBe })
    return empty
  }
  if (node.kind === 'map') {
    for (const { key, keyAt } of node.entries) {
      if (LOG_SOURCE_KEYS.includes(key)) continue
      warnings.push({ ...keyAt, message: `\`${key}\` is no log source`, shouldBe: oneOf(key, LOG_SOURCE_KEYS) })
    }
  }
  const valueOf = (key: string) => (node.kind === 'map' ? optionalText(entryOf(node, key), problems) : null)
  const source = { category: valueOf('category'), product: valueOf('product'), service: valueOf('service') }
  if (source.category === null && source.product === null && source.service === null) {
    warnings.push({ ...node.at, message: '`logsource` says nothing: the rule reads every record', shouldBe })
  }
  return source
}

function optionalText(entry: YamlEntry | undefined, problems: Problem[]): string | null {
  return textOf(withValue(entry), problems, atMost(MAX_DESCRIPTION))
}

/** A key that stands there with nothing behind it is like no key. */
function withValue(entry: YamlEntry | undefined): YamlEntry | undefined {
  return entry?.value.kind === 'scalar' && (entry.value.value === null || entry.value.value === '') ? undefined : entry
}

function atMost(length: number): (text: string) => string | null {
  return (text) => (text.length > length ? `at most ${length} characters` : null)
}
