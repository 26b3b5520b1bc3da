import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { EpochMs } from '../../../domain/time/instant.ts'

export interface WebhookHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/**
 * Signs one attempt as Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body`, the raw bytes. The timestamp is
 * that of the attempt; the id is the same for every attempt of one step, which is what lets a receiver act once.
 */
export function signWebhook(key: Uint8Array, id: string, at: EpochMs, body: string): WebhookHeaders {
  const timestamp = String(Math.floor(at / 1000))
  const mac = hmac(sha256, key, utf8ToBytes(`${id}.${timestamp}.${body}`))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...mac))}`,
  }
}

const PREFIX = 'whsec_'

/**
 * The key of a secret written as `whsec_` and base64 of 24 to 64 bytes. Throws a RangeError that never repeats the
 * secret: a shorter one could be guessed, and a bare prefix would be no secret at all.
 */
export function readSecret(secret: string): Uint8Array {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  let key: Uint8Array
  try {
    key = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  } catch {
    throw new RangeError('The webhook secret is not whsec_ followed by base64.')
  }
  if (key.length < 24 || key.length > 64) {
    throw new RangeError(`The webhook secret has ${key.length} bytes; it takes 24 to 64.`)
  }
  return key
}
