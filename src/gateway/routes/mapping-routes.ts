import { createRoute, z } from '@hono/zod-openapi'
import { AnyJson } from '../../domain/json/json-schema.ts'
import { MappingView } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { listMappings, removeMapping, saveMapping } from '../ingest/mappings.ts'
import { personActor } from '../store/estate.ts'

const list = createRoute({
  method: 'get',
  path: '/mappings',
  tags: ['ingest'],
  summary: 'Mapping documents: formats of your own, as JSON Pointers',
  responses: { 200: json(z.object({ items: z.array(MappingView) }), 'By name'), ...problems },
})

const save = createRoute({
  method: 'post',
  path: '/mappings',
  tags: ['ingest'],
  summary: 'Save a mapping document under its own name; from then on its name is a format',
  request: { body: { required: true, content: { 'application/json': { schema: AnyJson } } } },
  responses: { 200: json(MappingView, 'As saved'), ...problems },
})

const remove = createRoute({
  method: 'delete',
  path: '/mappings/{name}',
  tags: ['ingest'],
  summary: 'Remove a mapping document; what it read stays',
  request: { params: z.object({ name: z.string().max(100) }) },
  responses: { 204: { description: 'Removed' }, ...problems },
})

export function mappingRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      const items = (await listMappings(gateway)).map((stored) => MappingView.parse(stored))
      return c.json({ items }, 200)
    })
    .openapi(save, async (c) => {
      const person = await requireMay(gateway, c, 'manage-sources')
      return c.json(MappingView.parse(await saveMapping(gateway, c.req.valid('json'), personActor(person))), 200)
    })
    .openapi(remove, async (c) => {
      const person = await requireMay(gateway, c, 'manage-sources')
      await removeMapping(gateway, c.req.valid('param').name, personActor(person))
      return c.body(null, 204)
    })
}
