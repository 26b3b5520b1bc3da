import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import { type Opened, safeInteger } from './store.ts'
import type { Tables } from './tables.ts'

const INT8 = 20

/** Opens PostgreSQL by address. Works through a pooler in transaction mode: nothing here keeps state in a session. */
export async function openPostgres(url: string, onTrouble: (message: string) => void): Promise<Opened> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'sluicegate',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? safeInteger : (types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  })
  // Without a listener an idle connection that breaks ends the process.
  pool.on('error', (error) => onTrouble(error.message))
  const version = await pool.query<{ server_version: string }>('show server_version')
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const number = version.rows[0]?.server_version.split(' ')[0] ?? ''
  return { db, title: `PostgreSQL ${number}`, close: () => db.destroy() }
}
