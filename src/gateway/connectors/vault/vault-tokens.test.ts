import { expect, onTestFinished, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { type Answer, type Asked, startServer } from '../testing/json-server.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { VAULT_TOKENS } from './vault-tokens.ts'

/*
 * A server that answers as Vault's API documents show it. It was never tried against Vault itself, and the product says so.
 */

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const OWN = 'accessor-of-the-connector'
const PREFIX = 'database/creds/billing'
const wishOn = (account: string) => ({ action: 'revoke-tokens' as const, target: aTarget(account), undoes: null })

describeConnector(
  'Vault tokens in its recorded wire format',
  async () => {
    const vault = await startVault()
    const proxy = await startTroubleProxy(vault.url, ({ url = '' }) => url.includes('revoke'))
    vault.issue('billing')
    return {
      connector: connectorOf(VAULT_TOKENS, { baseUrl: proxy.url, token: 'hvs.example' }),
      wish: wishOn('billing'),
      wishOn: (account) => {
        vault.issue(account)
        return Promise.resolve(wishOn(account))
      },
      effects: () => Promise.resolve(vault.revoked.length),
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => Promise.resolve(),
      close: async () => {
        await proxy.close()
        await vault.close()
      },
    }
  },
  { lacks: {}, cannotUndo: 'A revoked token is gone.' },
)

test('the tokens of an entity are revoked by their accessors and its leases by their prefix; other tokens stay', async () => {
  const { vault, connector } = await openVault({ leases: `billing = ${PREFIX}` })
  const [first, second] = [vault.issue('billing'), vault.issue('billing')]
  const other = vault.issue('somebody')
  vault.leases.push('lease-1', 'lease-2')
  const step = await stepOf(connector, wishOn('billing'))
  const revoke = (accessor: string) => ({ method: 'POST', path: '/v1/auth/token/revoke-accessor', body: { accessor } })
  expect((step.request as { sends: object }).sends).toEqual({
    entity: 'entity-of-billing',
    accessorsNotRead: 1,
    calls: [
      revoke(first),
      revoke(second),
      { method: 'POST', path: `/v1/sys/leases/revoke-prefix/${PREFIX}`, body: { sync: true } },
    ],
  })
  expect(await connector.verify(step, KEY, soon())).toMatchObject({
    effect: 'absent',
    containment: 'not-contained',
    detail: `Vault knows 2 of the 2 tokens of the plan. 2 leases are left below ${PREFIX}.`,
  })
  expect((await connector.execute(step, KEY, soon())).kind).toBe('accepted')
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
  expect(vault.revoked).toEqual([first, second])
  expect(vault.holds(other)).toBe(true)
  expect(JSON.stringify(step)).not.toContain('hvs.')
})

test('leases that outlive the tokens leave it open, and a token that comes later changes no approved plan', async () => {
  const { vault, connector } = await openVault({ leases: `billing = ${PREFIX}` })
  vault.issue('billing')
  vault.leases.push('lease-1')
  const step = await stepOf(connector, wishOn('billing'))
  const later = vault.issue('billing')
  const again = await connector.plan({ ...wishOn('billing'), approved: step.request })
  expect(again).toMatchObject({ ok: true, request: step.request })
  vault.keepsLeases = true
  await connector.execute(step, KEY, soon())
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'absent', containment: 'not-contained' })
  vault.leases.length = 0
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present' })
  expect(vault.holds(later)).toBe(true)
  expect(step.survives.join()).toContain('issued after the plan was made')
})

test('an entity that was made anew under the name, or a prefix that was changed, is not what was approved', async () => {
  const { vault, connector } = await openVault({})
  vault.issue('billing')
  const step = await stepOf(connector, wishOn('billing'))
  const withPrefix = connectorOf(VAULT_TOKENS, {
    baseUrl: vault.url,
    token: 'hvs.example',
    leases: `billing = ${PREFIX}`,
  })
  const wish = { ...wishOn('billing'), approved: step.request }
  expect(await withPrefix.plan(wish)).toMatchObject({ ok: false, reason: expect.stringContaining('prefix') as string })
  vault.generation = 'another-entity-of'
  expect(await connector.plan(wish)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('as the entity') as string,
  })
})

test('a right that we lack is never taken for a token that is gone', async () => {
  const { vault, connector } = await openVault({})
  vault.issue('billing')
  const step = await stepOf(connector, wishOn('billing'))
  vault.forbids = true
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'unknown', containment: 'in-doubt' })
  expect((await connector.execute(step, KEY, soon())).kind).toBe('refused')
  expect(vault.revoked).toEqual([])
})

