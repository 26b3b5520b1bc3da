import type { Budget } from '../budget.ts'
import { MAX_STEPS, readPath } from '../path.ts'
import type { Problem } from '../problem.ts'
import { readWildcard, type Wildcard } from '../wildcard.ts'
import type { YamlScalar } from '../yaml-tree.ts'
import { base64, base64Offsets, encode, latin1 } from './encode.ts'
import type { Modifiers } from './modifiers.ts'
import { MOMENT_RANGES } from './moment.ts'
import { readNetwork } from './network.ts'
import { readPattern } from './pattern.ts'
import { hasPlaceholder, plainPercents, readTemplate, withSeparators } from './placeholders.ts'
import type { ValueTest } from './value-test.ts'

/** Where a value stands, and what the document that holds it allows. */
export interface ValueContext {
  readonly modifiers: Modifiers
  /** Without a field: the value is looked for anywhere in the record. */
  readonly isKeyword: boolean
  readonly isInList: boolean
  readonly hasSelectors: boolean
  readonly budget: Budget
  readonly problems: Problem[]
  readonly warnings: Problem[]
}

/** UTF-16 code units. A pattern longer than this says nothing that a shorter one does not. */
const MAX_TEXT = 4_000

const NOTHING: ValueTest = { kind: 'null' }

/**
 * One value of a line, with all its modifiers applied. Adds to `problems` whatever is wrong with it; what it returns
 * then is only good for looking for more problems.
 */
export function readValue(scalar: YamlScalar, context: ValueContext): ValueTest {
  const { modifiers, isKeyword } = context
  const refuse = (message: string, shouldBe: string, offset = 0): ValueTest => {
    const column = scalar.at.column + (scalar.isInline ? offset : 0)
    context.problems.push({ line: scalar.at.line, column, message, shouldBe })
    return NOTHING
  }
  if (modifiers.operator === 'exists') return readExists(scalar, context, refuse)
  if (scalar.value === null) return readNull(scalar, context, refuse)
  if (modifiers.comparison !== null || modifiers.part !== null) return readNumber(scalar, modifiers, refuse)
  if (modifiers.operator === 'fieldref') {
    const to = isKeyword ? null : readPath(textOf(scalar), context.hasSelectors)
    if (to === null || to.elements !== null) {
      return refuse('no name of a field', `names joined by single dots: \`a.b.c\`, at most ${MAX_STEPS}`)
    }
    return { kind: 'reference', to: to.path, how: modifiers.padding ?? 'equals', isCased: modifiers.isCased }
  }
  const warn = (message: string, shouldBe: string) => context.warnings.push({ ...scalar.at, message, shouldBe })
  if (typeof scalar.value === 'string') return readText(scalar.value, context, refuse, warn)
  // With an 8 or 9 in it, no edition of YAML can mean an octal number: it is an id that lost its quotes.
  if (/^0\d*[89]\d*$/.test(scalar.source)) {
    warn(`${scalar.source} is read as a text, since its zero would be lost`, `quoted: '${scalar.source}'`)
    return readText(scalar.source, context, refuse, warn)
  }
  return readLiteral(scalar, context, refuse)
}

type Refuse = (message: string, shouldBe: string, offset?: number) => ValueTest

function textOf(scalar: YamlScalar): string {
  return typeof scalar.value === 'string' ? scalar.value : scalar.source
}

function readExists({ value }: YamlScalar, { isInList }: ValueContext, refuse: Refuse): ValueTest {
  if (typeof value !== 'boolean') return refuse('`exists` takes no text', '`true` or `false`, without quotes')
  return isInList ? refuse('`exists` with a list', '`true` or `false`') : { kind: 'exists', value }
}

function readNull(
  scalar: YamlScalar,
  { modifiers, isKeyword, isInList, warnings }: ValueContext,
  refuse: Refuse,
): ValueTest {
  const { padding, operator, comparison, part, base64, encoding } = modifiers
  const changesText = modifiers.isCased || modifiers.hasDashes || modifiers.hasPlaceholders
  if (isKeyword) return refuse('null cannot be searched for', "text; '' for the empty text")
  if ([padding, operator, comparison, part, base64, encoding].some((one) => one !== null) || changesText) {
    return refuse('null with a modifier for values', '`field: null` alone, for "absent or null"')
  }
  if (isInList) {
    const shouldBe = 'two detections joined by `1 of`, which every engine reads alike'
    warnings.push({ ...scalar.at, message: 'null inside a list: read as "or absent"', shouldBe })
  }
  return NOTHING
}

function readNumber({ value, source }: YamlScalar, modifiers: Modifiers, refuse: Refuse): ValueTest {
  const { comparison, part } = modifiers
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return refuse(`\`${comparison ?? part ?? ''}\` compares numbers, not ${source}`, 'a number, without quotes')
  }
  const by = comparison ?? 'eq'
  if (part === null) return { kind: 'compare', by, value }
  const [least, most] = MOMENT_RANGES[part]
  if (comparison === null && (value < least || value > most || !Number.isInteger(value))) {
    return refuse(`no ${part} is ${source}`, `a whole number from ${least} to ${most}`)
  }
  return { kind: 'moment', part, by, value }
}

