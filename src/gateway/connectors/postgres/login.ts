import pg from 'pg'
import type { Execution, Health } from '../connector.ts'
import {
  type ConnectorConfig,
  type ConnectorField,
  type ConnectorTools,
  required,
  secretField,
  textField,
} from '../kind.ts'
import { DeliveryBroken } from '../outbound/deliver.ts'
import { judgedAddresses } from '../outbound/pinned-lookup.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { endpointFields, endpointOf } from '../target/endpoint.ts'
import type { Reading } from '../target/switch-connector.ts'

export const WHO = 'PostgreSQL'

/** Runs statements on a connection of its own, which is closed whatever happens. */
type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly string[]) => Promise<Row[]>
export type Work = <T>(signal: AbortSignal, work: (query: Query) => Promise<T>) => Promise<T>

/** How a connector for roles signs in. */
export const LOGIN_FIELDS: readonly ConnectorField[] = [
  ...endpointFields(5432, 'db.corp.example'),
  textField('database', 'Database', 'Any that the account may connect to, e.g. postgres'),
  textField('user', 'Account', 'The role of this connector'),
  secretField('password', 'Password', 'Of that role'),
]

/** Well where its account may change roles and end sessions. */
export async function roleHealth(run: Work, signal: AbortSignal): Promise<Health> {
  try {
    return await run(signal, async (query) => {
      const rows = await query<{ createrole: boolean; signals: boolean }>(
        `select rolcreaterole or rolsuper as createrole, pg_has_role('pg_signal_backend', 'member') as signals
         from pg_roles where rolname = current_user`,
      )
      const [rights] = rows
      if (rights?.createrole !== true) return { ok: false, detail: 'Its account lacks CREATEROLE.' }
      if (!rights.signals) return { ok: false, detail: 'Its account is no member of pg_signal_backend.' }
      return { ok: true, detail: 'It answers, and its account has the rights that it needs.' }
    })
  } catch (error) {
    return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
  }
}

/** What a statement means that should have changed something and broke. */
export function brokenStatement(error: unknown): Execution {
  const reason = `${WHO}: ${reasonOf(error)}`
  return isRefusal(error) ? { kind: 'refused', reason } : { kind: 'unknown', reason }
}

/** A query for the state that broke. */
export function unreadableRole(error: unknown): Reading {
  return { kind: 'unreadable', reason: `${WHO} did not answer: ${reasonOf(error)}`, isRefused: isRefusal(error) }
}

/** Insufficient rights and failed logins: classes in which the server did nothing of what it was asked. */
function isRefusal(error: unknown): boolean {
  if (error instanceof DeliveryBroken) return error.stage === 'forbidden'
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' && /^(42501|28...|3D000)$/.test(code)
}

/** The name is resolved and judged once; the connection goes to that address, and TLS is checked against the name. */
export function connecting(config: ConnectorConfig, { reach }: ConnectorTools): Work {
  const { host, port, isTls } = endpointOf(config, 5432)
  const login = {
    port,
    database: required(config, 'database'),
    user: required(config, 'user'),
    password: config.values['password'] ?? '',
    ssl: isTls && { servername: host, rejectUnauthorized: true },
    application_name: 'sluicegate',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 8_000,
  }
  return async (signal, work) => {
    const [{ address }] = await judgedAddresses(host, reach)
    const client = new pg.Client({ ...login, host: address })
    client.on('error', () => undefined)
    const stop = () => void client.end().catch(() => undefined)
    signal.addEventListener('abort', stop)
    try {
      signal.throwIfAborted()
      await client.connect()
      return await work(async (text, values = []) => (await client.query(text, [...values])).rows as never)
    } finally {
      signal.removeEventListener('abort', stop)
      await client.end().catch(() => undefined)
    }
  }
}
