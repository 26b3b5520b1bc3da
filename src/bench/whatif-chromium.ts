import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { STARTING_POLICY } from '../domain/policy/policy.ts'
import { asItIs } from '../engine/whatif/draft.ts'
import type { History } from '../engine/whatif/history.ts'
import { openSession } from '../engine/whatif/session.ts'
import { encodeHistory } from '../engine/whatif/wire.ts'
import type { ContestPage } from './browser/contest.page.ts'
import type { Answer, ContenderName, ToContest } from './browser/contest.ts'
import type { Trial } from './trial.ts'
import { MOVES } from './whatif-drafts.ts'

const PAGE = fileURLToPath(new URL('./browser/contest.page.ts', import.meta.url))
const DUCKDB = path.dirname(fileURLToPath(import.meta.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')))
/** Whoever needs longer for everything, loading included, is left out of the table, and said so. */
const PATIENCE_MS = 400_000
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

interface Contest {
  /** One table over a history. Throws where a contender counts otherwise than the session in Node. */
  run(history: History, world: string, contenders: ReadonlySet<ContenderName>): Promise<readonly Trial[]>
  close(): Promise<void>
}

/**
 * The same in a real Chromium, in workers of a page that is isolated, so that its clock is fine. See `browser/contest.ts` for what is
 * compared. Says so and answers null where there is no browser. Who cannot do it is said on the screen, with the reason.
 */
export async function openContest(): Promise<Contest | null> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    process.stderr.write('No Chromium was found, so nothing was measured in one: name it with CHROMIUM_PATH\n')
    return null
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'))
  await bundle(folder)
  let world: Uint8Array = new Uint8Array()
  const server = await serve(folder, () => world)
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    async run(history, name, contenders) {
      world = encodeHistory(history)
      const trials: Trial[] = []
      const expected = expectedIn(history)
      for (const contender of contenders) {
        // A page of its own for each: none is measured in the memory of another.
        const page = await browser.newPage()
        await page.goto(`${origin}/index.html`)
        const wrong: string[] = []
        await page.exposeFunction('measured', (trial: Trial, answers: readonly Answer[]) => {
          for (const answer of answers) {
            if (expected(answer) !== answer.cells.join()) wrong.push(`${trial.task}, draft ${answer.n}`)
          }
          process.stdout.write(`  ${trial.task}: ${Math.min(...trial.runsMs).toFixed(2)} ms at best\n`)
          trials.push(trial)
        })
        const start: ToContest = {
          type: 'start',
          contender,
          world: `${origin}/world`,
          duckDb: `${origin}/duckdb/`,
        }
        const why = await contestIn(page, start, PATIENCE_MS).catch(String)
        if (why !== null) process.stdout.write(`  ${contender} could not: ${why}\n`)
        await page.close().catch(() => undefined)
        if (wrong.length > 0) throw new Error(`counted otherwise than the session in Node: ${wrong.join('; ')}`)
      }
      return named(trials, `Chromium ${browser.version()}, ${name} world`)
    },
    async close() {
      await browser.close()
      server.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}

/** What the session in Node counts for each draft, each counted once. */
function expectedIn(history: History): (answer: Answer) => string {
  const base = asItIs(history, STARTING_POLICY)
  const session = openSession(history, base)
  const known = new Map<string, string>()
  return ({ move, n }) => {
    const key = `${move} ${n}`
    const cells = known.get(key) ?? session.run(MOVES[move]?.draftOf(base, n) ?? base).cells.join()
    known.set(key, cells)
    return cells
  }
}

async function bundle(folder: string): Promise<void> {
  fs.writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>bench</title><script type="module" src="/contest.js"></script>',
  )
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: folder,
      assetsDir: '',
      emptyOutDir: false,
      target: 'es2024',
      chunkSizeWarningLimit: 10_000,
      reportCompressedSize: false,
      rolldownOptions: { input: PAGE, output: { entryFileNames: 'contest.js' } },
    },
  })
}

/** What was built, the history under `/world`, and DuckDB's own files under `/duckdb/`; each answer isolates the page. */
async function serve(folder: string, world: () => Uint8Array): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const isolated = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    }
    if (pathname === '/world') {
      response.writeHead(200, { ...isolated, 'content-type': 'application/octet-stream' }).end(world())
      return
    }
    const file = path.join(pathname.startsWith('/duckdb/') ? DUCKDB : folder, path.basename(pathname))
    const type = TYPES[path.extname(file)]
    if (type === undefined || !fs.existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { ...isolated, 'content-type': type })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return server
}

/** Answers why it could not, or null. */
function contestIn(page: Page, start: ToContest, patienceMs: number): Promise<string | null> {
  return page.evaluate(([message, patience]) => (globalThis as unknown as ContestPage).contest(message, patience), [
    start,
    patienceMs,
  ] as const)
}

/** The first line of a table says where it was measured. */
function named([first, ...others]: readonly Trial[], where: string): readonly Trial[] {
  return first === undefined ? [] : [{ ...first, task: `${first.task}, ${where}` }, ...others]
}
