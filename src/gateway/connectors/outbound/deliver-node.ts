import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { type Reach, whyNotUrl } from './address.ts'
import { type Deliver, type Delivered, DeliveryBroken, MOST_ANSWER_BYTES } from './deliver.ts'
import { pinnedLookup, resolveAll } from './pinned-lookup.ts'

export interface NodeDeliveryOptions {
  readonly reach: Reach
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>
}

/** Delivers over Node's own client. Answers of the name service are judged in the lookup that the connection uses. */
export function deliverOverNode({ reach, resolve = resolveAll }: NodeDeliveryOptions): Deliver {
  const lookup = pinnedLookup(reach, resolve)
  return (delivery, signal) =>
    new Promise<Delivered>((resolve, reject) => {
      const problem = whyNotUrl(delivery.url, reach)
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
              headers: firstOfEach(answer.headers),
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
      request.end(delivery.body === '' ? undefined : delivery.body)
    })
}

function firstOfEach(headers: http.IncomingHttpHeaders): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value] as const)
  return Object.fromEntries(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
