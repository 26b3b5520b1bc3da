import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

interface StaticFile {
  readonly type: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer> | null
  readonly gzip: Uint8Array<ArrayBuffer> | null
  readonly isImmutable: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Below this many bytes a compressed copy saves nothing that anybody notices. */
const COMPRESS_FROM_BYTES = 1024

/** How a compressed copy beside its file ends. */
const COPIES = [
  ['.br', promisify(brotliCompress)],
  ['.gz', promisify(gzip)],
] as const

/**
 * Writes the compressed copies beside the files of a built page. It belongs to the build: at the start of a gateway it took
 * longer than everything else together, each time for the same bytes.
 */
export async function writeCompressedCopies(folder: string): Promise<void> {
  const written = [...filesIn(folder)].map(async (full) => {
    const plain = fs.readFileSync(full)
    if (!isText(typeOf(full)) || plain.length < COMPRESS_FROM_BYTES) return
    await Promise.all(COPIES.map(async ([end, compress]) => fs.writeFileSync(full + end, await compress(plain))))
  })
  await Promise.all(written)
}

/**
 * The built console, held in memory with the compressed copies that the build made: a few files, read once, and no path from a
 * request ever reaches the disk. Any address that is no file is the page itself, since the page routes by URL.
 */
export function serveBuiltPage(folder: string): MiddlewareHandler {
  const files = readFiles(folder)
  const page = files.get('/index.html')
  if (page === undefined) {
    throw new Error(`The built console is missing in ${folder}. Run: npm run build`)
  }
  return async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.notFound()
    const file = files.get(c.req.path) ?? (path.extname(c.req.path) === '' ? page : undefined)
    if (file === undefined) return c.notFound()
    const accepted = c.req.header('Accept-Encoding') ?? ''
    const [body, encoding] =
      file.brotli !== null && /\bbr\b/.test(accepted)
        ? [file.brotli, 'br']
        : file.gzip !== null && /\bgzip\b/.test(accepted)
          ? [file.gzip, 'gzip']
          : [file.plain, null]
    const headers: Record<string, string> = {
      'Content-Type': file.type,
      'Cache-Control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    }
    if (encoding !== null) headers['Content-Encoding'] = encoding
    return c.req.method === 'HEAD' ? c.body(null, 200, headers) : c.body(body, 200, headers)
  }
}

function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  if (!fs.existsSync(folder)) return files
  for (const full of filesIn(folder)) {
    const address = `/${path.relative(folder, full).split(path.sep).join('/')}`
    files.set(address, {
      type: typeOf(full),
      plain: new Uint8Array(fs.readFileSync(full)),
      brotli: copyOf(full, '.br'),
      gzip: copyOf(full, '.gz'),
      isImmutable: address.startsWith('/assets/'),
    })
  }
  return files
}

/** The files of the page, without their copies. */
function* filesIn(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !COPIES.some(([end]) => entry.name.endsWith(end)))
      yield path.join(entry.parentPath, entry.name)
  }
}

function copyOf(full: string, end: (typeof COPIES)[number][0]): Uint8Array<ArrayBuffer> | null {
  return fs.existsSync(full + end) ? new Uint8Array(fs.readFileSync(full + end)) : null
}

function typeOf(file: string): string {
  return TYPES[path.extname(file)] ?? 'application/octet-stream'
}

function isText(type: string): boolean {
  return /^(text|application\/(json|wasm|manifest)|image\/svg)/.test(type)
}
