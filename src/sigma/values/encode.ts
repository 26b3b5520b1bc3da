/** The bytes of a text, in one of Sigma's encodings. UTF-16 alone begins with a byte order mark: `cmd` is FF FE 63 00 6D 00 64 00. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf16'

export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text)
  const mark = encoding === 'utf16' ? '\ufeff' : ''
  const units = Array.from({ length: mark.length + text.length }, (_, i) => (mark + text).charCodeAt(i))
  const bytes = units.flatMap((unit) => (encoding === 'utf16be' ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8]))
  return Uint8Array.from(bytes)
}

/** Standard Base64 with padding. */
export function base64(bytes: Uint8Array): string {
  return btoa(latin1(bytes))
}

/**
 * What is sure to stand in the Base64 of any text that holds these bytes, for each of the three ways in which they can
 * lie across its groups of three: the characters that also depend on a neighbour are cut away.
 */
export function base64Offsets(bytes: Uint8Array): readonly string[] {
  const starts = [0, 2, 3]
  const ends = [0, 3, 2]
  return starts.map((start, shift) => {
    const shifted = new Uint8Array(shift + bytes.length)
    shifted.set(bytes, shift)
    const text = base64(shifted)
    return text.slice(start, text.length - (ends[shifted.length % 3] ?? 0))
  })
}

/** Bytes as a text of code units below 256. */
export function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
