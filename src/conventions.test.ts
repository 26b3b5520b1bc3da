import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { literalTexts } from './testing/literal-text.ts'

/**
 * Reads the imports of every source file and names each arrow that points the wrong way. A room may import its own files,
 * what is listed here, and packages; `packages` narrows those where a room must stay pure.
 */
const ROOMS: Readonly<Record<string, { readonly may: readonly string[]; readonly packages?: readonly string[] }>> = {
  'src/domain': { may: [], packages: ['zod'] },
  'src/formats': { may: ['src/domain'], packages: ['zod'] },
  'src/sigma': { may: ['src/domain'], packages: ['zod', 'yaml', 're2js'] },
  'src/engine': { may: ['src/domain', 'src/sigma'] },
  'src/backend': { may: ['src/domain'] },
  'src/backend/embedded': { may: ['src/domain', 'src/backend', 'src/gateway'] },
  'src/gateway': { may: ['src/domain', 'src/formats', 'src/sigma', 'src/engine'] },
  'src/cli': { may: ['src/domain', 'src/formats', 'src/sigma', 'src/engine', 'src/gateway/history'] },
  'src/console': {
    may: [
      'src/domain',
      'src/backend/port.ts',
      'src/engine/worker/client.ts',
      'src/engine/worker/whatif-client.ts',
      'src/engine/worker/queue-client.ts',
    ],
  },
  'src/console/ui': { may: ['src/console/words'] },
  // What is said is said about numbers and about our nouns; a language knows no screen.
  'src/console/words': { may: ['src/domain', 'src/console/ui/number-text.ts'] },
  'src/testing': { may: ['src/domain', 'src/backend/port.ts'] },
  'src/bench': {
    may: [
      'src/domain',
      'src/formats',
      'src/sigma',
      'src/engine',
      'src/gateway',
      'src/testing',
      'mocks',
      'e2e/browser.ts',
      'e2e/gateway.ts',
    ],
  },
  mocks: { may: ['src/domain', 'src/formats', 'src/sigma', 'src/gateway', 'src/testing'] },
  e2e: { may: [] },
}

/** Composition roots put the rooms together: the page, the server, and the program that opens a sample. */
const ROOTS = new Set(['src/main.tsx', 'src/gateway/server.ts'])

/** Screens meet through URLs and `shared`, never by importing each other. */
const SHARED_SCREEN_FOLDERS = new Set(['app', 'shared', 'ui', 'styles', 'words'])

interface Arrow {
  readonly from: string
  readonly to: string
  readonly isPackage: boolean
}

/** Where `#words/` leads, as package.json says. */
const WORDS = 'src/console/words/en'

const root = path.resolve(import.meta.dirname, '..')

function sourceFiles(): readonly string[] {
  return ['src', 'mocks', 'e2e']
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    )
    .map((file) => file.split(path.sep).join('/'))
}

function arrows(file: string): readonly Arrow[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].flatMap((match): readonly Arrow[] => {
    const target = match[1] ?? match[2] ?? match[3]
    if (target === undefined) return []
    if (target.startsWith('#words/')) return [{ from: file, to: target.replace('#words', WORDS), isPackage: false }]
    if (!target.startsWith('.')) return [{ from: file, to: target, isPackage: true }]
    return [{ from: file, to: path.posix.join(path.posix.dirname(file), target), isPackage: false }]
  })
}

function isInside(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

/** The innermost room that holds the file. */
function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((room) => isInside(file, room))
    .sort((a, b) => b.length - a.length)[0]
}

function screenOf(file: string): string | undefined {
  const screen = /^src\/console\/([^/]+)\//.exec(file)?.[1]
  return screen === undefined || SHARED_SCREEN_FOLDERS.has(screen) ? undefined : screen
}

/** Tests may also use the builders, and real files through Node. */
function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/') || /(^|\/)(conformance|.*-kit)\.ts$/.test(file)
}

function complaint({ from, to, isPackage }: Arrow): string | null {
  const room = roomOf(from)
  if (room === undefined || ROOTS.has(from)) return null
  const rule = ROOMS[room]
  if (rule === undefined) return null
  if (isPackage) {
    if (rule.packages === undefined || isTest(from)) return null
    const name = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : to.split('/')[0]
    return rule.packages.includes(name ?? '')
      ? null
      : `${from} imports the package ${to}; ${room} may import only ${rule.packages.join(', ')}`
  }
  if (isInside(to, room) || rule.may.some((place) => isInside(to, place))) {
    const screen = screenOf(from)
    const other = screenOf(to)
    const isApp = from.startsWith('src/console/app/')
    if (screen !== undefined && other !== undefined && screen !== other && !isApp) {
      return `${from} imports ${to}; screens meet through URLs and shared, not by importing each other`
    }
    return null
  }
  if (isTest(from) && (isInside(to, 'src/testing') || isInside(to, 'mocks') || isInside(to, 'src/formats'))) return null
  return `${from} imports ${to}; ${room} may import only ${[room, ...rule.may].join(', ')}`
}

