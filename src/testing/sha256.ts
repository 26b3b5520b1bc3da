import { sha256 as noble } from '@noble/hashes/sha2.js'
import { toHex } from '../domain/hash/sha256.ts'
import { utf8 } from '../domain/json/utf8.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => noble(bytes)

/** Lower-case hex over the UTF-8 of a text. */
export function digestOfText(text: string): string {
  return toHex(sha256(utf8(text)))
}
