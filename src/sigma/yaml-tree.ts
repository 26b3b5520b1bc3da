import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseAllDocuments } from 'yaml'
import { printable } from '../domain/json/read-json.ts'
import type { Problem } from './problem.ts'

/** Where something stands in the rule's text, from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A YAML document as plain data that still knows where everything stands. Order of keys is kept. */
export type YamlNode = YamlMap | YamlList | YamlScalar
export interface YamlMap {
  readonly kind: 'map'
  readonly at: Position
  readonly entries: readonly YamlEntry[]
}
export interface YamlEntry {
  readonly key: string
  readonly keyAt: Position
  readonly value: YamlNode
}
interface YamlList {
  readonly kind: 'list'
  readonly at: Position
  readonly items: readonly YamlNode[]
}
export interface YamlScalar {
  readonly kind: 'scalar'
  readonly at: Position
  readonly value: string | number | boolean | null
  /** As written. `012` is the number 12 whose zero is lost: whoever cares compares. */
  readonly source: string
  /** True where `source` stands in one piece at `at`, so that a place inside it can be named. */
  readonly isInline: boolean
}

export type ReadYaml =
  /** One root a document, in the order of the text; documents with nothing in them are left out. */
  | { readonly ok: true; readonly roots: readonly YamlNode[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** UTF-16 code units of a rule's text. The longest public rule, a list of drivers, has about 300,000. */
const MAX_LENGTH = 500_000
/** The parser takes seconds for half a million brackets; a text that is longer than this is looked over before. */
const MAX_UNSEEN = 20_000
const MAX_DOCUMENTS = 200
const MAX_DEPTH = 16
const MAX_PROBLEMS = 20

const TOO_DEEP = { message: 'nested too deep to be read', shouldBe: `at most ${MAX_DEPTH} levels` }
const TOO_MANY = { message: 'one document too many', shouldBe: `at most ${MAX_DOCUMENTS} documents in one text` }

/**
 * Reads YAML 1.2, one or several documents. Refused with their place: duplicate keys, anchors and aliases (a rule is
 * read by people; ten lines must not stand for a million), tags, merge keys, keys that are no text, and nesting deeper
 * than any rule needs. Never throws.
 */
export function readYaml(text: string): ReadYaml {
  const start = { line: 1, column: 1 }
  if (text.length > MAX_LENGTH) {
    return refuse(start, `the text has ${text.length} characters`, `at most ${MAX_LENGTH} characters`)
  }
  const monster = text.length > MAX_UNSEEN ? findMonster(text) : null
  if (monster !== null) return { ok: false, problems: [monster] }
  const lines = new LineCounter()
  const documents = compose(text, lines)
  if (documents === null) return refuse(start, TOO_DEEP.message, TOO_DEEP.shouldBe)
  if (documents.length > MAX_DOCUMENTS) return refuse(start, TOO_MANY.message, TOO_MANY.shouldBe)
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])
  if (faults.length > 0) {
    return {
      ok: false,
      problems: faults.slice(0, MAX_PROBLEMS).map(({ code, message, pos }) => ({
        ...positionOf(pos[0]),
        message: printable(message.split('\n', 1)[0] ?? ''),
        shouldBe: 'valid YAML 1.2',
        ...(code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : {}),
      })),
    }
  }
  const problems: Problem[] = []
  const roots = documents
    .filter(({ contents }) => contents !== null && !isNothing(contents))
    .map(({ contents }) => convert(contents, { positionOf, problems, end: text.length }, 1))
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, MAX_PROBLEMS) } : { ok: true, roots }
}

/**
 * What no rule needs and the parser takes long for: brackets in brackets, `- - - -`, thousands of documents. Stops at the
 * first of them.
 */
function findMonster(text: string): Problem | null {
  let offset = 0
  let brackets = 0
  let dashes = 0
  let documents = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets += 1
    else if (token === ']' || token === '}') brackets -= 1
    else if (token === '-' || token === '?') dashes += 1
    else if (token === '---') documents += 1
    if (token.includes('\n')) dashes = 0
    const fault = brackets > MAX_DEPTH || dashes > MAX_DEPTH ? TOO_DEEP : documents > MAX_DOCUMENTS ? TOO_MANY : null
    if (fault !== null) {
      const before = text.slice(0, offset).split('\n')
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, ...fault }
    }
    // The lexer's own marks are no part of the text.
    if (token !== '\u0002' && token !== '\u0018' && token !== '\u001f') offset += token.length
  }
  return null
}

/** What stands after the last `---` of a file, and between two of them. */
function isNothing(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '' && node.anchor === undefined
}

type Documents = ReturnType<typeof parseAllDocuments>

/**
 * Null where the parser runs out of stack: `- - - -` nests a level in two characters. Repeated keys are looked for
 * here afterwards, because the parser compares each with each, which 10,000 keys turn into seconds.
 */
function compose(text: string, lineCounter: LineCounter): Exclude<Documents, { empty: true }> | null {
  try {
    const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, uniqueKeys: false })
    return 'empty' in documents ? [] : documents
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

interface Conversion {
  readonly positionOf: (offset: number) => Position
  readonly problems: Problem[]
  readonly end: number
}

function convert(node: unknown, conversion: Conversion, depth: number): YamlNode {
  const { positionOf, problems } = conversion
  const offset = offsetOf(node) ?? conversion.end
  const at = positionOf(offset)
  const nothing: YamlScalar = { kind: 'scalar', at, value: null, source: '', isInline: false }
  const complain = (message: string, shouldBe: string): YamlScalar => {
    problems.push({ ...at, message, shouldBe })
    return nothing
  }
  if (depth > MAX_DEPTH) return complain('nested too deep', `at most ${MAX_DEPTH} levels`)
  if (node === null || node === undefined) return nothing
  if (isAlias(node)) return complain(`the alias *${printable(node.source)}`, 'the value itself, written out')
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return complain('no YAML value', 'a map, a list or a value')
  if (node.anchor !== undefined) return complain(`the anchor &${printable(node.anchor)}`, 'the value without an anchor')
  if (node.tag !== undefined) return complain(`the tag ${printable(node.tag)}`, 'the value without a tag')
  if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => convert(item, conversion, depth + 1)) }
  if (isMap(node)) {
    const seen = new Set<string>()
    const entries = node.items.map((pair): YamlEntry => {
      const keyAt = positionOf(offsetOf(pair.key) ?? offset)
      const key = isScalar(pair.key) ? pair.key.value : undefined
      if (typeof key !== 'string')
        problems.push({ ...keyAt, message: 'a key that is no text', shouldBe: 'a quoted key' })
      else if (seen.has(key)) {
        problems.push({ ...keyAt, message: `the key \`${printable(key)}\` stands twice`, shouldBe: 'every key once' })
      } else seen.add(key)
      return { key: String(key), keyAt, value: convert(pair.value, conversion, depth + 1) }
    })
    return { kind: 'map', at, entries }
  }
  const { value } = node
  const source = node.source ?? ''
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
    const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
    const isInline = !isBlock && node.range?.[1] === offset + source.length + (isQuoted ? 2 : 0)
    return { kind: 'scalar', at: isQuoted && isInline ? positionOf(offset + 1) : at, value, source, isInline }
  }
  return complain('a value of an unknown type', 'text, a number, true, false or null')
}

function offsetOf(node: unknown): number | null {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : null
  return range?.[0] ?? null
}

function refuse(at: Position, message: string, shouldBe: string): ReadYaml {
  return { ok: false, problems: [{ ...at, message, shouldBe }] }
}
