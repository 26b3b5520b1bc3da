import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 that answers at once, alike in Node and the page; domain code takes it as an argument. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes)

/** Lower-case hex SHA-256 of the UTF-8 of a text. */
export function digestText(text: string): string {
  return bytesToHex(nobleSha256(utf8ToBytes(text)))
}

export function digestBytes(bytes: Uint8Array): string {
  return bytesToHex(nobleSha256(bytes))
}
