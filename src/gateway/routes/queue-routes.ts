import { createRoute, z } from '@hono/zod-openapi'
import { QueueManifest, RawAnswer, RawPaths } from '../../domain/views/queue-views.ts'
import { readRawPaths } from '../alerts/raw-paths.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { findRaw } from '../queue/find-raw.ts'
import { queueBlock, queueManifest } from '../queue/queue-blocks.ts'
import { queueChanges } from '../queue/queue-changes.ts'
import { gzip, unzstd } from '../queue/zip.ts'

const ARROW = 'application/vnd.apache.arrow.stream'

const rows = {
  200: {
    description:
      'Arrow IPC stream: a column for each thing that a row shows or a query asks for; instants are epoch ms UTC',
    content: { [ARROW]: { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
  },
  ...problems,
}

const manifest = createRoute({
  method: 'get',
  path: '/queue',
  tags: ['queue'],
  summary: 'The whole queue as blocks, the newest alerts first',
  description:
    'Read the blocks and then the changes after `since`: together they are every alert as it is. What stands under a block’s id may be ' +
    'kept; it only ever becomes newer. `epoch` changes when alerts are removed: then begin anew. A block of no rows holds words ' +
    '(`column`, `code`, `word`) that blocks after it share: their columns of words are codes, 0 for none. Where a field says `base`, ' +
    'add it to each number of its column, and the row’s number in the column that it names as `after`; where it says `less`, take ' +
    'the row’s place in the block away, the first one’s being 0. The highest number that the column’s type holds is none. A column ' +
    'of type null has nothing besides: each row has the base, or none without one. An alert’s id is `al_`, its `idTime` in twelve ' +
    'hex digits, and the bytes of `id` in hex.',
  responses: { 200: json(QueueManifest, 'What there is at this moment'), ...problems },
})

const block = createRoute({
  method: 'get',
  path: '/queue/blocks/{id}',
  tags: ['queue'],
  summary: 'One block of the queue',
  description:
    'Zipped with zstd or gzip for who reads that. The ETag stands for the content; send it as If-None-Match.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: { ...rows, 304: { description: 'It is what If-None-Match names' } },
})

const changes = createRoute({
  method: 'get',
  path: '/queue/changes',
  tags: ['queue'],
  summary: 'Alerts that are new or changed since',
  description: 'Header Queue-Until is the cursor to go on with; Queue-More says whether more is there already.',
  request: { query: z.object({ epoch: z.string().max(20), since: z.string().max(40) }) },
  responses: rows,
})

const raw = createRoute({
  method: 'get',
  path: '/queue/raw',
  tags: ['queue'],
  summary: 'Alerts whose raw records fit one condition, a part of the records at a time',
  request: { query: z.object({ clause: z.string().min(1).max(500), after: z.string().max(2000).optional() }) },
  responses: { 200: json(RawAnswer, 'From the newest records on'), ...problems },
})

const rawPaths = createRoute({
  method: 'get',
  path: '/queue/raw-paths',
  tags: ['queue'],
  summary: 'Paths of raw records and values there, counted in some of the newest of each format',
  responses: { 200: json(RawPaths, 'Those that most of the counted records have first'), ...problems },
})

/** The queue for who holds all of it: as columns, with what changes. */
export function queueRoutes(gateway: Gateway) {
  return newApi()
    .openapi(manifest, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json(await queueManifest(gateway, person), 200)
    })
    .openapi(block, async (c) => {
      await requireMay(gateway, c, 'read')
      const { bytes, digest } = await queueBlock(gateway, c.req.valid('param').id)
      // A weak one: of the same content, however it crosses.
      const tag = `W/"${digest}"`
      c.header('ETag', tag)
      c.header('Vary', 'Accept-Encoding')
      if (c.req.header('If-None-Match') === tag) return c.body(null, 304)
      c.header('Content-Type', ARROW)
      const accepted = c.req.header('Accept-Encoding') ?? ''
      const encoding = (['zstd', 'gzip'] as const).find((one) => accepted.includes(one))
      if (encoding === undefined) return c.body(await unzstd(bytes), 200)
      c.header('Content-Encoding', encoding)
      return c.body(encoding === 'zstd' ? bytes : await gzip(await unzstd(bytes)), 200)
    })
    .openapi(changes, async (c) => {
      await requireMay(gateway, c, 'read')
      const { epoch, since } = c.req.valid('query')
      const { bytes, until, isMore } = await queueChanges(gateway, epoch, since)
      c.header('Content-Type', ARROW)
      c.header('Queue-Until', until)
      c.header('Queue-More', String(isMore))
      return c.body(bytes, 200)
    })
    .openapi(raw, async (c) => {
      await requireMay(gateway, c, 'read')
      const { clause, after } = c.req.valid('query')
      return c.json(await findRaw(gateway, clause, after ?? null), 200)
    })
    .openapi(rawPaths, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await readRawPaths(gateway), 200)
    })
}
