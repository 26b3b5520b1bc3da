/** The bytes inflated, or a reason in words. `tooLarge` tells a bomb or an oversize file from a broken one. */
export type Gunzipped =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly tooLarge: boolean; readonly reason: string }

export interface GunzipBounds {
  readonly maxInflatedBytes: number
  /** Inflated bytes per compressed byte. Audit logs reach 50; deflate itself ends near 1030. */
  readonly maxRatio: number
}

/** Below this size the ratio says nothing: a small file of one repeated line is harmless. */
const RATIO_FREE_BYTES = 1024 * 1024

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * Inflates one gzip member and stops *while* inflating as soon as a bound is passed, so memory stays below
 * `maxInflatedBytes`. Refused: a truncated stream, a wrong checksum, bytes after the end (a second member too) and gzip
 * inside gzip. Runs on the platform's own DecompressionStream, in a page as in Node.
 */
export async function gunzip(compressed: Uint8Array, bounds: GunzipBounds): Promise<Gunzipped> {
  const ratioBytes = Math.max(RATIO_FREE_BYTES, compressed.length * bounds.maxRatio)
  const stream = new Blob([compressed.slice()]).stream().pipeThrough(new DecompressionStream('gzip'))
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > bounds.maxInflatedBytes || length > ratioBytes) {
        await reader.cancel()
        return { ok: false, tooLarge: true, reason: tooLargeReason(length, bounds) }
      }
      chunks.push(value)
    }
  } catch (error) {
    const reason =
      error instanceof Error && /trailing/i.test(error.message) ? 'bytes follow its end' : 'truncated or damaged'
    return { ok: false, tooLarge: false, reason: `the gzip stream cannot be read: ${reason}` }
  }
  const bytes = concat(chunks, length)
  if (isGzip(bytes)) return { ok: false, tooLarge: false, reason: 'gzip inside gzip: one layer is accepted' }
  return { ok: true, bytes }
}

function tooLargeReason(length: number, bounds: GunzipBounds): string {
  return length > bounds.maxInflatedBytes
    ? `inflates to more than ${bounds.maxInflatedBytes} bytes`
    : `inflates to more than ${bounds.maxRatio} times its size`
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}
