import type { Budget } from './budget.ts'
import { NEVER } from './condition.ts'
import { MAX_STEPS, readPath } from './path.ts'
import type { Problem } from './problem.ts'
import { readCondition } from './read-condition.ts'
import { type Detection, type Detections, type ElementTest, NO_DETECTION, type Test } from './rule.ts'
import { readModifiers } from './values/modifiers.ts'
import { readValue } from './values/read-value.ts'
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './yaml-tree.ts'

/** What reading one document fills and needs to know. */
export interface Reading {
  /** `sigma-version: 3` and later: `[any]`, `[0]` in a field select. */
  readonly hasSelectors: boolean
  /** Shared by all documents of a text. */
  readonly budget: Budget
  readonly problems: Problem[]
  /** What is read, but perhaps not as meant. */
  readonly warnings: Problem[]
}

const MAX_VALUES = 10_000
const MAX_NAMES = 500
const MAX_NESTING = 5

/**
 * The named blocks of a map, without the keys in `except`. A block that is a map is "all of these lines"; a list is "one
 * of these": of maps, of keywords, or of both.
 */
export function readDetections(
  detection: YamlMap,
  reading: Reading,
  except: readonly string[],
  nesting = 0,
): Detections {
  const found = new Map<string, Detection>()
  const { problems } = reading
  if (detection.entries.length > MAX_NAMES) {
    const message = `${detection.entries.length} detections`
    problems.push({ ...detection.at, message, shouldBe: `at most ${MAX_NAMES} in one document` })
    return found
  }
  for (const { key, keyAt, value } of detection.entries) {
    if (except.includes(key)) continue
    if (key === 'timeframe') {
      problems.push({ ...keyAt, message: '`timeframe` counts events', shouldBe: 'a `correlation` document' })
    } else if (!NAME.test(key)) {
      const shouldBe = 'one word without parentheses'
      problems.push({ ...keyAt, message: `\`${key}\` is no name for a detection`, shouldBe })
    } else if (RESERVED.has(key)) {
      problems.push({ ...keyAt, message: `\`${key}\` is a word of the condition`, shouldBe: 'another name' })
    } else {
      if (key.includes('|')) {
        const message = `the name \`${key}\` looks like a field with a modifier`
        reading.warnings.push({ ...keyAt, message, shouldBe: 'a name, and the field one level deeper' })
      }
      found.set(key, readBlock(key, value, reading, nesting))
    }
  }
  if (found.size === 0) {
    problems.push({ ...detection.at, message: 'nothing to look for', shouldBe: '`selection:` with at least one field' })
  }
  return found
}

const NAME = /^[^\s()]{1,100}$/u
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not', 'of', 'them', 'all', 'any'])

function readBlock(name: string, node: YamlNode, reading: Reading, nesting: number): Detection {
  if (node.kind === 'map') {
    if (node.entries.length === 0) return empty(name, node, reading)
    return { kind: 'all', of: node.entries.map((entry) => readTest(entry, reading, nesting)) }
  }
  if (node.kind === 'list') {
    if (node.items.length === 0) return empty(name, node, reading)
    return { kind: 'any', of: node.items.map((item) => readItem(name, item, reading, nesting)) }
  }
  if (node.value === null) return empty(name, node, reading)
  return { kind: 'all', of: [keywordTest(node, reading)] }
}

function readItem(name: string, item: YamlNode, reading: Reading, nesting: number): Detection {
  if (item.kind === 'scalar') return { kind: 'all', of: [keywordTest(item, reading)] }
  if (item.kind === 'map') return readBlock(name, item, reading, nesting)
  reading.problems.push({ ...item.at, message: 'a list inside a list', shouldBe: 'maps or keywords' })
  return NO_DETECTION
}

function empty(name: string, node: YamlNode, { problems }: Reading): Detection {
  problems.push({ ...node.at, message: `\`${name}\` is empty`, shouldBe: 'at least one `field: value`' })
  return NO_DETECTION
}

