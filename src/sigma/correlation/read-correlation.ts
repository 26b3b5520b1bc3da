import { NEVER } from '../condition.ts'
import { type Path, readPath } from '../path.ts'
import { oneOf } from '../problem.ts'
import { readCondition } from '../read-condition.ts'
import type { Reading } from '../read-detection.ts'
import { readHeader } from '../read-header.ts'
import { among, entryOf, textOf, textsOf, warnOfUnknown } from '../read-text.ts'
import { COMPARISONS } from '../values/value-test.ts'
import type { Position, YamlEntry, YamlMap } from '../yaml-tree.ts'
import {
  CORRELATION_TYPES,
  type Correlation,
  type CorrelationTest,
  type CorrelationType,
  type GroupField,
  type Window,
} from './correlation.ts'
import { MAX_ENTRIES } from './window.ts'

const KEYS = [
  'type',
  'rules',
  'group-by',
  'timespan',
  'timeframe',
  'condition',
  'field',
  'aliases',
  'generate',
  'window',
  'gap',
]
const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  // The mean month and year of the Gregorian calendar, as the reference implementation counts them.
  M: 2_629_746_000,
  y: 31_556_952_000,
}
const MAX_RULES = 100
/** Every sequence of them is followed. */
const MAX_ORDERED = 20
const MAX_GROUP_FIELDS = 10

/** Reads a document with a `correlation` section. */
export function readCorrelation(root: YamlMap, reading: Reading): Correlation {
  const { problems, warnings } = reading
  const header = readHeader(root, problems, warnings)
  const node = entryOf(root, 'correlation')?.value
  const section: YamlMap = node?.kind === 'map' ? node : { kind: 'map', at: node?.at ?? root.at, entries: [] }
  warnOfUnknown(section, KEYS, 'a correlation', warnings)
  const entry = (key: string) => entryOf(section, key)
  const known = textOf(entry('type'), problems, among(CORRELATION_TYPES))
  const type = CORRELATION_TYPES.find((one) => one === known)
  const missing = (key: string, shouldBe: string) =>
    problems.push({ ...section.at, message: `\`${key}\` is missing`, shouldBe })
  if (entry('type') === undefined) missing('type', oneOf('', CORRELATION_TYPES))
  const rules = textsOf(entry('rules'), problems)
  if (rules.length === 0) missing('rules', 'ids or names of rules')
  const most = type === 'temporal_ordered' ? MAX_ORDERED : MAX_RULES
  const listed = entry('rules')?.value ?? section
  if (rules.length > most) problems.push({ ...listed.at, message: 'too many rules', shouldBe: `at most ${most}` })
  const again = rules.find((rule, i) => rules.indexOf(rule) !== i)
  if (again !== undefined) {
    const message = `\`${again.slice(0, 80)}\` stands twice in \`rules\``
    problems.push({ ...listed.at, message, shouldBe: 'every rule once; `event_count` tells how often one occurred' })
  }
  const timespanMs = readTimespan(entry('timespan') ?? entry('timeframe'), 'timespan', section.at, reading)
  const grouping = entry('group-by')
  if (grouping === undefined) {
    const shouldBe = '`group-by:` with the fields that have to be equal'
    warnings.push({ ...section.at, message: 'no `group-by`: all records count together', shouldBe })
  }
  const { id, name, title, description, level, tags, falsePositives } = header
  return {
    id,
    name,
    title,
    description,
    level,
    tags,
    falsePositives,
    type: type ?? 'event_count',
    rules,
    groupBy: readGroupBy(grouping, entry('aliases') ?? entryOf(root, 'aliases'), reading),
    timespanMs,
    window: readWindow(section, reading),
    test: type === undefined ? ALWAYS : readTest(section, type, rules, reading),
    generate: readBoolean(entry('generate') ?? entryOf(root, 'generate'), reading),
  }
}

const ALWAYS: Extract<CorrelationTest, { kind: 'number' }> = {
  kind: 'number',
  comparisons: [],
  fields: [],
  percentile: null,
}

function readBoolean(entry: YamlEntry | undefined, { problems }: Reading): boolean {
  if (entry === undefined) return false
  const value = entry.value.kind === 'scalar' ? entry.value.value : null
  if (typeof value !== 'boolean') {
    problems.push({ ...entry.value.at, message: `\`${entry.key}\` is no yes or no`, shouldBe: '`true` or `false`' })
  }
  return value === true
}

