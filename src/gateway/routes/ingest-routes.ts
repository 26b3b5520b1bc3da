import { createRoute, z } from '@hono/zod-openapi'
import type { AuditActor } from '../../domain/audit/entry.ts'
import { DeadLetter, IngestReport } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { type ApiContext, json, newApi, pageOf, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import type { DeliveringSource } from '../ingest/chunk.ts'
import { listDeadLetters, replayDeadLetters } from '../ingest/dead-letters.ts'
import { ingest, recordRefusedDelivery } from '../ingest/ingest.ts'
import { INGEST_BOUNDS, MOST_IN_FLIGHT, RATE } from '../ingest/limits.ts'
import { deliverableFormats } from '../ingest/mappings.ts'
import { createRateLimit, type Rate } from '../ingest/rate-limit.ts'
import { readBody } from '../ingest/read-body.ts'
import { consoleSource, signedSource, sourceByToken } from '../ingest/sources.ts'
import { signatureTrouble } from '../ingest/webhook-signature.ts'
import { personActor } from '../store/estate.ts'

const deliver = createRoute({
  method: 'post',
  path: '/ingest/{format}',
  tags: ['ingest'],
  summary: 'Deliver alerts or telemetry: one JSON object, an array or NDJSON, plain or gzip',
  description:
    'By the token of a source (`Authorization: Bearer sgi_…`), a signed webhook (`?source=so_…`), or a person who may. ' +
    `At most ${INGEST_BOUNDS.maxBytes} bytes as sent, ${INGEST_BOUNDS.maxInflatedBytes} inflated and ${INGEST_BOUNDS.maxRecords} records; ` +
    `${RATE.recordsPerSecond} records a second per source, in bursts of up to ${RATE.burstRecords}. Records that cannot be ` +
    'read stand in the dead-letter list; the others land. The same delivery again changes nothing and gets the same report.',
  request: {
    params: z.object({ format: z.string().min(1).max(100).openapi({ example: 'auto' }) }),
    query: z.object({
      'event-at': z
        .string()
        .regex(/^(\/[^/]{0,200}){1,10}$/)
        .optional()
        .openapi({ description: 'JSON Pointer to the record inside each object' }),
      source: z.string().max(100).optional().openapi({ description: 'Source of a signed webhook' }),
    }),
  },
  responses: { 200: json(IngestReport, 'What became of the records'), ...problems },
})

const listLetters = createRoute({
  method: 'get',
  path: '/dead-letters',
  tags: ['ingest'],
  summary: 'Records that could not be read, newest first',
  request: {
    query: z.object({
      after: z.string().max(1000).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: { 200: json(pageOf(DeadLetter), 'One page'), ...problems },
})

const replay = createRoute({
  method: 'post',
  path: '/dead-letters/replay',
  tags: ['ingest'],
  summary: 'Send dead letters through ingest again, after a fix',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ ids: z.array(z.string().max(100)).min(1).max(500) }) },
      },
    },
  },
  responses: { 200: json(IngestReport, 'What became of them'), ...problems },
})

