import { createRoute, z } from '@hono/zod-openapi'
import { Notice } from '../../domain/views/notice-views.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { listNotices } from '../notices/list-notices.ts'

const list = createRoute({
  method: 'get',
  path: '/notices',
  tags: ['people'],
  summary: 'What you are to learn without asking: outcomes of what you asked for, and broken glass',
  responses: { 200: json(z.object({ items: z.array(Notice) }), 'Newest first, at most fifty'), ...problems },
})

export function noticeRoutes(gateway: Gateway) {
  return newApi().openapi(list, async (c) => {
    const person = await requireMay(gateway, c, 'read')
    return c.json({ items: [...(await listNotices(gateway, person))] }, 200)
  })
}
