import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Trouble } from '../conformance.ts'

export const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`

export interface Receiver {
  readonly url: string
  /** Effects by id: what the receiver did, once each. */
  readonly effects: Map<string, { readonly action: string; readonly account: string; state: 'present' | 'absent' }>
  /** Every delivery whose signature the published library accepted. */
  readonly deliveries: { readonly id: string; readonly body: string; readonly headers: http.IncomingHttpHeaders }[]
  /** Deliveries that it refused to believe. */
  readonly forged: string[]
  trouble: Trouble | null
  close(): Promise<void>
}

/**
 * A receiver as an integrator would write it: verifies raw bytes with the published library, acts once per id, refuses
 * to undo what is not as it was left, and answers its status address from what it has done.
 */
export async function startReceiver(secret = SECRET): Promise<Receiver> {
  const webhook = new Webhook(secret)
  const receiver: Omit<Receiver, 'url' | 'close'> = { effects: new Map(), deliveries: [], forged: [], trouble: null }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      if (refusedByTrouble(receiver.trouble, response)) return
      try {
        webhook.verify(body, request.headers as Record<string, string>, { jsonParse: false })
      } catch (error) {
        receiver.forged.push(error instanceof Error ? error.message : 'unknown')
        response.writeHead(401).end()
        return
      }
      const id = String(request.headers['webhook-id'])
      if (request.method === 'GET') {
        const state = receiver.effects.get(id)?.state ?? 'absent'
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ state, detail: 'As read.' }))
        return
      }
      receiver.deliveries.push({ id, body, headers: request.headers })
      answer(receiver.trouble, act(receiver.effects, id, body), response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/steps`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Troubles in which the receiver does nothing; true where the answer was given. */
function refusedByTrouble(trouble: Trouble | null, response: http.ServerResponse): boolean {
  if (trouble === 'wrong-credential') response.writeHead(401).end()
  else if (trouble === 'down') response.destroy()
  else if (trouble === 'too-many') response.writeHead(429, { 'retry-after': '7' }).end()
  else if (trouble === 'redirect') response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end()
  else return false
  return true
}

function act(effects: Receiver['effects'], id: string, body: string): number {
  if (effects.has(id)) return 202
  const { data } = JSON.parse(body) as { data: { action: string; account: string; undoes: { id: string } | null } }
  if (data.undoes !== null) {
    const undone = effects.get(data.undoes.id)
    if (undone?.state !== 'present') return 409
    undone.state = 'absent'
  }
  effects.set(id, { action: data.action, account: data.account, state: 'present' })
  return 202
}

function answer(trouble: Trouble | null, status: number, response: http.ServerResponse): void {
  if (trouble === 'answer-lost') response.destroy()
  else if (trouble === 'huge-answer') response.writeHead(status).end('x'.repeat(10_000_000))
  else if (trouble === 'not-json') response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Thanks</h1>')
  else if (trouble !== 'slow') response.writeHead(status).end('{}')
}
