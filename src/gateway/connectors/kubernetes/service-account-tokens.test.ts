import { expect, onTestFinished, test } from 'vitest'
import { describeConnector, ODD_ACCOUNTS } from '../conformance.ts'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { KUBERNETES_TOKENS } from './service-account-tokens.ts'

/*
 * A server that answers as the Kubernetes API reference shows it. It was never tried against a cluster, and the product says so.
 */

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'revoke-tokens' as const, target: aTarget(account), undoes: null })
/** Service accounts that names are configured for: a number each, so that any name may stand before the sign. */
const ACCOUNTS = ['runner', ...ODD_ACCOUNTS.filter((name) => !/[\r\n]/.test(name))]
const placeOf = (account: string) => `ci/sa-${ACCOUNTS.indexOf(account)}`
const SETTINGS = {
  token: 'bound-token-of-the-connector',
  accounts: ACCOUNTS.map((name) => `${name} = ${placeOf(name)}`).join('\n'),
}

describeConnector(
  'Kubernetes service account tokens in their recorded wire format',
  async () => {
    const cluster = await startCluster()
    const proxy = await startTroubleProxy(cluster.url, ({ method }) => method === 'DELETE')
    cluster.add('runner')
    return {
      connector: connectorOf(KUBERNETES_TOKENS, { baseUrl: proxy.url, ...SETTINGS }),
      wish: wishOn('runner'),
      wishOn: (account) => {
        cluster.add(account)
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(cluster.deleted.length),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => Promise.resolve(),
      close: async () => {
        await proxy.close()
        await cluster.close()
      },
    }
  },
  {
    lacks: {},
    containment: 'new-sessions-only',
    oddAccounts: 'one-line',
    cannotUndo: 'A Secret that is made anew holds another token.',
  },
)

test('the Secrets of a service account are deleted by name and uid; those of another account and of its namesake stay', async () => {
  const { cluster, connector } = await openCluster()
  const [first, second] = [cluster.add('runner'), cluster.add('runner')]
  const namesake = cluster.add('runner', { ofUid: 'uid-of-a-deleted-account' })
  const other = cluster.add(ACCOUNTS[1] ?? '')
  const step = await stepOf(connector, wishOn('runner'))
  const removal = (name: string) => ({
    method: 'DELETE',
    path: `/api/v1/namespaces/ci/secrets/${name}`,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: `uid-of-${name}` } },
  })
  expect((step.request as { sends: object }).sends).toEqual({
    serviceAccount: 'ci/sa-0',
    uid: 'uid-of-sa-0',
    calls: [removal(first), removal(second)],
  })
  await connector.execute(step, KEY, soon())
  expect(cluster.deleted).toEqual([first, second])
  expect([...cluster.secrets.keys()]).toEqual([namesake, other])
  expect(cluster.asked.filter(({ path }) => path.includes('?')).map(({ headers }) => headers.accept)).toEqual(
    expect.arrayContaining([expect.stringContaining('PartialObjectMetadataList')]),
  )
})

test('a token that the API server still takes after its Secret is gone leaves it open until it is refused', async () => {
  const { cluster, connector } = await openCluster()
  const secret = cluster.add('runner')
  const step = await stepOf(connector, wishOn('runner'))
  cluster.remembers = true
  await connector.execute(step, KEY, soon())
  expect(await connector.verify(step, KEY, soon())).toMatchObject({
    effect: 'absent',
    detail: expect.stringContaining('1 are still taken') as string,
  })
  cluster.remembers = false
  expect(await connector.verify(step, KEY, soon())).toMatchObject({
    effect: 'present',
    containment: 'new-sessions-only',
    detail: expect.stringContaining('1 refused') as string,
  })
  expect(cluster.reviewed).toEqual([`token-of-${secret}`, `token-of-${secret}`])
  expect(JSON.stringify(step)).not.toContain('token-of-')
  // Nobody holds a refused token any longer, here or on another gateway.
  expect(await connector.verify(step, KEY, soon())).toMatchObject({
    effect: 'present',
    detail: expect.stringContaining('No token of theirs is at hand') as string,
  })
})