/** Milliseconds. */
function readTimespan(
  entry: YamlEntry | undefined,
  key: string,
  at: Position,
  { problems, warnings }: Reading,
): number {
  const shouldBe = 'a number and a unit: 30s, 90m, 24h, 7d'
  if (entry === undefined) {
    problems.push({ ...at, message: `\`${key}\` is missing`, shouldBe })
    return 1
  }
  if (entry.key === 'timeframe') {
    warnings.push({ ...entry.keyAt, message: '`timeframe` is read as `timespan`', shouldBe: '`timespan`' })
  }
  const { value } = entry
  const text = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : ''
  const [, count, unit = ''] = /^(\d{1,9})([smhdwMy])$/.exec(text) ?? []
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN)
  if (!(ms > 0)) problems.push({ ...value.at, message: `\`${entry.key}\` is no stretch of time`, shouldBe })
  return ms > 0 ? ms : 1
}

function readWindow(section: YamlMap, reading: Reading): Window {
  const { problems } = reading
  const entry = entryOf(section, 'window')
  const kind = textOf(entry, problems, among(['sliding', 'tumbling', 'session']))
  const gap = entryOf(section, 'gap')
  if (kind === 'session') return { kind, gapMs: readTimespan(gap, 'gap', section.at, reading) }
  if (gap !== undefined)
    problems.push({ ...gap.keyAt, message: '`gap` without a session', shouldBe: '`window: session`' })
  return kind === 'tumbling' ? { kind } : { kind: 'sliding' }
}

function readGroupBy(
  entry: YamlEntry | undefined,
  aliases: YamlEntry | undefined,
  reading: Reading,
): readonly GroupField[] {
  const { problems } = reading
  const names = textsOf(entry, problems)
  if (names.length > MAX_GROUP_FIELDS && entry !== undefined) {
    problems.push({ ...entry.value.at, message: `${names.length} fields`, shouldBe: `at most ${MAX_GROUP_FIELDS}` })
  }
  const known = readAliases(aliases, reading)
  for (const alias of known.keys()) {
    if (aliases === undefined || names.includes(alias)) continue
    problems.push({
      ...aliases.keyAt,
      message: `the alias \`${alias}\` groups nothing`,
      shouldBe: 'its name in `group-by`',
    })
  }
  return names.map((name) => ({
    name,
    aliases: known.get(name) ?? new Map<string, Path>(),
    own: pathOf(name, entry, reading),
  }))
}

function readAliases(entry: YamlEntry | undefined, reading: Reading): ReadonlyMap<string, ReadonlyMap<string, Path>> {
  const found = new Map<string, ReadonlyMap<string, Path>>()
  if (entry === undefined) return found
  const shouldBe = '`alias:` with `rule: field` below it'
  const { problems } = reading
  if (entry.value.kind !== 'map') problems.push({ ...entry.value.at, message: '`aliases` is no map', shouldBe })
  for (const alias of entry.value.kind === 'map' ? entry.value.entries : []) {
    if (alias.value.kind !== 'map') {
      problems.push({ ...alias.value.at, message: `\`${alias.key}\` is no map`, shouldBe })
      continue
    }
    const fields = alias.value.entries.flatMap((field): [string, Path][] => {
      const name = textOf(field, problems)
      return name === null ? [] : [[field.key, pathOf(name, field, reading)]]
    })
    found.set(alias.key, new Map(fields))
  }
  return found
}

function pathOf(name: string, entry: YamlEntry | undefined, { hasSelectors, problems }: Reading): Path {
  const read = readPath(name, hasSelectors)
  if (read !== null && read.elements === null) return read.path
  const at = entry?.value.at ?? { line: 1, column: 1 }
  problems.push({
    ...at,
    message: `\`${name.slice(0, 80)}\` is no path`,
    shouldBe: 'names joined by single dots: `a.b.c`',
  })
  return { source: name, steps: [name], from: 'record' }
}

