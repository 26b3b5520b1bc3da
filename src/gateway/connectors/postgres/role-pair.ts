import pg from 'pg'
import * as z from 'zod'
import { digestText } from '../../hash.ts'
import type { Execution } from '../connector.ts'
import { type ConnectorConfig, type ConnectorKind, linesField, secretField, textField, WrongSetting } from '../kind.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { readPairs } from '../target/http-switch.ts'
import { readOverlap } from '../target/overlap.ts'
import { readSecrets } from '../target/secrets.ts'
import { type Aim, createSwitch, type Reading, type SwitchDriver } from '../target/switch-connector.ts'
import { brokenStatement, connecting, LOGIN_FIELDS, roleHealth, unreadableRole, WHO, type Work } from './login.ts'

/** The pair as it was found: who is retired, who takes over under which verifier, and until when the first was valid. */
const Ref = z.object({ old: z.string(), next: z.string(), verifier: z.string(), until: z.string().nullable() })
type Ref = z.infer<typeof Ref>

interface Role {
  readonly rolname: string
  readonly rolcanlogin: boolean
  readonly rolsuper: boolean
  readonly until: string | null
  readonly expired: boolean
  readonly sessions: string
}

const READ = `select rolname, rolcanlogin, rolsuper, rolvaliduntil::text as until,
  coalesce(rolvaliduntil <= now(), false) as expired,
  (select count(*) from pg_stat_activity where usename = rolname) as sessions
  from pg_roles where rolname in ($1, $2)`

/**
 * Rotates a database login without a gap. PostgreSQL keeps one password a role, so an application has two roles with the
 * same rights: the idle one gets the next password and may log in, and the one in use is valid for the overlap and no
 * longer. The server itself shuts it out at that moment, whatever becomes of us meanwhile. Only verifiers of the next
 * passwords are held here, so nobody who reads this gateway learns a password.
 */
export const POSTGRES_ROLE_PAIR: ConnectorKind = {
  id: 'postgres-role-pair',
  title: 'PostgreSQL login by two roles',
  purpose:
    'Lets the second role of an application log in with the next password and retires the first after an overlap.',
  actions: ['rotate-secret', 'restore-secret', 'issue-secret', 'drop-secret', 'retire-secret'],
  fields: [
    ...LOGIN_FIELDS,
    linesField('pairs', 'Roles', 'application = first_role, second_role, one a line'),
    secretField(
      'verifiers',
      'Next passwords',
      'JSON: role → verifier of its next password, {"billing_b": "SCRAM-SHA-256$4096:…"}',
    ),
    textField('overlapMinutes', 'Overlap', 'Minutes in which both passwords work; 15 if left empty', 'optional'),
  ],
  leastPrivilege: [
    'CREATEROLE, and ADMIN option on exactly the roles of the pairs',
    'Membership of pg_signal_backend, to see whose sessions are open',
  ],
  triedAgainst: 'PostgreSQL 18 (embedded), with an account that holds these rights and no more.',
  isTried: true,
  create(config, tools) {
    const overlap = readOverlap(config)
    const pairs = pairsOf(config)
    const verifiers = readSecrets(config, 'verifiers', 'role', isVerifier, 'a SCRAM-SHA-256 verifier')
    const run = connecting(config, tools)
    const accountOf = (name: string) =>
      pairs.has(name) ? name : ([...pairs].find(([, roles]) => roles.includes(name))?.[0] ?? null)
    return createSwitch({
      title: config.name,
      verifyWithinMs: overlap * 60_000 + 60_000,
      undoSeconds: 30,
      drivers: [
        pairSwitch(run, pairs, verifiers, overlap),
        issueSwitch(run, pairs, verifiers),
        retireSwitch(run, pairs, verifiers),
      ],
      find: (names) => Promise.resolve(names.map(accountOf).find((account) => account !== null) ?? null),
      health: (signal) => roleHealth(run, signal),
    })
  },
}

type Pairs = ReadonlyMap<string, readonly [string, string]>
type Verifiers = Readonly<Record<string, string>>

/**
 * Both stages aim by the name of the role that is to go: after the first one both may log in, and the second must still find the same
 * pair without being told.
 */
