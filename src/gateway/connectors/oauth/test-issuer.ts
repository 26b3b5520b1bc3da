import http from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const CLIENT = { id: 'sluicegate-containment', secret: 'secret-of-the-containment-client' }
const APPS = Array.from({ length: 12 }, (_, i) => `app-${i}`)

export interface Issuer {
  readonly url: string
  /** A fresh opaque access token of an app, by client credentials. */
  issue(): Promise<string>
  /** How many tokens were destroyed there. */
  readonly revoked: () => number
  close(): Promise<void>
}

/** A real authorization server by oidc-provider: revocation, introspection, and a client that may use both and no more. */
export async function startIssuer(): Promise<Issuer> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const app = (id: string) => ({
    client_id: id,
    client_secret: `secret of ${id}`,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  })
  const provider = quietly(
    () =>
      new Provider(url, {
        clients: [...APPS.map(app), { ...app(CLIENT.id), client_secret: CLIENT.secret, grant_types: [] }],
        features: {
          clientCredentials: { enabled: true },
          introspection: { enabled: true, allowedPolicy: () => true },
          revocation: { enabled: true, allowedPolicy: () => true },
          devInteractions: { enabled: false },
        },
      }),
  )
  let revoked = 0
  provider.on('client_credentials.destroyed', () => {
    revoked += 1
  })
  const handle = provider.callback()
  server.on('request', (request, response) => void handle(request, response))
  let issued = 0
  return {
    url,
    issue: async () => {
      const id = APPS[issued % APPS.length] ?? 'app-0'
      issued += 1
      const answer = await fetch(`${url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${id}:${encodeURIComponent(`secret of ${id}`)}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
      const body = (await answer.json()) as { access_token?: string }
      if (body.access_token === undefined) throw new Error(`the issuer answered ${answer.status}`)
      return body.access_token
    },
    revoked: () => revoked,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** It warns of its store in memory, which is what a test wants. */
function quietly<T>(make: () => T): T {
  const { warn } = console
  console.warn = () => undefined
  try {
    return make()
  } finally {
    console.warn = warn
  }
}
