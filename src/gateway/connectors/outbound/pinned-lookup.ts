import type { LookupAddress } from 'node:dns'
import dns from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { mayConnect, type Reach } from './address.ts'
import { DeliveryBroken } from './deliver.ts'

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/**
 * A lookup for sockets whose answer was judged: the address that is connected to is the very one that was looked at, so
 * a name that answers differently the second time gains nothing.
 */
export function pinnedLookup(reach: Reach, resolve: Resolve = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    judgedAddresses(hostname, reach, resolve).then(
      (found) => {
        const [first] = found
        if (options.all === true) callback(null, [...found])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('name not resolved'), ''),
    )
  }
}

/** Where a name leads, if all of it may be connected to. One address that may not condemns the name. */
export async function judgedAddresses(
  hostname: string,
  reach: Reach,
  resolve: Resolve = resolveAll,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const found = await resolve(hostname)
  const [first, ...rest] = found
  if (first === undefined || !found.every(({ address }) => mayConnect(address, reach))) {
    throw new DeliveryBroken(`${hostname} does not lead where this gateway may connect to.`, 'forbidden')
  }
  return [first, ...rest]
}

export function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return dns.lookup(hostname, { all: true, verbatim: true })
}
