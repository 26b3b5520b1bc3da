/**
 * The UTF-8 bytes of a text. Written out because this folder compiles without DOM and Node types, and because
 * `TextEncoder` would turn half a surrogate pair into U+FFFD without a word: two different texts, one digest.
 * Throws on half a surrogate pair.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      bytes[length++] = unit
    } else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6)
      bytes[length++] = 0x80 | (unit & 0x3f)
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[length++] = 0xe0 | (unit >> 12)
      bytes[length++] = 0x80 | ((unit >> 6) & 0x3f)
      bytes[length++] = 0x80 | (unit & 0x3f)
    } else {
      const code = text.codePointAt(i) ?? 0
      if (code < 0x10000) throw new RangeError(`utf8: half of a surrogate pair at ${i}`)
      bytes[length++] = 0xf0 | (code >> 18)
      bytes[length++] = 0x80 | ((code >> 12) & 0x3f)
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f)
      bytes[length++] = 0x80 | (code & 0x3f)
      i += 1
    }
  }
  return bytes.slice(0, length)
}
