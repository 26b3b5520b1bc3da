import pg from 'pg'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../../testing/start-postgres.ts'
import { describeConnector } from '../conformance.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { POSTGRES_ROLE } from './postgres-role.ts'
import { NOT_SHOWN_BY_POSTGRES, startPostgresProxy } from './test-proxy.ts'

const server = await startPostgres()
const admin = new pg.Client({ connectionString: server.url })
await admin.connect()
afterAll(async () => {
  await admin.end()
  await server.stop()
})
const port = Number(new URL(server.url).port)
const quoted = pg.escapeIdentifier
let rigs = 0

await admin.query(`create role containment login createrole password 'right'`)
await admin.query(`grant pg_signal_backend to containment`)

const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

describeConnector(
  'PostgreSQL role',
  async () => {
    rigs += 1
    const made: string[] = []
    const make = async (name: string) => {
      await admin.query(`drop role if exists ${quoted(name)}`)
      await admin.query(`create role ${quoted(name)} login password 'own'`)
      await admin.query(`grant ${quoted(name)} to containment with admin option, inherit false, set false`)
      made.push(name)
      return wishOn(name)
    }
    const proxy = await startPostgresProxy(port)
    const own = `svc-${rigs}`
    return {
      connector: connect(proxy.port),
      wish: await make(own),
      wishOn: make,
      effects: async () => {
        const rows = await admin.query(`select 1 from pg_roles where not rolcanlogin and rolname = any($1)`, [made])
        return rows.rowCount ?? 0
      },
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: async () => {
        await admin.query(`alter role ${quoted(own)} login`)
      },
      close: async () => {
        for (const name of made) await admin.query(`drop role ${quoted(name)}`)
        await proxy.close()
      },
    }
  },
  {
    lacks: NOT_SHOWN_BY_POSTGRES,
  },
)

test('D4 an open session is ended too: after NOLOGIN alone it would have gone on', async () => {
  await admin.query(`create role "svc-open" login password 'own'`)
  await admin.query(`grant "svc-open" to containment with admin option, inherit false, set false`)
  const session = new pg.Client({ host: '127.0.0.1', port, database: 'postgres', user: 'svc-open', password: 'own' })
  const ended = new Promise((resolve) => session.on('error', resolve))
  await session.connect()
  const connector = connect(port)
  const step = await stepOf(connector, wishOn('svc-open'))
  await admin.query(`alter role "svc-open" nologin`)
  expect(await connector.verify(step, KEY, AbortSignal.timeout(5_000))).toMatchObject({
    effect: 'absent',
    containment: 'new-sessions-only',
  })
  expect((await session.query('select 1')).rowCount).toBe(1)
  await connector.execute(step, KEY, AbortSignal.timeout(5_000))
  expect(await connector.verify(step, KEY, AbortSignal.timeout(5_000))).toMatchObject({ containment: 'contained' })
  await ended
  const again = new pg.Client({ host: '127.0.0.1', port, database: 'postgres', user: 'svc-open', password: 'own' })
  await expect(again.connect()).rejects.toThrow(/not permitted to log in/)
})

test('least privilege: its account shuts out only roles that it was given, and never a superuser or itself', async () => {
  await admin.query(`create role "svc-foreign" login password 'own'`)
  const connector = connect(port)
  const step = await stepOf(connector, wishOn('svc-foreign'))
  expect(await connector.execute(step, KEY, AbortSignal.timeout(5_000))).toMatchObject({ kind: 'refused' })
  const asked = await Promise.all(['postgres', 'containment', 'nobody'].map((name) => connector.plan(wishOn(name))))
  expect(asked.map((plan) => (plan.ok ? '' : plan.reason))).toEqual([
    expect.stringContaining('superuser'),
    expect.stringContaining('connector itself'),
    expect.stringContaining('knows no role'),
  ])
  const mine = new pg.Client({ host: '127.0.0.1', port, database: 'postgres', user: 'containment', password: 'right' })
  onTestFinished(() => mine.end())
  await mine.connect()
  await expect(mine.query(`alter role postgres nologin`)).rejects.toThrow(/permission denied/)
  await expect(mine.query(`select * from pg_authid`)).rejects.toThrow(/permission denied/)
})

test('without TLS only this machine is called, and inside addresses only where they are allowed', async () => {
  const make = (values: Record<string, string>) => connectorOf(POSTGRES_ROLE, { ...settings(port), ...values })
  expect(() => make({ host: 'db.example', tls: 'off' })).toThrow(/without TLS/)
  const inside = make({ host: '10.0.0.7', tls: 'verify' })
  expect(await inside.health(AbortSignal.timeout(2_000))).toMatchObject({
    ok: false,
    detail: expect.stringContaining('may connect to') as string,
  })
})

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }

function settings(at: number) {
  return {
    host: '127.0.0.1',
    port: String(at),
    database: 'postgres',
    user: 'containment',
    password: 'right',
    tls: 'off',
  }
}

function connect(at: number) {
  return connectorOf(POSTGRES_ROLE, settings(at))
}
