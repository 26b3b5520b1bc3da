import { createRoute, z } from '@hono/zod-openapi'
import { HistoryRecord } from '../../domain/views/record-views.ts'
import { listRecords } from '../alerts/list-records.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, pageOf, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'

const list = createRoute({
  method: 'get',
  path: '/records',
  tags: ['policy'],
  summary: 'Sealed records, newest first: the history that a trigger is tried on',
  description: 'Secrets are redacted. A page of large records holds fewer than `limit`; go on until `next` is null.',
  request: {
    query: z.object({
      format: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      after: z.string().max(1000).optional(),
    }),
  },
  responses: { 200: json(pageOf(HistoryRecord), 'By receipt, newest first'), ...problems },
})

export function recordRoutes(gateway: Gateway) {
  return newApi().openapi(list, async (c) => {
    await requireMay(gateway, c, 'read')
    const { format, limit, after } = c.req.valid('query')
    return c.json(await listRecords(gateway, { format: format ?? null, limit, after: after ?? null }), 200)
  })
}