test('every import points in the direction that the map allows', () => {
  const complaints = sourceFiles()
    .flatMap(arrows)
    .map(complaint)
    .filter((line) => line !== null)
  expect(complaints).toEqual([])
})

test('an import in the wrong direction is named', () => {
  expect(complaint({ from: 'src/domain/plan/plan.ts', to: 'src/gateway/app.ts', isPackage: false })).toContain(
    'src/domain may import only',
  )
  expect(complaint({ from: 'src/console/queue/a.ts', to: 'src/console/alert/b.ts', isPackage: false })).toContain(
    'screens meet',
  )
  expect(complaint({ from: 'src/domain/json/json.ts', to: 'react', isPackage: true })).toContain('the package react')
})

test('every composition root that the map names exists', () => {
  for (const file of ROOTS) expect(fs.existsSync(path.join(root, file)), file).toBe(true)
})

test('no file is longer than can be read in one sitting', () => {
  const long = sourceFiles()
    .map((file) => ({ file, lines: fs.readFileSync(path.join(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 400)
    .map(({ file, lines }) => `${file}: ${lines} lines`)
  expect(long).toEqual([])
})

test('what a person reads stands in the catalogue, so that another language can be put in its place', () => {
  const said = sourceFiles()
    .filter((file) => isInside(file, 'src/console') && !isInside(file, 'src/console/words') && !isTest(file))
    .flatMap((file) =>
      literalTexts(file, fs.readFileSync(path.join(root, file), 'utf8')).map(
        ({ line, text }) => `${file}:${line} ${text}`,
      ),
    )
  expect(said).toEqual([])
})

test('text for people is found wherever it hides', () => {
  const hidden = `
    const STATES = { open: 'Waits for you' }
    export const Part = ({ count, onUndo }) => (
      <Panel title={count === 1 ? 'One' : \`\${count} of them\`} className="flex items-center">
        <b>
          Nothing
        </b>
        {count > 0 ? 'waits' : null}
        <button aria-label={'Undo' + count} onClick={() => announce('Taken back')}>{label || 'Undo'}</button>
      </Panel>
    )`
  expect(literalTexts('Part.tsx', hidden).map(({ text }) => text)).toEqual([
    'Waits for you',
    'One',
    '… of them',
    'Nothing',
    'waits',
    'Undo',
    'Taken back',
    'Undo',
  ])
})

/** The parts that render the reason: nothing else may say of a control that it cannot be used. */
const SAYS_WHY = new Set(['src/console/ui/refusable.tsx', 'src/console/ui/MenuParts.tsx'])

/** Attributes that take a control away from people, as JSX or as an object gives them. */
const TAKES_AWAY = /(?<![-\w:.])(?:aria-disabled|disabled|isDisabled|inert)(?=[\s=/>}]|'?:)/

function muteControls(file: string, source: string): readonly string[] {
  return source
    .split('\n')
    .map((line, at) => ({ line: line.replace(/^\s*(?:\/\/|\/?\*).*$/, ''), place: `${file}:${at + 1}` }))
    .filter(({ line }) => TAKES_AWAY.test(line) && !line.endsWith('?: never') && !/ComponentProps</.test(line))
    .map(({ line, place }) => `${place} ${line.trim()}`)
}

test('no control of the console is disabled without a reason that the keyboard and a screen reader reach', () => {
  const mute = sourceFiles()
    .filter((file) => isInside(file, 'src/console') && file.endsWith('.tsx') && !isTest(file) && !SAYS_WHY.has(file))
    .filter((file) => !isInside(file, 'src/console/words'))
    .flatMap((file) => muteControls(file, fs.readFileSync(path.join(root, file), 'utf8')))
  expect(mute).toEqual([])
})

test('a control without a reason is found however it is disabled', () => {
  const parts = `
    <button disabled>a</button>
    <input disabled={isBusy} />
    <button aria-disabled={!canUndo || undefined} />
    <button {...{ disabled: true }} />
    <div inert>
    <Button disabledBecause={refusal} className="text-disabled data-disabled:text-3" />`
  expect(muteControls('Part.tsx', parts)).toHaveLength(5)
})
