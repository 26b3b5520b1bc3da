import { createRoute, z } from '@hono/zod-openapi'
import { Role } from '../../domain/people/person.ts'
import { SavedView, SavedViewDraft } from '../../domain/saved-view/saved-view.ts'
import type { Gateway } from '../gateway.ts'
import { entityTag, json, newApi, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { addView, listViews, removeView, saveView, setDefaults } from '../views/saved-views.ts'

const byId = z.object({ id: z.string().max(100) })
const draftBody = { required: true, content: { 'application/json': { schema: SavedViewDraft } } } as const

const list = createRoute({
  method: 'get',
  path: '/views',
  tags: ['queue'],
  summary: 'Views of the queue: the reader’s own and those of their team',
  responses: { 200: json(z.object({ items: z.array(SavedView) }), 'By number'), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/views',
  tags: ['queue'],
  summary: 'Keep a view of the queue, for oneself or for the team',
  request: { body: draftBody },
  responses: { 201: json(SavedView, 'As kept; its version is the ETag'), ...problems },
})

const save = createRoute({
  method: 'put',
  path: '/views/{id}',
  tags: ['queue'],
  summary: 'Replace a view of one’s own, or as a manager one of the team',
  description: 'Needs If-Match with the version seen. Made private, no role begins with it any more.',
  request: { params: byId, body: draftBody },
  responses: { 200: json(SavedView, 'After it'), ...problems },
})

const defaults = createRoute({
  method: 'put',
  path: '/views/{id}/defaults',
  tags: ['queue'],
  summary: 'Which roles of its team begin with this view',
  description: 'Needs If-Match with the version seen. A role begins with one view: another one loses it.',
  request: {
    params: byId,
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ roles: z.array(Role).max(20) }) } },
    },
  },
  responses: { 200: json(SavedView, 'After it'), ...problems },
})

const remove = createRoute({
  method: 'delete',
  path: '/views/{id}',
  tags: ['queue'],
  summary: 'Delete a view of one’s own, or as a manager one of the team',
  request: { params: byId },
  responses: { 204: { description: 'Deleted' }, ...problems },
})

/** Views of the queue that people keep. */
export function viewRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json({ items: [...(await listViews(gateway, person))] }, 200)
    })
    .openapi(add, async (c) => {
      const person = await requireMay(gateway, c, 'keep-view')
      const kept = await addView(gateway, person, c.req.valid('json'))
      c.header('ETag', entityTag(kept.version))
      return c.json(kept, 201)
    })
    .openapi(save, async (c) => {
      const person = await requireMay(gateway, c, 'keep-view')
      const saved = await saveView(gateway, person, c.req.valid('param').id, c.req.valid('json'), seenVersion(c))
      c.header('ETag', entityTag(saved.version))
      return c.json(saved, 200)
    })
    .openapi(defaults, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { roles } = c.req.valid('json')
      const saved = await setDefaults(gateway, person, c.req.valid('param').id, roles, seenVersion(c))
      c.header('ETag', entityTag(saved.version))
      return c.json(saved, 200)
    })
    .openapi(remove, async (c) => {
      const person = await requireMay(gateway, c, 'keep-view')
      await removeView(gateway, person, c.req.valid('param').id)
      return c.body(null, 204)
    })
}
