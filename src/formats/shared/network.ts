import type { Network } from '../../domain/signal/signal.ts'

export const NO_NETWORK: Network = {
  ip: null,
  viaService: null,
  asn: null,
  organization: null,
  country: null,
  city: null,
}

/** What a source wrote where an address belongs: an address, the name of a cloud service that acted for somebody, or neither. */
export type Origin = { readonly ip: string } | { readonly viaService: string } | null

/**
 * Reads an origin: IPv4 or IPv6, also with a port (`203.0.113.7:443`, `[2001:db8::1]:443`) or a forwarding list, of
 * which the first counts. A host name (`cloudformation.amazonaws.com`, `AWS Internal`) is the service through which the
 * call came; a loopback, `unknown` or `-` says nothing about an origin.
 */
export function readOrigin(text: string | null | undefined): Origin {
  const first = (text ?? '').slice(0, 2048).split(',')[0]?.trim() ?? ''
  if (first === '' || first.length > 253) return null
  const bare = withoutPort(first)
  if (isIpv4(bare)) return bare.startsWith('127.') || bare === '0.0.0.0' ? null : { ip: bare }
  if (isIpv6(bare)) return bare === '::1' || bare === '::' ? null : { ip: bare }
  if (/^AWS Internal$/i.test(first) || isHostName(first)) return { viaService: first }
  return null
}

/** A `Network` from what is known; `origin` as the source wrote it, read by `readOrigin`. */
export function networkOf(known: {
  readonly origin?: string | null
  readonly asn?: string | null
  readonly organization?: string | null
  readonly country?: string | null
  readonly city?: string | null
}): Network {
  const { origin, ...place } = known
  return { ...NO_NETWORK, ...place, ...readOrigin(origin) }
}

export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

function withoutPort(text: string): string {
  const bracketed = /^\[([0-9a-fA-F:.]+)\](?::\d{1,5})?$/.exec(text)
  if (bracketed?.[1] !== undefined) return bracketed[1]
  return /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d{1,5}$/.test(text) ? (text.split(':')[0] ?? text) : text
}

function isIpv4(text: string): boolean {
  return /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255)
}

/** The URL parser of the platform decides; it knows every form of RFC 4291 and refuses the rest. */
function isIpv6(text: string): boolean {
  return /^[0-9a-fA-F:.]{2,45}$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`)
}

function isHostName(text: string): boolean {
  return /^[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63})*\.[a-zA-Z]{2,63}$/.test(text)
}
