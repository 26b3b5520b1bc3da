import pg from 'pg'
import type { Execution } from '../connector.ts'
import {
  type ConnectorConfig,
  type ConnectorKind,
  type ConnectorTools,
  secretField,
  textField,
  WrongSetting,
} from '../kind.ts'
import { DeliveryBroken } from '../outbound/deliver.ts'
import { judgedAddresses } from '../outbound/pinned-lookup.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { type Aim, createSwitch, type Reading, type SwitchDriver } from '../target/switch-connector.ts'

const WHO = 'PostgreSQL'
const TERMINATE = `select pg_terminate_backend(pid, 2000) from pg_stat_activity where usename = $1 and pid <> pg_backend_pid()`

/** Runs statements on a connection of its own, which is closed whatever happens. */
type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly string[]) => Promise<Row[]>
type Work = <T>(signal: AbortSignal, work: (query: Query) => Promise<T>) => Promise<T>

/**
 * Shuts a role out of a PostgreSQL cluster: NOLOGIN first, then its sessions, since NOLOGIN alone lets open sessions run
 * on. It is contained when the role may not log in and no backend of it is left.
 */
export const POSTGRES_ROLE: ConnectorKind = {
  id: 'postgres-role',
  title: 'PostgreSQL role',
  purpose: 'Takes the login from a database role and ends its sessions; gives the login back.',
  actions: ['disable-identity', 'enable-identity'],
  fields: [
    textField('host', 'Host', 'e.g. db.corp.example'),
    textField('port', 'Port', '5432 if left empty', 'optional'),
    textField('database', 'Database', 'Any that the account may connect to, e.g. postgres'),
    textField('user', 'Account', 'The role of this connector'),
    secretField('password', 'Password', 'Of that role'),
    textField('tls', 'TLS', '“verify” if left empty; “off” only on this machine', 'optional'),
  ],
  leastPrivilege: [
    'CREATEROLE, and ADMIN option on exactly the roles that it may shut out',
    'Membership of pg_signal_backend, to end sessions',
  ],
  triedAgainst: 'PostgreSQL 18 (embedded), with an account that holds these rights and no more.',
  isTried: true,
  create(config, tools) {
    const own = required(config, 'user')
    const run = connecting(config, tools)
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [loginSwitch(run, own)],
      find: (names, signal) =>
        run(signal, async (query) => {
          const known = await query<{ rolname: string }>(
            `select rolname from pg_roles where rolname = any(string_to_array($1, chr(31))) and not rolsuper`,
            [names.join('\u001f')],
          )
          return names.find((name) => known.some(({ rolname }) => rolname === name)) ?? null
        }),
      health: async (signal) => {
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
      },
    })
  },
}

function loginSwitch(run: Work, own: string): SwitchDriver {
  const statements = (aim: Aim, way: 'close' | 'open') =>
    way === 'close'
      ? [`ALTER ROLE ${pg.escapeIdentifier(aim.account)} NOLOGIN`, TERMINATE]
      : [`ALTER ROLE ${pg.escapeIdentifier(aim.account)} LOGIN`]
  return {
    close: 'disable-identity',
    open: 'enable-identity',
    survives: ['Sessions of other roles that this one may SET ROLE to, and work that prepared transactions hold.'],
    undoCannotRestore: ['Transactions that were open: they are rolled back.'],
    aim: async ({ account }, signal) => {
      if (account === own) return `${account} is the account of this connector itself.`
      if (account.includes('\0') || account === '') return 'No role has such a name.'
      try {
        return await run(signal, async (query) => {
          const [role] = await query<{ rolsuper: boolean }>(`select rolsuper from pg_roles where rolname = $1`, [
            account,
          ])
          if (role === undefined) return `${WHO} knows no role ${account}.`
          return role.rolsuper
            ? `${account} is a superuser: no lesser account can shut it out.`
            : { account, ref: null }
        })
      } catch (error) {
        return `${WHO} did not answer: ${reasonOf(error)}`
      }
    },
    describe: (aim, way) => ({ statements: statements(aim, way), parameters: way === 'close' ? [aim.account] : [] }),
    read: async (aim, signal): Promise<Reading> => {
      try {
        return await run(signal, async (query) => {
          const [role] = await query<{ rolcanlogin: boolean }>(`select rolcanlogin from pg_roles where rolname = $1`, [
            aim.account,
          ])
          if (role === undefined) return { kind: 'gone', detail: `${WHO} knows no role ${aim.account} any more.` }
          const [open] = await query<{ count: string }>(`select count(*) from pg_stat_activity where usename = $1`, [
            aim.account,
          ])
          const sessions = Number(open?.count ?? 0)
          const words = sessions === 1 ? '1 session is open' : `${sessions} sessions are open`
          return {
            kind: 'known',
            isClosed: !role.rolcanlogin && sessions === 0,
            containment: role.rolcanlogin ? 'not-contained' : sessions > 0 ? 'new-sessions-only' : 'contained',
            detail: `The role ${role.rolcanlogin ? 'may' : 'may not'} log in; ${words}.`,
            mark: null,
          }
        })
      } catch (error) {
        return { kind: 'unreadable', reason: `${WHO} did not answer: ${reasonOf(error)}`, isRefused: isRefusal(error) }
      }
    },
    send: async (aim, way, signal): Promise<Execution> => {
      try {
        return await run(signal, async (query) => {
          const [alter = '', ...rest] = statements(aim, way)
          await query(alter)
          for (const statement of rest) await query(statement, [aim.account])
          return { kind: 'accepted', detail: way === 'close' ? 'NOLOGIN set, sessions told to end.' : 'LOGIN set.' }
        })
      } catch (error) {
        const reason = `${WHO}: ${reasonOf(error)}`
        return isRefusal(error) ? { kind: 'refused', reason } : { kind: 'unknown', reason }
      }
    },
  }
}

/** Insufficient rights and failed logins: classes in which the server did nothing of what it was asked. */
function isRefusal(error: unknown): boolean {
  if (error instanceof DeliveryBroken) return error.stage === 'forbidden'
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' && /^(42501|28...|3D000)$/.test(code)
}

/** The name is resolved and judged once; the connection goes to that address, and TLS is checked against the name. */
function connecting(config: ConnectorConfig, { reach }: ConnectorTools): Work {
  const host = required(config, 'host')
  const port = Number(
    config.values['port'] === undefined || config.values['port'] === '' ? 5432 : config.values['port'],
  )
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new WrongSetting('port', 'It is no port number.')
  const tls = (config.values['tls'] ?? '').trim() === '' ? 'verify' : (config.values['tls'] ?? '').trim()
  if (tls !== 'verify' && tls !== 'off') throw new WrongSetting('tls', 'Write “verify” or “off”.')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  if (tls === 'off' && !isHere) throw new WrongSetting('tls', 'Only a database on this machine is called without TLS.')
  const login = {
    port,
    database: required(config, 'database'),
    user: required(config, 'user'),
    password: config.values['password'] ?? '',
    ssl: tls === 'off' ? false : { servername: host, rejectUnauthorized: true },
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

function required({ values }: ConnectorConfig, field: string): string {
  const value = (values[field] ?? '').trim()
  if (value === '') throw new WrongSetting(field, 'It is missing.')
  return value
}
