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

/**
 * The built console, held in memory with compressed copies: a few files, read once, and no path from a request ever
 * reaches the disk. Any address that is no file is the page itself, since the page routes by URL.
 */
export async function serveBuiltPage(folder: string): Promise<MiddlewareHandler> {
  const files = await readFiles(folder)
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

async function readFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  if (!fs.existsSync(folder)) return files
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const full = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(folder, full).split(path.sep).join('/')}`
    const plain = new Uint8Array(fs.readFileSync(full))
    const type = TYPES[path.extname(entry.name)] ?? 'application/octet-stream'
    const isText = /^(text|application\/(json|wasm|manifest)|image\/svg)/.test(type)
    const compress = isText && plain.length >= COMPRESS_FROM_BYTES
    files.set(address, {
      type,
      plain,
      brotli: compress ? new Uint8Array(await promisify(brotliCompress)(plain)) : null,
      gzip: compress ? new Uint8Array(await promisify(gzip)(plain)) : null,
      isImmutable: address.startsWith('/assets/'),
    })
  }
  return files
}
