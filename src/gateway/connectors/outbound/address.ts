/** Where calls may go besides the public network, said by whoever runs the gateway and by nobody else. */
export interface Reach {
  readonly allowsLoopback: boolean
  readonly networks: readonly Network[]
}

/** Addresses that share their first `bits`, as bits in a text of 32 or 128 characters. */
interface Network {
  readonly prefix: string
  readonly length: 32 | 128
}

export const PUBLIC_ONLY: Reach = { allowsLoopback: false, networks: [] }

/**
 * Reads `loopback` and address ranges, by commas: `loopback, 10.20.0.0/16, fd00::/8`. Names of hosts are not taken: what
 * counts is where a name leads. Throws a RangeError that names the piece. Link-local addresses hold the cloud's own
 * credentials and are refused also here.
 */
export function readReach(text: string): Reach {
  let allowsLoopback = false
  const networks: Network[] = []
  for (const piece of text.split(',').map((part) => part.trim())) {
    if (piece === '') continue
    if (piece === 'loopback') allowsLoopback = true
    else networks.push(readNetwork(piece))
  }
  return { allowsLoopback, networks }
}

function readNetwork(piece: string): Network {
  const [address = '', size] = piece.split('/')
  const bits = bitsOf(address)
  const length = size === undefined ? bits?.length : Number(size)
  if (bits === null || length === undefined || !Number.isInteger(length) || length < 8 || length > bits.length) {
    throw new RangeError(`${piece} is no range of addresses. Write loopback, or one like 10.20.0.0/16.`)
  }
  const network: Network = { prefix: bits.slice(0, length), length: bits.length === 32 ? 32 : 128 }
  if (LINK_LOCAL.some((local) => local.length === network.length && overlaps(local.prefix, network.prefix))) {
    throw new RangeError(`${piece} holds link-local addresses, where clouds keep credentials. They are never called.`)
  }
  return network
}

function overlaps(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a)
}

/** Whether a target address may be called at all, judged before anything is resolved. Null: it may; else why not. */
export function whyNotUrl(text: string, reach: Reach): string | null {
  const { allowsLoopback } = reach
  if (!URL.canParse(text)) return 'It is not a URL.'
  const url = new URL(text)
  const isHere = isLoopbackName(url.hostname)
  if (url.username !== '' || url.password !== '') return 'It holds a user name or a password.'
  if (url.hash !== '') return 'It holds a fragment.'
  if (url.protocol === 'http:' && !(isHere && allowsLoopback)) return 'Only https is called.'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `Only https is called, not ${url.protocol}`
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  if (port < 1024 && port !== 443 && port !== 80) return `Port ${port} belongs to another service.`
  if (isHere && !allowsLoopback) return 'It is this machine.'
  const literal = literalAddress(url.hostname)
  if (literal !== null && !mayConnect(literal, reach)) return `${literal} is not an address of the public network.`
  return null
}

function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return name === 'localhost' || name.endsWith('.localhost') || isLoopback(literalAddress(name) ?? '')
}

/**
 * The address that a host name is, if it is one. URL parsing has already turned decimal, octal and hex forms into four
 * numbers.
 */
function literalAddress(hostname: string): string | null {
  if (hostname.startsWith('[') && hostname.endsWith(']')) return hostname.slice(1, -1)
  return readV4(hostname) === null ? null : hostname
}

/** Whether a resolved address may be connected to. Everything that is neither plainly public nor allowed is refused. */
export function mayConnect(address: string, { allowsLoopback, networks }: Reach): boolean {
  if (isLoopback(address)) return allowsLoopback
  if (isPublic(address)) return true
  const bits = bitsOf(address)
  return bits !== null && networks.some(({ prefix, length }) => bits.length === length && bits.startsWith(prefix))
}

/** The address as a text of 32 or 128 bits; null where it is none. */
function bitsOf(address: string): string | null {
  const v4 = readV4(address)
  if (v4 !== null) return v4.map((part) => part.toString(2).padStart(8, '0')).join('')
  return (
    readV6(address)
      ?.map((group) => group.toString(2).padStart(16, '0'))
      .join('') ?? null
  )
}

