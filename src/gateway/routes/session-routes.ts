import { createRoute, z } from '@hono/zod-openapi'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AuditDraft } from '../../domain/audit/chain.ts'
import { Person } from '../../domain/people/person.ts'
import { SessionView } from '../../domain/views/other-views.ts'
import { sampleState } from '../estate/sample-state.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { findPerson, findSession, listPeople, SESSION_COOKIE } from '../http/access.ts'
import { type ApiContext, json, newApi, problems } from '../http/api.ts'
import { Problem } from '../http/problem.ts'
import { newToken } from '../ids.ts'
import { rightsOf } from '../rights/rights.ts'
import { appendAudit } from '../store/audit-log.ts'
import { hasSample, personActor } from '../store/estate.ts'
import type { Tx } from '../store/store.ts'

const SESSION_MS = 12 * 60 * 60_000

const session = createRoute({
  method: 'get',
  path: '/session',
  tags: ['session'],
  summary: 'Who is signed in',
  responses: {
    200: json(
      z.object({ session: SessionView.nullable(), personas: z.array(Person), isSampleComing: z.boolean() }),
      'The session, or null; and who may sign in on this machine without a token, now or once the sample is there',
    ),
    ...problems,
  },
})

const signIn = createRoute({
  method: 'post',
  path: '/session',
  tags: ['session'],
  summary: 'Sign in with a one-time token, or as a sample persona on loopback',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.union([
            z.strictObject({ token: z.string().min(8).max(200) }),
            z.strictObject({ persona: z.string().max(80) }),
          ]),
        },
      },
    },
  },
  responses: { 200: json(SessionView, 'Signed in; the session travels in a cookie'), ...problems },
})

const signOut = createRoute({
  method: 'delete',
  path: '/session',
  tags: ['session'],
  summary: 'Sign out everywhere this session is known',
  responses: { 204: { description: 'Signed out' }, ...problems },
})

export function sessionRoutes(gateway: Gateway) {
  const { store } = gateway

  async function personas(): Promise<Person[]> {
    if (!gateway.isLoopback || !(await hasSample(store.read, store.tenant))) return []
    const rows = await store.read
      .selectFrom('person')
      .select('id')
      .where('tenant', '=', store.tenant)
      .where('is_sample', '=', true)
      .execute()
    const ids = new Set(rows.map((row) => row.id))
    return (await listPeople(store.read, store.tenant)).filter((person) => ids.has(person.id))
  }

  async function view(person: Person, endsAt: number): Promise<SessionView> {
    const people = await listPeople(store.read, store.tenant)
    return {
      person,
      endsAt,
      personas: await personas(),
      rights: rightsOf(gateway.rights, person, people),
      ownDomains: gateway.rights.may(person, 'give-domains', { people, account: { person } }),
      hasSample: await hasSample(store.read, store.tenant),
      product: { version: gateway.version, database: store.title },
    }
  }

  /** A new session never reuses an old token, and closes the one that the browser held before. */
  async function open(c: ApiContext, person: Person, consume: (tx: Tx, now: number) => Promise<AuditDraft>) {
    const token = newToken('sgs', gateway.random)
    const old = getCookie(c, SESSION_COOKIE)
    const endsAt = await store.write(async (tx) => {
      const now = await gateway.now(tx)
      const draft = await consume(tx, now)
      if (old !== undefined) await closeSession(tx, store.tenant, old, now)
      await tx
        .insertInto('session')
        .values({
          tenant: store.tenant,
          token_hash: digestText(token),
          person_id: person.id,
          created_at: now,
          ends_at: now + SESSION_MS,
          closed_at: null,
        })
        .execute()
      await appendAudit(tx, store.tenant, now, [draft])
      return now + SESSION_MS
    })
    setCookie(c, SESSION_COOKIE, token, {
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: SESSION_MS / 1000,
    })
    return view(person, endsAt)
  }

  return newApi()
    .openapi(session, async (c) => {
      const token = getCookie(c, SESSION_COOKIE)
      const person = c.get('person')
      const now = await gateway.now(store.read)
      const found = token === undefined ? null : await findSession(store.read, store.tenant, token, now)
      const endsAt = found?.endsAt ?? now + SESSION_MS
      const isSampleComing = gateway.isLoopback && (await sampleState(gateway)) === 'loading'
      const session = person === null ? null : await view(person, endsAt)
      return c.json({ session, personas: await personas(), isSampleComing }, 200)
    })
    .openapi(signIn, async (c) => {
      const body = c.req.valid('json')
      if ('persona' in body) {
        const person = (await personas()).find((candidate) => candidate.id === body.persona)
        if (person === undefined) {
          throw new Problem(
            'sign-in-refused',
            'Sample personas sign in only on this machine, while the sample estate is loaded.',
          )
        }
        const opened = await open(c, person, () => Promise.resolve(sessionOpened(person, 'sample persona')))
        return c.json(opened, 200)
      }
      const tokenHash = digestText(body.token)
      const link = await store.read
        .selectFrom('sign_in')
        .select('person_id')
        .where('tenant', '=', store.tenant)
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      const person = link === undefined ? null : await findPerson(store.read, store.tenant, link.person_id)
      if (person === null) throw new Problem('sign-in-refused', LINK_REFUSED)
      const opened = await open(c, person, async (tx, now) => {
        const used = await tx
          .updateTable('sign_in')
          .set({ used_at: now })
          .where('tenant', '=', store.tenant)
          .where('token_hash', '=', tokenHash)
          .where('used_at', 'is', null)
          .where('expires_at', '>', now)
          .returning('person_id')
          .executeTakeFirst()
        if (used === undefined) throw new Problem('sign-in-refused', LINK_REFUSED)
        return sessionOpened(person, 'one-time link')
      })
      return c.json(opened, 200)
    })
    .openapi(signOut, async (c) => {
      const token = getCookie(c, SESSION_COOKIE)
      const person = c.get('person')
      if (token !== undefined && person !== null) {
        await store.write(async (tx) => {
          const now = await gateway.now(tx)
          await closeSession(tx, store.tenant, token, now)
          await appendAudit(tx, store.tenant, now, [
            { code: 'session.closed', actor: personActor(person), subjects: [], detail: {} },
          ])
        })
      }
      deleteCookie(c, SESSION_COOKIE, { path: '/', secure: true })
      return c.body(null, 204)
    })
}

const LINK_REFUSED =
  'The link was used before, has expired, or was never ours. Ask for a new one; the server prints one at start.'

function sessionOpened(person: Person, how: string): AuditDraft {
  return {
    code: 'session.opened',
    actor: personActor(person),
    subjects: [{ kind: 'person', id: person.id, label: person.name }],
    detail: { how },
  }
}

async function closeSession(tx: Tx, tenant: string, token: string, now: number): Promise<void> {
  await tx
    .updateTable('session')
    .set({ closed_at: now })
    .where('tenant', '=', tenant)
    .where('token_hash', '=', digestText(token))
    .where('closed_at', 'is', null)
    .execute()
}
