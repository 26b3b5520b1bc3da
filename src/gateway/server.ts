import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { createDesk } from './connectors/desk.ts'
import { CONNECTOR_KINDS } from './connectors/kinds.ts'
import { readReach } from './connectors/outbound/address.ts'
import { deliverOverNode } from './connectors/outbound/deliver-node.ts'
import { createConnectors } from './connectors/registry.ts'
import { webhookFromEnvironment } from './connectors/webhook/settings.ts'
import { loadEstate } from './estate/load-estate.ts'
import { sampleState } from './estate/sample-state.ts'
import type { Gateway } from './gateway.ts'
import type { ClickHouseWorld } from './history/clickhouse-http.ts'
import { createLongHistory } from './history/long-history.ts'
import { listPeople } from './http/access.ts'
import { securityHeaders } from './http/headers.ts'
import { assertDepthCap } from './ingest/depth-cap.ts'
import { isLoopbackAddress, readOptions, type ServerOptions } from './options.ts'
import { openRights } from './rights/open-rights.ts'
import { createRunner } from './runner/runner.ts'
import { readSecretKeys } from './secrets/read-keys.ts'
import { resealAll } from './secrets/reseal.ts'
import { createVault } from './secrets/vault.ts'
import { serveBuiltPage } from './static-files.ts'
import { addPerson, GATEWAY_ACTOR, getMeta, renewSignIn, setMeta } from './store/estate.ts'
import { FolderInUse } from './store/folder-lock.ts'
import { openFolder } from './store/open-folder.ts'
import { openPostgres } from './store/open-postgres.ts'
import { createStore, databaseNow, type Store } from './store/store.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

const FIRST_PERSON = 'first-person'
const CHOSEN_SAMPLE = 'sample-options'
const SMALL_SAMPLE = 2_000
const LONG_QUERY_MS = 120_000
const SAMPLE_SEED = 20_230_710
const REPORT_EVERY_MS = 5_000
/** Longer than the minute for which proxies keep an idle line, so that no request is sent down one that is being closed. */
const IDLE_LINE_MS = 75_000

await main()

async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2), process.env)
  if (!read.ok) {
    ;(read.exitCode === 0 ? process.stdout : process.stderr).write(`${read.message}\n`)
    process.exit(read.exitCode)
  }
  try {
    await start(read.options)
  } catch (error) {
    process.stderr.write(`${error instanceof FolderInUse ? error.message : explain(error)}\n`)
    process.exit(1)
  }
}

async function start(options: ServerOptions): Promise<void> {
  await assertDepthCap()
  const reach = readReach(process.env['SLUICEGATE_OUTBOUND'] ?? '')
  const webhook = webhookFromEnvironment(process.env, reach)
  const store = await openStore(options)
  const vault = createVault(readSecretKeys(process.env, options.databaseUrl === null ? options.folder : null))
  const connectors = createConnectors({ store, ...(webhook === undefined ? {} : { webhook }) })
  const tools = { deliver: deliverOverNode({ reach }), reach, now: () => databaseNow(store.read) }
  const desk = createDesk({ store, vault, connectors, kinds: CONNECTOR_KINDS, tools })
  const gateway: Gateway = {
    store,
    connectors,
    desk,
    vault,
    rights: await openRights(log),
    now: databaseNow,
    random: (bytes) => new Uint8Array(crypto.randomBytes(bytes)),
    version: readVersion(),
    isLoopback: isLoopbackAddress(options.host),
    publicOrigin: options.publicUrl === null ? null : new URL(options.publicUrl).origin,
    log,
    ...(options.history === null ? {} : { longHistory: longHistoryOf(options.history) }),
  }
  await resealAll(gateway)
  await desk.sync()
  const isFirstStart = (await getMeta(store.read, store.tenant, FIRST_PERSON)) === null
  const owner = await firstPerson(gateway)
  if (isFirstStart && !options.isEmpty) await chooseSample(gateway, options.sampleAlerts)
  const loading = loadChosenSample(gateway)
  // A small sample is there when the address is printed; a large one fills the queue before the reader's eyes.
  if (options.sampleAlerts <= SMALL_SAMPLE) await loading
  const app = createApp(gateway)
  app.use('*', securityHeaders())
  app.get('*', serveBuiltPage(path.join(ROOT, 'dist')))

  const server = serve(
    {
      fetch: app.fetch,
      hostname: options.host,
      port: options.port,
      serverOptions: { keepAliveTimeout: IDLE_LINE_MS },
    },
    (address) => {
      const origin = options.publicUrl ?? `http://${hostInUrl(options.host)}:${address.port}`
      void announce(gateway, origin, owner)
    },
  )
  loading.catch((error: unknown) => log(`the sample estate did not load: ${explain(error)}`))
  server.on('error', (error) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  })

  const runner = createRunner(gateway, { holder: `${os.hostname()}:${process.pid}` })
  runner.start()

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await runner.stop()
    await store.close()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