/** One line `field|modifier|…: value or list` of a block. */
function readTest({ key, keyAt, value }: YamlEntry, reading: Reading, nesting: number): Test {
  const { problems, hasSelectors } = reading
  const [field = '', ...words] = key.split('|')
  const isKeyword = field === ''
  if (isKeyword && words.length === 0) {
    problems.push({ ...keyAt, message: 'a line without a field', shouldBe: "a field, or '|all' for keywords" })
  }
  const read = isKeyword || field !== field.trim() ? null : readPath(field, hasSelectors)
  if (!isKeyword && read === null) {
    const shouldBe = `names joined by single dots: \`a.b.c\`, at most ${MAX_STEPS}`
    problems.push({ ...keyAt, message: `\`${field.slice(0, 80)}\` is no path`, shouldBe })
  }
  if (read?.elements) {
    const { quantifier, rest } = read.elements
    const inner = about(rest, words, { key, keyAt, value })
    const body = inner.value.kind === 'map' && rest === '' && words.length === 0 ? inner.value : asMap(inner)
    const { detections, condition } = readElementBody(body, reading, nesting)
    return { kind: 'elements', array: read.path, quantifier, label: key, detections, condition, line: keyAt.line }
  }
  const modifiers = readModifiers(words, keyAt, problems)
  if (isKeyword && (modifiers.operator === 'exists' || modifiers.operator === 'fieldref')) {
    problems.push({
      ...keyAt,
      message: `\`${key}\` names no field`,
      shouldBe: `a field before \`|${modifiers.operator}\``,
    })
  }
  const scalars = readScalars(key, value, reading)
  if (modifiers.isAll && scalars.length === 1) {
    problems.push({ ...keyAt, message: '`all` with a single value', shouldBe: 'a list of two or more, or no `all`' })
  }
  const isInList = value.kind === 'list' && value.items.length > 0
  const context = { ...reading, modifiers, isKeyword, isInList }
  return {
    kind: 'field',
    field: read?.path ?? null,
    label: key,
    link: modifiers.isAll ? 'all' : 'any',
    isNegated: modifiers.isNegated,
    values: scalars.map((scalar) => readValue(scalar, context)),
    line: keyAt.line,
  }
}

/** A text or number that stands alone in a list: looked for anywhere in the record. */
function keywordTest(scalar: YamlScalar, reading: Reading): Test {
  const tooMuch = reading.budget.isSpent() ? null : reading.budget.spend('values', 1)
  if (tooMuch !== null) reading.problems.push({ ...scalar.at, message: 'one value too many', shouldBe: tooMuch })
  const modifiers = readModifiers([], scalar.at, reading.problems)
  const value = readValue(scalar, { ...reading, modifiers, isKeyword: true, isInList: false })
  const { line } = scalar.at
  return { kind: 'field', field: null, label: 'keyword', link: 'any', isNegated: false, values: [value], line }
}

function readScalars(key: string, value: YamlNode, { budget, problems, warnings }: Reading): readonly YamlScalar[] {
  if (budget.isSpent()) return []
  const tooMuch = budget.spend('values', value.kind === 'list' ? value.items.length : 1)
  if (tooMuch !== null) {
    problems.push({ ...value.at, message: 'one value too many', shouldBe: tooMuch })
    return []
  }
  if (value.kind === 'scalar') return [value]
  if (value.kind === 'map') {
    const shouldBe = `the path in the key: \`${key.split('|')[0] ?? ''}.name: value\``
    problems.push({ ...value.at, message: `\`${key}\` holds a map`, shouldBe })
    return []
  }
  if (value.items.length === 0) {
    const shouldBe = 'values, or `null` for "is absent"'
    warnings.push({ ...value.at, message: `\`${key}\` holds an empty list: read as null`, shouldBe })
    return [{ kind: 'scalar', at: value.at, value: null, source: '', isInline: false }]
  }
  if (value.items.length > MAX_VALUES) {
    problems.push({ ...value.at, message: `${value.items.length} values`, shouldBe: `at most ${MAX_VALUES}` })
    return []
  }
  return value.items.flatMap((item) => {
    if (item.kind === 'scalar') return [item]
    problems.push({ ...item.at, message: `a ${item.kind} inside a list of values`, shouldBe: 'a single value' })
    return []
  })
}

/** What `connections[any].ip|cidr: …` asks of one element: `ip|cidr: …`; of an element without fields `.|cidr: …`. */
function about(rest: string, words: readonly string[], { keyAt, value }: YamlEntry): YamlEntry {
  return { key: [rest === '' ? '.' : rest, ...words].join('|'), keyAt, value }
}

function asMap(entry: YamlEntry): YamlMap {
  return { kind: 'map', at: entry.keyAt, entries: [entry] }
}

type ElementBody = Pick<ElementTest, 'detections' | 'condition'>

/** A map of lines that all hold of the same element, or named blocks with a `condition` of their own. */
function readElementBody(body: YamlMap, reading: Reading, nesting: number): ElementBody {
  if (nesting >= MAX_NESTING) {
    reading.problems.push({ ...body.at, message: 'nested too deep', shouldBe: `at most ${MAX_NESTING} arrays` })
    return { detections: new Map(), condition: NEVER }
  }
  const condition = body.entries.find(({ key }) => key === 'condition')
  if (condition === undefined) {
    const detections = new Map([['element', readBlock('element', body, reading, nesting + 1)]])
    return { detections, condition: { kind: 'detection', name: 'element' } }
  }
  const detections = readDetections(body, reading, ['condition'], nesting + 1)
  return { detections, condition: readCondition(condition.value, [...detections.keys()], reading) }
}
