import pg from 'pg'
import type { Execution } from '../connector.ts'
import type { ConnectorKind } from '../kind.ts'
import { required } from '../kind.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { type Aim, createSwitch, type Reading, type SwitchDriver } from '../target/switch-connector.ts'
import { brokenStatement, connecting, LOGIN_FIELDS, roleHealth, unreadableRole, WHO, type Work } from './login.ts'

const TERMINATE = `select pg_terminate_backend(pid, 2000) from pg_stat_activity where usename = $1 and pid <> pg_backend_pid()`

/**
 * Shuts a role out of a PostgreSQL cluster: NOLOGIN first, then its sessions, since NOLOGIN alone lets open sessions run
 * on. It is contained when the role may not log in and no backend of it is left.
 */
export const POSTGRES_ROLE: ConnectorKind = {
  id: 'postgres-role',
  title: 'PostgreSQL role',
  purpose: 'Takes the login from a database role and ends its sessions; gives the login back.',
  actions: ['disable-identity', 'enable-identity'],
  fields: LOGIN_FIELDS,
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
      health: (signal) => roleHealth(run, signal),
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
        return unreadableRole(error)
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
        return brokenStatement(error)
      }
    },
  }
}
