import type { Budget } from './budget.ts'
import { type Condition, NEVER } from './condition.ts'
import { nearest, type Problem } from './problem.ts'
import { fits, readWildcard } from './wildcard.ts'
import type { Position, YamlNode, YamlScalar } from './yaml-tree.ts'

/** What is told beside the problems: a detection that nothing asks for is likely a slip, and changes no answer. */
interface ConditionReading {
  readonly budget: Budget
  readonly problems: Problem[]
  readonly warnings: Problem[]
}

/**
 * The condition over the named detections: `not` binds before `and`, `and` before `or`. A list of conditions is any of
 * them. Refused, beside bad grammar: a name nobody defined, and a pattern that fits no name (it would silently vanish).
 */
export function readCondition(node: YamlNode, names: readonly string[], reading: ConditionReading): Condition {
  const { problems, warnings } = reading
  const scalars = node.kind === 'list' ? node.items : [node]
  const used = new Set<string>()
  const before = problems.length
  const parts = scalars.flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      problems.push({ ...item.at, message: 'the condition is no text', shouldBe: '`selection and not filter`' })
      return []
    }
    return [new Reader(item, item.value, names, used, reading).read()]
  })
  const [first] = parts
  if (first === undefined && problems.length === before) {
    problems.push({ ...node.at, message: 'the condition is empty', shouldBe: '`selection`' })
  }
  const unused = names.filter((name) => !used.has(name) && !name.startsWith('_'))
  if (unused.length > 0 && problems.length === before) {
    const message = `\`${unused.slice(0, MAX_SAID).join('`, `')}\` stands in no condition`
    warnings.push({ ...node.at, message, shouldBe: 'every detection in use; a name may begin with `_` to be left out' })
  }
  return parts.length === 1 && first !== undefined ? first : { kind: 'or', of: parts, text: null }
}

interface Token {
  readonly text: string
  readonly offset: number
}

/** Thrown inside the reader and caught by it: after the first fault the rest of a condition means nothing. */
class Fault extends Error {
  readonly offset: number
  readonly shouldBe: string
  constructor(offset: number, message: string, shouldBe: string) {
    super(message)
    this.offset = offset
    this.shouldBe = shouldBe
  }
}

const MAX_TOKENS = 500
const MAX_NESTING = 40
/** Names in one message. */
const MAX_SAID = 20

class Reader {
  private readonly tokens: readonly Token[]
  private next = 0
  private nesting = 0
  private readonly scalar: YamlScalar
  private readonly text: string
  private readonly names: readonly string[]
  private readonly used: Set<string>
  private readonly budget: Budget
  private readonly problems: Problem[]

  constructor(
    scalar: YamlScalar,
    text: string,
    names: readonly string[],
    used: Set<string>,
    reading: ConditionReading,
  ) {
    this.scalar = scalar
    this.text = text
    this.names = names
    this.used = used
    this.budget = reading.budget
    this.problems = reading.problems
    this.tokens = [...text.matchAll(/[()|]|[^\s()|]+/g)].map((found) => ({ text: found[0], offset: found.index }))
  }

  read(): Condition {
    try {
      if (this.tokens.length === 0) throw new Fault(0, 'the condition is empty', '`selection`')
      if (this.tokens.length > MAX_TOKENS) throw new Fault(0, 'too many words', `at most ${MAX_TOKENS}`)
      const condition = this.disjunction()
      const rest = this.tokens[this.next]
      if (rest === undefined) return condition
      const { text, offset } = rest
      if (text === ')') throw new Fault(offset, 'this `)` closes nothing', 'as many `(` as `)`')
      if (text === '|') throw new Fault(offset, 'counting after `|` is no longer Sigma', 'a `correlation` document')
      throw new Fault(offset, `\`${text}\` follows without a link`, this.linkFor(text))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const { message, shouldBe } = error
      this.problems.push({ ...this.positionOf(error.offset), message, shouldBe })
      return NEVER
    }
  }

  private disjunction(): Condition {
    const of = [this.conjunction()]
    while (this.take('or')) of.push(this.conjunction())
    return of.length === 1 ? (of[0] ?? NEVER) : { kind: 'or', of, text: null }
  }

