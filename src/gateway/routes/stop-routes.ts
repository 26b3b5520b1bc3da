import { createRoute, z } from '@hono/zod-openapi'
import { StopView } from '../../domain/stop/stop.ts'
import type { Gateway } from '../gateway.ts'
import { listPeople } from '../http/access.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { stopEverything } from '../stop/raise-stop.ts'
import { releaseStop, viewStops } from '../stop/release-stop.ts'

const Standing = z.object({ items: z.array(StopView) })
const withReason = {
  required: true,
  content: { 'application/json': { schema: z.strictObject({ reason: z.string().trim().min(3).max(500) }) } },
}

const list = createRoute({
  method: 'get',
  path: '/stops',
  tags: ['plans'],
  summary: 'What holds work back now',
  responses: { 200: json(Standing, 'Oldest first; empty while work goes on'), ...problems },
})

const raise = createRoute({
  method: 'post',
  path: '/stops',
  tags: ['plans'],
  summary: 'Stop everything: no step of any plan is sent until two people release it',
  request: { body: withReason },
  responses: { 201: json(Standing, 'What stands after it'), ...problems },
})

const release = createRoute({
  method: 'post',
  path: '/stops/{id}/release',
  tags: ['plans'],
  summary: 'Say that work may go on; two people end a stop of everything, one that of the circuit breaker',
  request: { params: z.object({ id: z.string().min(1).max(80) }), body: withReason },
  responses: { 200: json(Standing, 'What still stands'), ...problems },
})

export function stopRoutes(gateway: Gateway) {
  const { store } = gateway
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      return c.json({ items: [...(await viewStops(gateway, person))] }, 200)
    })
    .openapi(raise, async (c) => {
      const people = await listPeople(store.read, store.tenant)
      const person = await requireMay(gateway, c, 'stop-everything', { people })
      await stopEverything(gateway, person, c.req.valid('json').reason)
      return c.json({ items: [...(await viewStops(gateway, person))] }, 201)
    })
    .openapi(release, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      await releaseStop(gateway, person, c.req.valid('param').id, c.req.valid('json').reason)
      return c.json({ items: [...(await viewStops(gateway, person))] }, 200)
    })
}
