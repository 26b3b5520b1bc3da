import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeConnector, ODD_ACCOUNTS } from '../conformance.ts'
import { answers, askJson, npmTarget, type Running, startProgram } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { NPM_TOKEN } from './npm-token.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
let registry: Running
let login = ''

beforeAll(async () => {
  const program = path.join(npmTarget('verdaccio'), 'bin/verdaccio')
  registry = await startProgram((port, home) => {
    const lines = [
      'storage: ./storage',
      // A login of verdaccio's holds the password, which is hashed anew with every request: by default for half a second each.
      'auth: { htpasswd: { file: ./htpasswd, max_users: 10, algorithm: bcrypt, rounds: 4 } }',
      'uplinks: {}',
      'packages: { "**": { access: $authenticated, publish: $authenticated } }',
      'userRateLimit: { windowMs: 1000, max: 10000 }',
      'log: { type: stdout, level: fatal }',
    ]
    fs.writeFileSync(path.join(home, 'config.yaml'), lines.join('\n'))
    return {
      program: process.execPath,
      words: [program, '--config', path.join(home, 'config.yaml'), '--listen', `127.0.0.1:${port}`],
      isUp: (at) => answers(`http://127.0.0.1:${at}/-/ping`),
    }
  })
  const signedIn = await ask<{ token: string }>('PUT', '/-/user/org.couchdb.user:ci', {
    name: 'ci',
    password: 'secret',
  })
  login = signedIn.token
})
afterAll(() => registry.stop())

describeConnector(
  'npm registry token against verdaccio',
  async () => {
    const proxy = await startTroubleProxy(address())
    const made = new Set<string>()
    const wishOn = async (account: string) => {
      const { key } = await makeToken()
      made.add(key)
      return { action: 'revoke-grants' as const, target: aTarget(account, { credentialIds: [key] }), undoes: null }
    }
    return {
      connector: connect(proxy.url),
      wish: await wishOn('ci'),
      wishOn,
      effects: async () => {
        const listed = await keys()
        return [...made].filter((key) => !listed.includes(key)).length
      },
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => Promise.resolve(),
      close: () => proxy.close(),
    }
  },
  { lacks: {}, cannotUndo: 'A token that a registry deleted is gone.' },
)

test('a revoked token opens nothing any more, and the other tokens of the account still do', async () => {
  const [stolen, other] = [await makeToken(), await makeToken()]
  const connector = connect(address())
  const target = aTarget('ci', { credentialIds: [stolen.key] })
  const step = await stepOf(connector, { action: 'revoke-grants', target, undoes: null })
  expect(await whoAmI(stolen.token)).toBe(200)
  await connector.execute(step, KEY, soon())
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
  expect([await whoAmI(stolen.token), await whoAmI(other.token), await whoAmI(login)]).toEqual([403, 200, 200])
})

test('a token that is not there, a login that is not held and no token at all are refused before anything is sent', async () => {
  const before = await keys()
  const connector = connect(address())
  for (const target of [
    aTarget('ci', { credentialIds: ['../../../-/whoami'] }),
    aTarget('somebody', { credentialIds: before.slice(0, 1) }),
    aTarget('ci'),
  ]) {
    expect(await connector.plan({ action: 'revoke-grants', target, undoes: null })).toMatchObject({ ok: false })
  }
  expect(await keys()).toEqual(before)
})

test('the login stands in no plan', async () => {
  const { key } = await makeToken()
  const target = aTarget('ci', { credentialIds: [key] })
  const step = await stepOf(connect(address()), { action: 'revoke-grants', target, undoes: null })
  expect(JSON.stringify(step)).not.toContain(login)
  expect(step.request).toMatchObject({ sends: { method: 'DELETE', path: `/-/npm/v1/tokens/token/${key}` } })
})

function address(): string {
  return `http://127.0.0.1:${registry.port}`
}

/** Every account that the kit names is held under the one login: what it revokes are tokens, by their keys. */
function connect(baseUrl: string) {
  const accounts = ['ci', ...ODD_ACCOUNTS]
  const logins = JSON.stringify(Object.fromEntries(accounts.map((name) => [name, login])))
  return connectorOf(NPM_TOKEN, { baseUrl, logins })
}

function makeToken() {
  const body = { password: 'secret', readonly: false, cidr_whitelist: [] }
  return ask<{ token: string; key: string }>('POST', '/-/npm/v1/tokens', body)
}

async function keys(): Promise<readonly string[]> {
  const { objects } = await ask<{ objects: { key: string }[] }>('GET', '/-/npm/v1/tokens')
  return objects.map(({ key }) => key)
}

async function whoAmI(token: string): Promise<number> {
  const answer = await fetch(`${address()}/-/whoami`, { headers: { authorization: `Bearer ${token}` } })
  await answer.arrayBuffer()
  return answer.status
}

function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  return askJson<T>(`${address()}${path}`, method, login === '' ? '' : `Bearer ${login}`, body)
}
