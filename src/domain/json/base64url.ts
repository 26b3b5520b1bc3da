const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map(ALPHABET.split('').map((character, value) => [character, value]))

/** Base64url without padding, as WebAuthn writes bytes (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]]
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const length = b === undefined ? 2 : c === undefined ? 3 : 4
    for (let place = 0; place < length; place += 1) text += ALPHABET[(group >> (18 - 6 * place)) & 63] ?? ''
  }
  return text
}

/**
 * The bytes of a base64url text, or null where it is not one. One text for the same bytes only: padding and set bits
 * beyond the last byte are refused.
 */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const character of text) {
    const value = VALUES.get(character)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at] = (held >> bits) & 255
      at += 1
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null
}
