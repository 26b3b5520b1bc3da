import crypto from 'node:crypto'

type CborValue = number | Uint8Array

/**
 * The public key of a COSE key (RFC 9052) as authenticators write it, or null for one of another kind. Written out for the
 * few forms there are, so that an approval can be checked without the library that took it in.
 */
export function publicKeyOf(
  cose: Uint8Array,
): { readonly key: crypto.KeyObject; readonly hash: 'sha256' | null } | null {
  const map = readMap(cose)
  if (map === null) return null
  const bytes = (label: number) => {
    const value = map.get(label)
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : ''
  }
  try {
    const algorithm = map.get(3)
    if (algorithm === -7) {
      return { key: fromJwk({ kty: 'EC', crv: 'P-256', x: bytes(-2), y: bytes(-3) }), hash: 'sha256' }
    }
    if (algorithm === -8) return { key: fromJwk({ kty: 'OKP', crv: 'Ed25519', x: bytes(-2) }), hash: null }
    if (algorithm === -257) return { key: fromJwk({ kty: 'RSA', n: bytes(-1), e: bytes(-2) }), hash: 'sha256' }
    return null
  } catch {
    return null
  }
}

/** Whether this signature over `data` was made by the holder of the COSE key. */
export function verifySignature(cose: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const found = publicKeyOf(cose)
  return found !== null && crypto.verify(found.hash, data, found.key, signature)
}

function fromJwk(key: crypto.JsonWebKey): crypto.KeyObject {
  return crypto.createPublicKey({ key, format: 'jwk' })
}

/** A CBOR map of small integers to integers and byte strings; null where it is anything else. */
function readMap(bytes: Uint8Array): ReadonlyMap<number, CborValue> | null {
  const map = new Map<number, CborValue>()
  let at = 0
  const argument = (): number => {
    const low = (bytes[at] ?? 0xff) & 31
    at += 1
    if (low < 24) return low
    const width = low === 24 ? 1 : low === 25 ? 2 : Number.NaN
    let value = 0
    for (let i = 0; i < width; i += 1) value = value * 256 + (bytes[at + i] ?? Number.NaN)
    at += width
    return Number.isNaN(width) ? Number.NaN : value
  }
  const value = (): CborValue | null => {
    const major = (bytes[at] ?? 0xff) >> 5
    const size = argument()
    if (Number.isNaN(size)) return null
    if (major === 0) return size
    if (major === 1) return -1 - size
    if (major !== 2 || at + size > bytes.length) return null
    at += size
    return bytes.subarray(at - size, at)
  }
  if ((bytes[0] ?? 0) >> 5 !== 5) return null
  const count = argument()
  for (let i = 0; i < count; i += 1) {
    const key = value()
    const held = value()
    if (typeof key !== 'number' || held === null || map.has(key)) return null
    map.set(key, held)
  }
  return at === bytes.length ? map : null
}
