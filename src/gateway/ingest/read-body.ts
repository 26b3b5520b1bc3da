import { Problem } from '../http/problem.ts'

const TYPES = new Set(['application/json', 'application/x-ndjson', 'application/gzip'])

/**
 * The bytes of a delivery as sent, still compressed. The content type decides before a byte is read: `text/plain` and forms
 * need no preflight in a browser, so they are refused whatever they hold. The cap is counted while the body streams, with
 * or without a Content-Length. Throws `media-type`, `too-large`.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const type = mediaType(request.headers.get('Content-Type'))
  const encoding = request.headers.get('Content-Encoding')?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'gzip') {
    throw new Problem('media-type', 'Content-Encoding may be gzip, one layer of it, or be left out.')
  }
  if (encoding === 'gzip' && type === 'application/gzip') {
    throw new Problem('media-type', 'gzip is named twice. One layer is accepted: name it as type or as encoding.')
  }
  const announced = Number(request.headers.get('Content-Length') ?? '0')
  if (announced > maxBytes) throw tooLarge(maxBytes)
  const body = await readAtMost(request.body, maxBytes)
  const isZipped = body[0] === 0x1f && body[1] === 0x8b
  const saysZipped = encoding === 'gzip' || type === 'application/gzip'
  if (saysZipped && body.length > 0 && !isZipped) {
    throw new Problem('media-type', 'The headers say gzip, the bytes are not gzip.')
  }
  if (isZipped && !saysZipped) {
    throw new Problem(
      'media-type',
      'The bytes are gzip, the headers do not say so. Send Content-Type: application/gzip or Content-Encoding: gzip.',
    )
  }
  return body
}

function mediaType(header: string | null): string {
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  const isUtf8 = parameters.every((parameter) => parameter === '' || /^charset="?utf-?8"?$/.test(parameter))
  if (!TYPES.has(type) || !isUtf8) {
    throw new Problem(
      'media-type',
      `Send one Content-Type of ${[...TYPES].join(', ')}, in UTF-8. ${header === null ? 'There was none.' : 'It was another.'}`,
    )
  }
  return type
}

/** Reads a stream up to a number of bytes and stops it there. Throws `too-large`. */
export async function readAtMost(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array()
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('too-large', `A delivery may have ${maxBytes} bytes as sent. Split it.`)
}
