import { expect, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { OPENC2 } from './openc2.ts'

const MEDIA = 'application/openc2+json;version=1.0'
const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

interface Command {
  readonly headers: { readonly request_id?: string; readonly from?: string }
  readonly body: {
    readonly openc2: {
      readonly request: {
        readonly action: string
        readonly target: Readonly<Record<string, { readonly name?: string }>>
        readonly command_id?: string
      }
    }
  }
}

/** A consumer that holds to the documents: one path, POST only, its media type, one target, once per command id. */
async function startConsumer() {
  const accounts = new Map<string, boolean>()
  const seen = new Set<string>()
  const changes: string[] = []
  const server = await startServer((asked) => {
    const wrong = wrongTransfer(asked)
    if (wrong !== null) return { status: wrong }
    const { request } = (JSON.parse(asked.body) as Command).body.openc2
    const respond = (status: number, results?: unknown) => ({
      status: 200,
      headers: { 'content-type': MEDIA },
      body: JSON.stringify({ headers: {}, body: { openc2: { response: { status, results } } } }),
    })
    const [kind, ...more] = Object.keys(request.target)
    if (kind === undefined || more.length > 0) return respond(400)
    if (request.action === 'query' && kind === 'features') return respond(200, { versions: ['1.0'] })
    if (kind !== 'x-nhi:account') return respond(501)
    const name = request.target[kind]?.name ?? ''
    const enabled = accounts.get(name)
    if (enabled === undefined) return respond(404)
    if (request.action === 'query') return respond(200, { 'x-nhi': { enabled, sessions: 0 } })
    if (request.action !== 'deny' && request.action !== 'allow') return respond(501)
    const id = request.command_id ?? ''
    if (seen.has(id)) return respond(200)
    seen.add(id)
    accounts.set(name, request.action === 'allow')
    changes.push(`${request.action} ${name}`)
    return respond(200)
  })
  return { ...server, accounts, changes }
}

function wrongTransfer({ method, path, headers, body }: Asked): number | null {
  if (path !== '/.well-known/openc2') return 404
  if (method !== 'POST') return 405
  if (headers.authorization !== 'Bearer right') return 401
  if (headers['content-type'] !== MEDIA || headers.accept !== MEDIA) return 415
  const message = JSON.parse(body) as Command
  const id = message.body.openc2.request.command_id
  if (id !== undefined && (id.length > 36 || id.includes(' ') || headers['x-request-id'] !== id)) return 400
  return message.headers.from === undefined ? 400 : null
}

const connect = (url: string, accounts: readonly string[]) =>
  connectorOf(OPENC2, { baseUrl: url, token: 'right', accounts: accounts.join('\n'), from: 'soc.example' })

describeConnector(
  'OpenC2 consumer',
  async () => {
    const server = await startConsumer()
    const proxy = await startTroubleProxy(server.url, (_request, body) => !body.includes('"action":"query"'))
    server.accounts.set('svc-billing', true)
    const rig = {
      connector: connect(proxy.url, ['svc-billing']),
      wish: wishOn('svc-billing'),
      wishOn: (account: string) => {
        server.accounts.set(account, true)
        // A name with line breaks is none that a line could hold, so it is asked for by another connector of the same kind.
        rig.connector = connect(proxy.url, ['svc-billing', account])
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(server.changes.length),
      trouble: (now: typeof proxy.trouble) => {
        proxy.trouble = now
      },
      meddle: () => {
        server.accounts.set('svc-billing', true)
        return Promise.resolve()
      },
      close: async () => {
        await proxy.close()
        await server.close()
      },
    }
    return rig
  },
  { lacks: {}, oddAccounts: 'one-line' },
)

test('a command names one target of the extension namespace and is the same command when it is sent again', async () => {
  const server = await startConsumer()
  server.accounts.set('svc', true)
  const connector = connect(server.url, ['svc'])
  const plan = await connector.plan(wishOn('svc'))
  expect(plan).toMatchObject({
    request: {
      sends: {
        body: { body: { openc2: { request: { action: 'deny', target: { 'x-nhi:account': { name: 'svc' } } } } } },
      },
    },
  })
  await server.close()
})
