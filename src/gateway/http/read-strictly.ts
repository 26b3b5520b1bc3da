import type { MiddlewareHandler } from 'hono'
import { printable, readJson } from '../../domain/json/read-json.ts'
import type { ApiEnv } from './api.ts'
import { Problem } from './problem.ts'

/** JSON bodies of the API; ingest and imports have bounds of their own, while they inflate. */
export const BODY_BYTES = 1_000_000

/** A decision has a few levels; what nests deeper is no request of ours. */
const BOUNDS = { maxDepth: 64, maxLength: BODY_BYTES, maxKeys: 100_000 }

/**
 * Reads the address and the body of a request before any route does, and refuses what two readers could read in two ways or no
 * store holds: another type than JSON, bytes that are no UTF-8, a key that stands twice, nesting without end, half of a surrogate
 * pair, the character U+0000. So what was asked is what is judged, carried out and put on record.
 */
export function readStrictly(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (/%00/.test(c.req.url)) throw new Problem('invalid-request', `The address holds the character U+0000.`)
    if (c.req.raw.body !== null) await readBody(c.req.header('Content-Type') ?? '', c.req.raw.clone())
    await next()
  }
}

async function readBody(type: string, sent: Request): Promise<void> {
  const bytes = await sent.arrayBuffer()
  if (bytes.byteLength === 0) return
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    const said = type === '' ? 'none' : printable(type).slice(0, 80)
    throw new Problem('media-type', `The body must be application/json; its Content-Type is ${said}.`)
  }
  const read = readJson(decode(bytes), BOUNDS)
  if (!read.ok) throw new Problem('invalid-request', `The body cannot be read: ${read.reason}.`)
  if (read.hasNul) throw new Problem('invalid-request', 'A text of the body holds the character U+0000.')
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('invalid-request', 'The body cannot be read: it is not valid UTF-8.')
  }
}