test('a Secret that somebody made anew under the name stays, and a newer one changes no approved plan', async () => {
  const { cluster, connector } = await openCluster()
  const secret = cluster.add('runner')
  const step = await stepOf(connector, wishOn('runner'))
  cluster.add('runner')
  expect(await connector.plan({ ...wishOn('runner'), approved: step.request })).toMatchObject({
    ok: true,
    request: step.request,
  })
  const old = cluster.secrets.get(secret)
  if (old !== undefined) cluster.secrets.set(secret, { ...old, uid: 'uid-of-a-new-one' })
  expect((await connector.execute(step, KEY, soon())).kind).toBe('accepted')
  expect(cluster.deleted).toEqual([])
  cluster.accountUid = 'made-anew'
  expect(await connector.plan({ ...wishOn('runner'), approved: step.request })).toMatchObject({ ok: false })
})

test('a list that goes on, a review that fails and an account without Secrets are not believed', async () => {
  const { cluster, connector } = await openCluster()
  expect(await connector.plan(wishOn('runner'))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('No Secret holds a token') as string,
  })
  expect(await connector.plan(wishOn('nobody'))).toMatchObject({ ok: false, isNotSetUp: true })
  cluster.add('runner')
  const step = await stepOf(connector, wishOn('runner'))
  await connector.execute(step, KEY, soon())
  cluster.reviewStatus = 403
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
  cluster.goesOn = 'more'
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'unknown' })
  expect(await connector.plan(wishOn('runner'))).toMatchObject({ ok: false })
})

async function openCluster() {
  const cluster = await startCluster()
  onTestFinished(() => cluster.close())
  return { cluster, connector: connectorOf(KUBERNETES_TOKENS, { baseUrl: cluster.url, ...SETTINGS }) }
}

interface Stored {
  readonly uid: string
  readonly of: string
  readonly ofUid: string
}

async function startCluster() {
  const state = {
    secrets: new Map<string, Stored>(),
    deleted: [] as string[],
    reviewed: [] as string[],
    accountUid: 'uid-of',
    /** Deleted tokens are still taken, as an API server does for some seconds. */
    remembers: false,
    reviewStatus: 201,
    goesOn: '',
    made: 0,
  }
  const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) })
  const status = (code: number, reason: string) => json(code, { kind: 'Status', status: 'Failure', reason, code })
  const answer = ({ method, path, body }: Asked): Answer => {
    const [route = ''] = path.split('?')
    const name = route.split('/').at(-1) ?? ''
    if (route === '/version') return json(200, { major: '1', minor: '30' })
    if (route === '/api/v1/namespaces/ci/secrets') {
      const items = [...state.secrets].map(([one, { uid, of, ofUid }]) => {
        const annotations = { 'kubernetes.io/service-account.name': of, 'kubernetes.io/service-account.uid': ofUid }
        return { kind: 'PartialObjectMetadata', metadata: { name: one, namespace: 'ci', uid, annotations } }
      })
      return json(200, { kind: 'PartialObjectMetadataList', metadata: { continue: state.goesOn }, items })
    }
    if (route.startsWith('/api/v1/namespaces/ci/serviceaccounts/'))
      return json(200, {
        kind: 'ServiceAccount',
        metadata: { name, namespace: 'ci', uid: `${state.accountUid}-${name}` },
      })
    if (route.endsWith('/tokenreviews')) {
      const { token } = (JSON.parse(body) as { spec: { token: string } }).spec
      state.reviewed.push(token)
      const said = state.remembers
        ? { authenticated: true, user: { username: 'system:serviceaccount:ci:sa-0' } }
        : { user: {} }
      return json(state.reviewStatus, { kind: 'TokenReview', spec: { token }, status: said })
    }
    const found = state.secrets.get(name)
    if (found === undefined) return status(404, 'NotFound')
    if (method === 'GET')
      return json(200, {
        kind: 'Secret',
        metadata: { name, uid: found.uid },
        data: { token: btoa(`token-of-${name}`) },
      })
    const { preconditions } = JSON.parse(body) as { preconditions: { uid: string } }
    if (preconditions.uid !== found.uid) return status(409, 'Conflict')
    state.secrets.delete(name)
    state.deleted.push(name)
    return json(200, { kind: 'Status', status: 'Success' })
  }
  const server = await startServer(answer)
  return Object.assign(state, {
    url: server.url,
    asked: server.asked,
    close: () => server.close(),
    add: (account: string, more: Partial<Stored> = {}) => {
      state.made += 1
      const name = `secret-${state.made}`
      const of = placeOf(account).slice('ci/'.length)
      state.secrets.set(name, { uid: `uid-of-${name}`, of, ofUid: `uid-of-${of}`, ...more })
      return name
    },
  })
}