const CLICKHOUSE_WORLD: ClickHouseWorld = { fetch, newId: () => crypto.randomUUID(), wait: (ms) => setTimeout(ms) }

/** Opened with the first question: whoever never asks pays nothing. */
function longHistoryOf({ place, switchesAt }: NonNullable<ServerOptions['history']>) {
  const open = async () => {
    if (place.kind === 'folder') {
      return (await import('./history/long-duckdb.ts')).openLongDuckDb(place.folder, switchesAt)
    }
    const { openClickHouseHttp } = await import('./history/clickhouse-http.ts')
    const { openLongClickHouse } = await import('./history/long-clickhouse.ts')
    return openLongClickHouse(openClickHouseHttp(place.address, CLICKHOUSE_WORLD), switchesAt)
  }
  return createLongHistory({
    open,
    timeoutMs: LONG_QUERY_MS,
    alarm: (ms) => AbortSignal.timeout(ms),
  })
}

async function openStore(options: ServerOptions): Promise<Store> {
  if (options.databaseUrl !== null) {
    return createStore(await openPostgres(options.databaseUrl, (message) => log(`database: ${message}`)))
  }
  return createStore(await openFolder(options.folder))
}

/** Remembers the sample's seed, size and instant, so that loading goes on with the same bytes after it broke off. */
async function chooseSample({ store, now }: Gateway, alerts: number): Promise<void> {
  await store.write(async (tx) => {
    const chosen = { seed: SAMPLE_SEED, alerts, now: await now(tx) }
    await setMeta(tx, store.tenant, CHOSEN_SAMPLE, JSON.stringify(chosen))
  })
}

async function loadChosenSample(gateway: Gateway): Promise<void> {
  const chosen = await getMeta(gateway.store.read, gateway.store.tenant, CHOSEN_SAMPLE)
  const state = await sampleState(gateway)
  if (chosen === null || (state !== 'none' && state !== 'loading')) return
  const { createEstate } = await import('../../mocks/estate/estate.ts')
  const options = JSON.parse(chosen) as Parameters<typeof createEstate>[0]
  process.stdout.write(
    `Loading the sample estate: ${options.alerts.toLocaleString('en')} alerts, all of them invented or public.\n`,
  )
  const estate = createEstate(options)
  const seed = options.alerts > 0 ? estate : { ...estate, rawBatches: () => [] }
  let reportedAt = Date.now()
  await loadEstate(gateway, seed, ({ alerts }) => {
    if (Date.now() - reportedAt < REPORT_EVERY_MS) return
    reportedAt = Date.now()
    process.stdout.write(`  ${alerts.toLocaleString('en')} alerts\n`)
  })
}

/** Whoever starts the gateway first may do everything that one person may; approving their own plans is not among it. */
async function firstPerson(gateway: Gateway): Promise<string> {
  const { store } = gateway
  const known = await getMeta(store.read, store.tenant, FIRST_PERSON)
  if (known !== null) return known
  const { person } = await addPerson(
    gateway,
    {
      name: userName(),
      team: 'SOC',
      roles: ['analyst', 'approver', 'manager', 'trigger-engineer', 'integrator'],
      domains: ['soc'],
    },
    GATEWAY_ACTOR,
    false,
  )
  await store.write((tx) => setMeta(tx, store.tenant, FIRST_PERSON, person.id))
  return person.id
}

async function announce(gateway: Gateway, origin: string, personId: string): Promise<void> {
  const people = await listPeople(gateway.store.read, gateway.store.tenant)
  const name = people.find((person) => person.id === personId)?.name ?? 'you'
  const token = await renewSignIn(gateway, personId)
  process.stdout.write(
    `Sluicegate ${gateway.version} on ${gateway.store.title}\n` +
      `  Console   ${origin}\n` +
      `  Sign in   ${origin}/sign-in#${token}\n` +
      `            works once, within an hour, as ${name}\n`,
  )
}

function userName(): string {
  try {
    const { username } = os.userInfo()
    return username === '' || username === 'root' ? 'Administrator' : username
  } catch {
    return 'Administrator'
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : 'unknown'
}

function hostInUrl(host: string): string {
  if (host === '127.0.0.1' || host === '::1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'The gateway did not start.'
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'The port is taken. Stop the other process, or start with another: --port N'
  if (code === 'EACCES') return `No permission: ${error.message}`
  return `The gateway did not start: ${error.message.split('\n')[0]}`
}
