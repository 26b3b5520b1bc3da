import type { MiddlewareHandler } from 'hono'
import type { EpochMs } from '../../domain/time/instant.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { errorCode } from '../store/store.ts'
import type { ApiEnv } from './api.ts'
import { Problem } from './problem.ts'

/** How long an answer can be repeated, and after which time an unfinished request counts as lost. */
const KEPT_MS = 24 * 60 * 60_000
const LOST_AFTER_MS = 60_000

/**
 * Makes every POST safe to repeat: the first request with a key does the work, its answer is kept, and a repetition gets
 * that answer. The same key with another request is refused. A request that died in the middle may be tried again; what
 * it did is found by the operation itself, which is why each one has a natural key of its own besides this.
 */
export function idempotent(gateway: Gateway): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const person = c.get('person')
    if (c.req.method !== 'POST' || person === null) return next()
    const key = c.req.header('Idempotency-Key')
    if (key === undefined || !/^[\x21-\x7e]{8,200}$/.test(key)) {
      throw new Problem(
        'idempotency-key-missing',
        'Send a header Idempotency-Key: 8 to 200 visible characters, new per intent.',
      )
    }
    const { tenant } = gateway.store
    const at = { tenant, scope: person.id, key }
    const { pathname, search } = new URL(c.req.url)
    const fingerprint = digestText(`${c.req.method} ${pathname}${search}\n${await c.req.raw.clone().text()}`)
    const now = await gateway.now(gateway.store.read)

    const isOurs = await claimKey(gateway, at, fingerprint, now)
    if (!isOurs) {
      const stored = await gateway.store.read
        .selectFrom('idempotency')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('scope', '=', at.scope)
        .where('key', '=', key)
        .executeTakeFirst()
      if (stored !== undefined) {
        if (stored.fingerprint !== fingerprint) {
          throw new Problem('key-reused', 'This Idempotency-Key belongs to a different request. Use a new one.')
        }
        if (stored.status === null)
          throw new Problem('in-progress', 'Wait for its answer, then repeat.', { retryAfterSeconds: 2 })
        return new Response(stored.body, {
          status: stored.status,
          headers: {
            ...(JSON.parse(stored.headers ?? '{}') as Record<string, string>),
            'Idempotency-Replayed': 'true',
          },
        })
      }
    }

    await next()

    const answer = c.res.clone()
    const row = gateway.store.read.updateTable('idempotency')
    // A fault on our side is not an answer: the same key may be tried again.
    if (answer.status >= 500) {
      await gateway.store.read
        .deleteFrom('idempotency')
        .where('tenant', '=', tenant)
        .where('scope', '=', at.scope)
        .where('key', '=', key)
        .execute()
      return
    }
    await row
      .set({ status: answer.status, body: await answer.text(), headers: JSON.stringify(keptHeaders(answer.headers)) })
      .where('tenant', '=', tenant)
      .where('scope', '=', at.scope)
      .where('key', '=', key)
      .execute()
  }
}

async function claimKey(
  gateway: Gateway,
  at: { tenant: string; scope: string; key: string },
  fingerprint: string,
  now: EpochMs,
): Promise<boolean> {
  await gateway.store.read
    .deleteFrom('idempotency')
    .where('tenant', '=', at.tenant)
    .where('scope', '=', at.scope)
    .where((eb) =>
      eb.or([
        eb('started_at', '<', now - KEPT_MS),
        eb.and([eb('key', '=', at.key), eb('status', 'is', null), eb('started_at', '<', now - LOST_AFTER_MS)]),
      ]),
    )
    .execute()
  try {
    await gateway.store.read
      .insertInto('idempotency')
      .values({ ...at, fingerprint, started_at: now, status: null, body: null, headers: null })
      .execute()
    return true
  } catch (error) {
    if (errorCode(error) === '23505') return false
    throw error
  }
}

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of ['content-type', 'etag', 'location']) {
    const value = headers.get(name)
    if (value !== null) kept[name] = value
  }
  return kept
}
