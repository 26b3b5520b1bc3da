/** Where a call came from, as far as two alerts may be one hand because of it. */
export interface Address {
  /** What makes two the same. */
  readonly value: string
  /** As the source wrote it. */
  readonly label: string
}

/**
 * The address as it can be shared: an IPv4 address as it stands; of IPv6 the /64, since a host makes up the rest as it
 * likes. One of a private range is somebody else's machine in another account, so it is an address only within `realm`.
 * Null for what is no address, and for those that every machine has.
 */
export function addressOf(ip: string, realm: string): Address | null {
  const v4 = octetsOf(ip)
  if (v4 !== null) {
    const value = v4.join('.')
    if (isEverywhere(v4)) return null
    return { value: isPrivate(v4) ? `${realm}\n${value}` : value, label: ip }
  }
  const v6 = hextetsOf(ip)
  if (v6 === null) return null
  const [first = 0] = v6
  const value = `${v6
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
  // `::` and `::1`, link-local and multicast.
  if (v6.slice(0, 7).every((part) => part === 0) || (first & 0xffc0) === 0xfe80 || first >= 0xff00) return null
  return { value: (first & 0xfe00) === 0xfc00 ? `${realm}\n${value}` : value, label: ip }
}

/** Also of an IPv4 address that is written as IPv6. */
function octetsOf(ip: string): readonly number[] | null {
  const match = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(ip)
  if (match === null) return null
  const octets = match.slice(1).map(Number)
  return octets.every((octet) => octet <= 255) ? octets : null
}

function isEverywhere([a = 0, b = 0]: readonly number[]): boolean {
  return a === 0 || a === 127 || a >= 224 || (a === 169 && b === 254)
}

function isPrivate([a = 0, b = 0]: readonly number[]): boolean {
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128)
}

/** The eight groups; null for what is no IPv6 address. */
function hextetsOf(ip: string): readonly number[] | null {
  if (!/^[0-9a-f:]{2,39}$/i.test(ip) || !ip.includes(':')) return null
  const sides = ip.split('::')
  if (sides.length > 2) return null
  const [head = [], tail = []] = sides.map((side) => (side === '' ? [] : side.split(':')))
  const gap = 8 - head.length - tail.length
  if (sides.length === 1 ? gap !== 0 : gap < 1) return null
  const groups = [...head, ...Array.from({ length: gap }, () => '0'), ...tail]
  if (groups.some((group) => group.length === 0 || group.length > 4)) return null
  return groups.map((group) => Number.parseInt(group, 16))
}