function pairNamed(run: Work, pairs: Pairs, verifiers: Verifiers): SwitchDriver['aim'] {
  const whole = pairSwitch(run, pairs, verifiers, 0)
  return (target, signal) => {
    const roles = pairs.get(target.account)
    const named = (roles ?? []).filter((role) => target.credentialIds.includes(role))
    if (roles !== undefined && named.length !== 1) {
      return Promise.resolve(
        `Which of ${roles.join(' and ')} is to go is not named: call the credential by its role, or rotate at once.`,
      )
    }
    return whole.aim(target, signal)
  }
}

/** The next role may log in beside the old one; nobody notices. Taken back only while nobody is on it and the old one still works. */
function issueSwitch(run: Work, pairs: Pairs, verifiers: Verifiers): SwitchDriver {
  const closing = (ref: Ref, verifier: string) => statements(ref, 'close', verifier, '').slice(0, 1)
  const opening = ({ next }: Ref) => [`ALTER ROLE ${pg.escapeIdentifier(next)} NOLOGIN`]
  return {
    close: 'issue-secret',
    open: 'drop-secret',
    survives: [],
    undoCannotRestore: [],
    aim: pairNamed(run, pairs, verifiers),
    describe: (aim, way) => {
      const ref = refOf(aim)
      if (ref === null) return { statements: [] }
      return { statements: way === 'close' ? closing(ref, `'verifier ${ref.verifier}'`) : opening(ref) }
    },
    read: (aim, signal) => reading(run, aim, signal, issuedReading),
    send: async (aim, way, signal) => {
      const ref = refOf(aim)
      const verifier = ref === null ? undefined : verifiers[ref.next]
      if (ref === null || (way === 'close' && (verifier === undefined || named256(verifier) !== ref.verifier))) {
        return { kind: 'refused', reason: NOT_HELD }
      }
      try {
        return await run(signal, async (query): Promise<Execution> => {
          if (way === 'open') {
            const found = await query<Role & pg.QueryResultRow>(READ, [ref.old, ref.next])
            const why = whyNotDropped(ref, found)
            if (why !== null) return { kind: 'refused', reason: why }
          }
          await query((way === 'close' ? closing(ref, pg.escapeLiteral(verifier ?? '')) : opening(ref)).join('; '))
          return {
            kind: 'accepted',
            detail: `${ref.next} ${way === 'close' ? 'may log in' : 'may not log in any more'}.`,
          }
        })
      } catch (error) {
        return brokenStatement(error)
      }
    },
    usage: async (aim, _issuedAt, signal) => {
      const ref = refOf(aim)
      if (ref === null) return { kind: 'unseen', detail: 'The request is not one of ours.' }
      const rows = await run(signal, (query) =>
        query<{ usename: string; name: string; count: string }>(USES, [ref.old, ref.next]),
      )
      const of = (role: string) =>
        rows.filter(({ usename }) => usename === role).map(({ name, count }) => ({ name, count: Number(count) }))
      const say = (role: string) => {
        const uses = of(role).map(({ name, count }) => `${name === '' ? 'without a name' : name} ×${count}`)
        return `${role}: ${uses.length === 0 ? 'nobody' : uses.join(', ')}`
      }
      return { kind: 'seen', old: of(ref.old), next: of(ref.next), detail: `${say(ref.old)}; ${say(ref.next)}.` }
    },
  }

  function issuedReading(ref: Ref, old: Role, next: Role | undefined): Reading {
    const isIn = next !== undefined && next.rolcanlogin && !next.expired
    const { detail } = readingOf(ref, old, next)
    // Nothing is cut off: both work.
    return { kind: 'known', isClosed: isIn, isOpen: !isIn, containment: 'not-contained', detail, mark: null }
  }
}