/** `rate` is the stated one; tests bring a smaller one. */
export function ingestRoutes(gateway: Gateway, rate: Rate = RATE) {
  const { store } = gateway
  const limit = createRateLimit(rate)
  const lastComplaint = new Map<string, number>()
  let inFlight = 0

  return newApi()
    .openapi(deliver, async (c) => {
      const { format } = c.req.valid('param')
      const { 'event-at': eventAt, source: signedBy } = c.req.valid('query')
      const caller = await whoDelivers(gateway, c, signedBy)
      const { source, actor } = caller
      const named = await formatFor(gateway, source, format)
      const now = await gateway.now(store.read)
      const wait = limit.waitSeconds(source.id, now)
      if (wait > 0) throw tooMany(wait)
      if (inFlight >= MOST_IN_FLIGHT) throw tooMany(1)
      inFlight += 1
      let records = 1
      try {
        const body = await readBody(c.req.raw, INGEST_BOUNDS.maxBytes)
        const trouble = caller.verify(c.req.raw.headers, body, now)
        if (trouble !== null) {
          if (now - (lastComplaint.get(source.id) ?? 0) >= COMPLAINT_MS) {
            lastComplaint.set(source.id, now)
            await recordRefusedDelivery(gateway, { source, actor, body, format }, trouble)
          }
          throw new Problem('source-unknown', `The delivery was refused: ${trouble}.`)
        }
        // A file that somebody drops has no headers: then the event is told from the record's keys.
        const event = c.req.header('X-GitHub-Event') ?? ''
        const headers: Record<string, string> = event === '' ? {} : { 'x-github-event': event }
        const report = await ingest(gateway, {
          source,
          actor,
          format: named,
          body,
          eventAt: eventAt ?? null,
          headers,
          isSample: false,
        })
        records = report.records
        return c.json(report, 200)
      } finally {
        inFlight -= 1
        limit.charge(source.id, records, now)
      }
    })
    .openapi(listLetters, async (c) => {
      await requireMay(gateway, c, 'read')
      const { after, limit: rows } = c.req.valid('query')
      const page = await listDeadLetters(gateway, after ?? null, rows)
      return c.json({ ...page, total: null, asOf: await gateway.now(store.read) }, 200)
    })
    .openapi(replay, async (c) => {
      const person = await requireMay(gateway, c, 'ingest')
      return c.json(await replayDeadLetters(gateway, c.req.valid('json').ids, personActor(person)), 200)
    })
}

/** Whoever knows an address can send unsigned bytes to it; a stranger must not be able to fill the log. */
const COMPLAINT_MS = 60_000

interface Caller {
  readonly source: DeliveringSource
  readonly actor: AuditActor
  /** What is wrong with the delivery's signature, or null. */
  verify(headers: Headers, body: Uint8Array, now: number): string | null
}

async function whoDelivers(gateway: Gateway, c: ApiContext, signedBy: string | undefined): Promise<Caller> {
  const { store } = gateway
  const header = c.req.header('Authorization')
  if (header !== undefined) {
    const token = /^Bearer (sgi_[0-9a-f]{64})$/.exec(header)?.[1]
    const source = token === undefined ? null : await sourceByToken(store.read, store.tenant, token)
    if (source === null) throw new Problem('source-unknown', 'The token is not one of ours, or its source was revoked.')
    return { source, actor: sourceActor(source), verify: () => null }
  }
  if (signedBy !== undefined) {
    const found = await signedSource(gateway, signedBy)
    if (found === null) throw new Problem('source-unknown', 'There is no such source with signed deliveries.')
    return {
      source: found.source,
      actor: sourceActor(found.source),
      verify: (headers, body, now) => signatureTrouble(found.signature, headers, body, now),
    }
  }
  const person = await requireMay(gateway, c, 'ingest')
  const source = await store.write((tx) => consoleSource(gateway, tx))
  return { source, actor: personActor(person), verify: () => null }
}

function sourceActor(source: DeliveringSource): AuditActor {
  return { kind: 'source', id: source.id, name: source.name }
}

/** A source that is bound to a format delivers nothing else, whatever the address says. */
async function formatFor(gateway: Gateway, source: DeliveringSource, asked: string): Promise<string> {
  if (asked !== 'auto' && !(await deliverableFormats(gateway)).some((format) => format.name === asked)) {
    throw new Problem('not-found', 'There is no such format; /api/formats lists them.')
  }
  if (source.format === 'auto') return asked
  if (asked !== 'auto' && asked !== source.format) {
    throw new Problem('cannot-do', `This source delivers ${source.format}; it is bound to it.`)
  }
  return source.format
}

function tooMany(seconds: number): Problem {
  return new Problem(
    'too-many',
    `A source may deliver ${RATE.recordsPerSecond} records a second. Nothing of this was taken; send it again.`,
    { retryAfterSeconds: seconds },
  )
}
