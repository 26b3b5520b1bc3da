import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Problem } from '../http/problem.ts'

/** Keeps secrets so that they can be used and never read: sealed at rest, opened only where a call is made. */
export interface Vault {
  /** False where there is no key: nothing can be sealed or opened then. */
  readonly hasKey: boolean
  /** `context` says whose secret it is, e.g. `connector/co_1/token`; a text that was moved elsewhere does not open there. */
  seal(context: string, secret: string): Promise<string>
  /** Throws where the text was sealed for something else, changed, or under a key that is not here. */
  open(context: string, sealed: string): Promise<string>
  /** Whether it is sealed under the newest key. */
  isCurrent(sealed: string): boolean
}

const VERSION = 'sgv1'
const IV_BYTES = 12
export const KEY_BYTES = 32

/**
 * AES-256-GCM in two layers: each secret has a key of its own, and that key is sealed under the gateway's. `keys` are 32
 * bytes each; the first one seals, all of them open, so that a key is replaced by putting the new one in front. The text
 * is `sgv1.<key id>.<sealed key>.<sealed secret>`. Throws a RangeError where a key has another length.
 */
export function createVault(keys: readonly Uint8Array<ArrayBuffer>[]): Vault {
  for (const key of keys) {
    if (key.length !== KEY_BYTES)
      throw new RangeError(`A key for secrets has ${key.length} bytes; it takes ${KEY_BYTES}.`)
  }
  const byId = new Map(keys.map((key) => [keyId(key), importKey(key)]))
  const [first] = keys
  if (first === undefined) return WITHOUT_KEY
  const currentId = keyId(first)

  return {
    hasKey: true,
    isCurrent: (sealed) => sealed.split('.')[1] === currentId,
    seal: async (context, secret) => {
      const own = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
      const wrapped = await encrypt(await keyOf(byId, currentId), own, `${VERSION}.${currentId}`)
      const body = await encrypt(await importKey(own), utf8(secret), context)
      return [VERSION, currentId, wrapped, body].join('.')
    },
    open: async (context, sealed) => {
      const [version, id = '', wrapped = '', body = '', ...more] = sealed.split('.')
      if (version !== VERSION || more.length > 0)
        throw new Error('A stored secret is not in the form that is known here.')
      const own = await decrypt(await keyOf(byId, id), wrapped, `${VERSION}.${id}`)
      return new TextDecoder().decode(await decrypt(await importKey(own), body, context))
    },
  }
}

/** Names a key without telling it. */
export function keyId(key: Uint8Array): string {
  return bytesToHex(sha256(new Uint8Array([...utf8ToBytes('sluicegate key '), ...key]))).slice(0, 12)
}

const WITHOUT_KEY: Vault = {
  hasKey: false,
  isCurrent: () => true,
  seal: () =>
    Promise.reject(
      new Problem(
        'cannot-do',
        'This gateway has no key to encrypt secrets with, so it keeps none. Start it with SLUICEGATE_SECRET_KEY.',
      ),
    ),
  open: () => Promise.reject(new Error('This gateway has no key for stored secrets.')),
}

async function keyOf(keys: ReadonlyMap<string, Promise<CryptoKey>>, id: string): Promise<CryptoKey> {
  const key = await keys.get(id)
  if (key === undefined) throw new Error(`A stored secret is sealed under key ${id}, which this gateway was not given.`)
  return key
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

async function encrypt(key: CryptoKey, plain: Uint8Array<ArrayBuffer>, context: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(context) }, key, plain)
  return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]))
}

async function decrypt(key: CryptoKey, text: string, context: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = fromBase64Url(text)
  try {
    const iv = bytes.subarray(0, IV_BYTES)
    const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(context) }
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(IV_BYTES)))
  } catch {
    throw new Error('A stored secret does not open: it was changed, or belongs to something else.')
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  } catch {
    throw new Error('A stored secret is not in the form that is known here.')
  }
}
