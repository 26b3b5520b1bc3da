import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { BROWSER_FLAGS, findBrowser } from '../../e2e/browser.ts'
import { blockOf, encodeBlock, encodeRows, encodeWords } from '../engine/queue/block.ts'
import { SharedWords } from '../engine/queue/shared-words.ts'
import type { QueueRuns } from './browser/queue-page.ts'
import { queueRows } from './queue-world.ts'
import type { Trial } from './trial.ts'

const SIZES = [100_000, 1_000_000]
const PAGE = fileURLToPath(new URL('./browser/queue-page.ts', import.meta.url))
const BLOCK = 16_384
/** More than that many alerts no page holds as objects. JSON crosses block by block: no string would hold all of it. */
const MOST_JSON = 1_000_000

/**
 * The queue in a real Chromium, over the console's own client and worker: how soon it is there, and what each thing costs that a
 * person does with it, from the asking to the answer. Blocks come from a server in this process with the gateway's own encoding, zipped;
 * where that can be done, the same alerts as JSON and objects stand first, as the baseline. `sizes`: alerts.
 */
export async function benchQueue(sizes: readonly number[]): Promise<readonly (readonly Trial[])[]> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    process.stderr.write('No Chromium was found, so nothing was measured: name it with CHROMIUM_PATH\n')
    return []
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-queue-'))
  try {
    await bundle(folder)
    const tables: (readonly Trial[])[] = []
    for (const alerts of sizes.length > 0 ? sizes : SIZES) {
      const { server, bytes, zipped } = await serve(folder, alerts)
      const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
      try {
        const page = await browser.newPage()
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`)
        const runs = await page.evaluate(
          async ([isJson, script]) => {
            const bench = (await import(script)) as { benchQueuePage(isJson: boolean): Promise<readonly QueueRuns[]> }
            return bench.benchQueuePage(isJson)
          },
          [alerts <= MOST_JSON, '/queue-page.js'] as const,
        )
        process.stdout.write(
          `queue, ${alerts} alerts: ${(bytes / alerts).toFixed(0)} bytes an alert, ${(zipped / alerts).toFixed(0)} zipped; Chromium ${browser.version()}\n`,
        )
        tables.push(runs.map(({ task, runsMs }) => ({ task, unit: 'alerts', units: alerts, runsMs })))
      } finally {
        await browser.close()
        server.close()
      }
    }
    return tables
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

async function serve(folder: string, alerts: number) {
  const zips = new Map<string, Buffer>()
  const words = new SharedWords()
  let [bytes, zipped] = [0, 0]
  const keep = (id: string, encoded: Uint8Array) => {
    const zip = gzipSync(encoded, { level: 6 })
    zips.set(`/queue/block-${id}`, zip)
    bytes += encoded.length
    zipped += zip.length
  }
  const blocks: { id: string; rows: number }[] = []
  for (let from = Math.floor((alerts - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
    const rows = queueRows(from + 1, Math.min(from + BLOCK, alerts) + 1)
    // As the gateway has them: the two newest bring their own words, the others share theirs.
    keep(String(from), encodeBlock(blocks.length < 2 ? blockOf(rows) : words.share(blockOf(rows))))
    if (alerts <= MOST_JSON) zips.set(`/queue/json-${from}`, gzipSync(JSON.stringify(rows), { level: 6 }))
    blocks.push({ id: String(from), rows: rows.length })
  }
  if (words.size > 0) {
    keep('words', encodeWords(words.since(0)))
    blocks.splice(2, 0, { id: 'words', rows: 0 })
  }
  zips.set('/queue/changes', gzipSync(encodeRows([])))
  const manifest = { epoch: '0', since: '0.0', total: alerts, reader: 'bench', blocks }
  zips.set('/queue/manifest', gzipSync(JSON.stringify(manifest)))
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const zip = zips.get(pathname)
    if (zip !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' }).end(zip)
    } else sendFile(response, folder, pathname)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return { server, bytes, zipped }
}

function sendFile(response: http.ServerResponse, folder: string, pathname: string): void {
  const file = path.join(folder, pathname.startsWith('/assets/') ? 'assets' : '', path.basename(pathname))
  if (!fs.existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  const type = file.endsWith('.html') ? 'text/html' : 'text/javascript'
  response.writeHead(200, {
    'content-type': type,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  })
  fs.createReadStream(file).pipe(response)
}