const LINK_LOCAL: readonly Network[] = [
  { prefix: '1010100111111110', length: 32 },
  { prefix: '1111111010', length: 128 },
]

function isLoopback(address: string): boolean {
  const v4 = readV4(address)
  if (v4 !== null) return v4[0] === 127
  const v6 = readV6(address)
  return v6 !== null && v6.slice(0, 7).every((group) => group === 0) && v6[7] === 1
}

function isPublic(address: string): boolean {
  const v4 = readV4(address)
  if (v4 !== null) return isPublicV4(v4)
  const v6 = readV6(address)
  if (v6 === null) return false
  const inner = embeddedV4(v6)
  if (inner !== null) return isPublicV4(inner)
  const first = v6[0] ?? 0
  // Only global unicast, 2000::/3, less what is documentation, benchmarking or a protocol's own.
  if (first < 0x2000 || first > 0x3fff) return false
  return !(first === 0x2001 && ((v6[1] ?? 0) < 0x0200 || v6[1] === 0x0db8)) && first !== 0x3fff
}

const PRIVATE_V4: readonly (readonly [address: number, prefixBits: number])[] = [
  [toNumber([0, 0, 0, 0]), 8],
  [toNumber([10, 0, 0, 0]), 8],
  [toNumber([100, 64, 0, 0]), 10],
  [toNumber([127, 0, 0, 0]), 8],
  [toNumber([169, 254, 0, 0]), 16],
  [toNumber([172, 16, 0, 0]), 12],
  [toNumber([192, 0, 0, 0]), 24],
  [toNumber([192, 0, 2, 0]), 24],
  [toNumber([192, 88, 99, 0]), 24],
  [toNumber([192, 168, 0, 0]), 16],
  [toNumber([198, 18, 0, 0]), 15],
  [toNumber([198, 51, 100, 0]), 24],
  [toNumber([203, 0, 113, 0]), 24],
  [toNumber([224, 0, 0, 0]), 3],
]

type V4 = readonly [number, number, number, number]

function isPublicV4(v4: V4): boolean {
  const address = toNumber(v4)
  return !PRIVATE_V4.some(([network, bits]) => Math.floor(address / 2 ** (32 - bits)) === network / 2 ** (32 - bits))
}

function toNumber([a, b, c, d]: V4): number {
  return ((a * 256 + b) * 256 + c) * 256 + d
}

function readV4(text: string): V4 | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const [a, b, c, d] = match.slice(1).map(Number)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  return [a, b, c, d].every((part) => part <= 255) ? [a, b, c, d] : null
}

/** Eight groups, or null. A zone (`%eth0`) names an interface of this machine: never public, so unreadable here. */
function readV6(text: string): readonly number[] | null {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return null
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const dotted = tail === null ? null : readV4(tail[2] ?? '')
  if (tail !== null && dotted === null) return null
  const plain =
    dotted === null
      ? text
      : `${tail?.[1] ?? ''}${(dotted[0] * 256 + dotted[1]).toString(16)}:${(dotted[2] * 256 + dotted[3]).toString(16)}`
  const halves = plain.split('::')
  if (halves.length > 2) return null
  const [head = [], rest = []] = halves.map((half) =>
    half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)),
  )
  const missing = 8 - head.length - rest.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = halves.length === 2 ? [...head, ...Array.from({ length: missing }, () => 0), ...rest] : head
  return groups.every((group) => Number.isInteger(group) && group >= 0 && group <= 0xffff) ? groups : null
}

/** The IPv4 address that an IPv6 one carries: mapped, compatible, translated (64:ff9b::/96) and 6to4. */
function embeddedV4(v6: readonly number[]): V4 | null {
  const isZero = (from: number, to: number) => v6.slice(from, to).every((group) => group === 0)
  const split = (high: number, low: number): V4 => [high >> 8, high & 255, low >> 8, low & 255]
  const last = split(v6[6] ?? 0, v6[7] ?? 0)
  if (isZero(0, 5) && v6[5] === 0xffff) return last
  if (isZero(0, 6)) return last
  if (v6[0] === 0x64 && v6[1] === 0xff9b && isZero(2, 6)) return last
  if (v6[0] === 0x2002) return split(v6[1] ?? 0, v6[2] ?? 0)
  return null
}
