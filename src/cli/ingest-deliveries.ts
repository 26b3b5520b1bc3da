/** A piece of a file that is sent by itself. */
export interface Delivery {
  readonly body: Uint8Array
  readonly type: 'application/json' | 'application/x-ndjson' | 'application/gzip'
  /** Bytes of the file up to its end. */
  readonly end: number
}

const PIECE_BYTES = 4 * 1024 * 1024
const NEWLINE = 0x0a

/**
 * Cuts lines of JSON into deliveries of about four mebibytes while the file is read, so that its size does not matter. A file
 * that is one document or gzip is one delivery: only the gateway can tell its records apart.
 */
export async function* deliveriesOf(stream: AsyncIterable<Uint8Array | string>): AsyncIterable<Delivery> {
  let held = new Uint8Array()
  let end = 0
  let kind: Delivery['type'] | null = null
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    held = concat(held, bytes)
    end += bytes.length
    if (kind === null && held.length >= PIECE_BYTES) kind = kindOf(held)
    if (kind !== 'application/x-ndjson' || held.length < PIECE_BYTES) continue
    const cut = held.lastIndexOf(NEWLINE) + 1
    if (cut === 0) continue
    const rest = held.slice(cut)
    yield { body: held.subarray(0, cut), type: kind, end: end - rest.length }
    held = rest
  }
  if (held.some((byte) => byte > 0x20)) yield { body: held, type: kind ?? kindOf(held), end }
}

/** Lines, where the first line is a whole JSON object and another follows. */
function kindOf(bytes: Uint8Array): Delivery['type'] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'application/gzip'
  const newline = bytes.indexOf(NEWLINE)
  if (newline === -1) return 'application/json'
  try {
    const first: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, newline)))
    return typeof first === 'object' && first !== null ? 'application/x-ndjson' : 'application/json'
  } catch {
    return 'application/json'
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
