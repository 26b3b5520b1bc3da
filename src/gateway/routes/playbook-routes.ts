import { createRoute, z } from '@hono/zod-openapi'
import type { Json } from '../../domain/json/json.ts'
import { AnyJson } from '../../domain/json/json-schema.ts'
import { OwnPlaybookView } from '../../domain/views/playbook-views.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { exportPlaybook, importPlaybook, listOwn } from '../playbooks/own-playbooks.ts'

const Own = z.object({ items: z.array(OwnPlaybookView) })
const Document = z.record(z.string(), AnyJson)

const list = createRoute({
  method: 'get',
  path: '/own-playbooks',
  tags: ['plans'],
  summary: 'Courses that people brought in as CACAO 2.0, each in its newest version',
  responses: { 200: json(Own, 'By title'), ...problems },
})

const bringIn = createRoute({
  method: 'post',
  path: '/own-playbooks',
  tags: ['plans'],
  summary: 'Bring a CACAO 2.0 playbook in as a course; the same id again is its next version',
  request: { body: { required: true, content: { 'application/json': { schema: Document } } } },
  responses: { 201: json(Own, 'All that were brought in'), ...problems },
})

const asCacao = createRoute({
  method: 'get',
  path: '/playbooks/{id}/cacao',
  tags: ['plans'],
  summary: 'A playbook as a CACAO 2.0 document, with its approval and what takes it back',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: json(Document, 'A file of its own'), ...problems },
})

export function playbookRoutes(gateway: Gateway) {
  const { store } = gateway
  const views = async () =>
    (await listOwn(store.read, store.tenant)).map((own) => ({
      ...own,
      course: { ...own.course, steps: [...own.course.steps] },
    }))

  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: await views() }, 200)
    })
    .openapi(bringIn, async (c) => {
      const person = await requireMay(gateway, c, 'import-playbook')
      await importPlaybook(gateway, person, c.req.valid('json') as Json)
      return c.json({ items: await views() }, 201)
    })
    .openapi(asCacao, async (c) => {
      await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      const document = await exportPlaybook(gateway, id)
      c.header('Content-Disposition', `attachment; filename="${id.replaceAll(/[^\w-]/g, '')}.cacao.json"`)
      return c.json(document as unknown as z.infer<typeof Document>, 200)
    })
}
