import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import type { FromContest, ToContest } from './browser/contest.ts'
import type { Trial } from './trial.ts'
import type { Likeness } from './whatif-world.ts'

const WORKER = fileURLToPath(new URL('./browser/contest.worker.ts', import.meta.url))
const DUCKDB = path.dirname(fileURLToPath(import.meta.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')))
const MOST_CONTENDED = 1_000_000
const MOST_WORST = 1_000_000
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

/**
 * The same in a real Chromium, in a worker of a page that is isolated, so that its clock is fine: one table a size (alerts). See
 * `browser/contest.ts` for what is compared. Says so and answers no table where there is no browser.
 */
export async function benchInChromium(
  sizes: readonly number[],
  identities: Readonly<Record<Likeness, number>>,
): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    process.stderr.write('No Chromium was found, so nothing was measured in one: name it with CHROMIUM_PATH\n')
    return []
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'))
  try {
    await bundle(folder)
    const server = await serve(folder)
    const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
    try {
      const page = await browser.newPage()
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      await page.goto(`${origin}/index.html`)
      const tables: (readonly Trial[])[] = []
      for (const likeness of ['usual', 'worst'] as const) {
        for (const alerts of sizes.filter((one) => likeness === 'usual' || one <= MOST_WORST)) {
          const start: ToContest = {
            type: 'start',
            alerts,
            likeness,
            identities: identities[likeness],
            // Beyond, a tab has no room for an object an alert.
            duckDb: likeness === 'usual' && alerts <= MOST_CONTENDED ? `${origin}/duckdb/` : null,
          }
          tables.push(named(await contestIn(page, start), `Chromium ${browser.version()}`))
        }
      }
      return tables
    } finally {
      await browser.close()
      server.close()
    }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

async function bundle(folder: string): Promise<void> {
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>')
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2024',
      chunkSizeWarningLimit: 10_000,
      reportCompressedSize: false,
      rolldownOptions: { input: WORKER, output: { entryFileNames: 'contest.js' } },
    },
  })
}

/** What was built, and DuckDB's own files under `/duckdb/`; each answer isolates the page. */
async function serve(folder: string): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = path.join(pathname.startsWith('/duckdb/') ? DUCKDB : folder, path.basename(pathname))
    const type = TYPES[path.extname(file)]
    if (type === undefined || !fs.existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'content-type': type,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return server
}

/** Runs in the page: a worker of its own for each contest, so that none is measured in the other's memory. */
function contestIn(page: Page, start: ToContest): Promise<readonly Trial[]> {
  return page.evaluate(
    (message) =>
      new Promise<readonly Trial[]>((settle, fail) => {
        const worker = new Worker('/contest.js', { type: 'module' })
        worker.addEventListener('error', (event) => fail(new Error(event.message)))
        worker.addEventListener('message', ({ data }: MessageEvent<FromContest>) => {
          if (data.type === 'echo') {
            worker.postMessage({ type: 'echoed', result: data.result } satisfies ToContest)
            return
          }
          worker.terminate()
          if (data.type === 'measured') settle(data.trials)
          else fail(new Error(data.message))
        })
        worker.postMessage(message)
      }),
    start,
  )
}

/** The first line of a table says where it was measured. */
function named([first, ...others]: readonly Trial[], where: string): readonly Trial[] {
  return first === undefined ? [] : [{ ...first, task: `${first.task}, in ${where}` }, ...others]
}
