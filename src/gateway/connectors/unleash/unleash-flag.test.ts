import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../testing/start-postgres.ts'
import { describeConnector, ODD_ACCOUNTS } from '../conformance.ts'
import { answers, askJson, npmTarget, type Running, startProgram } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { UNLEASH_FLAG } from './unleash-flag.ts'

const ADMIN = '*:*.token-of-the-tests'
const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const FEATURES = '/api/admin/projects/default/features'
let database: Awaited<ReturnType<typeof startPostgres>>
let unleash: Running
let flags = 0

beforeAll(async () => {
  const program = path.join(npmTarget('unleash-server'), 'dist/server.js')
  database = await startPostgres()
  unleash = await startProgram((port) => ({
    program: process.execPath,
    words: [program],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATABASE_SSL: 'false',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      INIT_ADMIN_API_TOKENS: ADMIN,
      CHECK_VERSION: 'false',
      SEND_TELEMETRY: 'false',
      LOG_LEVEL: 'fatal',
    },
    isUp: (at) => answers(`http://127.0.0.1:${at}/health`),
  }))
})
afterAll(async () => {
  await unleash.stop()
  await database.stop()
})

describeConnector(
  'Unleash flag',
  async () => {
    const proxy = await startTroubleProxy(address())
    const made: string[] = []
    const wishOn = async (account: string) => {
      const tool = await makeFlag()
      made.push(tool)
      return { action: 'suspend-tool' as const, target: aTarget(account, { tools: [tool] }), undoes: null }
    }
    return {
      connector: connect(proxy.url),
      wish: await wishOn('agent'),
      wishOn,
      effects: async () => (await Promise.all(made.map((tool) => isOn(tool)))).filter((on) => !on).length,
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: () => ask('POST', `${FEATURES}/tool.${made[0] ?? ''}/environments/development/on`),
      close: () => proxy.close(),
    }
  },
  { lacks: {}, oddAccounts: 'one-line' },
)

test('a client of the flag is told that it is off, and the other environment is left alone', async () => {
  const tool = await makeFlag()
  await ask('POST', `${FEATURES}/tool.${tool}/environments/production/on`)
  const connector = connect(address())
  const target = aTarget('agent', { tools: [tool] })
  const step = await stepOf(connector, { action: 'suspend-tool', target, undoes: null })
  await connector.execute(step, KEY, soon())
  expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
  expect([await isOn(tool), await isOn(tool, 'production')]).toEqual([false, true])
})

test('a flag that is not there, names that would lead elsewhere and two tools at once are refused', async () => {
  const connector = connect(address())
  for (const tools of [['nobody'], ['../../../user'], ['a', 'b'], []]) {
    const wish = { action: 'suspend-tool' as const, target: aTarget('agent', { tools }), undoes: null }
    expect(await connector.plan(wish)).toMatchObject({ ok: false })
  }
})

function address(): string {
  return `http://127.0.0.1:${unleash.port}`
}

function connect(baseUrl: string) {
  const agents = ['agent', ...ODD_ACCOUNTS.filter((name) => !name.includes('\n'))].join('\n')
  return connectorOf(UNLEASH_FLAG, { baseUrl, token: ADMIN, environment: 'development', prefix: 'tool.', agents })
}

/** A flag that is on in development. */
async function makeFlag(): Promise<string> {
  flags += 1
  await ask('POST', FEATURES, { name: `tool.t${flags}` })
  await ask('POST', `${FEATURES}/tool.t${flags}/environments/development/on`)
  return `t${flags}`
}

async function isOn(tool: string, environment = 'development'): Promise<boolean> {
  const feature = await ask<{ environments: { name: string; enabled: boolean }[] }>('GET', `${FEATURES}/tool.${tool}`)
  return feature.environments.find(({ name }) => name === environment)?.enabled === true
}

function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  return askJson<T>(`${address()}${path}`, method, ADMIN, body)
}
