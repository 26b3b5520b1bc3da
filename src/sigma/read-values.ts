import { oneOf, type Problem } from './problem.ts'
import type { FieldTest, ValueTest } from './rule.ts'
import { type Padding, readWildcard } from './wildcard.ts'
import type { Position, YamlNode, YamlScalar } from './yaml-tree.ts'

/** Modifiers of this stage. The others of the specification are refused by name, never ignored. */
const MODIFIERS = ['contains', 'startswith', 'endswith', 'all', 'exists', 'cased'] as const
type Modifier = (typeof MODIFIERS)[number]

const PADDINGS: readonly Modifier[] = ['contains', 'startswith', 'endswith']
/** A pattern longer than this says nothing that a shorter one does not, and its length is a factor of the cost. */
const MAX_PATTERN = 1_000
const MAX_VALUES = 2_000
/** Records are at most 64 levels deep, and no vendor nests what it names half as deep. */
const MAX_SEGMENTS = 30

/**
 * One line `field|modifier|…: value or list` of a detection. Adds to `problems` whatever is wrong with it; what it
 * returns then is only good for looking for more problems.
 */
export function readFieldTest(key: string, keyAt: Position, value: YamlNode, problems: Problem[]): FieldTest {
  const [field = '', ...words] = key.split('|')
  const modifiers = readModifiers(words, keyAt, problems)
  const isKeyword = field === ''
  if (isKeyword && !(modifiers.length === 1 && modifiers[0] === 'all')) {
    problems.push({ ...keyAt, message: `\`${key}\` names no field`, shouldBe: "a field, or '|all' for keywords" })
  }
  const segments = field.split('.')
  if (field !== field.trim() || segments.includes('') !== isKeyword || segments.length > MAX_SEGMENTS) {
    const shouldBe = `names joined by single dots: \`a.b.c\`, at most ${MAX_SEGMENTS}`
    problems.push({ ...keyAt, message: `\`${field.slice(0, 80)}\` is no path`, shouldBe })
  }
  const scalars = readScalars(key, value, problems)
  const isList = value.kind === 'list'
  if (modifiers.includes('all') && scalars.length < 2) {
    problems.push({ ...keyAt, message: '`all` with a single value', shouldBe: 'a list of two or more, or no `all`' })
  }
  const values = scalars.map((scalar) => readValue(scalar, modifiers, isKeyword, isList, problems))
  const link = modifiers.includes('all') ? 'all' : 'any'
  return { field: isKeyword ? null : field, label: key, link, values, line: keyAt.line }
}

/** A text or number that stands alone in a list: looked for anywhere in the record. */
export function readKeyword(scalar: YamlScalar, problems: Problem[]): FieldTest {
  const value = readValue(scalar, [], true, false, problems)
  return { field: null, label: 'keyword', link: 'any', values: [value], line: scalar.at.line }
}

function readModifiers(words: readonly string[], at: Position, problems: Problem[]): readonly Modifier[] {
  const known: Modifier[] = []
  for (const word of words) {
    const modifier = MODIFIERS.find((name) => name === word)
    if (modifier === undefined) {
      problems.push({ ...at, message: `the modifier \`${word}\` is not known here`, shouldBe: oneOf(word, MODIFIERS) })
    } else if (known.includes(modifier)) {
      problems.push({ ...at, message: `the modifier \`${word}\` stands twice`, shouldBe: 'once' })
    } else known.push(modifier)
  }
  const paddings = known.filter((modifier) => PADDINGS.includes(modifier))
  if (paddings.length > 1) {
    problems.push({ ...at, message: `\`${paddings.join('|')}\` contradict each other`, shouldBe: 'one of them' })
  }
  if (known.includes('exists') && known.length > 1) {
    problems.push({ ...at, message: '`exists` with other modifiers', shouldBe: '`field|exists: true` alone' })
  }
  return known
}

function readScalars(key: string, value: YamlNode, problems: Problem[]): readonly YamlScalar[] {
  if (value.kind === 'scalar') return [value]
  if (value.kind === 'map') {
    const shouldBe = `the path in the key: \`${key.split('|')[0] ?? ''}.name: value\``
    problems.push({ ...value.at, message: `\`${key}\` holds a map`, shouldBe })
    return []
  }
  if (value.items.length === 0) {
    problems.push({
      ...value.at,
      message: `\`${key}\` holds an empty list`,
      shouldBe: 'values, or `null` for "is absent"',
    })
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

function readValue(
  scalar: YamlScalar,
  modifiers: readonly Modifier[],
  isKeyword: boolean,
  isInList: boolean,
  problems: Problem[],
): ValueTest {
  const { value } = scalar
  const refuse = (message: string, shouldBe: string): ValueTest => {
    problems.push({ ...scalar.at, message, shouldBe })
    return { kind: 'null' }
  }
  const padding = modifiers.find((modifier): modifier is Exclude<Padding, 'none'> => PADDINGS.includes(modifier))
  if (modifiers.includes('exists')) {
    if (typeof value !== 'boolean') return refuse('`exists` takes no text', '`true` or `false`, without quotes')
    return isInList ? refuse('`exists` with a list', '`true` or `false`') : { kind: 'exists', value }
  }
  if (value === null) {
    if (isKeyword || padding !== undefined) return refuse('null cannot be searched for', "text; '' for the empty text")
    return isInList ? refuse('null inside a list', 'two detections joined by `1 of`') : { kind: 'null' }
  }
  if (typeof value === 'string') {
    if (value.length > MAX_PATTERN) return refuse('a text this long', `at most ${MAX_PATTERN} characters`)
    const isCased = modifiers.includes('cased')
    return { kind: 'text', pattern: readWildcard(value, isKeyword ? 'contains' : (padding ?? 'none'), isCased) }
  }
  if (padding !== undefined || modifiers.includes('cased')) {
    return refuse(`\`${padding ?? 'cased'}\` is for text, not for ${scalar.source}`, `quoted: '${scalar.source}'`)
  }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (!Number.isFinite(value) || String(value) !== scalar.source) {
    return refuse(`${scalar.source} as a number is ${value}`, `quoted, to be compared as written: '${scalar.source}'`)
  }
  return isKeyword
    ? { kind: 'text', pattern: readWildcard(scalar.source, 'contains', false) }
    : { kind: 'number', value }
}
