import { toBase64Url } from '../domain/json/base64url.ts'
import { utf8 } from '../domain/json/utf8.ts'
import type { Assertion, Attestation } from '../domain/people/passkey.ts'
import { sha256 } from './sha256.ts'

/** What a test may make a key do wrong. */
export interface Misbehaviour {
  readonly origin?: string
  readonly rpId?: string
  /** The holder was not verified, by PIN or body. */
  readonly isUnverified?: boolean
  readonly counter?: number
  readonly isBogus?: boolean
  readonly userHandle?: string
  /** Made in a page inside a page of another site. */
  readonly isCrossOrigin?: boolean
}

/** An authenticator without hardware: one ES256 key on one origin, its counter going up with every use. */
export interface SoftKey {
  readonly id: string
  make(creation: { readonly challenge: string }, wrong?: Misbehaviour): Promise<Attestation>
  sign(request: { readonly challenge: string }, wrong?: Misbehaviour): Promise<Assertion>
}

export async function softKey(origin: string, rpId: string): Promise<SoftKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const idBytes = crypto.getRandomValues(new Uint8Array(16))
  const id = toBase64Url(idBytes)
  let counter = 0

  const clientData = (type: string, challenge: string, wrong: Misbehaviour) =>
    utf8(JSON.stringify({ type, challenge, origin: wrong.origin ?? origin, crossOrigin: wrong.isCrossOrigin ?? false }))
  const authenticatorData = (wrong: Misbehaviour, attested: Uint8Array | null) => {
    counter = wrong.counter ?? counter + 1
    const flags = 0x01 | (wrong.isUnverified === true ? 0 : 0x04) | (attested === null ? 0 : 0x40)
    const count = new Uint8Array(4)
    new DataView(count.buffer).setUint32(0, counter)
    return joined(sha256(utf8(wrong.rpId ?? rpId)), Uint8Array.of(flags), count, attested ?? new Uint8Array())
  }

  return {
    id,
    make: ({ challenge }, wrong = {}) => {
      const attested = joined(new Uint8Array(16), Uint8Array.of(0, idBytes.length), idBytes, coseKey(raw))
      const data = authenticatorData(wrong, attested)
      return Promise.resolve({
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: toBase64Url(clientData('webauthn.create', challenge, wrong)),
          attestationObject: toBase64Url(attestationObject(data)),
        },
      })
    },
    sign: async ({ challenge }, wrong = {}) => {
      const client = clientData('webauthn.get', challenge, wrong)
      const data = authenticatorData(wrong, null)
      const signed = joined(data, sha256(client))
      const signature = new Uint8Array(
        await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new Uint8Array(signed)),
      )
      if (wrong.isBogus === true) signature[7] = (signature[7] ?? 0) ^ 1
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: toBase64Url(client),
          authenticatorData: toBase64Url(data),
          signature: toBase64Url(der(signature)),
          ...(wrong.userHandle === undefined ? {} : { userHandle: wrong.userHandle }),
        },
      }
    },
  }
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR. `raw` is 0x04, x, y. */
function coseKey(raw: Uint8Array): Uint8Array {
  const x = raw.subarray(1, 33)
  const y = raw.subarray(33, 65)
  return joined(
    Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32),
    x,
    Uint8Array.of(0x22, 0x58, 32),
    y,
  )
}

/** {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR. */
function attestationObject(authData: Uint8Array): Uint8Array {
  const word = (text: string) => joined(Uint8Array.of(0x60 | text.length), utf8(text))
  return joined(
    Uint8Array.of(0xa3),
    word('fmt'),
    word('none'),
    word('attStmt'),
    Uint8Array.of(0xa0),
    word('authData'),
    Uint8Array.of(0x58, authData.length),
    authData,
  )
}

/** r and s of a P-256 signature as ASN.1, as authenticators send them: without leading zeros, and never negative. */
function der(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    let start = 0
    while (start < bytes.length - 1 && bytes[start] === 0) start += 1
    const digits = bytes.subarray(start)
    const padded = (digits[0] ?? 0) >= 0x80 ? joined(Uint8Array.of(0), digits) : digits
    return joined(Uint8Array.of(0x02, padded.length), padded)
  }
  const both = joined(integer(signature.subarray(0, 32)), integer(signature.subarray(32)))
  return joined(Uint8Array.of(0x30, both.length), both)
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