/** The old role may not log in any more, from this moment; its open sessions end by themselves or by another action. */
function retireSwitch(run: Work, pairs: Pairs, verifiers: Verifiers): SwitchDriver {
  const retiring = (ref: Ref, way: 'close' | 'open', at: string) => statements(ref, way, '', at).slice(-1)
  return {
    close: 'retire-secret',
    open: 'restore-secret',
    survives: ['Sessions of the retired role that are open: disable that role to end them.'],
    undoCannotRestore: [],
    aim: pairNamed(run, pairs, verifiers),
    describe: (aim, way) => {
      const ref = refOf(aim)
      return { statements: ref === null ? [] : retiring(ref, way, 'now') }
    },
    read: (aim, signal) => reading(run, aim, signal, readingOf),
    send: async (aim, way, signal) => {
      const ref = refOf(aim)
      if (ref === null) return { kind: 'refused', reason: NOT_HELD }
      try {
        return await run(signal, async (query): Promise<Execution> => {
          const found = await query<Role & pg.QueryResultRow>(READ, [ref.old, ref.next])
          const next = found.find(({ rolname }) => rolname === ref.next)
          if (way === 'close' && (next === undefined || !next.rolcanlogin || next.expired)) {
            return {
              kind: 'refused',
              reason: `${ref.next} may not log in, so retiring ${ref.old} would shut everybody out.`,
            }
          }
          const [clock] = await query<{ at: string }>('select now()::text as at')
          await query(retiring(ref, way, clock?.at ?? '').join('; '))
          return {
            kind: 'accepted',
            detail: `${ref.old} ${way === 'close' ? 'may not log in any more' : 'may log in again'}.`,
          }
        })
      } catch (error) {
        return brokenStatement(error)
      }
    },
  }
}

const USES = `select usename, coalesce(application_name, '') as name, count(*) as count from pg_stat_activity
  where usename in ($1, $2) group by 1, 2 order by 1, 2`
const NOT_HELD = 'The next password that was approved is not the one that is held here now.'

async function reading(
  run: Work,
  aim: Aim,
  signal: AbortSignal,
  understand: (ref: Ref, old: Role, next: Role | undefined) => Reading,
): Promise<Reading> {
  const ref = refOf(aim)
  if (ref === null) return { kind: 'unreadable', reason: 'The request is not one of ours.', isRefused: true }
  try {
    const found = await run(signal, (query) => query<Role & pg.QueryResultRow>(READ, [ref.old, ref.next]))
    const old = found.find(({ rolname }) => rolname === ref.old)
    const next = found.find(({ rolname }) => rolname === ref.next)
    if (old === undefined) return { kind: 'gone', detail: `${WHO} knows no role ${ref.old} any more.` }
    return understand(ref, old, next)
  } catch (error) {
    return unreadableRole(error)
  }
}

/** Dropping the new secret must break nobody. */
function whyNotDropped({ old: oldName, next: nextName }: Ref, found: readonly Role[]): string | null {
  const old = found.find(({ rolname }) => rolname === oldName)
  const next = found.find(({ rolname }) => rolname === nextName)
  if (old === undefined || !old.rolcanlogin || old.expired) {
    return `${oldName} may not log in, so without ${nextName} nobody could.`
  }
  return Number(next?.sessions ?? 0) > 0
    ? `${next?.sessions} sessions of ${nextName} are open: point those consumers back first.`
    : null
}

