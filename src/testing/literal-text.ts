import { parseSync } from 'vite'

export interface LiteralText {
  /** Counted from 1. */
  readonly line: number
  /** Without the white space around it; what is put in stands as `…`. */
  readonly text: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

/** Attributes and fields whose text a person sees or hears, of HTML and of our own parts. */
const SAID =
  /^(title|label|aria-(label|description|roledescription|valuetext)|placeholder|alt|header|description|detail|hint|aside|foot|overText|heading|caption|message|confirm)$/

/** Functions that say what they are given. */
const SAYS = /^(announce|toast|say)$/

/** Two words of which the first begins a sentence, or a word alone that does, as the value of a table. */
const SENTENCE = /^\p{Lu}\p{Ll}*[,:;’]? \p{Ll}/u
const WORD = /^\p{Lu}\p{Ll}+…?$/u

/** `A-…`, addresses, digests, commands: the same in every language. */
const NAME = /^([A-Z]-…?|\/\S*|https:\/\/.*|sha256:…|curl .*)$/

/**
 * The texts for people that stand in a source file itself, in the order of the file. It reads the syntax, so no way of breaking
 * lines or nesting expressions hides one. What goes to developers (errors that are thrown), class names, codes and keys are none.
 * Throws where the file cannot be parsed.
 */
export function literalTexts(file: string, source: string): readonly LiteralText[] {
  const { program, errors } = parseSync(file, source)
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`)
  const found = new Map<number, LiteralText>()
  const add = (node: Node, text: string) => {
    const shown = text.replace(/\s+/g, ' ').trim()
    if (!/\p{L}/u.test(shown) || NAME.test(shown)) return
    found.set(node.start, { line: source.slice(0, node.start).split('\n').length, text: shown })
  }
  walk(program as unknown as Node, null, (node, parent) => {
    if (node.type === 'JSXText') add(node, String(node['value']))
    const place = placeOf(node)
    if (place !== null) for (const literal of literalsOf(place)) add(literal, textOf(literal))
    if (isLiteral(node) && !isForDevelopers(parent)) {
      const text = textOf(node)
      if (SENTENCE.test(text) || (isFieldOf(parent, node) && WORD.test(text))) add(node, text)
    }
  })
  return [...found.entries()].toSorted(([a], [b]) => a - b).map(([, text]) => text)
}

/** What is shown or said where `node` is a place for it, else null. */
function placeOf(node: Node): Node | null {
  switch (node.type) {
    case 'JSXExpressionContainer':
      return node['isAttribute'] === true ? null : (node['expression'] as Node)
    case 'JSXAttribute':
      return SAID.test(nameOf(node['name'])) ? (node['value'] as Node | null) : null
    case 'Property':
      return SAID.test(nameOf(node['key'])) ? (node['value'] as Node) : null
    case 'CallExpression':
      return SAYS.test(nameOf(node['callee'])) ? ((node['arguments'] as readonly Node[])[0] ?? null) : null
    default:
      return null
  }
}

/** The literals that an expression may come to: through conditions, alternatives, sums and wrappers, not through calls. */
function literalsOf(node: Node): readonly Node[] {
  const of = (...fields: readonly string[]) => fields.flatMap((field) => literalsOf(node[field] as Node))
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return isLiteral(node) ? [node, ...inside(node)] : []
    case 'ConditionalExpression':
      return of('consequent', 'alternate')
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node['type'] === 'BinaryExpression' && node['operator'] !== '+' ? [] : of('left', 'right')
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return of('expression')
    default:
      return []
  }
}

function inside(template: Node): readonly Node[] {
  return template.type === 'TemplateLiteral' ? (template['expressions'] as readonly Node[]).flatMap(literalsOf) : []
}

function isLiteral(node: Node): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string')
}

function textOf(node: Node): string {
  if (node.type === 'Literal') return String(node['value'])
  return (node['quasis'] as readonly { readonly value: { readonly cooked: string } }[])
    .map(({ value }) => value.cooked)
    .join('…')
}

function nameOf(node: unknown): string {
  const { name, value, property } = node as { name?: unknown; value?: unknown; property?: unknown }
  if (typeof name === 'string') return name
  if (typeof value === 'string') return value
  return property === undefined ? '' : nameOf(property)
}

/** A key of the keyboard is called the same everywhere. */
function isFieldOf(parent: Node | null, value: Node): boolean {
  return parent?.type === 'Property' && parent['value'] === value && nameOf(parent['key']) !== 'key'
}

/** Of an error that is thrown, or of the code itself: a comparison, a type, an import. */
function isForDevelopers(parent: Node | null): boolean {
  return (
    parent === null ||
    /^(NewExpression|TSLiteralType|BinaryExpression|SwitchCase|Import\w*|Export\w*)$/.test(parent.type)
  )
}

function walk(node: Node, parent: Node | null, visit: (node: Node, parent: Node | null) => void): void {
  visit(node, parent)
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (isNode(one)) walk(node.type === 'JSXAttribute' ? { ...one, isAttribute: true } : one, node, visit)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
