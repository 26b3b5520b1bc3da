import { expect, onTestFinished, test } from 'vitest'
import { digestText } from '../../hash.ts'
import { describeConnector } from '../conformance.ts'
import { aTarget, connectorOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { OAUTH_REVOCATION } from './oauth-revocation.ts'
import { CLIENT, startIssuer } from './test-issuer.ts'

const wishOn = (account: string) => ({ action: 'revoke-grants' as const, target: aTarget(account), undoes: null })

function connect(url: string, tokens: Record<string, string>) {
  return connectorOf(OAUTH_REVOCATION, {
    revocationUrl: `${url}/token/revocation`,
    introspectionUrl: `${url}/token/introspection`,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    tokens: JSON.stringify(tokens),
  })
}

const ODD = 8

describeConnector(
  'OAuth revocation against oidc-provider',
  async () => {
    const issuer = await startIssuer()
    const proxy = await startTroubleProxy(issuer.url, ({ url }) => url === '/token/revocation')
    const tokens: Record<string, string> = { 'svc-billing': await issuer.issue() }
    const spare = await Promise.all(Array.from({ length: ODD }, () => issuer.issue()))
    const rig = {
      connector: connect(proxy.url, tokens),
      wish: wishOn('svc-billing'),
      wishOn: (account: string) => {
        tokens[account] = spare.pop() ?? ''
        rig.connector = connect(proxy.url, tokens)
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(issuer.revoked()),
      trouble: (now: typeof proxy.trouble) => {
        proxy.trouble = now
      },
      meddle: () => Promise.resolve(),
      close: async () => {
        await proxy.close()
        await issuer.close()
      },
    }
    return rig
  },
  { lacks: {}, cannotUndo: 'A revoked token never works again; a new one has to be issued.' },
)

test('what is approved names the token by its digest, and never holds it', async () => {
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const token = await issuer.issue()
  const plan = await connect(issuer.url, { 'svc-billing': token }).plan(wishOn('svc-billing'))
  expect(JSON.stringify(plan)).not.toContain(token)
  expect(JSON.stringify(plan)).toContain(digestText(token))
})

test('D3 a token that the server never knew is answered 200, and is read back before it is believed', async () => {
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const token = await issuer.issue()
  const answer = await fetch(`${issuer.url}/token/revocation`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}` },
    body: new URLSearchParams({ token: 'nonsense' }),
  })
  expect(answer.status).toBe(200)
  const connector = connect(issuer.url, { 'svc-billing': token })
  const plan = await connector.plan(wishOn('svc-billing'))
  expect(plan.ok).toBe(true)
})

test('D5 a self-contained token is refused before anybody is asked, with the next smallest action', async () => {
  const jwt = `${btoa('{"alg":"RS256"}')}.${btoa('{"sub":"svc"}')}.c2ln`
  const issuer = await startIssuer()
  onTestFinished(() => issuer.close())
  const plan = await connect(issuer.url, { 'svc-billing': jwt }).plan(wishOn('svc-billing'))
  expect(plan).toMatchObject({ ok: false, reason: expect.stringContaining('Disable the client') as string })
})
