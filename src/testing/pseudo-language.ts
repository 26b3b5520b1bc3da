import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

/**
 * The tag under which tools of translators know a made-up language of accented English, here also the condition in package.json.
 * Nobody speaks it; on the page every text that came from the catalogue shows as such, and is as long as German or Finnish may be.
 */
export const PSEUDO = 'en-XA'

const root = path.resolve(import.meta.dirname, '../..')
const english = path.join(root, 'src/console/words/en')
/** Where the condition `en-XA` of `#words/…` leads. */
const made = path.join(root, 'test-results/words', PSEUDO)

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Writes the whole language anew from the English, without the names in `leaveOut` (`queue.ts` → `title`). Returns its folder. */
export function writePseudoLanguage(leaveOut: Readonly<Record<string, string>> = {}, folder = made): string {
  fs.rmSync(folder, { recursive: true, force: true })
  for (const entry of fs.readdirSync(english, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.includes('.test.')) continue
    const from = path.join(entry.parentPath, entry.name)
    const name = path.relative(english, from)
    const to = path.join(folder, name)
    fs.mkdirSync(path.dirname(to), { recursive: true })
    const said = pseudoModule(name, fs.readFileSync(from, 'utf8'), path.dirname(from), path.dirname(to))
    const missing = leaveOut[name.split(path.sep).join('/')]
    fs.writeFileSync(to, missing === undefined ? said : said.replace(`export const ${missing} =`, `const ${missing} =`))
  }
  return folder
}

/** One module of the catalogue with every text in it accented, lengthened and in brackets; what it imports from elsewhere is found again. */
export function pseudoModule(file: string, source: string, from: string, to: string): string {
  const { program, errors } = parseSync(file, source)
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`)
  const changes: Change[] = []
  const inLanguage = (target: string) => !path.relative(english, path.resolve(from, target)).startsWith('..')
  walk(program as unknown as Node, [], (node, above) => {
    const parent = above.at(-1)
    if (node.type === 'Literal' && typeof node['value'] === 'string') {
      const value = node['value']
      if (parent !== undefined && /^(Import|Export)\w*Declaration$/.test(parent.type)) {
        if (!value.startsWith('.') || inLanguage(value)) return
        const target = path.relative(to, path.resolve(from, value)).split(path.sep).join('/')
        changes.push({ start: node.start, end: node.end, text: JSON.stringify(target) })
      } else if (isLanguageTag(parent)) {
        changes.push({ start: node.start, end: node.end, text: JSON.stringify(PSEUDO) })
      } else if (isSaid(node, above)) {
        changes.push({ start: node.start, end: node.end, text: quoted(pseudoText(value), parent) })
      }
    } else if (node.type === 'TemplateLiteral' && isSaid(node, above)) {
      changes.push(...ofTemplate(node))
    } else if (node.type === 'JSXText') {
      changes.push({ start: node.start, end: node.end, text: pseudoText(String(node['value'])) })
    }
  })
  return changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, change) => text.slice(0, change.start) + change.text + text.slice(change.end), source)
}

const ACCENTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz', (letter, at) => [
    letter,
    Array.from('ÅåƁƀÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž')[at] ?? letter,
  ]),
)
const FILLING = ' öñé ţŵö ţĥŕéé ƒöûŕ ƒîvé šîẋ šévéñ éîĝĥţ ñîñé ţéñ'

/** "[Çļöšé öñ]" of "Close": 40 % longer. White space at the edges stays there, since parts are put together with it. */
export function pseudoText(text: string): string {
  const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  if (!/\p{L}{2}/u.test(core)) return text
  const longer = FILLING.repeat(12).slice(0, Math.max(2, Math.ceil(core.length * 0.4)))
  return `${before}[${accented(core)}${longer.trimEnd()}]${after}`
}

function accented(text: string): string {
  return Array.from(text, (letter) => ACCENTS[letter] ?? letter).join('')
}

/** The brackets stand around the whole sentence, the filling at its end. */
function ofTemplate(node: Node): readonly Change[] {
  const parts = node['quasis'] as readonly (Node & { readonly value: { readonly raw: string } })[]
  const raws = parts.map(({ value }) => value.raw)
  const letters = raws.join('').replace(/[^\p{L}]/gu, '').length
  if (letters < 2) return []
  const last = raws.length - 1
  const longer = FILLING.repeat(12)
    .slice(0, Math.max(2, Math.ceil(letters * 0.4)))
    .trimEnd()
  return parts.map(({ start, end }, at) => {
    const raw = raws[at] ?? ''
    const open = at === 0 ? (/^\s*/.exec(raw)?.[0] ?? '') : ''
    const close = at === last && raw.length > open.length ? (/\s*$/.exec(raw)?.[0] ?? '') : ''
    const core = accented(raw.slice(open.length, raw.length - close.length))
    const text = `${open}${at === 0 ? '[' : ''}${core}${at === last ? `${longer}]` : ''}${close}`
    // In TypeScript the parser counts a part from its back tick or brace to the next.
    return { start: start + 1, end: end - (at === last ? 1 : 2), text }
  })
}

/** A text that is shown: no operand of a comparison, no key, type, class, nor what a method of the language is given. */
function isSaid(node: Node, above: readonly Node[]): boolean {
  const parent = above.at(-1)
  if (parent === undefined) return false
  switch (parent.type) {
    case 'BinaryExpression':
      return parent['operator'] === '+'
    case 'Property':
      return parent['value'] === node
    case 'CallExpression':
      return (parent['callee'] as Node).type === 'Identifier'
    case 'JSXAttribute':
      return /^(title|label|aria-label|alt)$/.test(String((parent['name'] as Node)['name']))
    case 'MemberExpression':
    case 'SwitchCase':
    case 'TSLiteralType':
    case 'ExpressionStatement':
    case 'NewExpression':
      return false
    default:
      return true
  }
}

function isLanguageTag(parent: Node | undefined): boolean {
  return parent?.type === 'VariableDeclarator' && (parent['id'] as Node)['name'] === 'language'
}

function quoted(text: string, parent: Node | undefined): string {
  return parent?.type === 'JSXAttribute' ? `"${text.replaceAll('"', '&quot;')}"` : JSON.stringify(text)
}

function walk(node: Node, above: readonly Node[], visit: (node: Node, above: readonly Node[]) => void): void {
  visit(node, above)
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (typeof one === 'object' && one !== null && typeof (one as { type?: unknown }).type === 'string') {
        walk(one as Node, [...above, node], visit)
      }
    }
  }
}

if (import.meta.main) console.log(writePseudoLanguage())