function readTest(
  section: YamlMap,
  type: CorrelationType,
  rules: readonly string[],
  reading: Reading,
): CorrelationTest {
  const { problems } = reading
  const entry = entryOf(section, 'condition')
  const isTemporal = type === 'temporal' || type === 'temporal_ordered'
  if (entry === undefined) {
    if (isTemporal) return { ...ALWAYS, comparisons: [{ by: 'gte', value: rules.length }] }
    problems.push({ ...section.at, message: `\`${type}\` without \`condition\``, shouldBe: '`condition: {gte: 10}`' })
    return ALWAYS
  }
  const { value: node } = entry
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    if (type === 'temporal') return { kind: 'rules', condition: readCondition(node, rules, reading) }
    const shouldBe = type === 'temporal_ordered' ? 'no condition: all rules in order' : '`condition: {gte: 10}`'
    problems.push({ ...node.at, message: `\`${type}\` takes no condition over rules`, shouldBe })
    return { kind: 'rules', condition: NEVER }
  }
  if (node.kind !== 'map') {
    problems.push({ ...node.at, message: '`condition` is no map', shouldBe: '`condition: {gte: 10}`' })
    return ALWAYS
  }
  return readNumberTest(node, section, type, reading)
}

function readNumberTest(node: YamlMap, section: YamlMap, type: CorrelationType, reading: Reading): CorrelationTest {
  const { problems, warnings } = reading
  warnOfUnknown(node, [...COMPARISONS, 'field', 'percentile'], 'a condition', warnings)
  const comparisons = COMPARISONS.flatMap((by) => {
    const value = numberOf(entryOf(node, by), reading)
    return value === null ? [] : [{ by, value }]
  })
  if (COMPARISONS.every((by) => entryOf(node, by) === undefined)) {
    problems.push({
      ...node.at,
      message: 'the condition compares nothing',
      shouldBe: `one of ${COMPARISONS.join(', ')}`,
    })
  }
  const isValue = type.startsWith('value_')
  const named = entryOf(node, 'field') ?? entryOf(section, 'field')
  const names = textsOf(named, problems)
  if (isValue && names.length === 0) {
    problems.push({
      ...node.at,
      message: `\`${type}\` without \`field\``,
      shouldBe: '`condition: {field: user, gte: 10}`',
    })
  } else if (isValue && type !== 'value_count' && names.length > 1) {
    problems.push({ ...(named?.value.at ?? node.at), message: `\`${type}\` of several fields`, shouldBe: 'one field' })
  } else if (!isValue && names.length > 0) {
    problems.push({ ...(named?.keyAt ?? node.at), message: `\`${type}\` looks at no field`, shouldBe: 'no `field`' })
  }
  const isCount = type === 'event_count' || type === 'value_count'
  for (const { value } of comparisons) {
    if (!isCount || value <= MAX_ENTRIES) continue
    problems.push({ ...node.at, message: `counting to ${value}`, shouldBe: `at most ${MAX_ENTRIES}` })
  }
  const fields = names.map((name) => pathOf(name, named, reading))
  return { kind: 'number', comparisons, fields, percentile: percentileOf(node, type, reading) }
}

function percentileOf(node: YamlMap, type: CorrelationType, reading: Reading): number | null {
  if (type === 'value_median') return 50
  const entry = entryOf(node, 'percentile')
  if (type !== 'value_percentile') {
    if (entry !== undefined) {
      reading.problems.push({
        ...entry.keyAt,
        message: `\`${type}\` has no percentile`,
        shouldBe: '`type: value_percentile`',
      })
    }
    return null
  }
  const shouldBe = '`percentile:` from 0 to 100; 50 is the median'
  const value = numberOf(entry, reading)
  if (value === null && entry === undefined) {
    reading.problems.push({ ...node.at, message: 'which percentile?', shouldBe })
  } else if (value !== null && (value < 0 || value > 100)) {
    reading.problems.push({ ...(entry?.value.at ?? node.at), message: `no percentile is ${value}`, shouldBe })
  }
  return value ?? 50
}

function numberOf(entry: YamlEntry | undefined, { problems }: Reading): number | null {
  if (entry === undefined) return null
  const value = entry.value.kind === 'scalar' ? entry.value.value : null
  if (typeof value === 'number' && Number.isFinite(value)) return value
  problems.push({ ...entry.value.at, message: `\`${entry.key}\` is no number`, shouldBe: 'a number, without quotes' })
  return null
}
