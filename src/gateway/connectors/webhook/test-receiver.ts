import type http from 'node:http'
import { Webhook } from 'standardwebhooks'
import { bodyOf, listen } from '../../testing/listen.ts'
import type { ConnectorRig, Trouble } from '../conformance.ts'
import type { Connector } from '../connector.ts'
import { isTurnedAway, spoil } from '../testing/trouble-proxy.ts'

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
  const server = await listen(async (request, response) => {
    const body = (await bodyOf(request)).toString('utf8')
    if (isTurnedAway(receiver.trouble, response)) return
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
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ state, detail: 'As read.' }))
      return
    }
    receiver.deliveries.push({ id, body, headers: request.headers })
    const status = act(receiver.effects, id, body)
    if (!spoil(receiver.trouble, status, response)) response.writeHead(status).end('{}')
  })
  return Object.assign(receiver, { ...server, url: `${server.url}/steps` })
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

/** What an action would be asked to do to an account, as the kit's targets take it. */
export function wishOn(account: string) {
  return {
    action: 'deactivate-key' as const,
    target: { identityId: 'id_1', account, sessionIds: [], credentialIds: ['key-1'], tools: [] },
    undoes: null,
  }
}

/** The receiver as the conformance kit knows a target. */
export function rigOf(receiver: Receiver, connector: Connector): ConnectorRig {
  return {
    connector,
    wish: wishOn('svc-billing'),
    wishOn: (account) => Promise.resolve(wishOn(account)),
    effects: () => Promise.resolve(receiver.effects.size),
    trouble: (now) => {
      receiver.trouble = now
    },
    meddle: () => {
      for (const effect of receiver.effects.values()) effect.state = 'absent'
      return Promise.resolve()
    },
    close: () => receiver.close(),
  }
}
