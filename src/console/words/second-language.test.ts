import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { PSEUDO, pseudoModule, pseudoText, writePseudoLanguage } from '../../testing/pseudo-language.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const english = path.join(import.meta.dirname, 'en')

/**
 * Holds each module of a language against the English one: the same names, the same arguments, any text. It says the same as
 * `tsc --customConditions`, which reads the whole console and takes a minute.
 */
function againstEnglish(folder: string): string {
  const modules = fs
    .readdirSync(english, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  const from = (to: string) => path.relative(folder, to).split(path.sep).join('/')
  return [
    'type Said<T> = T extends string ? string : T extends (...given: infer Given) => infer Answer ? (...given: Given) => Said<Answer>',
    '  : T extends object ? { readonly [Name in keyof T]: Said<T[Name]> } : T',
    ...modules.map((name, i) => `import * as en${i} from '${from(path.join(english, name))}'`),
    ...modules.map((name, i) => `import * as other${i} from './${name}'`),
    ...modules.map((_, i) => `export const said${i}: Said<typeof en${i}> = other${i}`),
  ].join('\n')
}

/** What the compiler says of a language, a line an error, without the places. */
async function compile(folder: string): Promise<readonly string[]> {
  fs.writeFileSync(path.join(folder, 'against-english.ts'), againstEnglish(folder))
  const project = path.join(folder, 'tsconfig.json')
  fs.writeFileSync(project, JSON.stringify({ extends: path.join(root, 'tsconfig.json'), include: ['.'] }))
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const said = await promisify(execFile)(process.execPath, [tsc, '--noEmit', '-p', project], { cwd: root }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
  return said
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(/^.*?error TS\d+: /, ''))
}

test('another language compiles in the place of English, and a name that it lacks is an error of the compiler', async () => {
  const folder = path.join(root, 'test-results/words', `${PSEUDO}-without-title`)
  writePseudoLanguage({ 'queue.ts': 'title' }, folder)
  const errors = await compile(folder)
  expect(errors).toEqual([expect.stringMatching(/^Property 'title' is missing in type /)])
})

test('a made-up text is longer, accented, in brackets, and keeps the white space at its edges', () => {
  expect(pseudoText(' Close the alert, ')).toBe(' [Çļöšé ţĥé åļéŕţ, öñé ţŵ] ')
  expect(pseudoText('T2')).toBe('T2')
  expect(pseudoText(', ')).toBe(', ')
})

test('only what is said is made up: no key, comparison, import or call of the language', () => {
  const source = `import { plural } from './plural.ts'
export const kinds = { one: 'First' }
export const count = (n: number, kind: string) => (kind === 'team' ? plural(n, 'alert') : \`\${n} others\`)
export const list = (names: string[]) => names.join(' and ')
`
  expect(pseudoModule('a.ts', source, english, english)).toBe(`import { plural } from './plural.ts'
export const kinds = { one: "[Fîŕšţ ö]" }
export const count = (n: number, kind: string) => (kind === 'team' ? plural(n, "[åļéŕţ ö]") : \`[\${n} öţĥéŕš öñ]\`)
export const list = (names: string[]) => names.join(' and ')
`)
})
