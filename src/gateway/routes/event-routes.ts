import { createRoute, z } from '@hono/zod-openapi'
import { getCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import type { AuditEntry } from '../../domain/audit/entry.ts'
import type { ChangeEvent } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { findPerson, findSessions, SESSION_COOKIE } from '../http/access.ts'
import { type ApiContext, newApi, problems, whoIs } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { gathered } from '../store/gathered.ts'
import { createRecordTail, type Told } from '../store/record-tail.ts'

const events = createRoute({
  method: 'get',
  path: '/events',
  tags: ['events'],
  summary: 'Changes as they happen, as server-sent events',
  description:
    'Each event is one entry of the record without its detail; its id is the sequence. Resume with Last-Event-ID (or ?after=). ' +
    'A comment line every 10 s says that the line is alive.',
  request: { query: z.object({ after: z.coerce.number().int().min(-1).optional() }) },
  responses: {
    200: { description: 'text/event-stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems,
  },
})

/** Nothing is said for longer than this without a look at who is listening. */
const TURN_MS = 2_000
/** Streams are woken together, so their looks at who is listening go together. */
const LOOKS_WITHIN_MS = 50
const ALIVE_EVERY_MS = 10_000
const BATCH = 200

/**
 * The record is the event stream: whatever changed has an entry, in one order, so a reader that names the last sequence it
 * has seen misses nothing and sees nothing twice. Polling instead of LISTEN, which poolers and distributed engines lack.
 */
export function eventRoutes(gateway: Gateway) {
  const tail = createRecordTail({
    newest: () => newest(gateway),
    read: (after) => readAfter(gateway, after),
    onNews: (hear) => gateway.store.onNews(hear),
  })
  const sessions = gathered(
    async (tokens: readonly string[]) =>
      findSessions(gateway.store.read, gateway.store.tenant, tokens, await gateway.now(gateway.store.read)),
    LOOKS_WITHIN_MS,
  )
  return newApi().openapi(events, async (c) => {
    await requireMay(gateway, c, 'read')
    const resume = c.req.header('Last-Event-ID')
    const { after } = c.req.valid('query')
    const from = resume !== undefined && /^\d+$/.test(resume) ? Number(resume) : (after ?? (await newest(gateway)))
    c.header('Cache-Control', 'no-store')
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      let last = from
      let saidAt = performance.now()
      let askedAt = saidAt
      await stream.writeSSE({ event: 'open', id: String(last), data: '{}' })
      while (!stream.aborted && !stream.closed) {
        const entries = await tail.after(last, TURN_MS).catch((error: unknown) => {
          // The line ends and the reader comes back by itself, with the sequence it has seen.
          gateway.log(
            `an event stream ended: ${error instanceof Error ? error.message : 'the database did not answer'}`,
          )
          return null
        })
        if (entries === null) return
        // A session that ended elsewhere hears nothing more after this long.
        if (performance.now() - askedAt >= TURN_MS) {
          if (!(await isStillSignedIn(gateway, c, sessions))) return
          askedAt = performance.now()
        }
        for (const { sequence, data } of entries) {
          await stream.writeSSE({ event: 'change', id: String(sequence), data })
          last = sequence
        }
        if (performance.now() - saidAt >= ALIVE_EVERY_MS) {
          await stream.write(': alive\n\n')
          saidAt = performance.now()
        }
      }
    })
  })
}

/** Asked again and again: the stream was opened once, but a sign-out, a disabled person or an ended session end it too. */
async function isStillSignedIn(
  { store }: Gateway,
  c: ApiContext,
  sessions: (token: string) => Promise<unknown>,
): Promise<boolean> {
  const token = getCookie(c, SESSION_COOKIE)
  try {
    if (token !== undefined && c.env?.person === undefined) return (await sessions(token)) !== undefined
    return (await findPerson(store.read, store.tenant, whoIs(c).id)) !== null
  } catch {
    return false
  }
}

async function readAfter({ store }: Gateway, sequence: number): Promise<readonly Told[]> {
  const rows = await store.read
    .selectFrom('audit_entry')
    .select(['sequence', 'text'])
    .where('tenant', '=', store.tenant)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(BATCH)
    .execute()
  return rows.map(({ sequence: at, text }) => {
    const entry = JSON.parse(text) as AuditEntry
    const change: ChangeEvent = {
      sequence: entry.sequence,
      code: entry.code,
      subjects: entry.subjects,
      at: entry.at,
    }
    return { sequence: at, data: JSON.stringify(change) }
  })
}

async function newest(gateway: Gateway): Promise<number> {
  const row = await gateway.store.read
    .selectFrom('audit_head')
    .select('size')
    .where('tenant', '=', gateway.store.tenant)
    .executeTakeFirst()
  return (row?.size ?? 0) - 1
}