test('a server that is too busy to say whose each token is gives no plan that leaves some out', async () => {
  const { vault, connector } = await openVault({})
  vault.issue('billing')
  vault.busyFor = vault.issue('billing')
  expect(await connector.plan(wishOn('billing'))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('did not say whose') as string,
  })
})

test('what was revoked before a refusal was done, so the whole is unknown and not refused', async () => {
  const { vault, connector } = await openVault({})
  vault.issue('billing')
  const second = vault.issue('billing')
  const step = await stepOf(connector, wishOn('billing'))
  vault.refuses = second
  const answer = await connector.execute(step, KEY, soon())
  expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('1 of 2 calls') as string })
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'absent' })
})

test('its own token, an entity that holds nothing and a whole engine as a prefix are refused', async () => {
  const { vault, connector } = await openVault({})
  vault.tokens.set(OWN, 'entity-of-connector')
  expect(await connector.plan(wishOn('connector'))).toMatchObject({
    ok: false,
    reason: 'One of its tokens is the one of this connector itself.',
  })
  expect(await connector.plan(wishOn('idle'))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('no token') as string,
  })
  for (const prefix of ['database', 'database/creds', '../database/creds/x', 'auth//login/x', 'a/b/..'])
    expect(() =>
      connectorOf(VAULT_TOKENS, { baseUrl: vault.url, token: 'hvs.example', leases: `b = ${prefix}` }),
    ).toThrow('no prefix of three parts')
})

async function openVault(settings: Readonly<Record<string, string>>) {
  const vault = await startVault()
  onTestFinished(() => vault.close())
  return { vault, connector: connectorOf(VAULT_TOKENS, { baseUrl: vault.url, token: 'hvs.example', ...settings }) }
}

/** Every name is an entity. One accessor is listed that nobody may look up, as of a token whose index outlived it. */
async function startVault() {
  const state = {
    /** Entity by accessor. */
    tokens: new Map<string, string>(),
    leases: [] as string[],
    revoked: [] as string[],
    generation: 'entity-of',
    keepsLeases: false,
    forbids: false,
    refuses: '',
    busyFor: '',
    issued: 0,
  }
  const data = (value: unknown): Answer => ({ status: 200, body: JSON.stringify({ data: value, warnings: null }) })
  const errors = (status: number, ...list: string[]): Answer => ({ status, body: JSON.stringify({ errors: list }) })
  const answer = ({ method, path, body }: Asked): Answer => {
    const accessor = body.startsWith('{') ? String((JSON.parse(body) as { accessor?: string }).accessor) : ''
    const entity = state.tokens.get(accessor)
    if (path.startsWith('/v1/identity/entity/name/')) {
      const name = decodeURIComponent(path.slice('/v1/identity/entity/name/'.length))
      return data({ id: `${state.generation}-${name}`, name, disabled: false })
    }
    if (path === '/v1/auth/token/lookup-self') return data({ accessor: OWN, entity_id: '', policies: ['containment'] })
    if (path === '/v1/auth/token/accessors?list=true') return data({ keys: [...state.tokens.keys(), 'dangling'] })
    if (path.startsWith('/v1/sys/leases/lookup/') && method === 'GET')
      return state.leases.length === 0 ? errors(404) : data({ keys: state.leases })
    if (state.forbids || accessor === 'dangling') return errors(403, '1 error occurred:\n\t* permission denied\n\n')
    if (path.startsWith('/v1/sys/leases/revoke-prefix/')) {
      if (!state.keepsLeases) state.leases.length = 0
      return { status: 204 }
    }
    if (entity === undefined) return errors(403, 'invalid accessor')
    if (accessor === state.busyFor) return errors(429, 'request path is over its quota')
    if (path === '/v1/auth/token/lookup-accessor') return data({ accessor, entity_id: entity, id: '', type: 'service' })
    if (accessor === state.refuses) return errors(400, 'failed to revoke')
    state.tokens.delete(accessor)
    state.revoked.push(accessor)
    return { status: 204 }
  }
  const server = await startServer(answer)
  return Object.assign(state, {
    url: server.url,
    close: () => server.close(),
    holds: (accessor: string) => state.tokens.has(accessor),
    issue: (name: string) => {
      state.issued += 1
      const accessor = `accessor-${state.issued}`
      state.tokens.set(accessor, `${state.generation}-${name}`)
      return accessor
    },
  })
}
