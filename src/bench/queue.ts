import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { type Asked, wantedOf } from './asked.ts'
import type { QueueRuns } from './browser/queue-page.ts'
import { zipQueue } from './queue-zips.ts'
import type { Trial } from './trial.ts'

const SIZES = [100_000, 1_000_000, 3_000_000]
const PAGE = fileURLToPath(new URL('./browser/queue-page.ts', import.meta.url))
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}
/** More than that many alerts no page holds as objects. JSON crosses block by block: no string would hold all of it. */
const MOST_JSON = 1_000_000

/** In a page each; the first that can do it is the baseline of a table. */
const CONTENDERS = ['inReact', 'inPerspective', 'inQueue'] as const
type Contender = (typeof CONTENDERS)[number]
const NAMES: Readonly<Record<Contender, string>> = {
  inReact: 'React table from JSON',
  inPerspective: 'Perspective datagrid',
  inQueue: 'this queue',
}
/** Whoever needs longer for everything is left out of the table, and said so. */
const PATIENCE_MS = 240_000

/**
 * The queue in a real Chromium, over the console's own client and worker: how soon it is there, and what each thing costs that a
 * person does with it, from the asking to the answer. Blocks come from a server in this process with the gateway's own encoding, zipped;
 * where that can be done, a plain React table and Perspective's datagrid have the same alerts as JSON. `sizes`: alerts; `only` names
 * contenders: inReact, inPerspective, inQueue.
 */
export async function benchQueue({
  sizes,
  only,
}: Pick<Asked, 'sizes' | 'only'>): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    process.stderr.write('No Chromium was found, so nothing was measured: name it with CHROMIUM_PATH\n')
    return []
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-queue-'))
  try {
    await bundle(folder)
    const tables: (readonly Trial[])[] = []
    const contenders = wantedOf(CONTENDERS, only)
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const { server, bytes, zipped, json } = await serve(
        folder,
        alerts,
        contenders.has('inReact') || contenders.has('inPerspective'),
      )
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const trials: Trial[] = []
      try {
        for (const contender of contenders) {
          if (contender !== 'inQueue' && alerts > MOST_JSON) {
            trials.push(notMeasured(contender, alerts, `not tried with more than ${MOST_JSON} alerts as JSON`))
            continue
          }
          // A browser for each: none is measured in the memory of another.
          const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
          try {
            const runs = await runIn(await browser.newPage(), origin, contender)
            trials.push(...runs.map(({ task, runsMs }) => ({ task, unit: 'alerts', units: alerts, runsMs })))
          } catch (error) {
            trials.push(notMeasured(contender, alerts, String(error).split('\n', 1)[0] ?? ''))
          } finally {
            await browser.close()
          }
        }
      } finally {
        server.close()
      }
      const each = (all: number) => (all / alerts).toFixed(0)
      const load = os
        .loadavg()
        .map((one) => one.toFixed(1))
        .join(', ')
      process.stdout.write(
        `queue, ${alerts} alerts: ${each(bytes)} bytes an alert, ${each(zipped)} zipped${json > 0 ? `; as JSON ${each(json)} zipped` : ''}; load average ${load}\n`,
      )
      tables.push(trials)
    }
    return tables
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** A line that says who could not, at this size, and why. */
function notMeasured(contender: Contender, alerts: number, why: string): Trial {
  return { task: `${NAMES[contender]}: ${why}`, unit: 'alerts', units: alerts, runsMs: [] }
}

async function runIn(page: Page, origin: string, contender: Contender): Promise<readonly QueueRuns[]> {
  await page.goto(`${origin}/index.html`)
  return page.evaluate(
    async ([name, script, patience]) => {
      const bench = (await import(script)) as Record<string, () => Promise<readonly QueueRuns[]>>
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error(`not done within ${patience / 1000} s`)), patience)
      })
      return Promise.race([bench[name]?.() ?? [], late])
    },
    [contender, '/queue-page.js', PATIENCE_MS] as const,
  )
}

async function bundle(folder: string): Promise<void> {
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>')
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2024',
      reportCompressedSize: false,
      rolldownOptions: {
        input: PAGE,
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: 'queue-page.js' },
      },
    },
  })
}

async function serve(folder: string, alerts: number, isJson: boolean) {
  const { zips, bytes, zipped, json } = zipQueue(alerts, isJson && alerts <= MOST_JSON)
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const zip = zips.get(pathname)
    if (zip !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-encoding': 'zstd' }).end(zip)
    } else sendFile(response, folder, pathname)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return { server, bytes, zipped, json }
}

function sendFile(response: http.ServerResponse, folder: string, pathname: string): void {
  const isPerspective = pathname.startsWith('/perspective/')
  const file = isPerspective
    ? path.join(perspectiveFolder(), path.normalize(pathname.slice('/perspective'.length)))
    : path.join(folder, pathname.startsWith('/assets/') ? 'assets' : '', path.basename(pathname))
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
}

/** Its files as they are published; looked for when they are asked for. */
function perspectiveFolder(): string {
  return path.resolve(fileURLToPath(import.meta.resolve('@perspective-dev/client')), '../../../..')
}
