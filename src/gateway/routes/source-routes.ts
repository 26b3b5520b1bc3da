import { createRoute, z } from '@hono/zod-openapi'
import { SourceView } from '../../domain/views/other-views.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { deliverableFormats } from '../ingest/mappings.ts'
import { addSource, listSources, revokeSource, Signature } from '../ingest/sources.ts'
import { personActor } from '../store/estate.ts'

const list = createRoute({
  method: 'get',
  path: '/sources',
  tags: ['ingest'],
  summary: 'Where alerts come from',
  responses: { 200: json(z.object({ items: z.array(SourceView) }), 'By name'), ...problems },
})

const add = createRoute({
  method: 'post',
  path: '/sources',
  tags: ['ingest'],
  summary: 'Add a source; answers its token once',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: z.string().trim().min(1).max(120),
            format: z.string().min(1).max(100),
            signature: Signature.optional(),
          }),
        },
      },
    },
  },
  responses: {
    201: json(z.object({ source: SourceView, token: z.string() }), 'The source and its token'),
    ...problems,
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/sources/{id}',
  tags: ['ingest'],
  summary: 'Revoke the token of a source',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: 'Its token opens nothing any more' }, ...problems },
})

const formats = createRoute({
  method: 'get',
  path: '/formats',
  tags: ['ingest'],
  summary: 'The formats that can be delivered',
  responses: {
    200: json(
      z.object({
        items: z.array(z.object({ name: z.string(), title: z.string(), form: z.enum(['finding', 'event']) })),
      }),
      'By name',
    ),
    ...problems,
  },
})

export function sourceRoutes(gateway: Gateway) {
  const { store } = gateway
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: [...(await listSources(store.read, store.tenant))] }, 200)
    })
    .openapi(add, async (c) => {
      const person = await requireMay(gateway, c, 'manage-sources')
      const { name, format, signature } = c.req.valid('json')
      if (format !== 'auto' && !(await deliverableFormats(gateway)).some((known) => known.name === format)) {
        throw new Problem('invalid-request', 'There is no such format; /api/formats lists them.')
      }
      const draft = { name, format, signature: signature ?? null, isSample: false }
      return c.json(await addSource(gateway, draft, personActor(person)), 201)
    })
    .openapi(revoke, async (c) => {
      const person = await requireMay(gateway, c, 'manage-sources')
      await revokeSource(gateway, c.req.valid('param').id, personActor(person))
      return c.body(null, 204)
    })
    .openapi(formats, async (c) => {
      await requireMay(gateway, c, 'read')
      const items = (await deliverableFormats(gateway)).map(({ name, title, form }) => ({ name, title, form }))
      return c.json({ items }, 200)
    })
}
