import { oneOf, type Problem } from '../problem.ts'
import type { Position } from '../yaml-tree.ts'
import type { Encoding } from './encode.ts'
import { MOMENT_PARTS, type MomentPart } from './moment.ts'
import type { Comparison } from './value-test.ts'

/** What the modifiers of one line ask for together. At most one of the operators is set. */
export interface Modifiers {
  readonly padding: 'contains' | 'startswith' | 'endswith' | null
  readonly operator: 're' | 'cidr' | 'exists' | 'fieldref' | null
  readonly comparison: Exclude<Comparison, 'eq' | 'neq'> | null
  readonly part: MomentPart | null
  /** Any of `i`, `m`, `s`. */
  readonly regexFlags: string
  readonly encoding: Encoding | null
  readonly base64: 'base64' | 'base64offset' | null
  readonly isAll: boolean
  readonly isCased: boolean
  readonly isNegated: boolean
  readonly hasDashes: boolean
  readonly hasPlaceholders: boolean
}

const PADDINGS = ['contains', 'startswith', 'endswith'] as const
const OPERATORS = ['re', 'cidr', 'exists', 'fieldref'] as const
const ORDERS = ['lt', 'lte', 'gt', 'gte'] as const
const ENCODINGS: Readonly<Record<string, Encoding>> = {
  wide: 'utf16le',
  utf16le: 'utf16le',
  utf16be: 'utf16be',
  utf16: 'utf16',
}
const BASE64 = ['base64', 'base64offset'] as const
const REGEX_FLAGS: Readonly<Record<string, string>> = {
  i: 'i',
  ignorecase: 'i',
  m: 'm',
  multiline: 'm',
  s: 's',
  dotall: 's',
}
const FLAGS = ['all', 'cased', 'neq', 'windash', 'expand'] as const

function flagOf(word: string): string | null {
  return Object.hasOwn(REGEX_FLAGS, word) ? (REGEX_FLAGS[word] ?? null) : null
}

/** Every modifier by name, for messages and completion. */
export const MODIFIERS: readonly string[] = [
  ...PADDINGS,
  ...OPERATORS,
  ...ORDERS,
  ...MOMENT_PARTS,
  ...Object.keys(ENCODINGS),
  ...BASE64,
  ...Object.keys(REGEX_FLAGS),
  ...FLAGS,
]

/**
 * Reads `contains|all` and the like. A modifier that is not known, stands twice, contradicts another, or stands where it
 * would mean something else is refused: what a rule says is never ignored.
 */
export function readModifiers(words: readonly string[], at: Position, problems: Problem[]): Modifiers {
  const refuse = (message: string, shouldBe: string) => problems.push({ ...at, message, shouldBe })
  for (const [i, word] of words.entries()) {
    if (!MODIFIERS.includes(word)) refuse(`the modifier \`${word}\` is not known`, oneOf(word, MODIFIERS))
    else if (words.indexOf(word) !== i) refuse(`the modifier \`${word}\` stands twice`, 'once')
  }
  const has = (word: string) => words.includes(word)
  const among = <T extends string>(known: readonly T[]): T | null => known.find(has) ?? null
  const encodingWord = among(Object.keys(ENCODINGS))
  const read: Modifiers = {
    padding: among(PADDINGS),
    operator: among(OPERATORS),
    comparison: among(ORDERS),
    part: among(MOMENT_PARTS),
    regexFlags: [...new Set(words.flatMap((word) => flagOf(word) ?? []))].sort().join(''),
    encoding: encodingWord === null ? null : (ENCODINGS[encodingWord] ?? null),
    base64: among(BASE64),
    isAll: has('all'),
    isCased: has('cased'),
    isNegated: has('neq'),
    hasDashes: has('windash'),
    hasPlaceholders: has('expand'),
  }
  const groups: readonly (readonly string[])[] = [
    PADDINGS,
    OPERATORS,
    ORDERS,
    MOMENT_PARTS,
    Object.keys(ENCODINGS),
    BASE64,
  ]
  for (const group of groups) {
    const chosen = words.filter((word) => group.includes(word))
    if (new Set(chosen).size > 1) refuse(`\`${chosen.join('|')}\` contradict each other`, 'one of them')
  }
  refuseOperators(read, refuse)
  refuseOrder(words, refuse)
  return read
}

type Refuse = (message: string, shouldBe: string) => void

function refuseOperators(read: Modifiers, refuse: Refuse): void {
  const { operator, padding, comparison, part, base64, encoding } = read
  const isText = padding !== null || base64 !== null || encoding !== null || read.hasDashes
  const isNumber = comparison !== null || part !== null
  if (
    operator === 'exists' &&
    (isText || isNumber || read.isAll || read.isCased || read.isNegated || read.hasPlaceholders)
  ) {
    refuse('`exists` with other modifiers', '`field|exists: true` or `field|exists: false` alone')
  } else if ((operator === 're' || operator === 'cidr') && (isText || isNumber)) {
    refuse(`\`${operator}\` with a second operator`, `\`${operator}\` alone: it says by itself where to look`)
  } else if ((operator === 're' || operator === 'cidr') && read.isCased) {
    const shouldBe = operator === 're' ? '`re` alone: it minds case unless it is `re|i`' : '`cidr` alone'
    refuse(`\`${operator}\` with \`cased\``, shouldBe)
  } else if (operator === 'fieldref' && (isNumber || base64 !== null || encoding !== null || read.hasDashes)) {
    refuse(
      '`fieldref` with a modifier of values',
      '`fieldref`, alone or with contains, startswith, endswith, cased, neq',
    )
  } else if (isNumber && (isText || read.isCased)) {
    refuse(`\`${comparison ?? part ?? ''}\` compares numbers`, 'no modifier for text beside it')
  }
  if (read.regexFlags !== '' && operator !== 're')
    refuse(`\`${read.regexFlags}\` belongs to \`re\``, `\`re|${read.regexFlags}\``)
  const isEncoded = base64 !== null || encoding !== null || read.hasDashes
  if (read.hasPlaceholders && (operator !== null || isNumber || isEncoded)) {
    refuse(
      '`expand` with a modifier that changes the text',
      '`expand`, alone or with contains, startswith, endswith, cased',
    )
  }
}

/** Where the order changes the meaning there is one right one. */
function refuseOrder(words: readonly string[], refuse: Refuse): void {
  const rank = (word: string) => {
    if (word === 're' || word === 'cidr' || Object.hasOwn(ENCODINGS, word)) return 0
    if (MOMENT_PARTS.some((part) => part === word)) return 0
    if (flagOf(word) !== null || BASE64.some((known) => known === word)) return 1
    if (ORDERS.some((known) => known === word)) return 1
    return null
  }
  const isEncoded = words.some((word) => BASE64.some((known) => known === word))
  const ranked = words.flatMap((word) => {
    const own = rank(word) ?? (isEncoded && PADDINGS.some((known) => known === word) ? 2 : null)
    return own === null ? [] : [{ word, own }]
  })
  const sorted = [...ranked].sort((a, b) => a.own - b.own)
  if (ranked.some((entry, i) => entry !== sorted[i])) {
    const right = sorted.map(({ word }) => word).join('|')
    refuse(`\`${ranked.map(({ word }) => word).join('|')}\` in this order`, `\`${right}\``)
  }
}
