import type { LookupAddress } from 'node:dns'
import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { mayConnect, whyNotUrl } from './address.ts'
import { type Deliver, type Delivered, DeliveryBroken, MOST_ANSWER_BYTES } from './deliver.ts'

export interface NodeDeliveryOptions {
  /** For tests and for a receiver on the same machine, said by whoever runs the gateway. */
  readonly allowsLoopback: boolean
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>
}

/** Delivers over Node's own client. Answers of the name service are judged in the lookup that the connection uses. */
export function deliverOverNode({ allowsLoopback, resolve = resolveAll }: NodeDeliveryOptions): Deliver {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => mayConnect(address, allowsLoopback))
        const first = allowed[0]
        // One address that is not public condemns the name: a rebinding answer mixes both.
        if (first === undefined || allowed.length < found.length) {
          callback(new DeliveryBroken(`${hostname} does not lead to the public network.`, 'forbidden'), '')
        } else if (options.all === true) callback(null, [...allowed])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('name not resolved'), ''),
    )
  }

  return (delivery, signal) =>
    new Promise<Delivered>((resolve, reject) => {
      const problem = whyNotUrl(delivery.url, allowsLoopback)
      if (problem !== null) return reject(new DeliveryBroken(problem, 'forbidden'))
      const url = new URL(delivery.url)
      let hasLeft = false
      const fail = (error: Error) =>
        reject(
          error instanceof DeliveryBroken
            ? error
            : new DeliveryBroken(error.message, hasLeft ? 'maybe-sent' : 'not-sent'),
        )
      const request = (url.protocol === 'https:' ? https : http).request(
        url,
        { method: delivery.method, headers: { ...delivery.headers }, lookup, signal, agent: false },
        (answer) => {
          const chunks: Buffer[] = []
          let size = 0
          const finish = (isCut: boolean) =>
            resolve({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8'),
              isCut,
              retryAfter: answer.headers['retry-after'] ?? null,
            })
          answer.on('data', (chunk: Buffer) => {
            size += chunk.length
            chunks.push(chunk)
            if (size > MOST_ANSWER_BYTES) {
              finish(true)
              answer.destroy()
            }
          })
          answer.on('end', () => finish(false))
          answer.on('error', fail)
        },
      )
      request.on('socket', (socket) => {
        const event = url.protocol === 'https:' ? 'secureConnect' : 'connect'
        socket.once(event, () => {
          hasLeft = true
        })
      })
      request.on('error', fail)
      request.end(delivery.body)
    })
}

function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return dns.lookup(hostname, { all: true, verbatim: true })
}
