/** An IPv4 or IPv6 network. IPv4 is kept as its place in IPv6 (::ffff:0:0/96), so that both spellings of an address meet. */
export interface Network {
  readonly source: string
  readonly bits: bigint
  /** 0–128, counted in IPv6. */
  readonly prefix: number
}

export type ReadNetwork =
  | { readonly ok: true; readonly network: Network }
  | { readonly ok: false; readonly shouldBe: string }

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address. Bits set beyond the prefix are refused: they are a slip. */
export function readNetwork(source: string): ReadNetwork {
  const refuse = (shouldBe: string): ReadNetwork => ({ ok: false, shouldBe })
  const [address = '', length, ...rest] = source.split('/')
  const bits = addressOf(address)
  if (bits === null || rest.length > 0) return refuse('a network: 10.0.0.0/8 or 2001:db8::/32')
  const isV4 = !address.includes(':')
  const longest = isV4 ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return refuse(`a prefix from 0 to ${longest}`)
  const written = length === undefined ? longest : Number(length)
  if (written > longest) return refuse(`a prefix from 0 to ${longest}`)
  const prefix = isV4 ? written + V4_PREFIX : written
  const network: Network = { source, bits: bits & maskOf(prefix), prefix }
  if (network.bits !== bits) return refuse(`${addressText(network.bits, isV4)}/${written}`)
  return { ok: true, network }
}

/**
 * Whether an address in text form lies in the network. What is no address lies nowhere. An IPv4 address is compared with
 * IPv4 networks, however those are written (10.0.0.0/8, ::ffff:10.0.0.0/104); it is no part of a wider IPv6 network.
 */
export function isInside(network: Network, address: string): boolean {
  const bits = addressOf(address)
  if (bits === null || (network.prefix < V4_PREFIX && !address.includes(':'))) return false
  return (bits & maskOf(network.prefix)) === network.bits
}

const V4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

/** The address as 128 bits, or null. A zone (`fe80::1%eth0`) is left out of account. */
export function addressOf(text: string): bigint | null {
  if (text.length > 60) return null
  if (!text.includes(':')) {
    const v4 = v4Of(text)
    return v4 === null ? null : V4_IN_V6 | v4
  }
  const [plain = ''] = text.split('%')
  const halves = plain.split('::')
  if (halves.length > 2) return null
  const head = groupsOf(halves[0] ?? '')
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  let bits = 0n
  for (const group of [...head, ...Array.from({ length: missing }, () => 0), ...tail])
    bits = (bits << 16n) | BigInt(group)
  return bits
}

const V4_IN_V6 = 0xffffn << 32n
const V4_PREFIX = 96

function maskOf(prefix: number): bigint {
  return ((1n << BigInt(prefix)) - 1n) << BigInt(128 - prefix)
}

/** A leading zero is no address: some systems read 010 as eight, others as ten. */
function v4Of(text: string): bigint | null {
  const parts = V4.exec(text)?.slice(1).map(Number)
  if (parts === undefined || parts.some((part) => part > 255)) return null
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
}

/** The 16-bit groups on one side of `::`; a dotted end counts as two. */
function groupsOf(text: string): readonly number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const pieces = text.split(':')
  for (const [i, piece] of pieces.entries()) {
    const v4 = i === pieces.length - 1 ? v4Of(piece) : null
    if (v4 !== null) groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn))
    else if (/^[0-9a-fA-F]{1,4}$/.test(piece)) groups.push(Number.parseInt(piece, 16))
    else return null
  }
  return groups
}

function addressText(bits: bigint, isV4: boolean): string {
  if (isV4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16))
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::')
}
