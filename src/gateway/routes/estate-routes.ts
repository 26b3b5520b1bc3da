import { createRoute, z } from '@hono/zod-openapi'
import { countSample, removeSample } from '../estate/remove-sample.ts'
import { SAMPLE_STATES, sampleState } from '../estate/sample-state.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { personActor } from '../store/estate.ts'

const state = createRoute({
  method: 'get',
  path: '/estate/sample',
  tags: ['estate'],
  summary: 'Whether the sample estate is loaded',
  responses: {
    200: json(
      z.object({ state: z.enum(SAMPLE_STATES), alerts: z.number().int(), identities: z.number().int() }),
      'Its state and size',
    ),
    ...problems,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/estate/sample',
  tags: ['estate'],
  summary: 'Remove everything that is marked as sample',
  responses: { 204: { description: 'It is gone; the record keeps its entries' }, ...problems },
})

export function estateRoutes(gateway: Gateway) {
  const { read, tenant } = gateway.store
  return newApi()
    .openapi(state, async (c) => {
      await requireMay(gateway, c, 'read')
      const alerts = await countSample(read, tenant, 'alert')
      const identities = await countSample(read, tenant, 'identity')
      return c.json({ state: await sampleState(gateway), alerts, identities }, 200)
    })
    .openapi(remove, async (c) => {
      const person = await requireMay(gateway, c, 'remove-sample')
      await removeSample(gateway, personActor(person))
      return c.body(null, 204)
    })
}
