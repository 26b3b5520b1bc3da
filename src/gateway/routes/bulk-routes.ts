import { createRoute, z } from '@hono/zod-openapi'
import { BulkPart, BulkPreview, BulkRequest, BulkStep, BulkView } from '../../domain/views/bulk-views.ts'
import type { Gateway } from '../gateway.ts'
import { type ApiContext, json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { addToBulk, previewBulk, startBulk } from '../work/bulk-change.ts'
import { bulkView } from '../work/bulk-rows.ts'
import { advanceBulk, cancelBulk, findBulk, ownBulk, undoBulk } from '../work/bulk-step.ts'

const byId = z.object({ id: z.string().max(100) })
const body = { required: true, content: { 'application/json': { schema: BulkRequest } } }
const tags = ['bulk']

const preview = createRoute({
  method: 'post',
  path: '/bulk/preview',
  tags,
  summary: 'What a change of many alerts would do now',
  request: { body },
  responses: { 200: json(BulkPreview, 'How many would change, and why not the others'), ...problems },
})

const start = createRoute({
  method: 'post',
  path: '/bulk',
  tags,
  summary: 'Keep a change of many alerts',
  description:
    'Its members are the alerts as they were seen; later ones are not among them. It changes nothing until it is advanced.',
  request: { body },
  responses: { 201: json(BulkView, 'The action, nothing of it done'), ...problems },
})

const more = createRoute({
  method: 'post',
  path: '/bulk/{id}/members',
  tags,
  summary: 'Tell the next members of a change of many alerts',
  description: 'For an action that was kept with `isMore`. With the last of them it may be advanced.',
  request: { params: byId, body: { required: true, content: { 'application/json': { schema: BulkPart } } } },
  responses: { 200: json(BulkView, 'The action with all of its members so far'), ...problems },
})

const unfinished = createRoute({
  method: 'get',
  path: '/bulk',
  tags,
  summary: 'Your bulk actions that are not over, newest first',
  responses: { 200: json(z.object({ items: z.array(BulkView) }), 'At most 20'), ...problems },
})

const detail = createRoute({
  method: 'get',
  path: '/bulk/{id}',
  tags,
  summary: 'One bulk action with its counts',
  request: { params: byId },
  responses: { 200: json(BulkView, 'As it stands'), ...problems },
})

const advance = createRoute({
  method: 'post',
  path: '/bulk/{id}/advance',
  tags,
  summary: 'Change the next alerts of an action',
  description: 'Safe to repeat: it goes on with what still waits. Ask until its state is no longer running.',
  request: { params: byId },
  responses: { 200: json(BulkStep, 'The action after it, and the alerts that it changed'), ...problems },
})

const cancel = createRoute({
  method: 'post',
  path: '/bulk/{id}/cancel',
  tags,
  summary: 'Leave the rest of an action',
  request: { params: byId },
  responses: { 200: json(BulkView, 'The action, over'), ...problems },
})

const undo = createRoute({
  method: 'post',
  path: '/bulk/{id}/undo',
  tags,
  summary: 'Keep the action that takes this one back',
  description: 'Alert by alert, where nobody has changed the same since. Advance it like any other.',
  request: { params: byId },
  responses: { 201: json(BulkView, 'The new action, nothing of it done'), ...problems },
})

const MOST_LISTED = 20

export function bulkRoutes(gateway: Gateway) {
  const { read, tenant } = gateway.store
  const view = async (id: string) => bulkView(read, await findBulk(read, tenant, id))
  /** Accepting a risk takes more than working on alerts. */
  const mayChange = async (c: ApiContext, { change }: z.infer<typeof BulkRequest>) => {
    const person = await requireMay(gateway, c, 'triage-alert')
    if (change.acceptRisk !== undefined) await requireMay(gateway, c, 'accept-risk')
    return person
  }
  return newApi()
    .openapi(preview, async (c) => {
      const request = c.req.valid('json')
      return c.json(await previewBulk(gateway, await mayChange(c, request), request), 200)
    })
    .openapi(start, async (c) => {
      const request = c.req.valid('json')
      const id = await startBulk(gateway, await mayChange(c, request), request)
      return c.json(await view(id), 201)
    })
    .openapi(more, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      const { id } = c.req.valid('param')
      await addToBulk(gateway, person, await ownBulk(gateway, person, id), c.req.valid('json'))
      return c.json(await view(id), 200)
    })
    .openapi(unfinished, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const rows = await read
        .selectFrom('bulk')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('by_id', '=', person.id)
        .where('state', '=', 'running')
        .orderBy('number', 'desc')
        .limit(MOST_LISTED)
        .execute()
      return c.json({ items: await Promise.all(rows.map((row) => bulkView(read, row))) }, 200)
    })
    .openapi(detail, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await view(c.req.valid('param').id), 200)
    })
    .openapi(advance, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      return c.json(await advanceBulk(gateway, person, c.req.valid('param').id), 200)
    })
    .openapi(cancel, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      const { id } = c.req.valid('param')
      await cancelBulk(gateway, person, id)
      return c.json(await view(id), 200)
    })
    .openapi(undo, async (c) => {
      const person = await requireMay(gateway, c, 'triage-alert')
      return c.json(await view(await undoBulk(gateway, person, c.req.valid('param').id)), 201)
    })
}
