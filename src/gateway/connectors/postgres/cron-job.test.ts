import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { type DebianTarget, type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { PG_CRON_JOB } from './cron-job.ts'
import { NOT_SHOWN_BY_POSTGRES, startPostgresProxy } from './test-proxy.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'pause-pipeline' as const, target: aTarget(account), undoes: null })

withDebian('pg-cron', (target) => {
  let server: Running
  let owner: pg.Client
  let jobs = 0
  beforeAll(async () => {
    server = await startProgram((port, home) => serverAt(target, port, home), furnish)
  })
  const furnish = async (port: number) => {
    const admin = client('postgres', port)
    await admin.connect()
    await admin.query('create extension pg_cron')
    for (const role of ['containment', 'somebody']) {
      await admin.query(`create role ${role} login`)
      await admin.query(`grant usage on schema cron to ${role}`)
    }
    await admin.query('grant execute on function cron.alter_job to containment')
    await admin.end()
    owner = client('containment', port)
    await owner.connect()
  }
  afterAll(async () => {
    await owner.end()
    await server.stop()
  })

  describeConnector(
    'pg_cron job',
    async () => {
      const made = new Map<string, string>()
      const make = async (account: string) => {
        made.set(account, await addJob())
        return wishOn(account)
      }
      const proxy = await startPostgresProxy(server.port, 'alter_job')
      return {
        connector: { ...connect(proxy.port, made), plan: (wish) => connect(proxy.port, made).plan(wish) },
        wish: await make('nightly'),
        wishOn: make,
        effects: async () => {
          const names = [...made.values()]
          return (
            (await owner.query('select 1 from cron.job where not active and jobname = any($1)', [names])).rowCount ?? 0
          )
        },
        trouble: (now) => {
          proxy.trouble = now
        },
        meddle: async () => {
          await owner.query(`select cron.alter_job(jobid, schedule := '0 4 * * *') from cron.job where jobname = $1`, [
            made.get('nightly'),
          ])
        },
        close: () => proxy.close(),
      }
    },
    { lacks: NOT_SHOWN_BY_POSTGRES, oddAccounts: 'one-line' },
  )

  test('a run that is under way goes on, which is told', async () => {
    const name = await addJob()
    const admin = client('postgres')
    await admin.connect()
    // As pg_cron records a run; to wait for a real one would take a minute.
    await admin.query(
      `insert into cron.job_run_details (jobid, runid, database, username, command, status, start_time)
       select jobid, 1, database, username, command, 'running', now() from cron.job where jobname = $1`,
      [name],
    )
    await admin.end()
    const connector = connect(server.port, new Map([['report', name]]))
    const step = await stepOf(connector, wishOn('report'))
    await connector.execute(step, KEY, soon())
    expect(await connector.verify(step, KEY, soon())).toMatchObject({
      effect: 'present',
      containment: 'new-sessions-only',
      detail: expect.stringContaining('1 runs are under way') as string,
    })
  })

  test('least privilege: jobs of somebody else are not shown, and so never touched', async () => {
    const other = client('somebody')
    await other.connect()
    await other.query(`select cron.schedule('theirs', '0 3 * * *', 'select 1')`)
    await other.end()
    const connector = connect(server.port, new Map([['x', 'theirs']]))
    expect(await connector.plan(wishOn('x'))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no job') as string,
    })
  })

  function client(user: string, port = server.port): pg.Client {
    return new pg.Client({ host: '127.0.0.1', port, database: 'postgres', user })
  }

  async function addJob(): Promise<string> {
    jobs += 1
    await owner.query(`select cron.schedule($1, '0 3 * * *', 'select 1')`, [`job-${jobs}`])
    return `job-${jobs}`
  }
})

function connect(port: number, known: ReadonlyMap<string, string>) {
  return connectorOf(PG_CRON_JOB, {
    host: '127.0.0.1',
    port: String(port),
    database: 'postgres',
    user: 'containment',
    password: 'not asked for',
    tls: 'off',
    jobs: [...known].map(([account, name]) => `${account} = ${name}`).join('\n'),
  })
}

/** PostgreSQL refuses to run as root, so there it runs as the user of its package. */
function serverAt(target: DebianTarget, port: number, home: string) {
  const program = (name: string) => target.file(`usr/lib/postgresql/15/bin/${name}`)
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (user.uid !== undefined) fs.chownSync(home, user.uid, user.gid)
  const data = path.join(home, 'data')
  const made = spawnSync(program('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], {
    ...user,
    cwd: home,
    env: target.env,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_cron',
    'cron.database_name': 'postgres',
    'cron.use_background_workers': 'on',
    fsync: 'off',
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return { program: program('postgres'), words: ['-D', data, ...words], env: target.env, user, isUp: takesQueries }
}

function idOf(which: '-u' | '-g'): number {
  const id = Number(spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }).stdout)
  if (!Number.isInteger(id) || id === 0) throw new Error('there is no user postgres to run PostgreSQL as')
  return id
}

/** It listens before it is recovered, and turns everybody away until then. */
async function takesQueries(port: number): Promise<boolean> {
  const asker = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  asker.on('error', () => undefined)
  try {
    await asker.connect()
    return true
  } finally {
    await asker.end()
  }
}
