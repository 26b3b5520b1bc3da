import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Signature } from './sources.ts'

/** Past and future alike: what a stolen delivery is worth, and what two clocks may differ. */
const WINDOW_MS = 5 * 60_000

/**
 * Why a signed delivery is refused, or null where its signature holds. Over the bytes as received, compared in constant time,
 * before anything is parsed.
 * GitHub: `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 of the body; it carries no time, so a replay is harmless only
 * because the same record changes nothing. GitGuardian: `Gitguardian-Signature: sha256=<hex>` keyed with timestamp and
 * secret, `Timestamp` in Unix seconds.
 */
export function signatureTrouble(
  signature: Signature,
  headers: Headers,
  body: Uint8Array,
  now: EpochMs,
): string | null {
  if (signature.scheme === 'github') {
    const expected = hmac(sha256, utf8ToBytes(signature.secret), body)
    return compare(headers.get('X-Hub-Signature-256'), expected)
  }
  const timestamp = headers.get('Timestamp') ?? ''
  const seconds = Number(timestamp)
  if (!/^\d{1,12}$/.test(timestamp)) return 'the header Timestamp is missing or no number of seconds'
  if (Math.abs(now - seconds * 1000) > WINDOW_MS) return 'its Timestamp is more than five minutes away from our clock'
  const expected = hmac(sha256, utf8ToBytes(timestamp + signature.secret), body)
  return compare(headers.get('Gitguardian-Signature'), expected)
}

/** Any of several signatures may be the right one, as while a secret is being replaced. */
function compare(header: string | null, expected: Uint8Array): string | null {
  if (header === null) return 'it carries no signature'
  const given = header.split(',').map((part) => /^sha256=([0-9a-f]{64})$/i.exec(part.trim())?.[1])
  const isRight = given.reduce((found, hex) => found || (hex !== undefined && equal(hexToBytes(hex), expected)), false)
  return isRight ? null : 'its signature is not ours: other secret, or the bytes were changed on the way'
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < b.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