function readText(
  value: string,
  context: ValueContext,
  refuse: Refuse,
  warn: (message: string, shouldBe: string) => void,
): ValueTest {
  const { modifiers, isKeyword } = context
  const { isCased, hasDashes } = modifiers
  if (modifiers.operator === 're') {
    if (context.budget.isSpent()) return NOTHING
    const read = readPattern(value, modifiers.regexFlags)
    if (!read.ok) return refuse(read.message, read.shouldBe, read.offset)
    const tooMuch = context.budget.spend('steps', read.pattern.size)
    return tooMuch === null
      ? { kind: 'regex', pattern: read.pattern }
      : refuse('one regular expression too many', tooMuch)
  }
  if (modifiers.operator === 'cidr') {
    const read = readNetwork(value.trim())
    return read.ok
      ? { kind: 'network', network: read.network }
      : refuse(`\`${value.slice(0, 60)}\` is no network`, read.shouldBe)
  }
  if (value.length > MAX_TEXT) return refuse('a text this long', `at most ${MAX_TEXT} characters`)
  const padding = modifiers.padding ?? (isKeyword ? 'contains' : 'none')
  const expanded = modifiers.hasPlaceholders ? withSeparators(value) : value
  if (expanded !== value) {
    warn('a backslash before a placeholder is read as part of a path', 'two backslashes: `C:\\Users\\\\%User%`')
  }
  if (modifiers.hasPlaceholders && hasPlaceholder(expanded)) {
    const template = readTemplate(expanded, padding, isCased, context.hasSelectors)
    if (template === null) return refuse(`\`${value.slice(0, 60)}\` names no field`, 'the name of a field between `%`')
    warn('a placeholder is read as the field of that name of the same record', 'the values, where a list is meant')
    return { kind: 'template', template }
  }
  if (modifiers.hasPlaceholders) warn('`expand` of a text without a placeholder', '`%name%`, or no `expand`')
  if (modifiers.base64 === 'base64offset' && modifiers.padding === null) {
    warn('`base64offset` finds only a field that holds nothing else', '`base64offset|contains`')
  }
  if (modifiers.encoding === null && modifiers.base64 === null) {
    const text = modifiers.hasPlaceholders ? plainPercents(value) : value
    const pattern = readWildcard(text, padding, isCased, hasDashes)
    const loose = pattern.pieces.filter((piece) => piece.some((one) => typeof one !== 'string'))
    const length = loose.reduce((sum, piece) => sum + piece.length, 0)
    const tooMuch = context.budget.spend('looseCharacters', length)
    return tooMuch === null ? { kind: 'text', pattern } : refuse('one text with wildcards too many', tooMuch)
  }
  const plain = readWildcard(value, 'none', true)
  if (plain.pieces.length > 1 || plain.pieces.some((piece) => piece.includes(null))) {
    return refuse('a wildcard cannot be encoded', 'the text without `*` and `?`, or with `\\` before them')
  }
  if (hasDashes) return refuse('`windash` before an encoding', 'the spellings as a list')
  const bytes = encode(literalOf(plain.pieces), modifiers.encoding ?? 'utf8')
  const texts =
    modifiers.base64 === 'base64offset'
      ? base64Offsets(bytes)
      : [modifiers.base64 === null ? latin1(bytes) : base64(bytes)]
  const of = texts.map((text): ValueTest => ({ kind: 'text', pattern: readWildcard(escaped(text), padding, isCased) }))
  return of.length === 1 ? (of[0] ?? NOTHING) : { kind: 'either', of }
}

function readLiteral(scalar: YamlScalar, { modifiers, isKeyword }: ValueContext, refuse: Refuse): ValueTest {
  const { value, source } = scalar
  const word = wordForText(modifiers)
  if (word !== null) return refuse(`\`${word}\` is for text, not for ${source}`, `quoted: '${source}'`)
  if (isKeyword) return { kind: 'text', pattern: readWildcard(escaped(source), 'contains', false) }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse(`${source} is no value`, `quoted: '${source}'`)
  if (/^[+-]?0\d/.test(source) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    return refuse(`${source} as a number is ${value}`, `quoted, to be compared as written: '${source}'`)
  }
  return { kind: 'number', value }
}

/** A modifier that only a text can have. */
function wordForText({ padding, operator, base64, encoding, ...flags }: Modifiers): string | null {
  const flag = flags.isCased ? 'cased' : flags.hasDashes ? 'windash' : flags.hasPlaceholders ? 'expand' : null
  return padding ?? operator ?? base64 ?? encoding ?? flag
}

function literalOf(pieces: Wildcard['pieces']): string {
  return pieces.flatMap((piece) => piece.filter((one) => typeof one === 'string')).join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&')
}
