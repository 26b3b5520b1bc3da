/**
 * The skeleton of a name: two names that a person could take for each other have the same one (after UTS 39 §4). For
 * warnings only: identities are matched on exact bytes, and a skeleton is never shown, stored as a name or looked up as
 * one. Case, width, composition, invisible characters and spaces or dots at the edges do not count. The skeleton of a
 * skeleton is itself.
 */
export function skeleton(name: string): string {
  const visible = name.normalize('NFKC').replace(INVISIBLE, '')
  const capitals = replaceEach(visible, CAPITALS)
  const letters = replaceEach(capitals.toLowerCase().normalize('NFKD'), LOOKS_LIKE)
  const trimmed = letters.replace(/^[\s.]+|[\s.]+$/gu, '').replace(/\s+/gu, ' ')
  return PAIRS.reduce((text, [pair, single]) => text.replaceAll(pair, single), trimmed)
}

/** Whether two different names could be taken for each other. */
export function looksLike(a: string, b: string): boolean {
  return a !== b && skeleton(a) === skeleton(b)
}

/** Whatever is drawn as nothing: controls, format characters, fillers, variation selectors, tags. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/**
 * Each row: what they look like first, then the letters that do. `i`, `l` and `1` are one, since fonts make them one.
 */
const ROWS: readonly string[] = [
  'aаɑαᴀ',
  'bьʙƅвβ',
  'cсϲᴄ',
  'dԁɗᴅ',
  'eеєᴇҽ',
  'fғꜰƒ',
  'gɡցɢ',
  'hһнʜ',
  'iіıɪιɩӏl1|ǀʟ',
  'jјʝᴊ',
  'kкκᴋ',
  'mмᴍ',
  'nпηոɴ',
  'oоοσօ0ᴏ〇٥ө',
  'pрρᴘ',
  'qԛզ',
  'rгʀᴦ',
  'sѕꜱʂ',
  'tтτᴛ',
  'uսυᴜʋ',
  'vѵνᴠ',
  'wԝωᴡѡ',
  'xхχ×',
  'yуүγʏ',
  'zᴢʐζ',
  "'’‘`´ʹʼ",
  '-‐‑‒–—―−ー_',
  '/⁄∕',
  ':ː։׃',
]

/** Capitals that look like another letter than their small form does, or than its row says. */
const CAPITAL_ROWS: readonly string[] = ['HΗ', 'MΜ', 'NΝ', 'YΥ', 'BΒВ', 'ZΖ']

/** On what the letters became, so `cl` arrives here as `ci`. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['ci', 'd'],
]

const LOOKS_LIKE = tableOf(ROWS)
const CAPITALS = tableOf(CAPITAL_ROWS)

function tableOf(rows: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap((row) => {
      const [target = '', ...others] = Array.from(row)
      return others.map((other) => [other, target] as const)
    }),
  )
}

function replaceEach(text: string, table: ReadonlyMap<string, string>): string {
  let replaced = ''
  for (const character of text) replaced += table.get(character) ?? character
  return replaced
}
