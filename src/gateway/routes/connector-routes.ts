import { createRoute, z } from '@hono/zod-openapi'
import { StandIn } from '../../domain/views/exercise-views.ts'
import { ConnectorKindView, ConnectorView } from '../../domain/views/other-views.ts'
import { addConnector, changeConnector } from '../connectors/configure.ts'
import { listConnectors, viewConnector } from '../connectors/view-connectors.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems, seenVersion } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { personActor } from '../store/estate.ts'

const list = createRoute({
  method: 'get',
  path: '/connectors',
  tags: ['connectors'],
  summary: 'Every connector: what it can do, the rights it needs, whether it is well',
  responses: {
    200: json(z.object({ items: z.array(ConnectorView) }), 'Built-in ones first, then as they were added'),
    ...problems,
  },
})

const kinds = createRoute({
  method: 'get',
  path: '/connectors/kinds',
  tags: ['connectors'],
  summary: 'The kinds of target that can be connected, with the fields that each takes',
  responses: { 200: json(z.object({ items: z.array(ConnectorKindView) }), 'In the order of the form'), ...problems },
})

const Name = z.string().trim().min(1).max(120)
const Values = z
  .record(z.string().max(60), z.string().max(20_000))
  .refine((values) => Object.keys(values).length <= 40, { message: 'No connector has that many fields.' })

const add = createRoute({
  method: 'post',
  path: '/connectors',
  tags: ['connectors'],
  summary: 'Connect a target; its secrets are sealed and never answered',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            kind: z.string().max(60),
            name: Name,
            values: Values,
            standIn: StandIn.optional(),
          }),
        },
      },
    },
  },
  responses: { 201: json(ConnectorView, 'The connector, with whether it answers'), ...problems },
})

const change = createRoute({
  method: 'patch',
  path: '/connectors/{id}',
  tags: ['connectors'],
  summary: 'Change a connector, replace a secret, switch it off or on',
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: Name.optional(),
            values: Values.optional(),
            isOn: z.boolean().optional(),
            standIn: StandIn.optional(),
          }),
        },
      },
    },
  },
  responses: { 200: json(ConnectorView, 'The connector as it is now'), ...problems },
})

export function connectorRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: await listConnectors(gateway) }, 200)
    })
    .openapi(kinds, async (c) => {
      await requireMay(gateway, c, 'read')
      const items = [...gateway.desk.kinds.values()].map(
        ({ id, title, purpose, actions, fields, leastPrivilege, triedAgainst, isTried }) => ({
          id,
          title,
          purpose,
          triedAgainst,
          isTried,
          actions: [...actions],
          fields: [...fields],
          leastPrivilege: [...leastPrivilege],
        }),
      )
      return c.json({ items }, 200)
    })
    .openapi(add, async (c) => {
      const person = await requireMay(gateway, c, 'manage-connectors')
      const id = await addConnector(gateway, c.req.valid('json'), personActor(person))
      return c.json(await viewConnector(gateway, id), 201)
    })
    .openapi(change, async (c) => {
      const person = await requireMay(gateway, c, 'manage-connectors')
      const { id } = c.req.valid('param')
      await changeConnector(gateway, id, c.req.valid('json'), seenVersion(c), personActor(person))
      return c.json(await viewConnector(gateway, id), 200)
    })
}
