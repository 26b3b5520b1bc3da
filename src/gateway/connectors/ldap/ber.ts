/** One element of BER as LDAP uses it: a tag of one byte, a length, and the bytes. */
export interface Element {
  readonly tag: number
  readonly content: Buffer
}

export function encode(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content])
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export function encodeText(text: string, tag = 0x04): Buffer {
  return encode(tag, Buffer.from(text, 'utf8'))
}

/** A whole number from 0 up; a leading zero keeps it from being read as negative. */
export function encodeNumber(value: number, tag = 0x02): Buffer {
  const bytes = [value % 256]
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0)
  return encode(tag, Buffer.from(bytes))
}

/** The element at the head of the bytes; null while it is not all there. Throws for what BER is not in LDAP. */
export function decode(bytes: Buffer, at = 0): { readonly element: Element; readonly end: number } | null {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) return null
  const size = first < 0x80 ? 0 : first & 0x7f
  // RFC 4511 5.1: definite lengths only. Four bytes are more than any answer that is read.
  if (first === 0x80 || size > 4) throw new Error('it does not answer as LDAP does')
  if (bytes.length < at + 2 + size) return null
  const length = size === 0 ? first : bytes.readUIntBE(at + 2, size)
  const start = at + 2 + size
  if (bytes.length < start + length) return null
  return { element: { tag, content: bytes.subarray(start, start + length) }, end: start + length }
}

/** The elements inside one. Throws where they do not fill it. */
export function decodeAll(content: Buffer): readonly Element[] {
  const elements: Element[] = []
  for (let at = 0; at < content.length; ) {
    const one = decode(content, at)
    if (one === null) throw new Error('it does not answer as LDAP does')
    elements.push(one.element)
    at = one.end
  }
  return elements
}

export function decodeNumber({ content }: Element): number {
  if (content.length === 0 || content.length > 4) throw new Error('it does not answer as LDAP does')
  return content.readIntBE(0, content.length)
}
