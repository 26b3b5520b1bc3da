import { createRoute, z } from '@hono/zod-openapi'
import { Assertion } from '../../domain/people/passkey.ts'
import { GLASS_VERDICTS } from '../../domain/plan/break-glass.ts'
import { BreakGlassView, PlanView } from '../../domain/views/plan-views.ts'
import type { Gateway } from '../gateway.ts'
import { breakGlass } from '../glass/break-glass.ts'
import { glassesOf } from '../glass/glass-rows.ts'
import { reviewGlass, withVerdict } from '../glass/review-glass.ts'
import { listPeople } from '../http/access.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { viewPlan } from '../plans/plan-view.ts'

const params = z.object({ id: z.string().min(1).max(80) })
const reason = z.string().trim().min(10).max(2000)

const list = createRoute({
  method: 'get',
  path: '/break-glass',
  tags: ['plans'],
  summary: 'The last hundred uses of break-glass, with what others found of them',
  responses: { 200: json(z.object({ items: z.array(BreakGlassView) }), 'Newest first'), ...problems },
})

const use = createRoute({
  method: 'post',
  path: '/plans/{id}/break-glass',
  tags: ['plans'],
  summary: 'Let a plan run without its approvals: told to owners and managers at once, reviewed by somebody else',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            digest: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'),
            reason,
            assertion: Assertion.nullable().default(null),
          }),
        },
      },
    },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

const review = createRoute({
  method: 'post',
  path: '/plans/{id}/break-glass/review',
  tags: ['plans'],
  summary: 'Say whether it was justified: once, and never of one’s own',
  request: {
    params,
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ verdict: z.enum(GLASS_VERDICTS), reason }) } },
    },
  },
  responses: { 200: json(PlanView, 'The plan after it'), ...problems },
})

export function glassRoutes(gateway: Gateway) {
  const { store } = gateway
  return newApi()
    .openapi(list, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const people = await listPeople(store.read, store.tenant)
      const uses = await glassesOf(store.read, store.tenant, null)
      return c.json({ items: uses.map((glass) => withVerdict(gateway.rights, glass, person, people)) }, 200)
    })
    .openapi(use, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      await breakGlass(gateway, person, id, c.req.valid('json'))
      return c.json(await viewPlan(gateway, person, id), 200)
    })
    .openapi(review, async (c) => {
      const person = await requireMay(gateway, c, 'read')
      const { id } = c.req.valid('param')
      await reviewGlass(gateway, person, id, c.req.valid('json'))
      return c.json(await viewPlan(gateway, person, id), 200)
    })
}