  private conjunction(): Condition {
    const of = [this.negation()]
    while (this.take('and')) of.push(this.negation())
    return of.length === 1 ? (of[0] ?? NEVER) : { kind: 'and', of, text: null }
  }

  private negation(): Condition {
    if (!this.take('not')) return this.operand()
    return this.deeper(() => ({ kind: 'not', of: this.negation() }))
  }

  private operand(): Condition {
    const token = this.tokens[this.next]
    if (token === undefined) throw new Fault(this.text.length, 'the condition ends too early', 'a detection here')
    this.next += 1
    const { text, offset } = token
    if (text === '(') return this.parenthesis(offset)
    if (text === ')' || text === '|' || text === 'and' || text === 'or') {
      throw new Fault(offset, `\`${text}\` stands where a detection should`, 'a detection, `not` or `(`')
    }
    if (this.tokens[this.next]?.text === 'of') return this.quantified(token)
    if (!this.names.includes(text)) throw new Fault(offset, `no detection \`${text}\``, this.nameFor(text))
    this.used.add(text)
    this.spend(1, offset)
    return { kind: 'detection', name: text }
  }

  private parenthesis(offset: number): Condition {
    const inside = this.deeper(() => this.disjunction())
    if (!this.take(')')) throw new Fault(offset, 'this `(` is never closed', 'as many `(` as `)`')
    return inside
  }

  private quantified({ text: quantifier, offset }: Token): Condition {
    if (quantifier !== '1' && quantifier !== 'any' && quantifier !== 'all') {
      throw new Fault(offset, `\`${quantifier} of\` is not known here`, '`1 of` or `all of`')
    }
    this.next += 1
    const target = this.tokens[this.next]
    if (target === undefined || target.text === '(' || target.text === ')') {
      throw new Fault(
        target?.offset ?? this.text.length,
        `\`${quantifier} of\` what?`,
        '`them` or a pattern: `filter_*`',
      )
    }
    this.next += 1
    const chosen = this.names.filter(meantBy(target.text))
    if (chosen.length === 0) {
      throw new Fault(target.offset, `\`${target.text}\` fits no detection`, this.nameFor(target.text))
    }
    this.spend(chosen.length, target.offset)
    for (const name of chosen) this.used.add(name)
    const of = chosen.map((name): Condition => ({ kind: 'detection', name }))
    return { kind: quantifier === 'all' ? 'and' : 'or', of, text: `${quantifier} of ${target.text}` }
  }

  private spend(terms: number, offset: number): void {
    const tooMuch = this.budget.spend('terms', terms)
    if (tooMuch !== null) throw new Fault(offset, 'one name too many', tooMuch)
  }

  private take(word: string): boolean {
    if (this.tokens[this.next]?.text !== word) return false
    this.next += 1
    return true
  }

  private deeper(read: () => Condition): Condition {
    this.nesting += 1
    if (this.nesting > MAX_NESTING) {
      throw new Fault(this.tokens[this.next]?.offset ?? 0, 'nested too deep', `at most ${MAX_NESTING} levels`)
    }
    const condition = read()
    this.nesting -= 1
    return condition
  }

  private linkFor(text: string): string {
    const lower = text.toLowerCase()
    return lower === 'and' || lower === 'or' ? `\`${lower}\` in lower case` : `\`and ${text}\` or \`or ${text}\``
  }

  private nameFor(text: string): string {
    if (text === 'NOT') return '`not` in lower case'
    const near = nearest(text, this.names)
    return near === null ? `one of ${this.names.slice(0, MAX_SAID).join(', ')}` : `\`${near}\``
  }

  private positionOf(offset: number): Position {
    const { at, isInline } = this.scalar
    return isInline && !this.text.slice(0, offset).includes('\n') ? { ...at, column: at.column + offset } : at
  }
}

/** `them` and patterns leave out names that begin with `_`, unless the pattern begins so itself. */
function meantBy(target: string): (name: string) => boolean {
  if (target === 'them') return (name) => !name.startsWith('_')
  const pattern = readWildcard(target, 'none', true)
  return (name) => (target.startsWith('_') || !name.startsWith('_')) && fits(pattern, name)
}
