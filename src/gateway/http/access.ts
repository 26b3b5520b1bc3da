import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Person, Role } from '../../domain/people/person.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import type { Reader, Tx } from '../store/store.ts'
import { type ApiEnv, whoIs } from './api.ts'
import { Problem } from './problem.ts'

export const SESSION_COOKIE = '__Host-sluicegate'

/** Sets who is signed in, from the session cookie or from what an adapter in the same page passes. */
export function identifyPerson(gateway: Gateway): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set('person', null)
    const token = getCookie(c, SESSION_COOKIE)
    if (c.env?.person !== undefined) {
      c.set('person', await findPerson(gateway.store.read, gateway.store.tenant, c.env.person.id))
    } else if (token !== undefined) {
      const now = await gateway.now(gateway.store.read)
      c.set('person', (await findSession(gateway.store.read, gateway.store.tenant, token, now))?.person ?? null)
    }
    await next()
  }
}

/** What somebody who is not signed in may ask for: signing in, delivering with a token of one's own, and public descriptions. */
const DOOR: ReadonlySet<string> = new Set(['/api/session', '/api/openapi.json', '/api/schemas/trigger.json'])

/**
 * Nobody gets anywhere but to the door, whatever a route may forget: before a body is read or an address is understood, so that
 * what is wrong with a request is told to those only who may make it.
 */
export function refuseNobody(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (c.get('person') === null && !DOOR.has(c.req.path) && !c.req.path.startsWith('/api/ingest/')) whoIs(c)
    await next()
  }
}

/** The living session of a token; null where it ended, or its person was disabled. */
export async function findSession(
  read: Reader,
  tenant: string,
  token: string,
  now: EpochMs,
): Promise<{ person: Person; endsAt: EpochMs } | null> {
  return (await findSessions(read, tenant, [token], now)).get(token) ?? null
}

/**
 * The living sessions of tokens, by token; who has none is not among them. Looked up by the tokens' digests, so that the table holds
 * nothing that signs in.
 */
export async function findSessions(
  read: Reader,
  tenant: string,
  tokens: readonly string[],
  now: EpochMs,
): Promise<ReadonlyMap<string, { person: Person; endsAt: EpochMs }>> {
  const tokenOf = new Map(tokens.map((token) => [digestText(token), token]))
  if (tokenOf.size === 0) return new Map()
  const rows = await read
    .selectFrom('session')
    .innerJoin('person', (join) =>
      join.onRef('person.tenant', '=', 'session.tenant').onRef('person.id', '=', 'session.person_id'),
    )
    .select(['person.id', 'person.name', 'person.team', 'person.roles', 'person.domains'])
    .select(['session.token_hash as hash', 'session.ends_at as endsAt'])
    .where('session.tenant', '=', tenant)
    .where('session.token_hash', 'in', [...tokenOf.keys()])
    .where('session.closed_at', 'is', null)
    .where('session.ends_at', '>', now)
    .where('person.is_disabled', '=', false)
    .execute()
  return new Map(rows.map((row) => [tokenOf.get(row.hash) ?? '', { person: toPerson(row), endsAt: row.endsAt }]))
}

export async function findPerson(read: Reader | Tx, tenant: string, id: string): Promise<Person | null> {
  const row = await read
    .selectFrom('person')
    .select(['id', 'name', 'team', 'roles', 'domains'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('is_disabled', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : toPerson(row)
}

/** Everybody who may sign in, by name. Rules that count people read this at the moment they count. */
export async function listPeople(read: Reader | Tx, tenant: string): Promise<readonly Person[]> {
  const rows = await read
    .selectFrom('person')
    .select(['id', 'name', 'team', 'roles', 'domains'])
    .where('tenant', '=', tenant)
    .where('is_disabled', '=', false)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toPerson)
}

export function toPerson(row: { id: string; name: string; team: string; roles: string; domains: string }): Person {
  const roles = JSON.parse(row.roles) as Role[]
  return { id: row.id, name: row.name, team: row.team, roles, domains: JSON.parse(row.domains) as Person['domains'] }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses unsafe requests that another site made the browser send. A browser always says where a request comes from
 * (`Sec-Fetch-Site`, `Origin`); a caller that says neither is not a browser and carries no cookie by accident. Sources sign in with their own
 * token and never with a cookie.
 */
export function refuseCrossSite(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method)) {
      const site = c.req.header('Sec-Fetch-Site')
      const origin = c.req.header('Origin')
      const isForeign =
        (site !== undefined && site !== 'same-origin' && site !== 'none') ||
        (origin !== undefined && origin !== new URL(c.req.url).origin && !isSameHost(origin, c.req.header('Host')))
      if (isForeign)
        throw new Problem('cross-site', 'Requests that change something must come from the console itself.')
    }
    await next()
  }
}

/** Behind a proxy that ends TLS the scheme differs; the host that the browser used does not. */
function isSameHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