function pairSwitch(run: Work, pairs: Pairs, verifiers: Verifiers, overlap: number): SwitchDriver {
  const both = async (roles: readonly [string, string], signal: AbortSignal) =>
    run(signal, (query) => query<Role & pg.QueryResultRow>(READ, roles))
  return {
    close: 'rotate-secret',
    open: 'restore-secret',
    survives: [
      'Sessions of the retired role that are open: disable that role to end them.',
      ...(overlap === 0 ? [] : [`The old password, for ${overlap} minutes, in which consumers move to the new role.`]),
    ],
    undoCannotRestore: [],
    aim: async ({ account, credentialIds }, signal) => {
      const roles = pairs.get(account)
      if (roles === undefined) return { notSetUp: `No pair of roles is set for ${account}.` }
      try {
        const found = await both(roles, signal)
        const missing = roles.find((name) => !found.some(({ rolname }) => rolname === name))
        if (missing !== undefined) return `${WHO} knows no role ${missing}.`
        if (found.some(({ rolsuper }) => rolsuper)) return 'One of the roles is a superuser: those are not rotated.'
        const named = found.filter(({ rolname }) => credentialIds.includes(rolname))
        const usable = found.filter(({ rolcanlogin, expired }) => rolcanlogin && !expired)
        const [old, second] = named.length > 0 ? named : usable
        if (old === undefined) return `Neither ${roles.join(' nor ')} may log in, so there is nothing to rotate.`
        if (second !== undefined) {
          return `Both ${roles.join(' and ')} may log in, so which one is to go cannot be told. Name it, or retire one.`
        }
        const next = roles.find((name) => name !== old.rolname) ?? ''
        const verifier = Object.hasOwn(verifiers, next) ? verifiers[next] : undefined
        if (verifier === undefined) return { notSetUp: `No next password is held for ${next}.` }
        return { account, ref: { old: old.rolname, next, verifier: named256(verifier), until: old.until } }
      } catch (error) {
        return `${WHO} did not answer: ${reasonOf(error)}`
      }
    },
    describe: (aim, way) => {
      const ref = refOf(aim)
      return { statements: ref === null ? [] : statements(ref, way, `'verifier ${ref.verifier}'`, inWords(overlap)) }
    },
    read: (aim, signal) => reading(run, aim, signal, readingOf),
    send: async (aim, way, signal): Promise<Execution> => {
      const ref = refOf(aim)
      const verifier = ref === null ? undefined : verifiers[ref.next]
      if (ref === null || (way === 'close' && (verifier === undefined || named256(verifier) !== ref.verifier))) {
        return { kind: 'refused', reason: NOT_HELD }
      }
      try {
        return await run(signal, async (query) => {
          const [cut] = await query<{ at: string }>(
            // Sent again, it must not put the moment off.
            `select least(rolvaliduntil, now() + $2::interval)::text as at from pg_roles where rolname = $1`,
            [ref.old, `${overlap} minutes`],
          )
          // One message, which is one transaction: never the new role without the end of the old one.
          await query(statements(ref, way, pg.escapeLiteral(verifier ?? ''), cut?.at ?? '').join('; '))
          return { kind: 'accepted', detail: way === 'close' ? 'The next role may log in.' : 'Both roles may log in.' }
        })
      } catch (error) {
        return brokenStatement(error)
      }
    },
  }
}

function statements({ old, next, until }: Ref, way: 'close' | 'open', verifier: string, at: string): string[] {
  const role = pg.escapeIdentifier
  return way === 'close'
    ? [
        `ALTER ROLE ${role(next)} LOGIN PASSWORD ${verifier} VALID UNTIL 'infinity'`,
        `ALTER ROLE ${role(old)} VALID UNTIL '${at}'`,
      ]
    : [`ALTER ROLE ${role(old)} VALID UNTIL '${until ?? 'infinity'}'`]
}

function readingOf(
  { old: oldName, next: nextName }: Ref,
  old: Role,
  next: Role | undefined,
): Extract<Reading, { kind: 'known' }> {
  const isNextIn = next !== undefined && next.rolcanlogin && !next.expired
  const isClosed = isNextIn && (old.expired || !old.rolcanlogin)
  const open = `${old.sessions} of its sessions are open, ${next?.sessions ?? 0} of ${nextName}.`
  const may = old.rolcanlogin && !old.expired
  const until = old.until === null || old.until === 'infinity' ? '' : ` until ${old.until}`
  return {
    kind: 'known',
    isClosed,
    containment: !isClosed ? 'not-contained' : Number(old.sessions) > 0 ? 'new-sessions-only' : 'contained',
    detail: `${oldName} ${may ? `may log in${until}` : 'may not log in any more'}, ${nextName} ${isNextIn ? 'may' : 'may not'}; ${open}`,
    mark: old.until,
  }
}

function refOf({ ref }: Aim): Ref | null {
  const read = Ref.safeParse(ref)
  return read.success ? read.data : null
}

function pairsOf({ values }: ConnectorConfig): ReadonlyMap<string, readonly [string, string]> {
  const pairs = new Map<string, readonly [string, string]>()
  for (const [account, text] of readPairs(values['pairs'] ?? '')) {
    const [first = '', second = '', ...more] = text.split(',').map((role) => role.trim())
    if (first === '' || second === '' || first === second || more.length > 0) {
      throw new WrongSetting('pairs', `${account} needs two roles: application = first_role, second_role`)
    }
    pairs.set(account, [first, second])
  }
  return pairs
}

/** As `pg_authid` stores it; a password in clear would end up in the server's log of statements. */
function isVerifier(text: string): boolean {
  return /^SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/]+={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/.test(text)
}

function named256(secret: string): string {
  return `sha256:${digestText(secret)}`
}

function inWords(overlap: number): string {
  return overlap === 0 ? 'now' : `${overlap} minutes after it is sent`
}
