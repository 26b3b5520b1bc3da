import * as z from 'zod'

const base64url = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url')

/** A person's passkey as lists show it. The public key stands in the log, where it was enrolled. */
export const PasskeyView = z.object({
  /** The credential id, base64url: what an approval calls it by. */
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  name: z.string(),
  /** The name under which people reach the console; the key works nowhere else. */
  rpId: z.string(),
  /** Copied between devices by whoever keeps it (a synced passkey); false for one bound to a device. */
  isSynced: z.boolean(),
  /** Epoch ms UTC. */
  addedAt: z.number().int(),
  lastUsedAt: z.number().int().nullable(),
  revokedAt: z.number().int().nullable(),
  /** Why, in the words of whoever revoked it; null while it stands. */
  revokedBecause: z.string().nullable(),
})
export type PasskeyView = z.infer<typeof PasskeyView>

/** What a browser answers to a request to sign. Bounded; unknown members are left out. */
export const Assertion = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: base64url(200).optional(),
  }),
})
export type Assertion = z.infer<typeof Assertion>

/** What a browser answers to a request to make a key. */
export const Attestation = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})
export type Attestation = z.infer<typeof Attestation>

export type PasskeyPlace =
  | { readonly ok: true; readonly rpId: string; readonly origin: string }
  | { readonly ok: false; readonly because: string }

/**
 * Whether browsers make and use passkeys on this origin (`https://name[:port]`), and under which name. They do over https
 * and on localhost, and never where the host is a bare address: such a key would belong to whoever has the address next.
 */
export function passkeyPlace(origin: string): PasskeyPlace {
  const found = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(origin)
  const [, scheme, host] = found ?? []
  if (scheme === undefined || host === undefined) return { ok: false, because: 'This address has no name of its own.' }
  const name = host.toLowerCase()
  if (name.startsWith('[') || /^[\d.]+$/.test(name)) {
    const instead = isLoopback(name) ? 'http://localhost with the same port' : 'the console by its name'
    return { ok: false, because: `Passkeys do not work on the bare address ${host}. Open ${instead}.` }
  }
  const isLocal = name === 'localhost' || name.endsWith('.localhost')
  if (scheme.toLowerCase() === 'http' && !isLocal) {
    return { ok: false, because: `Passkeys work over https only. Open https://${host}.` }
  }
  return { ok: true, rpId: name, origin: origin.toLowerCase() }
}

function isLoopback(host: string): boolean {
  return host === '[::1]' || host.startsWith('127.')
}
