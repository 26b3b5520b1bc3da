/** Where a place of a rule's text is, as far as it can be told from indentation: enough to know what may be written there. */
export interface YamlContext {
  /** Keys above, the outermost first. */
  readonly path: readonly string[]
  /** `key`: a key is being written. `value`: the value of `key`. `item`: an item of the list at `path`. */
  readonly where: 'key' | 'value' | 'item'
  /** The key whose value is being written; null elsewhere. */
  readonly key: string | null
  /** What of the word stands before the place. */
  readonly typed: string
  /** Offset where that word begins. */
  readonly from: number
}

const KEY = /^('[^']*'|"[^"]*"|[^\s'"#][^:#]*?)\s*:(?:\s|$)/

/** The context of an offset; null inside a comment or a block of text. Block style is read, and `{…}` and `[…]` of one line. */
export function contextAt(text: string, offset: number): YamlContext | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(start, offset)
  if (/(^|\s)#/.test(before)) return null
  const above = text.slice(0, start).split('\n').slice(0, -1)
  const { indent, rest, dashes } = opening(before)
  const path = pathAbove(above, dashes > 0 ? indent - 1 : indent)
  if (path === null) return null
  const flow = flowAt(rest, offset)
  if (flow !== null) return { ...flow, path: [...path, ...flow.path] }
  const key = KEY.exec(rest)
  if (key !== null) {
    const typed = rest.slice(key[0].length)
    return { path, where: 'value', key: bare(key[1] ?? ''), typed, from: offset - typed.length }
  }
  const isItem = dashes > 0
  return { path, where: isItem ? 'item' : 'key', key: null, typed: rest, from: offset - rest.length }
}

/** Indentation counted with the dashes of list items: `  - a` begins its content at 4. */
function opening(line: string): { indent: number; rest: string; dashes: number } {
  const found = /^(\s*)((?:-\s+|-$)*)(.*)$/s.exec(line)
  const lead = (found?.[1] ?? '').length
  const dashes = (found?.[2] ?? '').length
  return { indent: lead + dashes, rest: found?.[3] ?? '', dashes }
}

/** The keys under which a line of this indentation stands; null inside a block of text (`|`, `>`). */
function pathAbove(lines: readonly string[], indent: number): readonly string[] | null {
  const path: string[] = []
  let limit = indent
  for (let i = lines.length - 1; i >= 0 && limit > 0; i -= 1) {
    const line = lines[i] ?? ''
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const { indent: found, rest } = opening(line)
    const key = KEY.exec(`${rest.trimEnd()} `)
    if (found >= limit || key === null) {
      // Items of a list may stand at the column of the key above them.
      continue
    }
    if (/^[|>][-+0-9]*$/.test(rest.slice(key[0].length).trim())) return null
    path.unshift(bare(key[1] ?? ''))
    limit = line.length - line.trimStart().length
  }
  return path
}

/** Inside `key: {a: b, c: [d…` of one line; null where every bracket is closed or none was opened. */
function flowAt(rest: string, offset: number): YamlContext | null {
  const open: { readonly bracket: string; readonly key: string | null }[] = []
  let from = 0
  let quote: string | null = null
  for (let i = 0; i < rest.length; i += 1) {
    const letter = rest.charAt(i)
    if (quote !== null) {
      if (letter === quote) quote = null
    } else if ((letter === "'" || letter === '"') && /[\s{[,:]$/.test(rest.slice(0, i))) quote = letter
    else if (letter === '{' || letter === '[') {
      const key = KEY.exec(rest.slice(from, i).trimStart())
      open.push({ bracket: letter, key: key === null ? null : bare(key[1] ?? '') })
      from = i + 1
    } else if (letter === '}' || letter === ']') {
      open.pop()
      from = i + 1
    } else if (letter === ',') from = i + 1
  }
  const innermost = open.at(-1)
  if (innermost === undefined) return null
  const path = open.flatMap(({ key }) => key ?? [])
  const written = rest.slice(from).trimStart()
  if (innermost.bracket === '[')
    return { path, where: 'item', key: null, typed: written, from: offset - written.length }
  const key = KEY.exec(written)
  if (key === null) return { path, where: 'key', key: null, typed: written, from: offset - written.length }
  const typed = written.slice(key[0].length)
  return { path, where: 'value', key: bare(key[1] ?? ''), typed, from: offset - typed.length }
}

function bare(key: string): string {
  return key.replace(/^(['"])(.*)\1$/, '$2')
}
